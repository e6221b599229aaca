"""The figure of several people's free time: five days side by side, a row a person, and the hours that suit everybody.

Across, everything is in per cent of the figure's width, so that it stretches with the page; down, in pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.spans import Span

DAYS = 5
# A day's share of the width, and how much of it is drawn on; the rest keeps the days apart.
SHARE, DRAWN = 100 / DAYS, 17.8
USUAL_OPENS, USUAL_CLOSES = 9, 18
ROW, TOP = 30, 38.5


@dataclass(frozen=True, slots=True)
class Bar:
    """From where to how far across, in per cent."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class FigureDay:
    """One day: where it begins and ends across, in per cent."""

    day: date
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One person's free time; `y` is the row's middle, in pixels."""

    name: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class FreeFigure:
    """The figure; `opens` and `closes` are hours of the wall clock of its zone, the same on each of its days."""

    zone: str
    opens: int
    closes: int
    days: tuple[FigureDay, ...]
    rows: tuple[FigureRow, ...]
    slots: tuple[Bar, ...]

    @property
    def bottom(self) -> float:
        """The middle of the last row, in pixels."""
        return self.rows[-1].y


def free_figure(people: Sequence[tuple[str, Sequence[Span]]], slots: Sequence[Span], zone: str) -> FreeFigure:
    """Draw the first five days on which something suits everybody.

    Args:
        people: names and their free time, in the order of the rows; at least one.
        slots: what suits all of them, in order; at least one.
        zone: on whose clocks days and hours are counted.

    Returns:
        days in order, of which those without a slot are left out; bars cut to the hours that the figure shows.
    """
    place = ZoneInfo(zone)
    local = [(slot.starts_at.astimezone(place), slot.ends_at.astimezone(place)) for slot in slots]
    days = sorted({begin.date() for begin, _ in local})[:DAYS]
    shown = [(begin, end) for begin, end in local if begin.date() in days]
    opens = min([USUAL_OPENS, *(begin.hour for begin, _ in shown)])
    closes = max([USUAL_CLOSES, *(_closing(begin, end) for begin, end in shown)])
    paper = _Paper(tuple(days), opens, closes, place)
    return FreeFigure(
        zone,
        opens,
        closes,
        tuple(FigureDay(day, paper.left(at), paper.left(at) + DRAWN) for at, day in enumerate(days)),
        tuple(FigureRow(name, TOP + ROW * at, paper.bars(free)) for at, (name, free) in enumerate(people)),
        paper.bars(slots),
    )


def _closing(begin: datetime, end: datetime) -> int:
    """The full hour by which a slot has ended; the end of the day for one that goes on after midnight."""
    if end.date() > begin.date():
        return 24
    return end.hour + (end.minute > 0)


@dataclass(frozen=True, slots=True)
class _Paper:
    """Where an instant lies across the figure."""

    days: tuple[date, ...]
    opens: int
    closes: int
    place: ZoneInfo

    def left(self, at: int) -> float:
        return round(SHARE * at, 2)

    def bars(self, spans: Sequence[Span]) -> tuple[Bar, ...]:
        return tuple(
            bar for at, day in enumerate(self.days) for span in spans if (bar := self._bar(at, day, span)) is not None
        )

    def _bar(self, at: int, day: date, span: Span) -> Bar | None:
        """The part of a span that lies on a day within the hours of the figure."""
        begin = max(self._hour(span.starts_at, day), self.opens)
        end = min(self._hour(span.ends_at, day), self.closes)
        if begin >= end:
            return None
        scale = DRAWN / (self.closes - self.opens)
        return Bar(round(self.left(at) + (begin - self.opens) * scale, 2), round((end - begin) * scale, 2))

    def _hour(self, moment: datetime, day: date) -> float:
        """The hour of the wall clock on a day: below 0 before it, above 24 after it."""
        here = moment.astimezone(self.place)
        return (here.date() - day) / timedelta(hours=1) + here.hour + here.minute / 60
