"""The scope ladder: for each scope signal, which statement each interviewer picked and which level that reads as."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.columns import Column, NamedCard, column_of
from app.domain.ladder import ScopeSignal, Statement
from app.domain.playbook import Playbook
from app.domain.scale import mean_of
from app.domain.standing import counted_rank, level_at
from app.domain.wording import counted, number


@dataclass(frozen=True, slots=True)
class Placement:
    """The statement that some interviewers picked for a signal, in its neutral words.

    `levels`, `places` (0 the ladder's lowest level, 1 its highest) and `phrase`, the ladder's own words, are empty
    unless the scope ladder is judged.
    """

    columns: tuple[Column, ...]
    text: str
    phrase: str
    levels: tuple[str, ...]
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One scope signal with its placements: judged, the lowest level first; else in the order of the columns.

    `read_as` is the level that the mean reaches and `phrase` what the ladder says of the signal there; both are empty
    unless the scope ladder is judged, the signal counts and somebody saw evidence. `plain` names no level.
    """

    key: str
    name: str
    counts: bool
    placements: tuple[Placement, ...]
    no_evidence: tuple[Column, ...]
    plain: str
    read_as: str | None
    phrase: str


@dataclass(frozen=True, slots=True)
class AxisLevel:
    """A level on the scope ladder's axis, 0 the lowest end and 1 the highest."""

    code: str
    name: str
    place: float


def axis_of(playbook: Playbook) -> tuple[AxisLevel, ...]:
    """Every level of the ladder, those that are not in use as well: a statement may belong to them."""
    return tuple(AxisLevel(item.code, item.name, _place(item.code, playbook)) for item in playbook.ladder.levels)


def signal_rows(cards: Sequence[NamedCard], playbook: Playbook, *, judged: bool) -> tuple[SignalRow, ...]:
    """A row for every scope signal that the plan asks or somebody answered, in the ladder's order.

    Args:
        cards: in the order of the columns.
        playbook: whose plan and ladder they belong to.
        judged: name levels; without it no level stands anywhere in the rows.
    """
    asked = {key for stage in playbook.family.stages for key in stage.signals}
    asked |= {key for item in cards for key in item.card.signals}
    signals = [signal for signal in playbook.ladder.signals if signal.key in asked]
    return tuple(_row(signal, cards, playbook, judged=judged) for signal in signals)


def _row(signal: ScopeSignal, cards: Sequence[NamedCard], playbook: Playbook, *, judged: bool) -> SignalRow:
    ladder = playbook.ladder
    by_rank: dict[int, list[Column]] = {}
    ranks: list[int] = []
    unseen = []
    for item in cards:
        code = item.card.signals.get(signal.key)
        if code is not None:
            ranks.append(counted_rank(signal, code, ladder))
            by_rank.setdefault(ranks[-1], []).append(column_of(item))
        elif signal.key in item.card.signals or signal.key in playbook.family.stage(item.card.stage).signals:
            unseen.append(column_of(item))
    order = sorted(by_rank) if judged else list(by_rank)
    read_as = level_at(mean_of(ranks), ladder) if judged and signal.counts and ranks else None
    spoken = _statement(signal, read_as) if read_as else None
    return SignalRow(
        key=signal.key,
        name=signal.name,
        counts=signal.counts,
        placements=tuple(_placement(signal, rank, by_rank[rank], playbook, judged=judged) for rank in order),
        no_evidence=tuple(unseen),
        plain=_plain(len(ranks), len(by_rank), is_asked=bool(unseen)),
        read_as=read_as,
        phrase=spoken.phrase if spoken else "",
    )


def _placement(
    signal: ScopeSignal, rank: int, columns: Sequence[Column], playbook: Playbook, *, judged: bool
) -> Placement:
    code = playbook.ladder.levels[rank].code
    statement = _statement(signal, code)
    text = statement.text if statement else "An answer that this version of the ladder words no more"
    if not judged:
        return Placement(tuple(columns), text, "", (), ())
    levels = statement.levels if statement else (code,)
    places = tuple(_place(level, playbook) for level in levels)
    return Placement(tuple(columns), text, statement.phrase if statement else "", levels, places)


def _statement(signal: ScopeSignal, code: str) -> Statement | None:
    return next((item for item in signal.statements if code in item.levels), None)


def _plain(raters: int, statements: int, *, is_asked: bool) -> str:
    if not raters:
        return "No evidence seen" if is_asked else "Never asked"
    if raters == 1:
        return "One rater"
    if statements == 1:
        return f"{counted(raters, 'rater').capitalize()}, the same statement"
    return f"{counted(raters, 'rater').capitalize()}, {number(statements)} different statements"


def _place(code: str, playbook: Playbook) -> float:
    last = len(playbook.ladder.levels) - 1
    return playbook.ladder.rank(code) / last if last else 0.0
