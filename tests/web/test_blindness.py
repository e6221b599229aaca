"""Nobody reads, infers or finds another's scorecard before the time: every page, every reader, four stages."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count, product

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from werkzeug.routing import Rule

from app.domain.versions import digest
from app.gateways import pdf
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Amendment, CardFile, CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application, make_cv
from tests.factories.decisions import make_finalist
from tests.factories.ladders import shipped_playbook
from tests.factories.mail import make_message
from tests.factories.openings import Team, make_opening
from tests.factories.panels import sheet_for
from tests.factories.pools import FAMILY
from tests.factories.previews import harder, make_draft
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file, make_scorecard

ClientFor = Callable[[int], FlaskClient]
STAGES = ("screen", "manager", "panel", "final")
OWN_PAGES = {"scorecards.fill_in", "scorecards.mine", "scorecards.amend", "card_files.attach", "card_files.download"}
DECIDING_PAGES = {"decisions.show", "packet.show", "packet.data", "packet.print_out"}
LEADS = {"recruiter", "manager"}
# Everybody, in groups that keep each test short.
READERS = {
    "the first two": ("first", "second"),
    "the third and the trainee": ("third", "trainee"),
    "recruiter and leader": ("recruiter", "leader"),
    "manager and the one who left": ("manager", "replaced"),
    "others": ("other_admin", "other_recruiter", "other_manager", "nobody"),
}
groups = pytest.mark.parametrize("group", READERS)
NOW = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
LEVEL = re.compile(r"\bP[2-6]\b")


@dataclass(frozen=True)
class Secret:
    """One mark: who wrote it, in which interview, and whether it counts."""

    author: str
    interview: int
    is_counted: bool = True


@dataclass
class World:
    """One application in the middle of a stage; what was written about it carries marks found nowhere else."""

    app: Flask
    team: Team
    application: int
    interview: int = 0
    earlier: tuple[int, ...] = ()
    people: dict[str, int] = field(default_factory=dict)
    secrets: dict[str, Secret] = field(default_factory=dict)
    files: list[int] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)
    sitting: dict[int, set[str]] = field(default_factory=dict)
    owing: set[str] = field(default_factory=set)
    open: set[int] = field(default_factory=set)

    def _is_through(self, reader: str) -> bool:
        """Whether this reader sat in an interview, and every one of theirs is open."""
        sat = {interview for interview, people in self.sitting.items() if reader in people}
        return bool(sat) and sat <= self.open

    def may_find(self, reader: str, secret: Secret, endpoint: str) -> bool:
        """Whether this mark belongs on this page for this reader."""
        sits = reader in self.sitting[secret.interview]
        if reader == secret.author and sits and endpoint in OWN_PAGES:
            return True
        if not secret.is_counted or secret.interview not in self.open or reader in self.owing:
            return False
        if endpoint in {"scorecards.show", "card_files.download"}:
            return sits or reader in LEADS
        if endpoint == "debrief.show":
            return reader in LEADS or self._is_through(reader)
        return endpoint in DECIDING_PAGES and reader in LEADS


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a PDF be the page that it would be drawn from: its words are looked for, and packed they would be missed."""
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())


_marks = count(1)


def _mark() -> str:
    return f"canary{next(_marks)}end"


def _card(world: World, interview: int, author: str, *, submitted: bool = True, counted: bool = True) -> None:
    """A card with another mark in every text field and on a file, and an amended summary when it was submitted."""
    card = make_scorecard(interview, world.people[author], submitted=submitted, point=2, level="P4")
    marks: list[str] = []

    def new() -> str:
        marks.append(_mark())
        return marks[-1]

    with factories.writing() as session:
        areas = session.execute(select(CompetencyRating).where(CompetencyRating.scorecard_id == card)).scalars()
        signals = session.execute(select(SignalRating).where(SignalRating.scorecard_id == card)).scalars()
        for line in (*areas, *signals):
            line.evidence = new()
        session.get_one(Scorecard, card).summary = after = new()
        if submitted:
            change = Amendment(scorecard_id=card, part="summary", reason=new(), after_reveal=False, at=START)
            change.before, change.after = {"summary": new()}, {"summary": after}
            session.add(change)
    world.secrets |= dict.fromkeys(marks, Secret(author, interview, counted))
    folder, name = world.app.config["RUNG"].files_directory, _mark()
    world.files.append(make_card_file(interview, world.people[author], folder, name=f"{name}.pdf"))
    world.secrets[name] = Secret(author, interview, counted)


