"""What is held about a candidate, table by table: what they get of it, and what is left of it after an erasure.

A test compares this list with the tables, so that no column is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from app.database import Base
from app.models import applications as sent
from app.models import candidates as people
from app.models import decisions, scheduling, scorecards
from app.models.debrief import DebriefNote
from app.models.notifications import OutboxMessage
from app.queries.ladders import KINDS


@dataclass(frozen=True, slots=True)
class Held:
    """One table that tells something of a candidate.

    `by` is the column that ties it to them. `told` are the columns that they get; all others they don't. An erasure
    deletes the rows where `goes`; else it puts a mark into `words` that are not empty, empties `facts` of everybody's
    texts, and sets the columns of `cleared`. `harmless` are text columns that hold no word about anybody.
    """

    table: type[Base]
    by: str
    told: tuple[str, ...] = ()
    goes: bool = False
    words: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    cleared: Mapping[str, Any] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the table is called."""
        return str(self.table.__tablename__)

    def belongs_to(self, candidate_id: int) -> ColumnElement[bool]:
        """Condition on the table: the row tells of this candidate."""
        column: ColumnElement[Any] = getattr(self.table, self.by)
        if self.by in {"id", "candidate_id"}:
            return column == candidate_id
        return column.in_(_PARENTS[self.by](candidate_id))


def applications_of(candidate_id: int) -> Select[int]:
    """Numbers of a candidate's applications."""
    return select(sent.Application.id).where(sent.Application.candidate_id == candidate_id)


def interviews_of(candidate_id: int) -> Select[int]:
    """Numbers of a candidate's interviews, cancelled ones included."""
    interview = scheduling.Interview
    return select(interview.id).where(interview.application_id.in_(applications_of(candidate_id)))


def _cards_of(candidate_id: int) -> Select[int]:
    card = scorecards.Scorecard
    return select(card.id).where(card.interview_id.in_(interviews_of(candidate_id)))


def _files_of(candidate_id: int) -> Select[int]:
    return select(people.CandidateFile.id).where(people.CandidateFile.candidate_id == candidate_id)


def _invitations_of(candidate_id: int) -> Select[int]:
    invitation = scheduling.Invitation
    return select(invitation.id).where(invitation.application_id.in_(applications_of(candidate_id)))


def _decisions_of(candidate_id: int) -> Select[int]:
    decision = decisions.Decision
    return select(decision.id).where(decision.application_id.in_(applications_of(candidate_id)))


_PARENTS = {
    "application_id": applications_of,
    "interview_id": interviews_of,
    "scorecard_id": _cards_of,
    "file_id": _files_of,
    "invitation_id": _invitations_of,
    "decision_id": _decisions_of,
}


def mail_about(candidate_id: int) -> ColumnElement[bool]:
    """Condition on messages: to the candidate, or about an application or interview of theirs."""
    return or_(
        OutboxMessage.candidate_id == candidate_id,
        OutboxMessage.application_id.in_(applications_of(candidate_id)),
        OutboxMessage.interview_id.in_(interviews_of(candidate_id)),
    )


