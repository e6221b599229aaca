"""What happened to an application, in words: one sentence an event, none of which tells what a scorecard says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.candidate import BY_CANDIDATE, BY_PROMOTION
from app.domain.finding import CHECK_NAMES
from app.domain.pipeline import Plan
from app.domain.slots import point

MOVES = frozenset(
    {
        "applied",
        "advanced",
        "stage_skipped",
        "stage_repeated",
        "declined",
        "decline_undone",
        "withdrew",
        "held",
        "resumed",
        "reopened",
        "decided",
        "approval_asked",
        "decision_sent_back",
        "decision_taken_back",
        "offer_made",
        "hired",
        "version_moved",
    }
)

CHECKED = "requirement_checked"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody did, to stand after their name, and the reason or detail in their own words."""

    what: str
    detail: str = ""


def tell(kind: str, data: Mapping[str, str], *, plan: Plan, zone: str, shows_decision: bool = True) -> Told:
    """Put one event into words.

    Args:
        kind: the event's name.
        data: its facts.
        plan: the stages by name.
        zone: the reader's zone.
        shows_decision: False for somebody who still owes a scorecard; of a verdict and of taking one up again, level,
            ground and reason are left out.

    Returns:
        the sentence without its subject. Only facts named here are ever shown; of a kind that is not known here, its
        name alone.
    """
    if kind.startswith("interview"):
        return _of_interview(kind, data, plan=plan, zone=zone)
    if kind in _VERDICTS and not shows_decision:
        return Told(_VERDICTS[kind])
    if kind in _TOLD:
        return _TOLD[kind](data, plan)
    return Told(_PLAIN.get(kind, kind.replace("_", " ")))


def tell_checks(checks: Sequence[Mapping[str, str]], *, plan: Plan, zone: str) -> Told:
    """Checks that one person made in a row on one day, the latest first, in one sentence.

    A requirement that was set more than once counts once, as it was set last.
    """
    last: dict[str, str] = {}
    for data in checks:
        last.setdefault(data.get("name", ""), data.get("state_name", ""))
    if len(last) == 1:
        return tell(CHECKED, checks[0], plan=plan, zone=zone)
    found = Counter(last.values())
    return Told(
        f"checked {len(last)} requirements",
        ", ".join(f"{found[name]} {name.lower()}" for name in CHECK_NAMES.values() if found[name]),
    )


def _applied(data: Mapping[str, str], plan: Plan) -> Told:
    source = data.get("source", "")
    if data.get("by") == BY_PROMOTION:
        return Told("opened the promotion case")
    did = "applied" if data.get("by") == BY_CANDIDATE else "added the application"
    return Told(did, f"Source: {source}" if source else "")


def _advanced(data: Mapping[str, str], plan: Plan) -> Told:
    what = f"advanced it to {plan.name(data.get('to', ''))}"
    if not data.get("missing"):
        return Told(what)
    return Told(f"{what} although something was missing", f"{data.get('reason', '')} (Missing: {data['missing']})")


def _skipped(data: Mapping[str, str], plan: Plan) -> Told:
    missing = f" (Missing: {data['missing']})" if data.get("missing") else ""
    what = f"moved it on to {plan.name(data.get('to', ''))}, leaving out {data.get('skipped', '')}"
    return Told(what, data.get("reason", "") + missing)


def _repeated(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"moved it back to {plan.name(data.get('to', ''))}", data.get("reason", ""))


def _declined(data: Mapping[str, str], plan: Plan) -> Told:
    what = f"declined it in {plan.name(data.get('stage', ''))}, on {data.get('about_name', '')}"
    silence = f"(No mail: {data['silence']})" if data.get("silence") else ""
    return Told(what, " ".join(part for part in (data.get("reason", ""), silence) if part))


def _candidate_told(data: Mapping[str, str], plan: Plan) -> Told:
    return Told("noted that the candidate knows of the decline", data.get("how", ""))


def _withdrew(data: Mapping[str, str], plan: Plan) -> Told:
    reason, note = data.get("reason", ""), data.get("note", "")
    if data.get("by") == "candidate":
        return Told(f"withdrew in {plan.name(data.get('stage', ''))}", _joined(reason, note))
    return Told(f"recorded that the candidate withdrew in {plan.name(data.get('stage', ''))}", _joined(reason, note))


def _held(data: Mapping[str, str], plan: Plan) -> Told:
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    return Told(
        f"put it on hold until {until:%a} {until.day} {until:%B %Y}" if until else "put it on hold", data["reason"]
    )


def _reopened(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"re-opened it in {plan.name(data.get('stage', ''))}", data.get("reason", ""))


def _pay_shown(data: Mapping[str, str], plan: Plan) -> Told:
    return Told("let the candidate read what the job pays", data.get("reason", ""))


def _panel_opened(data: Mapping[str, str], plan: Plan) -> Told:
    stage = plan.name(data["stage"]) if data.get("stage") else "the panel"
    if data.get("reason"):
        return Told(f"opened the scorecards of {stage} before all were in")
    return Told(f"submitted the last scorecard of {stage}, which opened them")


def _requirement(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"set a requirement to “{data.get('state_name', '')}”", data.get("name", ""))


def _decided(data: Mapping[str, str], plan: Plan) -> Told:
    level, reason = data.get("level", ""), data.get("reason", "")
    if data.get("decided_by"):
        return Told(f"approved the hire at {level} that {data['decided_by']} decided", reason)
    return Told(f"decided to hire at {level}", reason)


def _asked(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"asked for the approval of a hire at {data.get('level', '')}", data.get("reason", ""))


def _sent_back(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"sent the decision to hire at {data.get('level', '')} back", data.get("reason", ""))


