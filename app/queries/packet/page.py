"""Loads the packet. Outside the feature grid: it gathers what decisions, scorecards and debrief each tell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.database import db
from app.domain import approval, conversation
from app.domain.history import Told, tell
from app.domain.policy import Action, Viewer, permit
from app.domain.wording import Wording
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.queries.applications import Case, case_for
from app.queries.debrief import Noted, notes_of
from app.queries.decisions import DecisionPage
from app.queries.decisions.held import Held, held_of
from app.queries.decisions.page import page_of
from app.queries.decisions.records import records_of
from app.queries.ladders import KINDS
from app.queries.packet.shapes import Happening, Packet, PacketCard, PlannedStage, Topic, Version
from app.queries.scorecards import cards_of_application, changes_of

WITHDREW = "withdrew"
# What led to a decision and away from it. Bookings, scorecards and checks stand in their own sections.
TOLD = (
    *("own_level_given", approval.ASKED, approval.DECIDED, approval.SENT_BACK, approval.TAKEN_BACK, conversation.ASKED),
    *("declined", "decline_undone", WITHDREW, "reopened", "stage_repeated", "offer_made", "hired"),
)
_HISTORY = (
    select(ApplicationEvent.kind, ApplicationEvent.data, ApplicationEvent.at, Account.name)
    .outerjoin(Account, Account.id == ApplicationEvent.actor_id)
    .where(ApplicationEvent.application_id == bindparam("application_id"), ApplicationEvent.kind.in_(TOLD))
    .order_by(ApplicationEvent.id)
)


def packet_for(viewer: Viewer, application_id: int, *, now: datetime) -> Packet:
    """The packet as this viewer may see it: ten statements at most.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: as for the decision page; nothing of a scorecard is loaded then.
    """
    case = case_for(viewer, application_id)
    permit(Action.DECISION_READ, case.relation)
    records = records_of(application_id, names_levels=case.switches.computes_levels)
    cards, held = cards_of_application(application_id, case.playbook), held_of(application_id)
    changes = changes_of([card.id for card in cards], case.playbook)
    page = page_of(case, records, cards=cards, held=held, changes=changes)
    family = case.playbook.family
    return Packet(
        page=page,
        title=family.title(case.title).name,
        specialty=family.specialty(case.specialty).name if case.specialty else "",
        location=family.location(case.location).name if case.location else "",
        stages=_stages(case, held),
        cards=tuple(
            PacketCard(shown, card.submitted_at, changes.get(card.id, ()))
            for shown, card in zip(page.cards, cards, strict=True)
        ),
        topics=_topics(case, notes_of(application_id)),
        history=_history(case),
        versions=_versions(case, page),
        printed_by=viewer,
        printed_at=now,
    )


def _stages(case: Case, held: Sequence[Held]) -> tuple[PlannedStage, ...]:
    words = Wording(case.playbook)
    names = {signal.key: signal.name for signal in case.playbook.ladder.signals}
    return tuple(
        PlannedStage(
            key=stage.key,
            name=stage.name,
            interviewers=stage.interviewers,
            minutes=stage.minutes,
            areas=tuple(words.areas(stage.focus_areas)),
            signals=tuple(names[key] for key in stage.signals),
            held=tuple(item for item in held if item.stage == stage.key),
        )
        for stage in case.playbook.family.stages
    )


def _topics(case: Case, notes: Sequence[Noted]) -> tuple[Topic, ...]:
    """Every item with a note, in the order in which they were first spoken of."""
    found = []
    for key in dict.fromkeys(note.item for note in notes):
        about = [note for note in notes if note.item == key]
        question = next((note for note in about if note.is_question), None)
        found.append(Topic(_topic(key, case), question, tuple(note for note in about if not note.is_question)))
    return tuple(found)


def _topic(item: str, case: Case) -> str:
    kind, _, key = item.partition(":")
    if kind == "area":
        return Wording(case.playbook).area(key)
    return case.playbook.ladder.signal(key).name if kind == "signal" else f"Question {key}"


def _history(case: Case) -> tuple[Happening, ...]:
    rows = db.session.execute(_HISTORY, {"application_id": case.id})
    return tuple(Happening(row.at, row.name or "Rung", row.kind, _told(row, case)) for row in rows)


def _told(row: Any, case: Case) -> Told:
    """The event in words; why a candidate withdrew is left out, since it may speak of pay or of private matters."""
    told = tell(row.kind, row.data, plan=case.plan, zone=case.relation.viewer.zone)
    return Told(told.what) if row.kind == WITHDREW else told


def _versions(case: Case, page: DecisionPage) -> tuple[Version, ...]:
    """The versions on which the decision rests or, without one, those that the opening is pinned to."""
    decision = page.decision or page.awaited
    pinned = dict(decision.digests) if decision else {kind: getattr(case.digests, kind) for kind in KINDS}
    found = []
    for kind in KINDS:
        part, digest = getattr(case.playbook, kind), pinned.get(kind)
        if part is not None and digest:
            found.append(Version(kind, getattr(part, "name", part.key), getattr(part, "version", ""), digest))
    return tuple(found)
