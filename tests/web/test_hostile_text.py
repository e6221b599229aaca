"""Text that would be markup stays text on every page that shows it, and file names do nothing."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import Base
from app.models.accounts import Account, Organisation
from app.models.applications import Adjustment, Application, ApplicationEvent, RequirementCheck
from app.models.candidates import Candidate, CandidateFile
from app.models.debrief import DebriefNote
from app.models.decisions import OwnLevel
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.models.scorecards import Amendment, CardFile, CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_adjustment, make_application, make_cv
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file, make_scorecard
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
HOSTILE = "\"'><script>steal()</script><img src=x onerror=steal()>"
TYPED: Mapping[type[Base], tuple[str, ...]] = {
    Account: ("name", "job_title"),
    Candidate: ("name", "place", "pronunciation", "pronouns"),
    CandidateFile: ("name",),
    CardFile: ("name",),
    Adjustment: ("arrangement", "reason"),
    Application: ("source",),
    Opening: ("name", "place"),
    Interview: ("quorum_reason",),
    Scorecard: ("summary", "next_note"),
    CompetencyRating: ("evidence",),
    SignalRating: ("evidence",),
    OwnLevel: ("reason",),
}
KINDS = ("applied", "declined", "withdrew", "reopened", "stage_skipped", "stage_repeated", "decided", "advanced")
FACTS = ("source", "reason", "note", "about_name", "missing", "skipped", "level", "stage", "to", "name", "state_name")


class _Tags(HTMLParser):
    """What a browser would run or fetch because of text that somebody typed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and not (named.get("src") or "").startswith("/static/"):
            self.found.append("script")
        if tag == "img" and named.get("src") == "x":
            self.found.append("img")
        self.found += [name for name in named if name.startswith("on") or name == "style"]


def _run_by(html: str) -> list[str]:
    reader = _Tags()
    reader.feed(html)
    return reader.found


@pytest.fixture
def team(app: Flask) -> Team:
    with factories.writing() as session:
        session.add(Organisation(name=HOSTILE, created_at=START))
    return make_opening(recruiter_grants=("override", "adjustments"))


@pytest.fixture
def addresses(app: Flask, team: Team) -> dict[str, list[str]]:
    """Pages by reader, in an organisation where every text that anybody can write is an attack."""
    finalist, other = make_finalist(team, name=HOSTILE), make_application(team.opening, stage="panel", name=HOSTILE)
    interview = make_interview(other, stage="panel", interviewers=team.panel, is_open=True)
    for who in team.panel[:2]:
        make_scorecard(interview, who, text=HOSTILE, next_note=HOSTILE)
    for who in (team.panel[0], team.panel[2]):
        make_card_file(interview, who, app.config["RUNG"].files_directory)
    make_own_level(finalist, team.manager)
    make_cv(finalist, app.config["RUNG"].files_directory)
    make_adjustment(finalist, team.recruiter, reason="To be poisoned.")
    _poison(finalist, team)
    opening, talk = f"/openings/{team.opening}", f"/interviews/{interview}"
    case, decision = f"/applications/{finalist}", f"/applications/{finalist}/decision"
    shared = ["/", case, decision, f"{case}/debrief", f"{case}/packet", f"{talk}/scorecards"]
    board = [f"{opening}/board", f"{opening}/board?view=columns", f"{opening}/board?state=declined&q=%3Cscript%3Ex"]
    more = [f"/applications/{other}{end}" for end in ("", "/decline", "/interviews/new", "/stage", "/hold")]
    more += [
        f"{case}/person",
        f"{case}/adjustments",
        f"{case}/requirements/account_control",
        f"{talk}/replace",
        f"{talk}/cancel",
        "/me",
    ]
    mine = [
        f"{talk}/scorecard/files",
        f"{talk}/scorecard/mine",
        f"{talk}/scorecard/amend/summary",
        f"{talk}/scorecards",
    ]
    return {
        "recruiter": [*shared, "/openings", opening, f"{opening}/team", *board, *more],
        "manager": shared,
        "author": ["/", "/interviews", f"{case}/debrief", talk, *mine],
        "panelist": ["/", "/interviews", f"{talk}/scorecard", f"{talk}/scorecard/files"],
        "nobody": ["/sign-in"],
    }