@pytest.fixture(params=STAGES)
def world(app: Flask, request: pytest.FixtureRequest) -> World:
    """Earlier stages are open; in this one the first card is in, the second a draft, the third not begun.

    The author of the first card is an admin. A trainee and somebody who was replaced have handed in cards too.
    """
    stage: str = request.param
    admin = make_account("admin")
    team = make_opening(panel=(admin, make_account(), make_account()), recruiter_grants=("override",))
    world = World(app, team, make_application(team.opening, stage=stage))
    make_cv(world.application, app.config["RUNG"].files_directory)
    make_draft(harder(), admin)
    names = {"recruiter": team.recruiter, "manager": team.manager, "leader": team.leader}
    names |= dict(zip(("first", "second", "third"), team.panel, strict=True))
    names |= {"trainee": make_account(), "replaced": make_account(), "other_admin": make_account("admin")}
    other = make_opening()
    world.people = names | {"other_recruiter": other.recruiter, "other_manager": other.manager}
    authors = {"screen": "recruiter", "manager": "manager", "panel": "first"}
    for held in STAGES[: STAGES.index(stage)]:
        interview = make_interview(world.application, stage=held, interviewers=[names[authors[held]]], is_open=True)
        world.earlier += (interview,)
        world.open.add(interview)
        world.sitting[interview] = {authors[held]}
        _card(world, interview, authors[held])
    _sit(world, stage)
    return world


def _sit(world: World, stage: str) -> None:
    people, begin = world.people, NOW - timedelta(hours=2)
    seated = [*world.team.panel, people["replaced"]]
    world.interview = make_interview(
        world.application, stage=stage, interviewers=seated, shadows=[people["trainee"]], starts_at=begin
    )
    world.sitting[world.interview] = {"first", "second", "third", "trainee"}
    world.owing = {"second", "third"}
    _card(world, world.interview, "first")
    _card(world, world.interview, "second", submitted=False)
    _card(world, world.interview, "trainee", counted=False)
    _card(world, world.interview, "replaced", counted=False)
    owed = {"owes": str(people["second"]), "stage": stage, "card_due_at": f"{NOW:%Y-%m-%dT%H:%M:%SZ}"}
    for who, kind in ((people["second"], "scorecard_reminder"), (people["manager"], "scorecard_escalation")):
        world.messages.append(make_message(world.interview, who, kind=kind, data=owed))
    with factories.writing() as session:
        here = (Seat.interview_id == world.interview, Seat.account_id == people["replaced"])
        session.execute(update(Seat).where(*here).values(left_at=START))


def _open(world: World) -> None:
    """The missing cards come in and the panel opens."""
    for mark in [mark for mark, secret in world.secrets.items() if secret.author == "second"]:
        del world.secrets[mark]
    with factories.writing() as session:
        card = select(Scorecard).where(Scorecard.account_id == world.people["second"])
        session.delete(session.execute(card).scalar_one())
        session.execute(delete(CardFile).where(CardFile.account_id == world.people["second"]))
    for author in ("second", "third"):
        _card(world, world.interview, author)
    with factories.writing() as session:
        session.get_one(Interview, world.interview).panel_opened_at = NOW
    world.open.add(world.interview)
    world.owing = set()


def _pages(world: World, rule: Rule) -> Iterator[str]:
    """Every address of a route that has to do with the application."""
    sheet = sheet_for(world.interview, world.people["first"])
    parts: list[int | str] = ["vote", "summary", f"area-{sheet.areas[0].key}"]
    values: dict[str, list[int | str]] = {
        "application_id": [world.application],
        "interview_id": [world.interview, *world.earlier],
        "opening_id": [world.team.opening],
        "account_id": [world.people["first"]],
        "file_id": list(world.files),
        "message_id": list(world.messages),
        "kind": ["scorecard_reminder"],
        "language": ["en"],
        "part": parts + [f"signal-{signal.key}" for signal in sheet.signals[:1]],
        "key": ["account_control"],
        "token": ["nonsense"],
        "area": ["results"],
        "deck": ["first"],
        "family": [FAMILY],
        "stage": ["panel"],
        "invitation_id": [1],
        "request_id": [1],
        "notice_id": [1],
        "sheet_id": [1],
        "country": ["DE"],
        "content_kind": ["family"],
        "content_key": [FAMILY],
        "ladder_key": ["account_executive"],
        "digest": [digest(shipped_playbook().ladder)],
        "draft_id": [1],
    }
    names = sorted(rule.arguments)
    for chosen in product(*(values[name] for name in names)):
        built = rule.build(dict(zip(names, chosen, strict=True)))
        assert built is not None
        yield built[1]
        if rule.endpoint == "applications.board":
            yield from (f"{built[1]}?{query}" for query in ("view=columns", "mine=1&long=1", "q=canary", "state=hired"))


