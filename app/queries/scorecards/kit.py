"""The kit: everything an interviewer has on the page beside and below the own card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, bindparam, case, select

from app.database import db
from app.domain.asking import AreaQuestions, AskedFirst, KitQuestion
from app.domain.competency import GROUP_NAMES
from app.domain.excuses import EXCUSE_STATES, Excuse
from app.domain.policy import Relation, Viewer
from app.domain.preparing import TimeBudget, lead_areas, time_budget
from app.domain.requirement import EffectiveRequirement
from app.domain.scorecard import Answers
from app.domain.visibility import Awaited, Wait
from app.models.accounts import Account
from app.models.applications import RequirementCheck
from app.models.scheduling import Seat
from app.models.scorecards import Scorecard
from app.queries.scorecards.asking import asking_at
from app.queries.scorecards.desk import Desk, answers_on, desk_for
from app.queries.scorecards.files import KeptFile, files_of
from app.queries.scorecards.notes import Note, notes_before

TO_VERIFY = "to_verify"
_SEATS = (
    select(
        Seat.account_id,
        Account.name,
        Account.job_title,
        Seat.is_shadow,
        Seat.excuse,
        Scorecard.is_late,
        case(
            (Scorecard.submitted_at.is_not(None), "submitted"),
            (Scorecard.id.is_not(None), "draft"),
            else_="not_started",
        ).label("state"),
    )
    .join(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Seat.interview_id, Scorecard.account_id == Seat.account_id))
    .where(Seat.interview_id == bindparam("interview_id"), Seat.left_at.is_(None))
    .order_by(Seat.is_shadow, Account.name, Seat.account_id)
)
_CHECKS: Select[str, str] = select(RequirementCheck.requirement, RequirementCheck.state).where(
    RequirementCheck.application_id == bindparam("application_id")
)


@dataclass(frozen=True, slots=True)
class SeatState:
    """Somebody of the panel and how far the card is; nothing of what it says."""

    account_id: int
    name: str
    job_title: str
    is_shadow: bool
    excuse: str | None
    is_late: bool | None
    state: str

    @property
    def excuse_state(self) -> str:
        """What the person reported, in a word or two; nothing of why."""
        return EXCUSE_STATES[Excuse(self.excuse)] if self.excuse else ""

    @property
    def state_word(self) -> str:
        """How far the card is, in a sentence."""
        return self.state.replace("_", " ")


def wait_of(seats: Sequence[SeatState]) -> Wait:
    """Whom an interview with these seats waits for."""
    counted = [seat for seat in seats if not seat.is_shadow]
    awaited = [Awaited(seat.name, seat.state_word) for seat in counted if seat.state != "submitted"]
    return Wait(tuple(awaited), len(counted))


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement in effect and where it stands; a gate that nobody has checked stands at "to verify"."""

    text: str
    is_gate: bool
    is_preferred: bool
    kinds: tuple[str, ...]
    state: str | None


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """What one title, specialty or location asks."""

    origin: str
    lines: tuple[RequirementLine, ...]


@dataclass(frozen=True, slots=True)
class AreaKit:
    """One focus area as the kit shows it. `anchors` holds the point's value, its name and the text, best first.

    `minutes` is its share of the interview, `lead` who of a panel sees to it that it is asked about.
    """

    key: str
    name: str
    group: str
    definition: str
    anchors: tuple[tuple[int, str, str], ...]
    meets: tuple[str, str]
    questions: tuple[KitQuestion, ...]
    more_questions: tuple[KitQuestion, ...]
    avoid: tuple[str, ...]
    minutes: int
    lead: SeatState | None


@dataclass(frozen=True, slots=True)
class Role:
    """The role in a few words. The level range is the opening's target, which hints at no statement."""

    title: str
    track: tuple[str, ...]
    reports_to: tuple[str, ...]
    levels: str
    specialty: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """The candidate as an interviewer should know them: how the name is said, and what is arranged, never why."""

    name: str
    pronunciation: str
    pronouns: str
    arrangement: str


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything on the page of kit and scorecard. `first` is what to ask before the rest."""

    desk: Desk
    person: Person
    role: Role
    first: tuple[AskedFirst, ...]
    budget: TimeBudget
    requirements: tuple[RequirementGroup, ...]
    areas: tuple[AreaKit, ...]
    seats: tuple[SeatState, ...]
    notes: tuple[Note, ...]
    answers: Answers
    files: tuple[KeptFile, ...]
    has_cv: bool
    has_slides: bool

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the interview."""
        return self.desk.relation

    @property
    def requirement_count(self) -> int:
        """How many requirements are in effect."""
        return sum(len(group.lines) for group in self.requirements)