def _conversation(data: Mapping[str, str], plan: Plan) -> Told:
    about = f" about {data['names']}" if data.get("names") else ""
    return Told(f"asked for one more conversation in {plan.name(data.get('stage', ''))}{about}", data.get("reason", ""))


def _hold_put(data: Mapping[str, str], plan: Plan) -> Told:
    return Told("put a legal hold on the candidate, so that nothing is erased", data.get("reason", ""))


def _hold_lifted(data: Mapping[str, str], plan: Plan) -> Told:
    return Told("lifted the legal hold on the candidate", data.get("reason", ""))


def _version_moved(data: Mapping[str, str], plan: Plan) -> Told:
    before, after = data.get("versions_before", ""), data.get("versions_after", "")
    return Told(f"let it rest on other versions: {after}, before {before}", data.get("reason", ""))


def _invited(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"invited the candidate to choose a time for {plan.name(data.get('stage', ''))}")


def _invitation_ended(data: Mapping[str, str], plan: Plan) -> Told:
    words = _ENDINGS.get(data.get("because", ""), "ended the invitation to {}")
    return Told(words.format(plan.name(data.get("stage", ""))))


def _hours_offered(data: Mapping[str, str], plan: Plan) -> Told:
    return Told(f"offered other hours for {plan.name(data.get('stage', ''))}", data.get("note", ""))


# Why an invitation ended, as far as a line of its own tells it.
_ENDINGS: Mapping[str, str] = {
    "": "took back the invitation to {}",
    "taken_back": "took back the invitation to {}",
    "expired": "ended the invitation to {}, which was not answered in time",
    "replaced": "left {} and ended the invitation to it",
}
# What somebody who still owes a scorecard is told of words that say what others think of the candidate.
_VERDICTS: Mapping[str, str] = {
    "declined": "declined it",
    "candidate_told": "noted what the candidate was told",
    "decided": "recorded the decision",
    "reopened": "re-opened it",
    "approval_asked": "asked for the approval of a decision",
    "decision_sent_back": "sent the decision back",
    "conversation_asked": "asked for one more conversation",
}
_PLAIN: Mapping[str, str] = {
    "decline_undone": "took the decline back",
    "resumed": "resumed it",
    "offer_made": "recorded that the offer was made",
    "hired": "recorded that the offer was accepted: hired",
    "scorecard_submitted": "submitted a scorecard",
    "scorecard_amended": "amended a scorecard",
    "own_level_given": "gave the own level",
    "decision_taken_back": "took the decision back before it was approved",
    "note_withdrawn": "withdrew a note to the next interviewer",
    "promotion_changed": "changed what is on record for the promotion",
    "adjustment_changed": "changed what is arranged differently for the candidate",
}
_TOLD = {
    "applied": _applied,
    "advanced": _advanced,
    "stage_skipped": _skipped,
    "stage_repeated": _repeated,
    "declined": _declined,
    "candidate_told": _candidate_told,
    "decided": _decided,
    "approval_asked": _asked,
    "decision_sent_back": _sent_back,
    "conversation_asked": _conversation,
    "withdrew": _withdrew,
    "held": _held,
    "reopened": _reopened,
    "panel_opened": _panel_opened,
    "legal_hold_put": _hold_put,
    "legal_hold_lifted": _hold_lifted,
    "version_moved": _version_moved,
    "invitation_sent": _invited,
    "invitation_ended": _invitation_ended,
    "invitation_hours": _hours_offered,
    "pay_unlocked": _pay_shown,
    CHECKED: _requirement,
}
_INTERVIEWS: Mapping[str, str] = {
    "interview_booked": "booked the interview of",
    "interview_moved": "moved the interview of",
    "interview_cancelled": "cancelled the interview of",
    "interview_restored": "booked again the interview of",
    "interview_clock_changed": "kept the local time, as the rules of its zone changed, of the interview of",
    "interviewer_replaced": "replaced an interviewer in",
}
# The same where the candidate did it by the link that was sent to them.
_BY_CANDIDATE: Mapping[str, str] = {**_INTERVIEWS, "interview_booked": "chose a time for"}
# What was said of an interview, by kind of line and what it says of itself.
_SAID: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "interviewer_excused": (
        "excuse",
        {"cannot": "can’t make it to {}", "did_not_happen": "reported that {} did not take place"},
    ),
    "interviewer_unexcused": (
        "excuse",
        {"cannot": "can make it to {} after all", "did_not_happen": "took back that {} did not take place"},
    ),
    "interview_no_show": (
        "no_show",
        {
            "candidate": "recorded that the candidate did not come to {}",
            "interviewer": "recorded that {names} did not come to {}",
        },
    ),
}
_ANSWERS: Mapping[str, str] = {
    "accepted": "will come to {}",
    "tentative": "is not sure yet about coming to {}",
    "declined": "declined {} in the calendar",
}


def _of_interview(kind: str, data: Mapping[str, str], *, plan: Plan, zone: str) -> Told:
    stage = plan.name(data.get("stage", ""))
    if kind in {"interviewer_answered", "interview_answered"}:
        return Told(_ANSWERS.get(data.get("answer", ""), "answered about {}").format(stage))
    if kind in _SAID:
        key, sentences = _SAID[kind]
        words = sentences.get(data.get(key, ""), "reported about {}")
        return Told(words.format(stage, names=data.get("names", "somebody")), data.get("reason", ""))
    verbs = _BY_CANDIDATE if data.get("by") == "candidate" else _INTERVIEWS
    what = f"{verbs.get(kind, kind.replace('_', ' '))} {stage}".rstrip()
    at = point(datetime.fromisoformat(data["starts_at"]), zone=zone) if data.get("starts_at") else ""
    return Told(what, _joined(at, data.get("reason", "")))


def _joined(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)
