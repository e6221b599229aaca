"""One more conversation before the decision: which stage, and what to look at there, from what was hardly assessed.

What can be chosen depends on what was asked and seen, never on how it was rated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.decision import AREA, check_reason
from app.domain.errors import BadData
from app.domain.family import Stage
from app.domain.gaps import Gaps
from app.domain.pipeline import DECISION, Event, Moved, Plan, Position, go_to
from app.domain.playbook import Playbook
from app.domain.wording import listed, sentence

ASKED = "conversation_asked"
SIGNAL = "signal:"
BETWEEN = " "  # keys hold no space


@dataclass(frozen=True, slots=True)
class Thin:
    """Something that was not or hardly assessed: `area:<key>` or `signal:<key>`, its name, and how little there is."""

    key: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A stage that could be held: for the first time when no scorecard of it counts, else once more."""

    key: str
    name: str
    is_missing: bool
    thin: tuple[Thin, ...]

    @property
    def words(self) -> str:
        """What would be done."""
        return f"{'Hold' if self.is_missing else 'Repeat'} {self.name}"

    @property
    def note(self) -> str:
        """What it could look at."""
        if not self.thin:
            return "All that it looks at has evidence, each focus area from two people or more."
        return f"Looks at {listed([item.name for item in self.thin])}."


@dataclass(frozen=True, slots=True)
class Wish:
    """The conversation as it was asked for; `look_at` holds keys of `thin`."""

    stage: str
    look_at: tuple[str, ...]
    reason: str


def thin(gaps: Gaps) -> tuple[Thin, ...]:
    """What one more conversation could look at, nothing at all before hardly anything."""
    return (
        *(Thin(f"{AREA}{area.key}", area.name, "never assessed") for area in gaps.never_assessed),
        *(Thin(f"{SIGNAL}{signal.key}", signal.name, "no evidence seen") for signal in gaps.unseen_signals),
        *(Thin(f"{AREA}{area.key}", area.name, "rests on one rater") for area in gaps.one_rater),
    )


def stage_choices(playbook: Playbook, gaps: Gaps) -> tuple[StageChoice, ...]:
    """Every stage of the plan in its order, with the thin things that it looks at."""
    missing = {stage.key for stage in gaps.missing_stages}
    found = thin(gaps)
    return tuple(
        StageChoice(
            stage.key,
            stage.name,
            stage.key in missing,
            tuple(item for item in found if item.key in _looks_at(stage)),
        )
        for stage in playbook.family.stages
    )


def beside(choices: Iterable[StageChoice]) -> Mapping[str, str]:
    """For each thin thing how little there is of it, and the stages that look at it."""
    stages: dict[Thin, list[str]] = {}
    for choice in choices:
        for item in choice.thin:
            stages.setdefault(item, []).append(choice.name)
    return {item.key: f"{sentence(item.how)} {listed(names)}" for item, names in stages.items()}


def ask(position: Position, plan: Plan, *, choices: Iterable[StageChoice], wish: Wish) -> Moved:
    """Go back to a stage for one more conversation. Nothing is decided.

    Args:
        position: where the application stands.
        plan: the order of the stages.
        choices: what `stage_choices` gave for the scorecards as they are now.
        wish: what is asked for.

    Returns:
        the stage, with an event of what to look at and one of the move.

    Raises:
        BadData: naming the field, without a reason, for an unknown stage, or when what to look at is none of its.
        NotReady: if the application is not active.
    """
    stage = next((choice for choice in choices if choice.key == wish.stage), None)
    if stage is None or stage.key == DECISION:
        raise BadData("Choose the stage of the conversation.", field="stage")
    chosen = _chosen(stage, wish.look_at)
    check_reason(wish.reason)
    moved, (back,) = go_to(position, plan, stage=stage.key, reason=wish.reason)
    facts = {"stage": stage.key, "reason": wish.reason.strip()}
    if chosen:
        facts |= {
            "look_at": BETWEEN.join(item.key for item in chosen),
            "names": listed([item.name for item in chosen]),
        }
    plain = {key: value for key, value in back.data.items() if key != "reason"}
    return moved, (Event(ASKED, facts), Event(back.kind, plain))


def _looks_at(stage: Stage) -> frozenset[str]:
    return frozenset({*(f"{AREA}{key}" for key in stage.focus_areas), *(f"{SIGNAL}{key}" for key in stage.signals)})


def _chosen(stage: StageChoice, look_at: Iterable[str]) -> list[Thin]:
    wanted = set(look_at)
    chosen = [item for item in stage.thin if item.key in wanted]
    if wanted - {item.key for item in chosen}:
        about = f"{stage.name} can look at {listed([item.name for item in stage.thin])}" if stage.thin else stage.note
        said = f"{about.rstrip('.')}. Leave out what is not among it, or choose another stage."
        raise BadData(said, field="look_at")
    if stage.thin and not chosen:
        raise BadData(f"Choose what {stage.name} shall look at first.", field="look_at")
    return chosen
