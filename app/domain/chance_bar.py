"""The probability bar: the chance of each level side by side, with labels that keep clear of each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.chances import Chance
from app.domain.ladder import Ladder
from app.domain.level_wording import whole_percent
from app.domain.rule import BELOW_BAR

BELOW_CODE, BELOW_REST = "Below", "the bar"
# Room for a label as a share of the bar: a code and a figure on a phone, a name of 17 letters on a wide screen.
LABEL_ROOM = 0.125
LETTERS = 140
SHADES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One level on the bar. `start`, `width`, `middle` and `label_at` are shares of the bar, 0 its left end.

    `code` and `rest` are the label, `rest` empty where there is no room for it; `name` is always whole. A level without
    any chance has no label: `label_at` is None. `shade` is 0 below the bar and rises with the level; `is_on` marks the
    level that the bar is about.
    """

    level: str
    code: str
    rest: str
    name: str
    start: float
    width: float
    label_at: float | None
    shade: int
    is_on: bool
    figure: str
    at_least: str

    @property
    def middle(self) -> float:
        """Where a line from the label leads."""
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class ChanceBar:
    """The parts from below the bar to the highest level in use, and where the manager's own level lies."""

    parts: tuple[Part, ...]
    own_at: float | None = None

    @property
    def says(self) -> str:
        """The figures in one line, for whoever hears the page."""
        return ", ".join(f"{part.name} {part.figure}" for part in self.parts)


def chance_bar(chances: Sequence[Chance], *, ladder: Ladder, on: str, own: str | None = None) -> ChanceBar:
    """Lay the chances out.

    Args:
        chances: one for each level, from below the bar upwards; together 1, apart from rounding.
        ladder: whose names the levels have.
        on: the level that is marked.
        own: the manager's own level, or `below_bar`; None leaves the mark out.

    Returns:
        parts in the order of the chances; every label at least its room away from the next, and as near to its part
        as that allows.
    """
    starts = [sum(item.probability for item in chances[:index]) for index in range(len(chances))]
    middles = {
        item.level: start + item.probability / 2
        for start, item in zip(starts, chances, strict=True)
        if item.probability
    }
    room = min(LABEL_ROOM, 1 / max(len(middles), 1))
    labels = dict(zip(middles, keep_apart(list(middles.values()), room=room), strict=True))
    parts = tuple(
        _part(item, start, labels.get(item.level), shade=min(index, SHADES), room=room, ladder=ladder, on=on)
        for index, (item, start) in enumerate(zip(chances, starts, strict=True))
    )
    own_at = next((part.middle for part in parts if part.level == own), None)
    return ChanceBar(parts, own_at)


def keep_apart(wanted: Sequence[float], *, room: float) -> list[float]:
    """The places nearest to the wanted ones that lie `room` apart and half of it away from both ends.

    Args:
        wanted: places between 0 and 1, rising.
        room: at most 1 divided by their number.

    Returns:
        the places whose squared distances to the wanted ones are least, in the same order.
    """
    blocks: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        blocks.append((place - index * room, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (last, many), (before, few) = blocks.pop(), blocks.pop()
            blocks.append(((before * few + last * many) / (few + many), few + many))
    lowest, highest = room / 2, 1 - room / 2 - (len(wanted) - 1) * room
    level = [min(max(place, lowest), highest) for place, count in blocks for _ in range(count)]
    return [place + index * room for index, place in enumerate(level)]


def percent(share: float) -> str:
    """A probability as it stands in figures and tables: as in sentences, only shorter."""
    short = whole_percent(share).replace("under ", "<").replace("over ", ">")
    return short.replace(" ", "\N{NO-BREAK SPACE}")


def _part(item: Chance, start: float, at: float | None, *, shade: int, room: float, ladder: Ladder, on: str) -> Part:
    is_below = item.level == BELOW_BAR
    code = BELOW_CODE if is_below else item.level
    rest = BELOW_REST if is_below else ladder.level(item.level).name
    name = f"{code} {rest}"
    return Part(
        level=item.level,
        code=code,
        rest=rest if len(name) <= LETTERS * room else "",
        name=name,
        start=start,
        width=item.probability,
        label_at=at,
        shade=shade,
        is_on=item.level == on,
        figure=percent(item.probability),
        at_least=percent(item.at_least),
    )
