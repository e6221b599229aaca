"""A candidate in front of interviewers, and what one of them answers: for services and as a form sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.policy import Grant, Role, Viewer
from app.domain.scorecard import Answers, AreaAnswer, SignalAnswer
from app.domain.sheet import Sheet, sheet_of
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview

TEXT = "Asked for the cost of a day's delay, wrote it on the board and came back to it three times."


@dataclass(frozen=True)
class Panel:
    """An interview of a stage with the team around it."""

    team: Team
    application: int
    interview: int
    shadows: tuple[int, ...]


def make_panel(
    *,
    stage: str = "panel",
    interviewers: Sequence[int] = (),
    shadows: int = 0,
    starts_at: datetime | None = None,
    recruiter_grants: tuple[str, ...] = (),
    **opening: str,
) -> Panel:
    """Three interviewers in the Mock Presentation, begun an hour ago unless `starts_at` says otherwise."""
    team = make_opening(recruiter_grants=recruiter_grants, **opening)  # type: ignore[arg-type]
    application = make_application(team.opening, stage=stage)
    trainees = tuple(make_account() for _ in range(shadows))
    begin = starts_at or datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=1)
    seated = interviewers or team.panel
    interview = make_interview(application, stage=stage, interviewers=seated, shadows=trainees, starts_at=begin)
    return Panel(team, application, interview, trainees)


def viewer_of(account_id: int, role: Role = Role.INTERVIEWER, *, grants: frozenset[Grant] = frozenset()) -> Viewer:
    """The person as services and queries know them."""
    return Viewer(account_id, f"Person {account_id}", role, "Europe/Berlin", "Job", grants)


def sheet_for(interview_id: int, account_id: int, *, stage: str = "panel") -> Sheet:
    """What the person's card of this interview asks."""
    return sheet_of(shipped_playbook(), stage, interview_id=interview_id, account_id=account_id)


def make_answers(sheet: Sheet, *, point: int | None = 3, text: str = TEXT, note: str = "") -> Answers:
    """A complete card: one point everywhere, no evidence of any scope signal, a yes."""
    areas = tuple(AreaAnswer(area.key, True, point, text) for area in sheet.areas)
    signals = tuple(SignalAnswer(signal.key, True, None, "") for signal in sheet.signals)
    return Answers(areas, signals, "yes", text, note)


def card_fields(sheet: Sheet, *, point: int | None = 3, text: str = TEXT, note: str = "") -> dict[str, str]:
    """The same card as a browser sends it, without token and version."""
    chosen = "none" if point is None else str(point)
    fields: dict[str, str] = {"vote": "yes", "summary": text, "next_note": note}
    for area in sheet.areas:
        fields |= {f"rating-{area.key}": chosen, f"evidence-{area.key}": text}
    for signal in sheet.signals:
        fields |= {f"statement-{signal.key}": "none", f"grounds-{signal.key}": ""}
    return fields