# What a scheduled table keeps beside its texts: states, zones and keys, none of which is a word about anybody.
_FILE = ("name", "media_type", "size", "added_at")
HELD: tuple[Held, ...] = (
    Held(people.CandidateFileText, "file_id", told=("file_id", "text", "read_at"), goes=True),
    Held(people.CandidateFile, "candidate_id", told=("id", *_FILE, "text_state"), goes=True),
    Held(people.PortalLink, "candidate_id", told=("email", "created_at", "expires_at", "used_at"), goes=True),
    Held(people.PortalSession, "candidate_id", told=("email", "created_at", "expires_at", "ended_at"), goes=True),
    Held(people.AddressChange, "candidate_id", told=("email", "created_at", "expires_at", "used_at"), goes=True),
    Held(sent.ApplicationAnswer, "application_id", told=("application_id", "question", "text"), goes=True),
    Held(
        sent.RequirementClaim,
        "application_id",
        told=("application_id", "requirement", "text", "amount", "currency", "year", "times"),
        goes=True,
    ),
    Held(
        sent.RequirementCheck,
        "application_id",
        words=("evidence",),
        cleared={"amount": None, "currency": None, "year": None},
        harmless=("requirement", "state", "certainty"),
    ),
    Held(
        sent.Adjustment,
        "application_id",
        told=("application_id", "arrangement", "reason", "extra_minutes", "set_at"),
        goes=True,
    ),
    Held(sent.StageFile, "application_id", told=("application_id", "id", "stage", *_FILE), goes=True),
    Held(
        sent.AdjustmentRequest,
        "application_id",
        told=("application_id", "wants", "text", "state", "asked_at", "answer", "answered_at"),
        goes=True,
    ),
    Held(
        sent.PortalMessage, "application_id", told=("application_id", "author_id", "text", "at", "read_at"), goes=True
    ),
    Held(
        sent.StageSurvey,
        "application_id",
        told=("application_id", "stage", "points", "text", "at"),
        words=("text",),
        harmless=("stage", "points"),
    ),
    Held(
        sent.ReviewRequest,
        "application_id",
        told=("application_id", "text", "asked_at", "answer", "answered_at"),
        goes=True,
    ),
    Held(sent.GrowthLetter, "application_id", told=("application_id", "language", "body", "sent_at"), goes=True),
    Held(
        sent.PromotionCase,
        "application_id",
        told=("application_id", "current_level", "currency", "years", "review", "opened_at"),
        goes=True,
    ),
    Held(scheduling.CandidateWindow, "invitation_id", told=("invitation_id", "starts_at", "ends_at"), goes=True),
    Held(
        scheduling.Invitation,
        "application_id",
        told=(
            *("application_id", "id", "stage", "minutes", "video_link", "created_at", "expires_at", "asked_at"),
            "asked_note",
        ),
        words=("asked_note",),
        cleared={"video_link": ""},
        harmless=("stage", "state", "takes", "withheld", "ended_because"),
    ),
    Held(scheduling.InvitationSeat, "invitation_id", harmless=("sits_as", "leads")),
    Held(scheduling.CandidateCell, "candidate_id", goes=True),
    Held(scheduling.StaffCell, "interview_id"),
    Held(scheduling.Conflict, "candidate_id", goes=True),
    Held(
        scheduling.Interview,
        "application_id",
        told=(
            *("application_id", "id", "stage", "starts_at", "ends_at", "zone", "wall_time", "video_link", "booked_at"),
            *("no_show", "candidate_reply", "candidate_replied_at"),
        ),
        words=("quorum_reason",),
        cleared={"video_link": "", "candidate_reply": None, "candidate_replied_at": None},
        harmless=("stage", "zone", "wall_time", "state", "no_show"),
    ),
    Held(scheduling.Seat, "interview_id", words=("excuse_reason",), harmless=("excuse", "leads", "reply")),
    Held(scorecards.CardFile, "interview_id", goes=True),
    Held(scorecards.CompetencyRating, "scorecard_id", words=("evidence",), harmless=("focus_area",)),
    Held(scorecards.SignalRating, "scorecard_id", words=("evidence",), harmless=("signal", "statement")),
    Held(scorecards.Amendment, "scorecard_id", words=("reason",), harmless=("part", "before", "after")),
    Held(scorecards.AskedQuestion, "scorecard_id", harmless=("question",)),
    Held(scorecards.Scorecard, "interview_id", words=("summary", "next_note"), harmless=("vote",)),
    Held(DebriefNote, "application_id", words=("text",), harmless=("item", "outcome")),
    Held(decisions.OwnLevel, "application_id", words=("reason",), harmless=("level", "confidence")),
    Held(
        decisions.Snapshot,
        "application_id",
        harmless=("method", "engine_version", "input", "result", "digests"),
    ),
    Held(decisions.DecisionApproval, "decision_id", words=("reason",), harmless=("verdict",)),
    Held(
        decisions.Decision,
        "application_id",
        words=("reason",),
        harmless=("outcome", "level", "lowest_level", "highest_level"),
    ),
    Held(sent.ApplicationEvent, "application_id", facts=("data",), harmless=("kind",)),
    Held(
        sent.Application,
        "candidate_id",
        told=(
            *("id", "opening_id", "source", "came_by", "referrer", "links", "applied_at", "notice_id", "consented_at"),
            "pay_unlocked_at",
        ),
        cleared={"source": "", "referrer": "", "links": [], "cv_id": None},
        harmless=("state", "stage", "level", "came_by", *(f"{kind}_digest" for kind in KINDS)),
    ),
    Held(people.Erasure, "candidate_id", harmless=("because", "report")),
    Held(
        people.Candidate,
        "id",
        told=(
            *("id", "name", "preferred_name", "pronunciation", "pronouns", "email", "phone", "place", "country"),
            *("zone", "language", "created_at", "held_at"),
        ),
        cleared={
            **dict.fromkeys(
                ("place", "pronunciation", "pronouns", "preferred_name", "phone", "country", "legal_hold"), ""
            ),
            **dict.fromkeys(("same_as_id", "joined_by", "joined_at", "held_by", "held_at")),
            "zone": "UTC",
            "language": "en",
        },
        harmless=("name", "search_name", "email"),  # each becomes the number, which the erasure writes itself
    ),
)
