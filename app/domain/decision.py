"""The hiring manager's part: an own level first, then a decision; what each must say, and when it may be said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadData, NotReady
from app.domain.ladder import Ladder
from app.domain.pipeline import DECISION, Plan, Position
from app.domain.playbook import Playbook
from app.domain.proof import LevelProof
from app.domain.requirement import EffectiveRequirement
from app.domain.rule import BELOW_BAR
from app.domain.states import NEXT_STEPS, STATE_WORDS, State

BELOW_NAME = "Below the bar"
REASON_LIMIT = 4_000
AREA, REQUIREMENT = "area:", "requirement:"


class Confidence(StrEnum):
    """How sure somebody is of the own level."""

    SURE = "sure"
    FAIRLY = "fairly"
    UNSURE = "unsure"


CONFIDENCE_NAMES: Mapping[Confidence, str] = {
    Confidence.SURE: "Sure",
    Confidence.FAIRLY: "Fairly sure",
    Confidence.UNSURE: "Unsure",
}


class Outcome(StrEnum):
    """What can be decided."""

    HIRE = "hire"
    CONVERSATION = "conversation"
    DECLINE = "decline"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.HIRE: "Hire at a level",
    Outcome.CONVERSATION: "Ask for one more conversation first",
    Outcome.DECLINE: "Decline",
}


# The same in a promotion case: the plan, the scorecards and what is recorded are those of a hire.
PROMOTION_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.HIRE: "Promote to a level",
    Outcome.CONVERSATION: OUTCOME_NAMES[Outcome.CONVERSATION],
    Outcome.DECLINE: "Not now",
}


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The own level as it was entered: a level in use or `below_bar`."""

    level: str
    confidence: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision as it was entered.

    `about` is a value of `grounds`, which a decline rests on; `stage` and `look_at` are for one more conversation.
    """

    outcome: str
    level: str = ""
    about: str = ""
    reason: str = ""
    stage: str = ""
    look_at: tuple[str, ...] = ()


def own_levels(ladder: Ladder) -> dict[str, str]:
    """What can be given as an own level, from value to words, rising."""
    return {BELOW_BAR: BELOW_NAME} | hire_levels(ladder)


def hire_levels(ladder: Ladder) -> dict[str, str]:
    """The levels that somebody can be hired at, from code to words, rising."""
    return {level.code: f"{level.code} {level.name}" for level in ladder.levels_in_use()}


def grounds(playbook: Playbook, requirements: Iterable[EffectiveRequirement]) -> dict[str, dict[str, str]]:
    """What a decline can rest on, by kind: focus areas that some stage looks at, and requirements; value to words."""
    areas = {f"{AREA}{key}": playbook.competencies.competency(key).name for key in playbook.planned_areas()}
    needs = {f"{REQUIREMENT}{item.requirement.key}": item.requirement.text for item in requirements}
    return {"Focus areas": areas, "Requirements": needs}


def check_at_decision(position: Position, plan: Plan, *, what: str) -> None:
    """Refuse what only makes sense when all stages are done.

    Args:
        position: where the application stands.
        plan: the order of the stages.
        what: what is asked for, such as "the own level".

    Raises:
        NotReady: if the application is not active, or has not reached its decision.
    """
    if position.state is not State.ACTIVE:
        state = STATE_WORDS[position.state]
        raise NotReady(f"This application is {state}: {what} can't be given now. {NEXT_STEPS[position.state]}")
    if position.stage != DECISION:
        here = plan.name(position.stage)
        raise NotReady(f"This application stands in {here}. Advance it to its decision first; then give {what}.")


def check_own(answer: OwnAnswer, ladder: Ladder) -> None:
    """Refuse an own level that is none, or without a word on how sure it is.

    Raises:
        BadData: naming the field.
    """
    if answer.level not in own_levels(ladder):
        raise BadData("Choose the level that you would give, or “Below the bar”.", field="level")
    if answer.confidence not in set(Confidence):
        raise BadData("Choose how sure you are.", field="confidence")
    check_reason(answer.reason)


def check_ruling(ruling: Ruling, ladder: Ladder) -> None:
    """Refuse a decision that lacks its level, what it rests on, or its reason.

    Whether a decline rests on something of this opening is for the decline itself to say, and where one more
    conversation can be held for the conversation.

    Raises:
        BadData: naming the field.
    """
    if ruling.outcome not in set(Outcome):
        raise BadData("Choose what you decide.", field="outcome")
    if ruling.outcome == Outcome.HIRE and ruling.level not in hire_levels(ladder):
        raise BadData("Choose the level of the hire.", field="level")
    if ruling.outcome == Outcome.DECLINE and not ruling.about:
        raise BadData("Choose the focus area or requirement that the decline rests on.", field="about")
    if ruling.outcome == Outcome.CONVERSATION and not ruling.stage:
        raise BadData("Choose the stage of the conversation.", field="stage")
    if not ruling.reason.strip():
        raise BadData("Write why. A decision needs a reason that others can read later.", field="reason")
    check_reason(ruling.reason)


def check_reason(reason: str) -> None:
    """Refuse a reason that is longer than what is kept.

    Raises:
        BadData: naming the field.
    """
    if len(reason) > REASON_LIMIT:
        met = f"This reason has {len(reason):,} characters; up to {REASON_LIMIT:,} are kept."
        raise BadData(f"{met} Shorten it and send it again.", field="reason")


def range_notice(level: str, ladder: Ladder, *, lowest: str, highest: str) -> str:
    """A sentence when a level lies outside what the opening looks for, else nothing."""
    if ladder.rank(lowest) <= ladder.rank(level) <= ladder.rank(highest):
        return ""
    return f"{level} lies outside the range of this opening, {range_in_words(lowest, highest)}."


def range_in_words(lowest: str, highest: str) -> str:
    """ "P4 to P5", and the code alone when both ends are one level."""
    return lowest if lowest == highest else f"{lowest} to {highest}"


def levels_in_question(proof: Iterable[LevelProof]) -> tuple[LevelProof, ...]:
    """The highest level that holds and the first that does not; either may be absent."""
    levels = tuple(proof)
    held = [level for level in levels if level.truth == "true"]
    missed = [level for level in levels if level.truth != "true"]
    return (*held[-1:], *missed[:1])
