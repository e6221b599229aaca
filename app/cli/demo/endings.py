"""Outside the feature grid: how a demo candidate's story ends: decision, offer, hire, hold, decline, re-opening."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from app.cli.demo.findings import met
from app.cli.demo.story import Story
from app.domain.decision import Confidence, Outcome, OwnAnswer, Ruling
from app.domain.finding import Certainty, CheckState, Finding
from app.domain.policy import Part
from app.domain.states import WithdrawReason
from app.gateways import clock
from app.services import applications, decisions

OWN_LEVEL = "own_level"  # the only act that does not move the application
# Which of the texts fits, by their position in the file.
PAUSE_WISHED, AUTHORITY_ASKED = 0, 2
CLEARANCE_CAME, OTHER_OFFER_FELL = 0, 1
CHECKED_AT_THE_END = {"declined_screen": True, "on_hold_screen": False}  # whether only the gates were looked at


def ending(story: Story) -> Iterator[datetime]:
    """Yields the instant of each act after the last interview, then does it."""
    path = story.candidate.path
    for act, at in story.days.ends.items():
        if path in CHECKED_AT_THE_END and not story.checked:
            yield from story.checks(at, gates_only=CHECKED_AT_THE_END[path])
        yield at
        ACTS[act](story)
        story.version += act != OWN_LEVEL


def _rng(story: Story, what: str) -> Random:
    return Random(f"{story.candidate.key}/{what}")


def _own_level(story: Story) -> None:
    rng = _rng(story, "own level")
    person = story.candidate
    level = person.own_level or ""
    reason = story.pen.pick(story.pen.desk.demo.closing.own_level_reasons[level], rng)
    doubts = person.level is not None and person.level != level
    confidence = Confidence.UNSURE if doubts else rng.choice((Confidence.SURE, Confidence.FAIRLY))
    answer = OwnAnswer(level, confidence.value, reason)
    manager = story.who(Part.HIRING_MANAGER)
    decisions.give_own_level(manager, story.application_id, answer=answer, seen=story.version)


def _decide(story: Story) -> None:
    person = story.candidate
    texts = story.pen.desk.demo.closing.decision_reasons
    if person.level is None:
        about = person.reason.code if person.reason else ""
        reason = story.pen.pick(texts["decline"][:1], _rng(story, "decision"))
        ruling = Ruling(Outcome.DECLINE.value, about=about, reason=reason)
    else:
        # The last text of a level speaks of an own level that was another.
        fitting = texts[person.level][:-1] if person.own_level == person.level else texts[person.level][-1:]
        reason = story.pen.pick(fitting, _rng(story, "decision"))
        ruling = Ruling(Outcome.HIRE.value, level=person.level, reason=reason)
    manager = story.who(Part.HIRING_MANAGER)
    decisions.record(manager, story.application_id, ruling=ruling, seen=story.version)


def _offer(story: Story) -> None:
    applications.make_offer(story.recruiter, story.application_id, seen=story.version)


def _hire(story: Story) -> None:
    applications.hire(story.recruiter, story.application_id, seen=story.version)


def _hold(story: Story) -> None:
    until = story.today + timedelta(days=story.candidate.hold_days or 1)
    index = AUTHORITY_ASKED if story.candidate.path == "on_hold_screen" else PAUSE_WISHED
    reason = story.pen.desk.demo.closing.hold_reasons[index]
    applications.hold(story.recruiter, story.application_id, seen=story.version, until=until, reason=reason)


def _decline(story: Story) -> None:
    about = story.candidate.reason
    if about is None:
        raise ValueError(f"{story.candidate.key}: a decline rests on something")
    texts = story.pen.desk.demo
    if about.requirement and story.candidate.path not in CHECKED_AT_THE_END:
        lacking = texts.requirements.not_met[about.requirement]
        story.check(about.requirement, Finding(CheckState.NOT_MET, Certainty.VERIFIED, lacking))
    reasons = {f"area:{key}": text for key, text in texts.closing.decline_reasons.items()}
    reasons |= {f"requirement:{key}": text for key, text in texts.closing.decline_requirement_reasons.items()}
    viewer = story.recruiter if story.candidate.path == "declined_screen" else story.who(Part.HIRING_MANAGER)
    applications.decline(viewer, story.application_id, seen=story.version, about=about.code, reason=reasons[about.code])


def _withdraw(story: Story) -> None:
    reason = story.candidate.withdraw or WithdrawReason.PERSONAL
    note = story.pen.desk.demo.closing.withdraw_notes.get(reason.value, "")
    applications.withdraw(story.recruiter, story.application_id, seen=story.version, reason=reason, note=note)


def _reopen(story: Story) -> None:
    about = story.candidate.reason
    lacked = about.requirement if about else None
    index = CLEARANCE_CAME if lacked else OTHER_OFFER_FELL
    reason = story.pen.desk.demo.closing.reopen_reasons[index]
    applications.reopen(story.recruiter, story.application_id, seen=story.version, reason=reason)
    if lacked:
        rng = _rng(story, "re-opening")
        story.check(lacked, met(story.pen, story.requirement(lacked), rng, this_year=clock.now().year))


ACTS: Mapping[str, Callable[[Story], None]] = {
    OWN_LEVEL: _own_level,
    "decide": _decide,
    "offer": _offer,
    "hire": _hire,
    "hold": _hold,
    "decline": _decline,
    "withdraw": _withdraw,
    "reopen": _reopen,
}
