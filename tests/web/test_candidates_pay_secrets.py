"""No amount of pay stands on a page, in a mail, a file or an answer where it does not belong, nor changes any."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.domain.inviting import Offer, Place, Takes
from app.gateways import clock, pdf
from app.models.notifications import OutboxMessage
from app.models.openings import Opening, PaySheet
from app.services.scheduling.invitations import invite
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application, make_cv
from tests.factories.bookings import viewer_of
from tests.factories.decisions import make_finalist
from tests.factories.openings import make_opening
from tests.factories.pay import FAMILY, make_pay_sheet
from tests.factories.portal import COOKIE, candidate_of, make_portal_session
from tests.factories.scheduling import make_interview

ClientFor = Callable[[int], FlaskClient]
# Whole and in parts: a year, its upper end, the fixed part of both, a month's fixed part.
AMOUNTS = ("7654321", "8765432", "4669136", "5346914", "389095")
WORDS = ("canarysourceend", "canarytermsend", "61 %")
BELONGS = {
    "recruiter": {"candidates.pay_of"},
    "manager": {"candidates.pay_of"},
    "selected": {"portal.pay"},
    "payer": {"candidates.pay_sheets", "candidates.pay_sheet"},
}
READERS = {
    "those who interview": ("panelist", "leader"),
    "those who lead": ("recruiter", "manager"),
    "other staff": ("admin", "other_recruiter"),
    "outsiders": ("nobody", "selected", "applied"),
    "those who enter it": ("payer",),
}
FILTERS = ("?q=7654321", "?sort=pay", "?sort=on_target", "?pay=open", "?on_target=7654321", "?view=columns")


@dataclass
class World:
    """One candidate who was selected, one who applied, and everybody who could ask."""

    app: Flask
    ids: dict[str, int | str]
    clients: dict[str, FlaskClient] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a PDF be the page that it would be drawn from."""
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())


@pytest.fixture
def world(app: Flask, client_for: ClientFor) -> World:
    team, other = make_opening(), make_opening()
    payer = make_account("recruiter", grants=("compensation",))
    sheet = make_pay_sheet(
        payer, on_target=7_654_321, on_target_top=8_765_432, base_share=61, source=WORDS[0], terms=WORDS[1]
    )
    selected, applied = make_application(team.opening, stage="panel"), make_application(team.opening)
    make_finalist(team)
    make_cv(selected, app.config["RUNG"].files_directory)
    interview = make_interview(selected, stage="manager", interviewers=team.panel)
    with factories.writing() as session:
        opening = session.get_one(Opening, team.opening)
        opening.published_at, opening.country = START, "DE"
    with app.app_context():
        invitation = invite(
            viewer_of(team.recruiter), selected, Offer(Takes.ALL, tuple(map(Place, team.panel)), 60), seen=1
        )
    ids: dict[str, int | str] = {"application_id": selected, "opening_id": team.opening, "sheet_id": sheet}
    ids |= {"interview_id": interview, "invitation_id": invitation, "family": FAMILY, "stage": "panel"}
    ids |= {"message_id": _message(), "account_id": team.panel[0], "kind": "pay_unlocked", "language": "en"}
    ids |= {"key": "account_control", "area": "results", "deck": "first", "part": "vote", "country": "DE"}
    ids |= {"content_kind": "family", "content_key": FAMILY, "ladder_key": "account_executive"}
    world = World(app, ids)
    staff = {"recruiter": team.recruiter, "manager": team.manager, "panelist": team.panel[0], "leader": team.leader}
    staff |= {"admin": make_account("admin", grants=("process_owner",)), "payer": payer}
    staff |= {"other_recruiter": other.recruiter}
    world.clients = {who: client_for(number) for who, number in staff.items()} | {"nobody": app.test_client()}
    for who, application in (("selected", selected), ("applied", applied)):
        world.clients[who] = app.test_client()
        world.clients[who].set_cookie(COOKIE, make_portal_session(candidate_of(application)))
    return world


def _message() -> int:
    with factories.writing() as session:
        return session.execute(select(OutboxMessage.id).where(OutboxMessage.kind == "pay_unlocked")).scalar_one()


def _pages(world: World, filters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Endpoint and address of everything that can be read."""
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint == "static" or "GET" not in (rule.methods or set()):
            continue
        built = rule.build({name: str(world.ids.get(name, "1")) for name in rule.arguments})
        assert built is not None
        yield rule.endpoint, built[1]
        if rule.endpoint in {"applications.board", "openings.index", "jobs.index", "scheduling.schedule"}:
            yield from ((rule.endpoint, built[1] + asked) for asked in filters)


def _visit(world: World, who: str, filters: tuple[str, ...] = ()) -> dict[tuple[str, str], str]:
    with world.app.test_request_context():
        addresses = list(_pages(world, filters))
    found = {}
    for endpoint, path in addresses:
        answer = world.clients[who].get(path)
        assert answer.status_code < 500, path
        found[endpoint, path] = f"{answer.status_code}\n{answer.headers}\n{answer.get_data().decode(errors='replace')}"
        answer.close()
    return found


def _tells(text: str) -> bool:
    bare = re.sub(r"(?<=\d)[,.\s\u00a0\u202f](?=\d)", "", text)
    return any(amount in bare for amount in AMOUNTS) or any(words in text for words in WORDS)


@pytest.mark.parametrize("group", READERS)
def test_pay_stands_where_it_belongs_and_nowhere_else(world: World, group: str):
    surprises, missing = [], []
    for who in READERS[group]:
        telling = {key for key, text in _visit(world, who).items() if _tells(text)}
        surprises += [f"{who}: {path}" for endpoint, path in telling if endpoint not in BELONGS.get(who, set())]
        missing += [f"{who}: {each}" for each in BELONGS.get(who, set()) if each not in {key[0] for key in telling}]

    assert (surprises, missing) == ([], [])


@pytest.mark.parametrize("who", ["panelist", "recruiter"])
def test_no_page_filter_order_or_count_depends_on_what_a_title_pays(world: World, who: str):
    with time_machine.travel(clock.now(), tick=False):
        before = _visit(world, who, FILTERS)
        with factories.writing() as session:
            session.execute(update(PaySheet).values(on_target=1_000, on_target_top=None, base_share=5, seasons=[]))
        after = _visit(world, who, FILTERS)

    differing = [
        path
        for (endpoint, path), text in before.items()
        if endpoint not in BELONGS.get(who, set()) and _timeless(text) != _timeless(after[endpoint, path])
    ]
    assert differing == []


def _timeless(text: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*>|Set-Cookie: [^\n]*\n|Content-Length: \d+', "", text)
