"""Amending a submitted card, one part at a time, with a reason; withdrawing a note to the next interviewer."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.amendment import AREA, SIGNAL, Part, Values, check_amendment, part_of, values_in_words, values_of
from app.domain.errors import Conflict, NotFound, NotReady
from app.domain.policy import Action, Viewer, permit
from app.domain.scorecard import check_open
from app.gateways import clock
from app.models.applications import ApplicationEvent
from app.models.scheduling import Interview
from app.models.scorecards import Amendment, CompetencyRating, Scorecard, SignalRating
from app.queries import access
from app.queries.candidates.living import refuse_erased
from app.queries.scorecards.desk import Desk, answers_on
from app.services import audit
from app.services.scorecards.lines import write_lines
from app.services.scorecards.locks import locked_desk

_NOTE = (
    select(Interview.application_id, Interview.stage)
    .join(Scorecard, Scorecard.interview_id == Interview.id)
    .where(Scorecard.id == bindparam("card_id"), Scorecard.submitted_at.is_not(None), Scorecard.next_note != "")
    .with_for_update(of=Scorecard)
)


def amend(viewer: Viewer, interview_id: int, code: str, *, after: Values, reason: str, seen: int) -> None:
    """Correct one part of the viewer's own submitted card; what it said before is kept with the reason.

    Args:
        viewer: the author.
        interview_id: the interview.
        code: the part, as `amendment.parts_of` names it.
        after: what it shall say.
        reason: why.
        seen: version of the card that the page showed.

    Raises:
        NotFound: for a part that the card does not have.
        NotReady: if the card is not submitted, or was closed with its application.
        BadData: if nothing changes, the part would be incomplete, or the reason is missing.
        Conflict: if the card was amended meanwhile.
    """
    now = clock.now()
    with transaction() as session:
        desk = locked_desk(session, viewer, interview_id)
        permit(Action.SCORECARD_AMEND, desk.relation)
        refuse_erased(desk.about.application_id)
        part = part_of(desk.sheet, code)
        if part is None:
            raise NotFound
        if desk.card.submitted_at is None:
            raise NotReady("This scorecard is still a draft. Change it there; amendments are for submitted ones.")
        check_open(desk.about.cards_closed_at)
        before = values_of(part, answers_on(desk.sheet, desk.card))
        if desk.card.version != seen:
            _refuse_stale(desk, part, before=before, after=after)
            return
        kept = check_amendment(desk.sheet, part, before=before, after=after, reason=reason)
        _change(session, desk, part, after=after)
        row = Amendment(scorecard_id=desk.card.id, part=part.code, before=dict(before), after=dict(after), reason=kept)
        row.after_reveal, row.at = desk.about.panel_opened_at is not None, now
        _keep(session, viewer, desk, row=row)


def withdraw_note(viewer: Viewer, card_id: int) -> int:
    """Take a note away from the interviewers of later stages; the card keeps it.

    Returns:
        the number of the application.

    Raises:
        NotFound: if there is no such note for the viewer.
        NotAllowed: for anybody but the opening's recruiter.
    """
    now = clock.now()
    with transaction() as session:
        found = session.execute(_NOTE, {"card_id": card_id}).first()
        if found is None:
            raise NotFound
        application_id: int = found.application_id
        permit(Action.NOTE_WITHDRAW, access.to_application(viewer, application_id))
        still_there = (Scorecard.id == card_id, Scorecard.note_withdrawn_at.is_(None))
        withdrawing = update(Scorecard).where(*still_there).values(note_withdrawn_at=now).returning(Scorecard.id)
        if session.execute(withdrawing).first() is not None:
            facts = {"stage": found.stage}
            event = ApplicationEvent(application_id=application_id, kind="note_withdrawn", data=facts, at=now)
            event.actor_id = viewer.account_id
            session.add(event)
            about = ("scorecard", card_id)
            audit.record(session, viewer, action="scorecard.note_withdrawn", about=about, at=now, data=facts)
        return application_id


def _refuse_stale(desk: Desk, part: Part, *, before: Values, after: Values) -> None:
    """Refuse, unless the card already says exactly this: then the click was only repeated."""
    if dict(before) == dict(after):
        return
    raise Conflict(
        "You have amended this scorecard in another window or on another device since this page was loaded. "
        "Nothing was overwritten: reload the page, look, and amend again.",
        theirs=values_in_words(desk.sheet, part, before),
        yours=values_in_words(desk.sheet, part, after),
    )


def _change(session: Session, desk: Desk, part: Part, *, after: Values) -> None:
    head = {"version": desk.card.version + 1} | ({} if part.kind in {AREA, SIGNAL} else dict(after))
    session.execute(update(Scorecard).where(Scorecard.id == desk.card.id).values(**head))
    answered = {"scorecard_id": desk.card.id, "is_answered": True, **after}
    if part.kind == AREA:
        write_lines(session, CompetencyRating, [{"focus_area": part.key, **answered}])
    elif part.kind == SIGNAL:
        write_lines(session, SignalRating, [{"signal": part.key, **answered}])


def _keep(session: Session, viewer: Viewer, desk: Desk, *, row: Amendment) -> None:
    facts = {"interview": str(desk.about.interview_id), "stage": desk.about.stage}
    event = ApplicationEvent(application_id=desk.about.application_id, kind="scorecard_amended", data=facts, at=row.at)
    event.actor_id = viewer.account_id
    session.add_all([row, event])
    about, data = ("scorecard", desk.card.id), facts | {"part": row.part}
    audit.record(session, viewer, action="scorecard.amended", about=about, at=row.at, data=data)
