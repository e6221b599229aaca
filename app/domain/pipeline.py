"""The pipeline: states of an application, the moves between them, and what each move makes happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.errors import BadData, NotReady

DECISION = "decision"


class State(StrEnum):
    """Where an application stands."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    OFFER_MADE = "offer_made"
    HIRED = "hired"


STATE_NAMES: Mapping[State, str] = {
    State.ACTIVE: "Active",
    State.ON_HOLD: "On hold",
    State.DECLINED: "Declined",
    State.WITHDRAWN: "Withdrawn",
    State.DECIDED: "Decided",
    State.OFFER_MADE: "Offer made",
    State.HIRED: "Hired",
}
CLOSED = frozenset({State.DECLINED, State.WITHDRAWN})


class WithdrawReason(StrEnum):
    """Reasons of theirs."""

    OTHER_OFFER = "other_offer"
    COMPENSATION = "compensation"
    ROLE = "role"
    LOCATION = "location"
    PACE = "pace"
    PERSONAL = "personal"
    OFFER_REFUSED = "offer_refused"


WITHDRAW_REASONS: Mapping[WithdrawReason, str] = {
    WithdrawReason.OTHER_OFFER: "Took another offer",
    WithdrawReason.COMPENSATION: "Compensation does not fit",
    WithdrawReason.ROLE: "The role is not what they look for",
    WithdrawReason.LOCATION: "Location or travel",
    WithdrawReason.PACE: "The process took too long",
    WithdrawReason.PERSONAL: "Personal reasons, not asked further",
    WithdrawReason.OFFER_REFUSED: "Refused our offer",
}


@dataclass(frozen=True, slots=True)
class Position:
    """State and stage. A closed or held application keeps the stage it stood in."""

    state: State
    stage: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of the stages, and what each is called."""

    stages: tuple[str, ...]
    names: Mapping[str, str]

    def name(self, stage: str) -> str:
        """What people call this stage."""
        return "Decision" if stage == DECISION else self.names[stage]

    def after(self, stage: str) -> str:
        """The stage that follows; `decision` after the last."""
        index = self.position(stage) + 1
        return self.stages[index] if index < len(self.stages) else DECISION

    def position(self, stage: str) -> int:
        """Index in the order; the decision stands behind all stages.

        Raises:
            BadData: for a stage that is not in the plan.
        """
        if stage == DECISION:
            return len(self.stages)
        if stage not in self.stages:
            raise BadData(f"The plan has no stage called {stage!r}. It has {', '.join(self.stages)}.")
        return self.stages.index(stage)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named in the past tense."""

    kind: str
    data: Mapping[str, str] = field(default_factory=dict)


Moved = tuple[Position, tuple[Event, ...]]


def _must_be(position: Position, *wanted: State, verb: str) -> None:
    if position.state not in wanted:
        allowed = " or ".join(STATE_NAMES[state].lower() for state in wanted)
        raise NotReady(
            f"This application is {STATE_NAMES[position.state].lower()}; only one that is {allowed} can be {verb}."
        )


def _reason(text: str, what: str) -> str:
    if not text.strip():
        raise BadData(f"Write why: {what} needs a reason that others can read later.", field="reason")
    return text.strip()


def advance(position: Position, plan: Plan, *, missing: tuple[str, ...], override: str = "") -> Moved:
    """Move to the next stage of the plan.

    Args:
        position: where the application stands.
        plan: the order of the stages.
        missing: one sentence for each thing that this stage still owes; empty when nothing is missing.
        override: reason of a person who may act while scorecards are missing.

    Raises:
        NotReady: if something is missing and nobody overrides, or the application is not active.
    """
    _must_be(position, State.ACTIVE, verb="advanced")
    if position.stage == DECISION:
        raise NotReady("All stages are done. The next step is the hiring manager's decision.")
    if missing and not override.strip():
        raise NotReady(f"{plan.name(position.stage)} is not finished.", missing=missing)
    target = plan.after(position.stage)
    data = {"from": position.stage, "to": target}
    if missing:
        data |= {"reason": override.strip(), "missing": "; ".join(missing)}
    return Position(State.ACTIVE, target), (Event("advanced", data),)


