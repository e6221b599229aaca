"""Panels found the slow way, as plain loops over people and times, for the composer to be compared with."""

from datetime import datetime
from itertools import combinations, product
from zoneinfo import ZoneInfo

from app.domain.panel_pool import PoolMember, Wanted
from app.domain.training import Standing


def times(panel, wanted: Wanted) -> set[datetime]:
    """The candidate's times at which everybody of a panel is free."""
    return {start for start in wanted.allowed if all(start in one.free for one in panel)}


def is_possible(panel, wanted: Wanted) -> bool:
    """Whether a panel could be held."""
    allowed = all(one.standing is Standing.APPROVED and not one.conflicts for one in panel)
    met = all(any(need.tag in one.tags for one in panel) for need in wanted.needs if need.is_must)
    return allowed and met and bool(times(panel, wanted))


def areas_led(panel, wanted: Wanted) -> int:
    """The most areas that can be led from strength, over every way to share them out."""
    most = -(-len(wanted.areas) // len(panel))
    best = 0
    for chosen in product([None, *panel], repeat=len(wanted.areas)):
        given = [(area, one) for area, one in zip(wanted.areas, chosen, strict=True) if one is not None]
        fair = all(sum(1 for _, other in given if other is one) <= most for one in panel)
        if fair and all(area.key in one.leads for area, one in given):
            best = max(best, len(given))
    return best


def score(panel, wanted: Wanted) -> tuple[int, ...]:
    """The criteria in their order, less is better."""
    common = times(panel, wanted)
    days = {start.astimezone(ZoneInfo(wanted.zone)).date() for start in common}
    welcome = [need for need in wanted.needs if not need.is_must]
    loads = [one.load.last + one.load.ahead for one in panel]
    return (
        sum(1 for need in welcome if not any(need.tag in one.tags for one in panel)),
        3 - min(3, len(days)),
        len(wanted.areas) - areas_led(panel, wanted),
        sum(1 for one in panel if one.load.this_week >= wanted.full_week),
        max(loads),
        sum(loads),
        -len(common),
    )


def ranked(pool: list[PoolMember], wanted: Wanted) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every possible panel with its score, best first; then by account ids."""
    panels = combinations(sorted(pool, key=lambda one: one.id), wanted.interviewers)
    found = [(score(p, wanted), tuple(one.id for one in p)) for p in panels if is_possible(p, wanted)]
    return sorted(found)