def _poison(application: int, team: Team) -> None:
    """Put the attack into every text column that people fill, and into everything that events say."""
    with factories.writing() as session:
        for model, names in TYPED.items():
            session.execute(update(model).values(dict.fromkeys(names, HOSTILE)))
        check = RequirementCheck(application_id=application, requirement="account_control", state="met")
        check.evidence, check.checked_by, check.checked_at = HOSTILE, team.recruiter, START
        card = session.execute(select(Scorecard.id).where(Scorecard.account_id == team.panel[0])).scalars().all()
        session.add(check)
        session.add_all(_amendment(number) for number in card)
        session.add_all(_note(application, team, outcome) for outcome in ("asked", "settled"))
        session.add_all(_event(application, team, kind) for kind in KINDS)


def _amendment(card: int) -> Amendment:
    said = {"summary": HOSTILE}
    return Amendment(
        scorecard_id=card, part="summary", before=said, after=said, reason=HOSTILE, after_reveal=True, at=START
    )


def _note(application: int, team: Team, outcome: str) -> DebriefNote:
    row = DebriefNote(application_id=application, item="own:1", outcome=outcome, text=HOSTILE, at=START)
    row.account_id = team.recruiter
    return row


def _event(application: int, team: Team, kind: str) -> ApplicationEvent:
    data = dict.fromkeys(FACTS, HOSTILE)
    return ApplicationEvent(application_id=application, kind=kind, data=data, at=START, actor_id=team.recruiter)


@pytest.mark.parametrize("who", ["recruiter", "manager", "author", "panelist", "nobody"])
def test_text_that_would_be_markup_is_text(
    app: Flask, team: Team, addresses: dict[str, list[str]], client_for: ClientFor, who: str
):
    people = {"recruiter": team.recruiter, "manager": team.manager, "author": team.panel[0], "panelist": team.panel[2]}
    client = app.test_client() if who == "nobody" else client_for(people[who])

    answers = {path: client.get(path) for path in addresses[who]}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert {path: found for path, answer in answers.items() if (found := _run_by(answer.text))} == {}
    assert any("&lt;script&gt;steal()" in answer.text for answer in answers.values())


def test_a_message_about_hostile_text_is_text_too(team: Team, client_for: ClientFor, page: Read, app: Flask):
    admin = client_for(make_account("admin"))
    person = make_account(name=HOSTILE)
    path = f"/staff/{person}"
    fields = page(admin, path).form(path) | {"name": HOSTILE, "job_title": "x", "role": "interviewer", "zone": "UTC"}

    answer = admin.post(path, data=fields, follow_redirects=True)

    assert "It holds from" in answer.text
    assert _run_by(answer.text) == []


@pytest.mark.parametrize(
    "name",
    [
        "'><script>x</script>.pdf",
        "cv%0d%0aSet-Cookie: a=b.pdf",
        "../../etc/passwd",
        "..\\..\\windows\\cv.exe",
        "cv.html",
        "cv\u202efdp.exe",
        "\x00.pdf",
        "a" * 400 + ".pdf",
    ],
)
def test_a_hostile_file_name_does_nothing(team: Team, client_for: ClientFor, page: Read, name: str):
    recruiter = client_for(team.recruiter)
    path = f"/openings/{team.opening}/candidates/new"
    fields = {"name": "Yuki", "email": "yuki@example.net", "zone": "UTC", "cv": (BytesIO(b"%PDF-1.4\n%%EOF"), name)}

    added = recruiter.post(path, data=page(recruiter, path).form(path) | fields)
    answer = recruiter.get(f"{added.location}/cv")

    said = answer.headers["Content-Disposition"]
    assert re.fullmatch(
        r"attachment; filename=[^<>\r\n/\\]{1,140}\.pdf\"?(; filename\*=UTF-8''[\w%.-]+\.pdf)?", said
    ), said
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Set-Cookie" not in answer.headers
    assert _run_by(recruiter.get(added.location).text) == []
