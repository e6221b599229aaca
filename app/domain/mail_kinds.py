"""Which messages there are: what each is for, who gets it, and the tokens that its text may and must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
class Token:
    """A place in a text that is filled when a message is written.

    `what` says it in a few words. `examples` are in English and Japanese. `label` is what a button says, for an
    address; an `is_quiet` one is not what the message is about. `is_long`: it may run over several lines, so that it
    can't stand in a subject.
    """

    name: str
    what: str
    examples: tuple[str, str]
    label: tuple[str, str] | None = None
    is_long: bool = False
    is_quiet: bool = False

    @property
    def is_link(self) -> bool:
        """Whether it is an address."""
        return self.label is not None

    def example(self, language: str) -> str:
        """What it could be, in this language."""
        return self.examples[language == "ja"]


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


def _link(name: str, what: str, path: str, label: tuple[str, str], *, is_quiet: bool = False) -> Token:
    return Token(name, what, (f"https://rung.example.org/{path}",) * 2, label, is_quiet=is_quiet)


_WHEN = (
    (
        "Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9)\n"
        "Tuesday 24 November 2026, 02:00–03:00 (Berlin time, UTC+1)"
    ),
    "2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）\n2026年11月24日(火) 02:00–03:00（ベルリン時間、UTC+1）",
)
_WAS = (
    "Monday 23 November 2026, 16:00–17:00 (Tokyo time, UTC+9)",
    "2026年11月23日(月) 16:00–17:00（東京時間、UTC+9）",
)
_MOMENT = ("Friday 27 November 2026, 18:00 (Tokyo time, UTC+9)", "2026年11月27日(金) 18:00（東京時間、UTC+9）")
_STARTS = ("Tuesday 24 November 2026, 10:00 (Tokyo time, UTC+9)", "2026年11月24日(火) 10:00（東京時間、UTC+9）")
_DAY = ("Friday 27 November 2026", "2026年11月27日(金)")
_ALL = (
    Token("name", "the reader’s name", ("Aiko Tanaka", "田中 愛子")),
    Token("candidate", "the candidate’s name", ("Aiko Tanaka", "田中 愛子")),
    Token("opening", "the name of the opening", ("Account Executive, Tokyo", "アカウントエグゼクティブ（東京）")),
    Token("organisation", "the name of the organisation", ("Example Works", "Example Works")),
    Token("stage", "the stage of the interview", ("Panel", "パネル面接")),
    Token("minutes", "how long the interview takes, in minutes", ("60", "60")),
    Token("when", "the interview’s time on the reader’s clock, then on the others’", _WHEN, is_long=True),
    Token("starts", "when the interview begins, in one line", _STARTS),
    Token("was", "the time it had before", _WAS),
    Token(
        "people",
        "whom the candidate meets, a line each",
        (
            "- Chidi Nwosu, Sales Director\n- Mei Lin, Solutions Engineer",
            "- Chidi Nwosu（営業部長）\n- Mei Lin（技術営業）",
        ),
        is_long=True,
    ),
    Token("where", "the video link, or who will tell", ("https://meet.example.org/room",) * 2, ("Join", "参加する")),
    Token("contact", "the recruiter’s name", ("Ruth Okafor", "Ruth Okafor")),
    Token("left", "who gave the interview up", ("Mei Lin", "Mei Lin")),
    Token("joined", "who took it over", ("Jonas Weber", "Jonas Weber")),
    Token("who", "the interviewer it is about", ("Mei Lin", "Mei Lin")),
    Token("report", "what they reported", ("can’t hold the interview", "面接を担当できない")),
    Token(
        "cancelled",
        "the interviews that do not take place, a line each",
        (
            "- Tuesday 24 November 2026, 10:00–11:00 (Tokyo time, UTC+9)",
            "- 2026年11月24日(火) 10:00–11:00（東京時間、UTC+9）",
        ),
        is_long=True,
    ),
    Token("due", "when the scorecard was due", _MOMENT),
    Token("valid_until", "until when the link works", _MOMENT),
    Token("since", "since when nothing has happened", _DAY),
    Token("until", "the day on which a pause ends", _DAY),
    Token(
        "hours",
        "the hours that the candidate offers, and their note",
        (
            "- Thursday 26 November 2026, 17:00–19:00 (Tokyo time, UTC+9)\n“Evenings suit me best.”",
            "- 2026年11月26日(木) 17:00–19:00（東京時間、UTC+9）\n「夕方以降だと助かります。」",
        ),
        is_long=True,
    ),
    _link(
        "choose_link", "where the candidate chooses a time", "booking-links/example", ("Choose a time", "日時を選ぶ")
    ),
    _link(
        "booking_link",
        "where the candidate moves or cancels; else who helps",
        "booking-links/example",
        ("See, move or cancel it", "確認・変更・キャンセル"),
        is_quiet=True,
    ),
    _link(
        "kit_link",
        "the interviewer’s own link to kit and scorecard",
        "interview-links/example",
        ("Open kit and scorecard", "面接キットと評価票を開く"),
    ),
    _link(
        "cannot_link",
        "where the interviewer says that they can’t come",
        "interview-links/example?to=cannot",
        ("I can’t hold it", "担当できない場合"),
        is_quiet=True,
    ),
    _link(
        "missed_link",
        "where the interviewer says that it did not take place",
        "interview-links/example?to=did-not-happen",
        ("It did not take place", "実施されなかった場合"),
        is_quiet=True,
    ),
    _link("page_link", "the page in Rung that it is about", "applications/12", ("Open it in Rung", "Rungで開く")),
    _link(
        "set_link", "where the password is set, once", "password/example", ("Set your password", "パスワードを設定する")
    ),
)
TOKENS: Mapping[str, Token] = {token.name: token for token in _ALL}

_ABOUT = ("name", "organisation", "opening", "contact")
_MEETING = (*_ABOUT, "stage", "when", "starts", "minutes", "people", "where")
_HELD = (*_MEETING, "candidate", "kit_link", "cannot_link", "missed_link", "page_link")
_OURS = (*_ABOUT, "candidate", "stage", "page_link")
_LEADS = (*_ABOUT, "candidate", "stage", "when", "starts", "people", "page_link")


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
    _to_lead("invitation_unanswered", "An invitation has no answer", tokens=(*_OURS, "since")),
    _to_lead("invitation_hours", "A candidate offers other hours", tokens=(*_OURS, "hours")),
    _to_lead("hold_wakes", "A pause ends", tokens=(*_OURS, "until"), can_be_muted=True),
    _to_lead("candidate_waits", "A candidate waits", tokens=(*_OURS, "since"), can_be_muted=True),
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
