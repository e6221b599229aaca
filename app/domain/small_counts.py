"""Tables of counts in which nobody can be recognised: what is small is not printed, nor what would give it away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.figures import PRINTED_FROM, hidden_groups

_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """One count: `shown` is None where it is not printed. `is_small` says that it is for being small itself."""

    shown: int | None
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class SafeTable:
    """The printed table: a row of cells for each group, and the totals of the columns over all groups."""

    rows: Mapping[str, tuple[Cell, ...]]
    totals: tuple[int, ...]


def safe_table(counts: Mapping[str, Sequence[int]], *, printed_from: int = PRINTED_FROM) -> SafeTable:
    """A table in which no small count can be worked out from what is printed beside it.

    Args:
        counts: by group how many came to each of the steps. Whoever came to a step came to those before it as well, so
            that no row ever rises.
        printed_from: the smallest count that is printed.

    Returns:
        the groups in the order given. The totals are known to others as well, from boards and lists, so they are
        printed, and everything else is weighed against them: by subtraction, and by rows never rising. Every count of
        fewer than `printed_from` people is left out; of one with people in it, at least two values remain possible
        wherever the totals leave room for that.

    Source: suppression of small cells with a second one, checked as statistical offices do: by the range of each.
    """
    width = len(next(iter(counts.values()), ()))
    columns = [{group: row[step] for group, row in counts.items()} for step in range(width)]
    hidden: list[set[str]] = []
    for column in columns:
        before = hidden[-1] if hidden else set[str]()
        hidden.append(set(hidden_groups(column, printed_from=printed_from)) | before)
    while (step := _given_away(columns, hidden, printed_from)) is not None:
        _hide_more(columns, hidden, step)
    rows = {
        group: tuple(
            Cell(None, is_small=row[step] < printed_from) if group in hidden[step] else Cell(row[step])
            for step in range(width)
        )
        for group, row in counts.items()
    }
    return SafeTable(rows, tuple(sum(column.values()) for column in columns))


def _hide_more(columns: list[dict[str, int]], hidden: list[set[str]], step: int) -> None:
    """Leave out the smallest count that this step, or the last one before it with any left, still prints."""
    found = next(at for at in range(step, -1, -1) if columns[at].keys() - hidden[at])
    column = columns[found]
    more = min(column.keys() - hidden[found], key=lambda group: (column[group], group))
    for at in range(found, len(columns)):
        hidden[at].add(more)


def _given_away(columns: list[dict[str, int]], hidden: list[set[str]], printed_from: int) -> int | None:
    """The first step with a small count, of somebody, that has a single possible value while more could be hidden."""
    ranges = _ranges(columns, hidden, printed_from)
    for step, column in enumerate(columns):
        small = [group for group in hidden[step] if 0 < column[group] < printed_from]
        is_told = any(ranges[step][group][0] == ranges[step][group][1] for group in small)
        if is_told and any(columns[at].keys() - hidden[at] for at in range(step + 1)):
            return step
    return None


def _ranges(columns: list[dict[str, int]], hidden: list[set[str]], printed_from: int) -> list[dict[str, _Range]]:
    """Between which values a reader knows each count to lie, from everything that is printed."""
    ranges = []
    for column, out in zip(columns, hidden, strict=True):
        total = sum(column.values())
        ranges.append({group: _first(count, group in out, total, printed_from) for group, count in column.items()})
    while _narrowed_by_steps(ranges) | _narrowed_by_totals(ranges, columns):
        pass
    return ranges


def _first(count: int, is_hidden: bool, total: int, printed_from: int) -> _Range:
    if not is_hidden:
        return count, count
    return (0, min(total, printed_from - 1)) if count < printed_from else (printed_from, total)


def _narrowed_by_steps(ranges: list[dict[str, _Range]]) -> bool:
    """Nobody comes to a step who did not come to the one before."""
    changed = False
    for before, after in pairwise(ranges):
        for group in before:
            (low, high), (later_low, later_high) = before[group], after[group]
            first, second = (max(low, later_low), high), (later_low, min(later_high, high))
            changed |= (first, second) != (before[group], after[group])
            before[group], after[group] = first, second
    return changed


def _narrowed_by_totals(ranges: list[dict[str, _Range]], columns: list[dict[str, int]]) -> bool:
    changed = False
    for step, column in zip(ranges, columns, strict=True):
        total = sum(column.values())
        lows, highs = sum(low for low, _ in step.values()), sum(high for _, high in step.values())
        for group, (low, high) in step.items():
            found = max(low, total - (highs - high)), min(high, total - (lows - low))
            changed |= found != (low, high)
            step[group] = found
            lows, highs = lows - low + found[0], highs - high + found[1]
    return changed
