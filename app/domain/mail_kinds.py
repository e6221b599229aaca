"""Which messages there are: what each is for, who gets it, and the tokens that its text may and must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.mail_tokens import TOKENS, Token

__all__ = ["KINDS", "MUTABLE", "READERS", "TOKENS", "TO_CANDIDATE", "TO_LEAD", "MailKind", "Reader", "Token"]


class Reader(StrEnum):
    """Who a message is written to."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    LEAD = "lead"
    STAFF = "staff"


READERS: Mapping[Reader, str] = {
    Reader.CANDIDATE: "The candidate",
    Reader.INTERVIEWER: "The interviewers",
    Reader.LEAD: "The opening’s recruiter or hiring manager",
    Reader.STAFF: "One member of staff",
}


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of message. `can_be_muted`: people can do without it, and may say so."""

    key: str
    title: str
    reader: Reader
    tokens: tuple[str, ...]
    required: tuple[str, ...]
    can_be_muted: bool = False

    def token_list(self) -> tuple[Token, ...]:
        """Its tokens, in the order in which they are explained."""
        return tuple(TOKENS[name] for name in self.tokens)


_ABOUT = ("name", "organisation", "opening", "contact")
_MEETING = (*_ABOUT, "stage", "when", "starts", "minutes", "people", "where")
_HELD = (*_MEETING, "candidate", "kit_link", "cannot_link", "missed_link", "page_link")
_CASE = (*_ABOUT, "candidate", "page_link")
_OURS = (*_CASE, "stage")
_LEADS = (*_ABOUT, "candidate", "stage", "when", "starts", "people", "page_link")
_OF_PORTAL = (*_ABOUT, "portal_page")


def _to_candidate(
    key: str, title: str, *, more: tuple[str, ...] = (), required: tuple[str, ...] = ("when",)
) -> MailKind:
    return MailKind(key, title, Reader.CANDIDATE, (*_MEETING, *more), required)


def _invites(key: str, title: str) -> MailKind:
    tokens = (*_ABOUT, "stage", "minutes", "people", "valid_until", "choose_link")
    return MailKind(key, title, Reader.CANDIDATE, tokens, ("choose_link",))


def _to_interviewer(
    key: str, title: str, *, tokens: tuple[str, ...] = _HELD, required: tuple[str, ...] = ("when", "kit_link")
) -> MailKind:
    return MailKind(key, title, Reader.INTERVIEWER, tokens, required)


def _to_lead(key: str, title: str, *, tokens: tuple[str, ...], can_be_muted: bool = False) -> MailKind:
    return MailKind(key, title, Reader.LEAD, tokens, ("page_link",), can_be_muted)


_KINDS = (
    _invites("invitation_sent", "Invitation to choose a time"),
    _invites("invitation_reminder", "Reminder of an invitation"),
    MailKind("invitation_ended", "An invitation was taken back", Reader.CANDIDATE, (*_ABOUT, "stage"), ()),
    _to_candidate("candidate_booked", "Your interview is booked", more=("booking_link",)),
    _to_candidate("candidate_moved", "Your interview was moved", more=("was", "booking_link")),
    _to_candidate("candidate_cancelled", "Your interview is cancelled"),
    _to_candidate("candidate_restored", "Your interview takes place after all", more=("booking_link",)),
    _to_candidate("candidate_tomorrow", "Your interview is near", more=("booking_link",)),
    _to_candidate("candidate_clock_changed", "The clocks changed for your interview", more=("was", "booking_link")),
    MailKind("application_declined", "Decline", Reader.CANDIDATE, _ABOUT, ()),
    MailKind(
        "application_declined_booked",
        "Decline, with an interview called off",
        Reader.CANDIDATE,
        (*_ABOUT, "cancelled"),
        ("cancelled",),
    ),
    MailKind(
        "portal_link",
        "The way in to one’s applications",
        Reader.CANDIDATE,
        ("name", "organisation", "valid_until", "enter_link"),
        ("enter_link",),
    ),
    MailKind(
        "address_link",
        "A new address to be confirmed",
        Reader.CANDIDATE,
        ("name", "organisation", "valid_until", "address_link"),
        ("address_link",),
    ),
    MailKind("address_asked", "Another address is asked for", Reader.CANDIDATE, ("name", "organisation"), ()),
    MailKind(
        "adjustment_answered", "Your request is answered", Reader.CANDIDATE, (*_ABOUT, "portal_page"), ("portal_page",)
    ),
    _to_candidate("stage_brief", "What to prepare for an interview", more=("portal_page",), required=("portal_page",)),
    MailKind("stage_survey", "How was it?", Reader.CANDIDATE, (*_ABOUT, "stage", "portal_page"), ("portal_page",)),
    MailKind(
        "review_answered",
        "A decision was looked at again",
        Reader.CANDIDATE,
        (*_ABOUT, "portal_page"),
        ("portal_page",),
    ),
    MailKind("growth_letter", "What stood out", Reader.CANDIDATE, (*_ABOUT, "letter", "portal_page"), ("letter",)),
    MailKind("application_received", "Your application has arrived", Reader.CANDIDATE, _OF_PORTAL, ("portal_page",)),
    MailKind("application_again", "You had applied already", Reader.CANDIDATE, _OF_PORTAL, ("portal_page",)),
    MailKind("portal_message", "A message waits", Reader.CANDIDATE, (*_ABOUT, "portal_page"), ("portal_page",)),
    MailKind("pay_unlocked", "Pay can be read", Reader.CANDIDATE, (*_ABOUT, "portal_page"), ("portal_page",)),
    _to_interviewer("interview_booked", "An interview is yours"),
    _to_interviewer("interview_moved", "Your interview was moved", tokens=(*_HELD, "was")),
    _to_interviewer(
        "interview_cancelled", "Your interview is cancelled", tokens=(*_MEETING, "candidate"), required=("when",)
    ),
    _to_interviewer(
        "interview_missed", "Your interview was not held", tokens=(*_MEETING, "candidate"), required=("when",)
    ),
    _to_interviewer("interview_restored", "Your interview takes place after all"),
    _to_interviewer("interview_tomorrow", "Your interview is near"),
    _to_interviewer("clock_changed", "The clocks changed for your interview", tokens=(*_HELD, "was")),
    _to_interviewer("interviewer_joined", "You step in for a colleague", tokens=(*_HELD, "left")),
    _to_interviewer(
        "interviewer_left",
        "A colleague takes your place",
        tokens=(*_MEETING, "candidate", "joined"),
        required=("when",),
    ),
    _to_interviewer(
        "interviewer_released",
        "You need not come to an interview",
        tokens=(*_MEETING, "candidate"),
        required=("when",),
    ),
    _to_interviewer("interviewer_replaced", "Another colleague interviews with you", tokens=(*_HELD, "left", "joined")),
    _to_interviewer(
        "scorecard_reminder", "Your scorecard is waited for", tokens=(*_HELD, "due"), required=("kit_link",)
    ),
    _to_lead("lead_booked", "A candidate chose a time", tokens=_LEADS),
    _to_lead("lead_moved", "A candidate’s interview was moved", tokens=(*_LEADS, "was")),
    _to_lead("lead_cancelled", "A candidate’s interview is cancelled", tokens=_LEADS),
    _to_lead("lead_clock_changed", "The clocks changed for an interview", tokens=(*_LEADS, "was")),
    _to_lead("panel_opened", "The scorecards of an interview are open", tokens=_LEADS),
    _to_lead("scorecard_escalation", "A scorecard is long missing", tokens=(*_LEADS, "who", "due")),
    _to_lead("interviewer_excused", "An interviewer reported a problem", tokens=(*_LEADS, "who", "report")),
    _to_lead("interviewer_unexcused", "An interviewer took a report back", tokens=(*_LEADS, "who", "report")),
    _to_lead("candidate_declined", "A candidate declined in the calendar", tokens=_LEADS),
    _to_lead("candidate_message", "A candidate wrote", tokens=_CASE),
    _to_lead("candidate_withdrew", "A candidate withdrew", tokens=_OURS),
    _to_lead("candidate_paused", "A candidate asked for a pause", tokens=(*_OURS, "until")),
    _to_lead("candidate_resumed", "A candidate goes on", tokens=_OURS),
    _to_lead("invitation_unanswered", "An invitation has no answer", tokens=(*_OURS, "since")),
    _to_lead("invitation_hours", "A candidate offers other hours", tokens=(*_OURS, "hours")),
    _to_lead("hold_wakes", "A pause ends", tokens=(*_OURS, "until"), can_be_muted=True),
    _to_lead("candidate_waits", "A candidate waits", tokens=(*_OURS, "since"), can_be_muted=True),
    _to_lead("adjustment_asked", "A candidate asks for something to be arranged", tokens=_OURS),
    _to_lead("review_asked", "A candidate asks for another look", tokens=_OURS),
    _to_lead("approval_asked", "A decision needs your approval", tokens=_OURS),
    _to_lead("decision_approved", "Your decision was approved", tokens=_OURS),
    _to_lead("decision_sent_back", "Your decision was sent back", tokens=_OURS),
    _to_lead("decision_recorded", "A decision was recorded", tokens=_OURS),
    _to_lead("conversation_asked", "Another conversation is asked for", tokens=_OURS),
    MailKind(
        "password_link",
        "A link that sets a password",
        Reader.STAFF,
        ("name", "organisation", "valid_until", "set_link"),
        ("set_link",),
    ),
)
KINDS: Mapping[str, MailKind] = {kind.key: kind for kind in _KINDS}
MUTABLE = tuple(kind.key for kind in _KINDS if kind.can_be_muted)
# What a message about an interview is called when the candidate is the one who reads it.
TO_CANDIDATE: Mapping[str, str] = {
    "interview_booked": "candidate_booked",
    "interview_moved": "candidate_moved",
    "interview_cancelled": "candidate_cancelled",
    "interview_restored": "candidate_restored",
    "interview_tomorrow": "candidate_tomorrow",
    "clock_changed": "candidate_clock_changed",
}
# And what it is called for somebody of the hiring team who does not sit in the interview.
TO_LEAD: Mapping[str, str] = {
    "interview_booked": "lead_booked",
    "interview_moved": "lead_moved",
    "interview_cancelled": "lead_cancelled",
    "clock_changed": "lead_clock_changed",
}