def _visit(world: World, client: FlaskClient) -> dict[tuple[str, str], str]:
    """All that every page answers to this client, headers included, by endpoint and address."""
    found = {}
    rules = [rule for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    with world.app.test_request_context():
        addresses = [
            (rule.endpoint, path) for rule in rules if rule.endpoint != "static" for path in _pages(world, rule)
        ]
    for endpoint, path in addresses:
        answer = client.get(path)
        assert answer.status_code < 500, path
        found[endpoint, path] = f"{answer.status_code}\n{answer.headers}\n{answer.text}"
        answer.close()
    return found


def _clients(world: World, client_for: ClientFor, group: str) -> dict[str, FlaskClient]:
    people = world.people
    return {
        reader: client_for(people[reader]) if reader in people else world.app.test_client() for reader in READERS[group]
    }


def _surprises(world: World, client_for: ClientFor, group: str) -> list[str]:
    """Marks on pages where they do not belong."""
    found = []
    for reader, client in _clients(world, client_for, group).items():
        for (endpoint, path), text in _visit(world, client).items():
            for mark in re.findall(r"canary\d+end", text):
                secret = world.secrets[mark]
                if not world.may_find(reader, secret, endpoint):
                    found.append(f"{reader} finds {secret.author}'s words about interview {secret.interview} at {path}")
    return found


@groups
def test_before_the_panel_opens_nobody_finds_anothers_words_anywhere(world: World, client_for: ClientFor, group: str):
    assert _surprises(world, client_for, group) == []


@pytest.mark.parametrize("world", ["final"], indirect=True)
@groups
def test_after_it_opened_words_stand_where_they_may_and_nowhere_else(world: World, client_for: ClientFor, group: str):
    _open(world)

    assert _surprises(world, client_for, group) == []


def test_after_it_opened_everybody_who_may_reads_every_word(world: World, client_for: ClientFor):
    _open(world)
    wanted = {
        mark for mark, secret in world.secrets.items() if secret.interview == world.interview and secret.is_counted
    }

    for reader in ("first", "second", "third", "trainee", "recruiter", "manager"):
        text = client_for(world.people[reader]).get(f"/interviews/{world.interview}/scorecards").text
        assert wanted <= set(re.findall(r"canary\d+end", text)), reader


@pytest.mark.parametrize("world", ["panel"], indirect=True)
@groups
def test_what_a_sealed_card_says_changes_no_page_of_anybody_else(world: World, client_for: ClientFor, group: str):
    world.earlier = ()  # they stay as they are
    with time_machine.travel(NOW, tick=False):
        clients = _clients(world, client_for, group)
        before = {reader: _visit(world, client) for reader, client in clients.items()}
        _turn_around(world)
        after = {reader: _visit(world, client) for reader, client in clients.items()}

    differing = [
        f"{reader}: {path}"
        for reader, pages in before.items()
        for (endpoint, path), text in pages.items()
        if _timeless(text) != _timeless(after[reader][endpoint, path])
        and not (endpoint in OWN_PAGES and str(world.interview) in path and reader in world.sitting[world.interview])
    ]
    assert differing == []


def _timeless(text: str) -> str:
    """Without what differs between two visits of the same page: form tokens and the cookie that carries them."""
    return re.sub(r'name="csrf_token"[^>]*>|Set-Cookie: [^\n]*\n|Content-Length: \d+', "", text)


def _turn_around(world: World) -> None:
    """Let every sealed card say the opposite in every point, vote, statement and text."""
    with factories.writing() as session:
        cards = session.execute(select(Scorecard).where(Scorecard.interview_id == world.interview)).scalars().all()
        numbers = [card.id for card in cards]
        for card in cards:
            card.vote, card.summary = "strong_no", "Entirely different, and much longer than it was before."
        rows = session.execute(select(CompetencyRating).where(CompetencyRating.scorecard_id.in_(numbers))).scalars()
        for number, row in enumerate(rows):
            row.point, row.evidence = (5, "Nothing of it.") if number % 2 else (None, "")
        for line in session.execute(select(SignalRating).where(SignalRating.scorecard_id.in_(numbers))).scalars():
            line.statement, line.evidence = None, ""


# --- Before the own level


def _finalist(app: Flask, team: Team, *, point: int, level: str) -> World:
    world = World(app, team, make_finalist(team, point=point, level=level, name="Kenji Morimoto"))
    with factories.writing() as session:
        held = select(Interview.id).where(Interview.application_id == world.application).order_by(Interview.id)
        screen, manager, world.interview, final = session.execute(held).scalars()
    world.earlier = (screen, manager, final)
    world.people = {"first": team.panel[0]}
    return world


@pytest.mark.parametrize("reader", ["manager", "recruiter", "leader"])
def test_before_the_own_level_no_page_tells_a_high_candidate_from_a_low_one_by_a_level(
    app: Flask, client_for: ClientFor, reader: str
):
    team = make_opening()
    high, low = _finalist(app, team, point=2, level="P6"), _finalist(app, team, point=4, level="P3")
    client = client_for(getattr(team, reader))

    codes = [
        {endpoint: Counter(LEVEL.findall(text)) for (endpoint, _), text in sorted(_visit(world, client).items())}
        for world in (high, low)
    ]

    assert codes[0] == codes[1]


@pytest.mark.parametrize("reader", ["manager", "recruiter"])
def test_before_the_own_level_no_page_has_a_word_of_the_proof(app: Flask, client_for: ClientFor, reader: str):
    team = make_opening()
    world = _finalist(app, team, point=2, level="P6")

    pages = _visit(world, client_for(getattr(team, reader)))

    words = re.compile(
        r"\d needed|\d hold\b|\bundecided\b|: holds|\bWhy (?:not )?P\d|clause|Nearest title", re.IGNORECASE
    )
    told = {path: found for (_, path), text in pages.items() if (found := words.findall(_main(text)))}
    assert told == {}


def _main(text: str) -> str:
    """The words of a page without its markup."""
    return re.sub(r"<[^>]*>", " ", text.partition("<main")[2])
