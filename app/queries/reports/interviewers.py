"""What is told of interviewers, from the newest calibration: of all for process owners, of one for the person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.calibration import Offset
from app.domain.errors import BadData
from app.domain.interviewer_words import ON_PANELS, SEVERITY, Fact, as_offset, facts_of
from app.domain.interviewers import Figures, figures_from_json, without_strictness
from app.domain.strictness import Strictness, reach_of, strictness
from app.models.accounts import Account
from app.queries.accounts import switches
from app.queries.reports.stored import newest, under_way

AGAINST = {SEVERITY: "Everybody", ON_PANELS: "The same panels"}
_PEOPLE = (
    select(Account.id, Account.name, Account.job_title)
    .where(Account.id.in_(bindparam("ids", expanding=True)), Account.is_active)
    .order_by(Account.name, Account.id)
)


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of the figure of strictness: which fact it draws, what it is measured against, and where it lies."""

    fact: str
    against: str
    strictness: Strictness


@dataclass(frozen=True, slots=True)
class InterviewerLine:
    """One interviewer. What `strips` show is not among `facts`; all strips of a page have the same axis."""

    account_id: int
    name: str
    job_title: str
    scorecards: int
    facts: tuple[Fact, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class InterviewerReport:
    """What is shown of some interviewers, in the order of their names, and what it rests on.

    made_at: None before the first calibration. is_withheld: an application under these figures was opened again, so
    that nobody may be told what its scorecards came to; or another version of the product wrote them. reach: how many
    points the axis of the strips goes to either side.
    """

    made_at: datetime | None
    candidates: int
    is_withheld: bool
    reach: float
    lines: tuple[InterviewerLine, ...]


def all_interviewers(*, reader: int | None = None) -> InterviewerReport:
    """Everybody who works here and has interviewed somebody who is judged already: four statements.

    Args:
        reader: whoever reads it, who learns nothing of their own application from it.
    """
    return _report(None, reader=reader)


def one_interviewer(account_id: int) -> InterviewerReport:
    """The same for one person; without a line while there is nothing to tell."""
    return _report(account_id, reader=account_id)


def _report(only: int | None, *, reader: int | None) -> InterviewerReport:
    stored = newest(reader=reader)
    if stored is None:
        return InterviewerReport(None, 0, False, 0, ())
    figures = _figures(stored.figures)
    if figures is not None and not switches().adjusts_severity:
        figures = {person: without_strictness(found) for person, found in figures.items()}
    is_withheld = figures is None or bool(stored.rests_on & under_way())
    if figures is None or is_withheld:
        return InterviewerReport(stored.made_at, len(stored.rests_on), True, 0, ())
    if only is not None:
        figures = {person: found for person, found in figures.items() if person == str(only)}
    people = db.session.execute(_PEOPLE, {"ids": sorted(map(int, figures))}).all()
    shown = [figures[str(row.id)] for row in people]
    reach = reach_of(offset for found in shown for _fact, offset in _offsets(found))
    lines = tuple(_line(row.id, row.name, row.job_title, figures[str(row.id)], reach) for row in people)
    return InterviewerReport(stored.made_at, len(stored.rests_on), False, reach, lines)


def _figures(text: str) -> dict[str, Figures] | None:
    try:
        return figures_from_json(text)
    except BadData:
        return None


def _line(account_id: int, name: str, job_title: str, found: Figures, reach: float) -> InterviewerLine:
    strips = tuple(Strip(fact, AGAINST[fact], strictness(offset, reach=reach)) for fact, offset in _offsets(found))
    drawn = {strip.fact for strip in strips}
    facts = tuple(fact for fact in facts_of(found) if fact.label not in drawn)
    return InterviewerLine(account_id, name, job_title, found.counts.all, facts, strips)


def _offsets(found: Figures) -> list[tuple[str, Offset]]:
    on_panels = found.habits.severity.figure
    told = [(SEVERITY, found.severity.figure), (ON_PANELS, as_offset(on_panels) if on_panels else None)]
    return [(fact, offset) for fact, offset in told if offset is not None]
