"""Who of a proposed panel leads which focus areas: everybody an equal share, as many as possible from strength."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.panel_pool import PoolMember, Wanted
from app.domain.wording import Ref


@dataclass(frozen=True, slots=True)
class Leads:
    """What one of the panel leads: areas that they are strong in, and areas that fall to them; in the plan's order."""

    strong: tuple[Ref, ...]
    other: tuple[Ref, ...]

    @property
    def all(self) -> tuple[Ref, ...]:
        """Both."""
        return (*self.strong, *self.other)


def leads_of(panel: Sequence[PoolMember], wanted: Wanted) -> dict[int, Leads]:
    """Share out the focus areas.

    Args:
        panel: the interviewers in the order in which they are preferred among equals.
        wanted: the areas in the plan's order, and how many one leads at most.

    Returns:
        for everybody what they lead. Every area is led by one; nobody leads more than an equal share, rounded up; and
        no other sharing out has more areas led by somebody who is strong in them.

    Source: the largest matching of areas and people, found by augmenting paths (Kuhn 1955).
    """
    given: dict[str, int] = {}
    for area in wanted.areas:
        _give(area.key, panel, given, wanted.most_led, set())
    strong = set(given)
    for area in wanted.areas:
        if area.key not in given:
            least = min(range(len(panel)), key=lambda seat: (list(given.values()).count(seat), seat))
            given[area.key] = least
    found = {}
    for seat, one in enumerate(panel):
        own = [area for area in wanted.areas if given[area.key] == seat]
        found[one.id] = Leads(
            tuple(area for area in own if area.key in strong), tuple(area for area in own if area.key not in strong)
        )
    return found


def _give(area: str, panel: Sequence[PoolMember], given: dict[str, int], most: int, tried: set[int]) -> bool:
    """Give an area to somebody strong in it; whoever has enough hands one of theirs on, if somebody can take it."""
    able = [seat for seat, one in enumerate(panel) if area in one.leads and seat not in tried]
    for seat in sorted(able, key=lambda seat: (list(given.values()).count(seat), seat)):
        if seat in tried:
            continue
        tried.add(seat)
        own = [key for key, holder in given.items() if holder == seat]
        if len(own) < most or any(_give(key, panel, given, most, tried) for key in own):
            given[area] = seat
            return True
    return False
