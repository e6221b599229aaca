"""A candidate of whom every table knows something, with words of its own in every field that can hold any."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, String, Text, select, update

from app.database import Base
from app.domain.snapshot import Ground
from app.gateways import files
from app.models import applications as sent
from app.models import candidates as people
from app.models import decisions, scorecards
from app.models.debrief import DebriefNote
from app.models.notifications import OutboxMessage
from app.models.scheduling import CandidateCell, CandidateWindow
from app.queries.candidates.held import HELD, Held
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.invitations import make_invitation
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.pools import make_conflict
from tests.factories.portal import candidate_of
from tests.factories.promotions import make_case
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file

SHORTEST = 40
NAME, ADDRESS, OTHER_ADDRESS = "Quillfeather Vantongeren", "quillfeather@canary.example", "vantongeren@canary.example"
CV, DECK = b"Canary-of-the-cv sold software to railways.", b"%PDF-1.7 canary-of-the-deck\n%%EOF"


@dataclass(frozen=True)
class Traces:
    """The opening, the application, the candidate, and every word that tells of them, by the column it is in."""

    team: Team
    application: int
    candidate: int
    coming: int
    words: dict[str, str]


def make_traces(folder: Path, *, now: datetime | None = None) -> Traces:
    """Somebody who went all the way and has one more interview before them, with a row in every table."""
    at, team = now or datetime.now(UTC), make_opening()
    application = make_finalist(team, name=NAME, email=ADDRESS)
    candidate, coming = candidate_of(application), at.replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    interview = make_interview(application, stage="panel", interviewers=team.panel, starts_at=coming)
    make_own_level(application, team.manager)
    make_conflict(application, team.leader, "worked_together")
    make_card_file(interview, team.panel[0], folder)
    invitation = make_invitation(application, team.recruiter, people=team.panel, asked_at=START, asked_note="-")
    make_case(application, make_account(), team.recruiter)
    _send(application, candidate, team, folder)
    _judge(application, team)
    with factories.writing() as session:
        session.add(CandidateWindow(invitation_id=invitation, starts_at=at, ends_at=at + timedelta(hours=1)))
        session.add(CandidateCell(candidate_id=candidate, cell=7, interview_id=interview))
        session.add_all(_mails(application, candidate, interview))
    return Traces(team, application, candidate, interview, _fill(candidate))


def _send(application: int, candidate: int, team: Team, folder: Path) -> None:
    cv = people.CandidateFile(candidate_id=candidate, name="-", media_type="text/plain", size=len(CV), added_at=START)
    cv.stored_as, cv.text_state = files.store(folder, CV), "read"
    deck = sent.StageFile(application_id=application, stage="panel", name="-", media_type=files.PDF, size=len(DECK))
    deck.stored_as, deck.added_at = files.store(folder, DECK), START
    here: dict[str, Any] = {"application_id": application}
    token: dict[str, Any] = {"candidate_id": candidate, "created_at": START, "expires_at": START}
    with factories.writing() as session:
        session.add_all((cv, deck))
        session.flush()
        session.get_one(sent.Application, application).cv_id = cv.id
        session.add_all(
            (
                people.CandidateFileText(file_id=cv.id, text="-", read_at=START),
                people.PortalLink(token_hash="a", email=ADDRESS, **token),
                people.AddressChange(token_hash="b", email=OTHER_ADDRESS, **token),
                sent.ApplicationAnswer(question="why", text="-", **here),
                sent.RequirementClaim(requirement="quota", text="-", amount=5, currency="EUR", year=2024, **here),
                sent.Adjustment(arrangement="-", reason="-", set_by=team.recruiter, set_at=START, **here),
                sent.AdjustmentRequest(wants=["-"], text="-", asked_at=START, answer="-", **here),
                sent.PortalMessage(text="-", at=START, **here),
                sent.StageSurvey(stage="screen", points={"clear": 4}, text="-", at=START, **here),
                sent.ReviewRequest(text="-", asked_at=START, answer="-", **here),
                sent.GrowthLetter(state="sent", language="en", body="-", composed_at=START, sent_at=START, **here),
                sent.ApplicationEvent(kind="held", data={"until": "2026-01-01"}, at=START, **here),
            )
        )


def _judge(application: int, team: Team) -> None:
    here: dict[str, Any] = {"application_id": application}
    ground = Ground((), shipped_playbook(), "strategic")
    stored = decisions.Snapshot(method="A", engine_version="1", result="{}", digests="{}", at=START, **here)
    stored.input = str(ground.to_data())
    with factories.writing() as session:
        session.add(stored)
        session.flush()
        decision = decisions.Decision(outcome="hire", level="P4", reason="-", snapshot_id=stored.id, at=START, **here)
        decision.decided_by = team.manager
        session.add(decision)
        card = session.scalars(select(scorecards.Scorecard).order_by(scorecards.Scorecard.id)).first()
        assert card is not None
        session.flush()
        session.add_all(
            (
                decisions.DecisionApproval(
                    decision_id=decision.id, verdict="approved", reason="-", account_id=team.leader, at=START
                ),
                DebriefNote(item="own:1", outcome="asked", text="-", account_id=team.manager, at=START, **here),
                sent.RequirementCheck(
                    requirement="quota", state="met", evidence="-", checked_by=team.recruiter, checked_at=START, **here
                ),
                scorecards.AskedQuestion(scorecard_id=card.id, question="why"),
                scorecards.Amendment(
                    scorecard_id=card.id, part="summary", before={"summary": "canary-summary-before"},
                    after={"summary": "canary-summary-after"}, reason="-", after_reveal=True, at=START,
                ),
            )
        )  # fmt: skip


def _mails(application: int, candidate: int, interview: int) -> tuple[OutboxMessage, ...]:
    told = OutboxMessage(kind="candidate_booked", application_id=application, interview_id=interview)
    told.candidate_id, told.data, told.problem = candidate, {"reason": "canary-mail-reason"}, "canary-mail-problem"
    link = OutboxMessage(kind="portal_link", data={"email": ADDRESS, "token": "canary-mail-token"})
    other = OutboxMessage(kind="address_check", data={"email": OTHER_ADDRESS})
    for row in (told, link, other):
        row.created_at = row.due_at = START
    told.sent_at = START
    return told, link, other


def _fill(candidate: int) -> dict[str, str]:
    """Write words of its own into every column that can hold some."""
    words = {"candidate.name": NAME, "candidate.email": ADDRESS, "address_change.email": OTHER_ADDRESS}
    words |= {"cv": CV.decode()[:16], "deck": "canary-of-the-deck", "mail.reason": "canary-mail-reason"}
    words |= {"mail.problem": "canary-mail-problem", "mail.token": "canary-mail-token"}
    words |= {"amendment.before": "canary-summary-before", "amendment.after": "canary-summary-after"}
    words["application_event.data"] = "canary-event-reason"
    with factories.writing() as session:
        event = update(sent.ApplicationEvent).where(sent.ApplicationEvent.kind == "held")
        session.execute(event.values(data={"until": "2026-01-01", "reason": "canary-event-reason"}))
        for held in HELD:
            values = {column: f"canary-{held.name}-{column}" for column in _wordy(held)}
            if held.table is people.Candidate:
                values["search_name"] = NAME.lower()
            if not values or held.table is decisions.DecisionApproval:
                continue
            lists = {name: [text] for name, text in values.items() if isinstance(_column(held, name).type, JSON)}
            session.execute(update(held.table).where(held.belongs_to(candidate)).values(**values | lists))
            words |= {f"{held.name}.{name}": text for name, text in values.items()}
    return words


def _wordy(held: Held) -> list[str]:
    """Columns that can hold words about somebody."""
    fixed = {*held.harmless, *held.facts, "email", "token_hash", "stored_as", "media_type", "text_state", "zone"}
    fixed |= {"stage", "question", "requirement", "points", "state", "legal_hold"}
    return [
        column.name
        for column in held.table.__table__.columns
        if column.name not in fixed
        and not column.foreign_keys
        and (isinstance(column.type, Text | JSON) or (isinstance(column.type, String) and _is_long(column)))
    ]


def _is_long(column: Any) -> bool:
    return (column.type.length or SHORTEST) >= SHORTEST


def _column(held: Held, name: str) -> Any:
    table: type[Base] = held.table
    return table.__table__.columns[name]
