"""The pipeline: states of an application, the moves between them, and what each move makes happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.domain.errors import BadData, NotReady
from app.domain.states import CLOSED, NEXT_STEPS, STATE_NAMES, STATE_WORDS, WITHDRAW_REASONS, State, WithdrawReason

__all__ = ["CLOSED", "STATE_NAMES", "WITHDRAW_REASONS", "State", "WithdrawReason"]

DECISION = "decision"
UNDO_WINDOW = timedelta(seconds=60)


class Move(StrEnum):
    """What can be done to an application. The value completes the sentence "it can't be ..."."""

    ADVANCE = "advanced"
    GO_TO = "moved to another stage"
    DECLINE = "declined"
    UNDO_DECLINE = "brought back from a decline"
    WITHDRAW = "withdrawn"
    HOLD = "put on hold"
    RESUME = "resumed"
    REOPEN = "re-opened"
    DECIDE = "decided"
    MAKE_OFFER = "offered"
    HIRE = "hired"


MOVES_FROM: Mapping[Move, frozenset[State]] = {
    Move.ADVANCE: frozenset({State.ACTIVE}),
    Move.GO_TO: frozenset({State.ACTIVE}),
    Move.DECLINE: frozenset({State.ACTIVE, State.ON_HOLD, State.DECIDED}),
    Move.UNDO_DECLINE: frozenset({State.DECLINED}),
    Move.WITHDRAW: frozenset({State.ACTIVE, State.ON_HOLD, State.DECIDED, State.OFFER_MADE}),
    Move.HOLD: frozenset({State.ACTIVE}),
    Move.RESUME: frozenset({State.ON_HOLD}),
    Move.REOPEN: CLOSED,
    Move.DECIDE: frozenset({State.ACTIVE}),
    Move.MAKE_OFFER: frozenset({State.DECIDED}),
    Move.HIRE: frozenset({State.OFFER_MADE}),
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

    @property
    def first(self) -> str:
        """Where an application begins."""
        return self.stages[0]

    def name(self, stage: str) -> str:
        """What people call this stage; its key when the plan does not know it."""
        return "Decision" if stage == DECISION else self.names.get(stage, stage)

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
            known = ", ".join(self.name(key) for key in (*self.stages, DECISION))
            raise BadData(f"The plan has no stage called {stage!r}. Choose one of these: {known}.", field="stage")
        return self.stages.index(stage)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named in the past tense."""

    kind: str
    data: Mapping[str, str] = field(default_factory=dict)


Moved = tuple[Position, tuple[Event, ...]]


def moves_from(position: Position) -> frozenset[Move]:
    """What can be done to an application that stands here; what a decline could be undone from is not known here."""
    found = {move for move, states in MOVES_FROM.items() if position.state in states} - {Move.UNDO_DECLINE}
    found -= {Move.ADVANCE} if position.stage == DECISION else {Move.DECIDE}
    return frozenset(found)


def applied(plan: Plan, *, source: str = "") -> Moved:
    """How every application begins: active, in the plan's first stage."""
    return Position(State.ACTIVE, plan.first), (Event("applied", {"stage": plan.first, "source": source}),)