def go_to(position: Position, plan: Plan, *, stage: str, reason: str, missing: tuple[str, ...] = ()) -> Moved:
    """Skip, repeat or reorder: move to any stage, with a reason.

    Raises:
        BadData: without a reason, for an unknown stage, or for the stage it stands in.
        NotReady: if the application is not active, or scorecards of held interviews are missing on the way forward.
    """
    _must_be(position, State.ACTIVE, verb="moved")
    here, there = plan.position(position.stage), plan.position(stage)
    if here == there:
        raise BadData(f"The application already stands in {plan.name(stage)}. Choose another stage.", field="stage")
    if missing and there > here:
        raise NotReady(f"{plan.name(position.stage)} is not finished.", missing=missing)
    kind = "stage_repeated" if there < here else "stage_skipped"
    data = {"from": position.stage, "to": stage, "reason": _reason(reason, "leaving the plan's order")}
    if there > here:
        data["skipped"] = ", ".join(plan.name(key) for key in plan.stages[here:there])
    return Position(State.ACTIVE, stage), (Event(kind, data),)


def decline(position: Position, *, about: str, about_name: str, reason: str) -> Moved:
    """The company's no, at any stage, tied to a focus area or requirement.

    Args:
        position: where the application stands.
        about: key of the focus area or requirement it rests on.
        about_name: its name, kept with the event.
        reason: what was seen, in words.
    """
    _must_be(position, State.ACTIVE, State.ON_HOLD, State.DECIDED, verb="declined")
    if not about:
        raise BadData("Choose the focus area or requirement that the decline rests on.", field="about")
    data = {"stage": position.stage, "about": about, "about_name": about_name, "reason": _reason(reason, "a decline")}
    return Position(State.DECLINED, position.stage), (Event("declined", data),)


def withdraw(position: Position, *, reason: WithdrawReason, note: str = "") -> Moved:
    """The candidate's no. A refused offer is one too."""
    _must_be(position, State.ACTIVE, State.ON_HOLD, State.DECIDED, State.OFFER_MADE, verb="withdrawn")
    if reason is WithdrawReason.OFFER_REFUSED and position.state is not State.OFFER_MADE:
        raise BadData("There is no offer yet that could be refused. Choose another reason.", field="reason")
    data = {"stage": position.stage, "reason": WITHDRAW_REASONS[reason], "note": note.strip()}
    return Position(State.WITHDRAWN, position.stage), (Event("withdrew", data),)


def hold(position: Position, *, until: date, today: date, reason: str) -> Moved:
    """Pause until a date. Bookings and open cards stay."""
    _must_be(position, State.ACTIVE, verb="put on hold")
    if until <= today:
        raise BadData(f"Choose a wake-up date after today, {today:%d %B %Y}.", field="until")
    data = {"stage": position.stage, "until": until.isoformat(), "reason": _reason(reason, "a hold")}
    return Position(State.ON_HOLD, position.stage), (Event("held", data),)


def resume(position: Position) -> Moved:
    """Go on after a hold."""
    _must_be(position, State.ON_HOLD, verb="resumed")
    return Position(State.ACTIVE, position.stage), (Event("resumed", {"stage": position.stage}),)


def reopen(position: Position, *, reason: str) -> Moved:
    """Undo a decline or a withdrawal: back to the stage it stood in."""
    _must_be(position, *sorted(CLOSED), verb="re-opened")
    data = {"stage": position.stage, "was": position.state.value, "reason": _reason(reason, "re-opening")}
    return Position(State.ACTIVE, position.stage), (Event("reopened", data),)


def decide_to_hire(position: Position, *, level: str, reason: str) -> Moved:
    """The hiring manager's yes, at a level."""
    _must_be(position, State.ACTIVE, verb="decided")
    if position.stage != DECISION:
        raise NotReady("The stages are not finished. Advance the application to its decision first.")
    data = {"level": level, "reason": _reason(reason, "a decision")}
    return Position(State.DECIDED, position.stage), (Event("decided", data),)


def make_offer(position: Position) -> Moved:
    """The offer was made."""
    _must_be(position, State.DECIDED, verb="offered")
    return Position(State.OFFER_MADE, position.stage), (Event("offer_made"),)


def hire(position: Position) -> Moved:
    """The offer was accepted."""
    _must_be(position, State.OFFER_MADE, verb="hired")
    return Position(State.HIRED, position.stage), (Event("hired"),)