def kit_for(viewer: Viewer, interview_id: int) -> Kit:
    """The kit of one interview and the viewer's own card: seven statements, one more with a cold playbook.

    Raises:
        NotFound: if there is no such interview.
    """
    desk = desk_for(viewer, interview_id)
    return kit_at(desk, answers_on(desk.sheet, desk.card))


def kit_at(desk: Desk, answers: Answers) -> Kit:
    """The kit around answers that were read already: five statements."""
    asking, budget, seats = asking_at(desk), time_budget(desk.stage), seats_of(desk.about.interview_id)
    leads = _leads(desk, seats)
    return Kit(
        desk,
        _person(desk),
        _role(desk),
        asking.first,
        budget,
        _requirements(desk),
        tuple(
            _area(desk, key, asking.areas[key], minutes=minutes, lead=leads.get(key))
            for key, minutes in budget.areas.items()
        ),
        seats,
        notes_before(desk.about),
        answers,
        files_of(desk.about.interview_id, desk.relation.viewer.account_id),
        desk.role["cv_id"] is not None,
        bool(desk.role["has_slides"]),
    )


def seats_of(interview_id: int) -> tuple[SeatState, ...]:
    """Who sits in an interview and how far their cards are, shadows last: one statement."""
    rows = db.session.execute(_SEATS, {"interview_id": interview_id}).mappings()
    return tuple(SeatState(**row) for row in rows)


def _leads(desk: Desk, seats: tuple[SeatState, ...]) -> Mapping[str, SeatState]:
    """Who leads on which area; nobody where one interviewer asks everything."""
    interviewers = {seat.account_id: seat for seat in seats if not seat.is_shadow}
    if len(interviewers) == 1:
        return {}
    shares = lead_areas(desk.stage.focus_areas, interviewers, interview_id=desk.about.interview_id)
    return {area: interviewers[who] for who, areas in shares.items() for area in areas}


def _person(desk: Desk) -> Person:
    known = desk.role
    return Person(desk.about.candidate, known["pronunciation"], known["pronouns"], known["arrangement"] or "")


def _role(desk: Desk) -> Role:
    family, ladder, opening = desk.playbook.family, desk.playbook.ladder, desk.role
    title = family.title(opening["title"])
    ends = list(dict.fromkeys((opening["lowest_level"], opening["highest_level"])))
    return Role(
        title.name,
        tuple(item.name for item in family.track_titles(title.track)),
        title.reports_to,
        " to ".join(f"{ladder.level(code).name} ({code})" for code in ends),
        family.specialty(opening["specialty"]).name if opening["specialty"] else None,
        family.location(opening["location"]).name if opening["location"] else None,
    )


def _requirements(desk: Desk) -> tuple[RequirementGroup, ...]:
    opening = desk.role
    found: dict[str, list[RequirementLine]] = {}
    effective = desk.playbook.family.requirements_of(
        opening["title"], specialty=opening["specialty"], location=opening["location"]
    )
    rows = db.session.execute(_CHECKS, {"application_id": desk.about.application_id})
    states = {row.requirement: row.state for row in rows}
    for item in effective:
        found.setdefault(item.origin, []).append(_line(item, states.get(item.requirement.key)))
    return tuple(RequirementGroup(origin, tuple(lines)) for origin, lines in found.items())


def _line(item: EffectiveRequirement, state: str | None) -> RequirementLine:
    asked = item.requirement
    shown = state or (TO_VERIFY if asked.is_gate else None)
    return RequirementLine(asked.text, asked.is_gate, asked.strength == "preferred", asked.kinds, shown)


def _area(desk: Desk, key: str, questions: AreaQuestions, *, minutes: int, lead: SeatState | None) -> AreaKit:
    area = desk.playbook.competencies.competency(key)
    scale = desk.playbook.scale
    bar = scale.mark("meets")
    return AreaKit(
        key,
        area.name,
        GROUP_NAMES[area.group],
        area.definition,
        tuple((point.value, point.name, area.anchor(point.value)) for point in scale.points),
        (scale.point(bar).name, area.anchor(bar)),
        questions.proposed,
        questions.more,
        area.avoid,
        minutes,
        lead,
    )
