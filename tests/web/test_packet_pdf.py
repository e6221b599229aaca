"""The packet as a PDF, drawn for real: its pages, its words, and none before their time."""

import re
import time
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app.gateways import pdf
from app.models.scorecards import CompetencyRating, Scorecard
from tests import factories
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening

pytestmark = pytest.mark.skipif(
    not pdf.is_possible(),
    reason="WeasyPrint can't be loaded: tools/bootstrap pdf and tools/pango install what it needs",
)
NAME = "Kenji Morimoto"
# On a busy machine; a quiet one draws a packet in two.
SECONDS = 15


@pytest.fixture
def team(app) -> Team:
    return make_opening(location="japan")


@pytest.fixture
def manager(team, client_for) -> FlaskClient:
    return client_for(team.manager)


def pages_of(client: FlaskClient, application_id: int) -> list[str]:
    """The words of each page."""
    answer = client.get(f"/applications/{application_id}/packet.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.data)).pages]


def test_it_has_the_candidate_on_every_page_and_every_page_is_numbered(manager, team):
    application_id = make_finalist(team, name=NAME)
    make_own_level(application_id, team.manager)

    pages = pages_of(manager, application_id)

    assert len(pages) >= 5
    assert [number for number, text in enumerate(pages, start=1) if NAME not in text] == []
    assert [number for number, text in enumerate(pages, start=1) if f"{number} / {len(pages)}" not in text] == []


def test_it_says_what_the_page_says_in_the_same_order(manager, team):
    application_id = make_finalist(team, name=NAME, by_person={team.panel[0]: {"efficiency": 2}})
    make_own_level(application_id, team.manager)

    text = " ".join(pages_of(manager, application_id))

    heads = ("Plan", "Requirements", "Recommendation", "Warnings", "Evidence", "Scope", "Scorecards", "Own level")
    places = [re.search(rf"{head} [A-Z0-9]", text) for head in (*heads, "Decision", "Proof", "Versions")]
    assert [place.start() for place in places if place] == sorted(place.start() for place in places if place)
    assert len([place for place in places if place]) == len(heads) + 3
    for word in (f"Evidence of {team.panel[0]} in panel.", "Weight", "needed", "Ladder Account Executive"):
        assert word in text


def test_before_the_own_level_nothing_computed_is_in_it_and_no_closed_card(manager, team):
    application_id = make_finalist(team, name=NAME, sealed=("panel",))

    text = " ".join(pages_of(manager, application_id))

    assert re.findall(r"\bP\d\b", text) == ["P4", "P5"]
    assert not re.search(r"\d needed|holds|undecided|\d %", text)
    assert "in panel." not in text
    assert f"Evidence of {team.leader} in final." in text


def test_a_long_packet_is_drawn_while_one_waits(manager, team):
    application_id = make_finalist(team, name=NAME)
    make_own_level(application_id, team.manager)
    with factories.writing() as session:
        cards = session.execute(select(Scorecard.id)).scalars().all()
        for line in session.execute(select(CompetencyRating).where(CompetencyRating.scorecard_id.in_(cards))).scalars():
            line.evidence = "Told us at length what was done, by whom, and what came of it. " * 40

    begun = time.process_time()
    pages = pages_of(manager, application_id)

    assert time.process_time() - begun < SECONDS
    assert len(pages) >= 15