def _check(position: Position, move: Move) -> None:
    if position.state not in MOVES_FROM[move]:
        said = f"This application is {STATE_WORDS[position.state]} and can't be {move.value}."
        raise NotReady(f"{said} {NEXT_STEPS[position.state]}")


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
        override: reason of a person who may act while something is missing.

    Raises:
        NotReady: if something is missing and nobody overrides, or the application is not active.
    """
    _check(position, Move.ADVANCE)
    if position.stage == DECISION:
        raise NotReady("All stages are done. The next step is the hiring manager's decision.")
    if missing and not override.strip():
        raise NotReady(f"{plan.name(position.stage)} is not finished.", missing=missing)
    target = plan.after(position.stage)
    data = {"from": position.stage, "to": target}
    if missing:
        data |= {"reason": override.strip(), "missing": " ".join(missing)}
    return Position(State.ACTIVE, target), (Event("advanced", data),)


def go_to(
    position: Position,
    plan: Plan,
    *,
    stage: str,
    reason: str,
    missing: tuple[str, ...] = (),
    may_override: bool = False,
) -> Moved:
    """Skip, repeat or reorder: move to any stage, with a reason.

    Args:
        position: where the application stands.
        plan: the order of the stages.
        stage: where it shall stand.
        reason: why the plan's order is left.
        missing: one sentence for each scorecard that an interview of this stage still owes.
        may_override: whether the person may leave such scorecards behind.

    Raises:
        BadData: without a reason, for an unknown stage, or for the stage it stands in.
        NotReady: if the application is not active, or scorecards are missing on the way forward.
    """
    _check(position, Move.GO_TO)
    here, there = plan.position(position.stage), plan.position(stage)
    if here == there:
        raise BadData(f"The application already stands in {plan.name(stage)}. Choose another stage.", field="stage")
    data = {"from": position.stage, "to": stage, "reason": _reason(reason, "leaving the plan's order")}
    if there < here:
        return Position(State.ACTIVE, stage), (Event("stage_repeated", data),)
    if missing and not may_override:
        raise NotReady(f"{plan.name(position.stage)} is not finished.", missing=missing)
    data["skipped"] = ", ".join(plan.name(key) for key in plan.stages[here:there])
    if missing:
        data["missing"] = " ".join(missing)
    return Position(State.ACTIVE, stage), (Event("stage_skipped", data),)


def decline(position: Position, *, about: str, about_name: str, reason: str) -> Moved:
    """The company's no, at any stage, tied to a focus area or requirement.

    Args:
        position: where the application stands.
        about: key of the focus area or requirement it rests on.
        about_name: its name, kept with the event.
        reason: what was seen, in words.

    Raises:
        BadData: without a reason, or without anything that it rests on.
        NotReady: if the application is closed, or an offer was made.
    """
    _check(position, Move.DECLINE)
    if not about:
        raise BadData("Choose the focus area or requirement that the decline rests on.", field="about")
    data = {"stage": position.stage, "was": position.state.value, "about": about, "about_name": about_name}
    data["reason"] = _reason(reason, "a decline")
    return Position(State.DECLINED, position.stage), (Event("declined", data),)


def undo_decline(position: Position, *, was: State) -> Moved:
    """Take a decline back within its minute: everything stands as before, state included.

    Args:
        position: where the application stands.
        was: the state that the decline ended, from its event.
    """
    _check(position, Move.UNDO_DECLINE)
    return Position(was, position.stage), (Event("decline_undone", {"stage": position.stage}),)


def withdraw(position: Position, *, reason: WithdrawReason, note: str = "") -> Moved:
    """The candidate's no. A refused offer is one too."""
    _check(position, Move.WITHDRAW)
    if reason is WithdrawReason.OFFER_REFUSED and position.state is not State.OFFER_MADE:
        raise BadData("There is no offer yet that could be refused. Choose another reason.", field="reason")
    data = {"stage": position.stage, "was": position.state.value, "reason": WITHDRAW_REASONS[reason]}
    data["note"] = note.strip()
    return Position(State.WITHDRAWN, position.stage), (Event("withdrew", data),)


def hold(position: Position, *, until: date, today: date, reason: str) -> Moved:
    """Pause until a date. Bookings and open cards stay."""
    _check(position, Move.HOLD)
    if until <= today:
        raise BadData(f"Choose a wake-up date after today, {today.day} {today:%B %Y}.", field="until")
    data = {"stage": position.stage, "until": until.isoformat(), "reason": _reason(reason, "a hold")}
    return Position(State.ON_HOLD, position.stage), (Event("held", data),)


def resume(position: Position) -> Moved:
    """Go on after a hold."""
    _check(position, Move.RESUME)
    return Position(State.ACTIVE, position.stage), (Event("resumed", {"stage": position.stage}),)


def reopen(position: Position, *, reason: str) -> Moved:
    """Take up a declined or withdrawn application again, in the stage it stood in."""
    _check(position, Move.REOPEN)
    data = {"stage": position.stage, "was": position.state.value, "reason": _reason(reason, "re-opening")}
    return Position(State.ACTIVE, position.stage), (Event("reopened", data),)


def decide_to_hire(position: Position, *, level: str, reason: str) -> Moved:
    """The hiring manager's yes, at a level."""
    _check(position, Move.DECIDE)
    if position.stage != DECISION:
        raise NotReady("The stages are not finished. Advance the application to its decision first.")
    data = {"level": level, "reason": _reason(reason, "a decision")}
    return Position(State.DECIDED, position.stage), (Event("decided", data),)


def make_offer(position: Position) -> Moved:
    """The offer was made."""
    _check(position, Move.MAKE_OFFER)
    return Position(State.OFFER_MADE, position.stage), (Event("offer_made"),)


def hire(position: Position) -> Moved:
    """The offer was accepted."""
    _check(position, Move.HIRE)
    return Position(State.HIRED, position.stage), (Event("hired"),)
