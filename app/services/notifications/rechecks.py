"""Whether a message is still true when it is about to be sent, and under which name its text is kept."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.mail_kinds import KINDS, TO_CANDIDATE, TO_LEAD, Reader
from app.domain.states import State
from app.domain.waits import EVE_WITHIN
from app.queries.notifications import TELLS_TIME, Matter, Meeting, has_booking_ahead
from app.queries.openings.pay import has_sheet

Why = str | None
# A reminder of an interview that was moved further away since tells of nothing near.
NEAR = timedelta(days=EVE_WITHIN + 1)
# Told to one person for what they did or may do themself, whether or not they lead the opening.
_TO_ONE = {"approval_asked", "decision_approved", "decision_sent_back"}


def why_not(matter: Matter, now: datetime) -> Why:
    """In a few words why a message is not sent any more; None while it is true and wanted."""
    reader = matter.reader
    if reader.is_own:
        return "own application"
    if not reader.is_active:
        return "inactive"
    if not reader.address:
        return "no address"
    if reader.is_muted:
        return "not wanted"
    text = text_of(matter)
    if text not in KINDS:
        return "no such text"
    if KINDS[text].reader is Reader.LEAD and not reader.is_lead and text not in _TO_ONE:
        return "not in the team any more"
    check = _CHECKS.get(matter.kind)
    return check(matter, now) if check is not None else None


def text_of(matter: Matter) -> str:
    """Which text the message has: that depends on who reads it.

    Whoever hears of an interview's time for the first time reads that it is booked, though it was moved meanwhile.
    """
    kind, meeting = matter.kind, matter.meeting
    if kind == "interview_moved" and not matter.was_told and matter.data.get("by") != "candidate":
        kind = "interview_booked"
    if matter.reader.account_id is None:
        if kind == "application_declined" and matter.data.get("cancelled"):
            return "application_declined_booked"
        return TO_CANDIDATE.get(kind, kind)
    if kind == "interview_cancelled" and matter.data.get("no_show"):
        return "interview_missed"
    if kind == "interview_cancelled" and meeting is not None and meeting.is_booked and _has_left(matter, meeting):
        return "interviewer_released"
    place = meeting.place_of(matter.reader.account_id) if meeting is not None else None
    if kind == "interviewer_replaced":
        return _of_replaced(matter)
    if place is None and kind in TO_LEAD:
        return TO_LEAD[kind]
    return kind


def _of_replaced(matter: Matter) -> str:
    own = str(matter.reader.account_id)
    if matter.data.get("left") == own:
        return "interviewer_left"
    return "interviewer_joined" if matter.data.get("joined") == own else "interviewer_replaced"


def _is_on(matter: Matter, now: datetime) -> Why:
    """It is booked, not over, and the reader still sits in it, if they ever did."""
    meeting = matter.meeting
    if meeting is None or not meeting.is_booked:
        return "called off"
    if meeting.ends_at <= now:
        return "over"
    if matter.is_overtaken:
        return "newer message"
    return _has_left(matter, meeting)


def _has_left(matter: Matter, meeting: Meeting) -> Why:
    place = meeting.place_of(matter.reader.account_id)
    return "replaced" if place is not None and place.left_at is not None else None


def _is_near(matter: Matter, now: datetime) -> Why:
    found = _is_on(matter, now)
    if found is None and matter.meeting is not None and matter.meeting.starts_at > now + NEAR:
        return "moved"
    if found is None and matter.meeting is not None and matter.meeting.starts_at <= now:
        return "over"
    return found


def _is_ahead(matter: Matter, now: datetime) -> Why:
    """It is booked, and has not begun."""
    has_begun = matter.meeting is not None and matter.meeting.starts_at <= now
    return _is_on(matter, now) or ("over" if has_begun else None)


def _is_off(matter: Matter, _now: datetime) -> Why:
    """The interview is called off, or takes place without the reader."""
    if matter.meeting is None:
        return "gone"
    return "booked again" if matter.meeting.is_booked and _has_left(matter, matter.meeting) is None else None


def _is_refused(matter: Matter, now: datetime) -> Why:
    """The candidate's calendar still says that they don't come."""
    refuses = matter.meeting is not None and matter.meeting.candidate_reply == Answer.DECLINED.value
    return _is_on(matter, now) or (None if refuses else "answered otherwise")


def _is_replaced(matter: Matter, now: datetime) -> Why:
    if text_of(matter) != "interviewer_left":
        return _is_on(matter, now)
    meeting = matter.meeting
    place = meeting.place_of(matter.reader.account_id) if meeting is not None else None
    return None if place is not None and place.left_at is not None else "joined again"


def _is_reported(matter: Matter, now: datetime) -> Why:
    meeting = matter.meeting
    if meeting is None or not meeting.is_booked:
        return "called off"
    place = next((place for place in meeting.places if str(place.account_id) == matter.data.get("who")), None)
    is_settled = place is None or place.left_at is not None or place.excuse is None
    if matter.kind == "interviewer_excused":
        return "settled" if is_settled else None
    return "over" if meeting.ends_at <= now and matter.data.get("excuse") == Excuse.CANNOT.value else None


def _is_owed(matter: Matter, _now: datetime) -> Why:
    owing = {str(place.account_id) for place in matter.meeting.places if place.owes} if matter.meeting else set()
    return None if matter.data.get("owes") in owing else "card is in"


def _is_open(matter: Matter, now: datetime) -> Why:
    invited = matter.invited
    if invited is None or invited.state != "open":
        return "answered or ended"
    return "ran out" if invited.expires_at <= now else None


def _is_silent(matter: Matter, _now: datetime) -> Why:
    invited = matter.invited
    is_silent = invited is not None and (invited.state == "open" or invited.ended_because == "expired")
    return None if is_silent else "answered or ended"


def _is_asked(matter: Matter, now: datetime) -> Why:
    """They still look for an hour: a first one, or another one for the interview that is booked."""
    invited, meeting = matter.invited, matter.meeting
    if invited is None or not invited.asked_at:
        return "answered or ended"
    if meeting is None:
        return None if invited.state == "open" else "answered or ended"
    return _is_on(matter, now) if invited.state == "booked" else "answered or ended"


def _is_ended(matter: Matter, _now: datetime) -> Why:
    return None if matter.invited is not None and matter.invited.state == "ended" else "open again"


def _is_declined(matter: Matter, _now: datetime) -> Why:
    return None if matter.state == State.DECLINED else "not declined any more"


def _is_held(matter: Matter, _now: datetime) -> Why:
    return None if matter.state == State.ON_HOLD else "goes on"


def _is_withdrawn(matter: Matter, _now: datetime) -> Why:
    return None if matter.state == State.WITHDRAWN else "open again"


def _is_under_way(matter: Matter, _now: datetime) -> Why:
    return None if matter.state == State.ACTIVE else "changed since"


def _is_waiting(matter: Matter, now: datetime) -> Why:
    if matter.state != State.ACTIVE or matter.application_id is None:
        return "waits no more"
    return "something is booked" if has_booking_ahead(matter.application_id, now) else None


def _can_be_read(matter: Matter, _now: datetime) -> Why:
    if matter.state in {State.DECLINED, State.WITHDRAWN}:
        return "ended"
    return None if matter.application_id is not None and has_sheet(matter.application_id) else "nothing to read"


def _is_awaited(matter: Matter, _now: datetime) -> Why:
    return None if matter.awaits else "answered"


_CHECKS: Mapping[str, Callable[[Matter, datetime], Why]] = {
    **dict.fromkeys(TELLS_TIME, _is_on),
    "interview_tomorrow": _is_near,
    "stage_brief": _is_ahead,
    "interview_cancelled": _is_off,
    "interviewer_replaced": _is_replaced,
    "interviewer_excused": _is_reported,
    "interviewer_unexcused": _is_reported,
    "candidate_declined": _is_refused,
    "scorecard_reminder": _is_owed,
    "scorecard_escalation": _is_owed,
    "invitation_sent": _is_open,
    "invitation_reminder": _is_open,
    "invitation_unanswered": _is_silent,
    "invitation_hours": _is_asked,
    "invitation_ended": _is_ended,
    "application_declined": _is_declined,
    "growth_letter": _is_declined,
    "hold_wakes": _is_held,
    "candidate_paused": _is_held,
    "candidate_resumed": _is_under_way,
    "candidate_withdrew": _is_withdrawn,
    "candidate_waits": _is_waiting,
    "approval_asked": _is_awaited,
    "pay_unlocked": _can_be_read,
}
