"""Invented people, needs and times for panels: a small world in which every sentence can be foreseen."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from app.domain.conflicts import ConflictOfInterest
from app.domain.load import Load
from app.domain.panel_pool import Need, NeedKind, PoolMember, Wanted
from app.domain.training import Standing
from app.domain.wording import Ref

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Three times on Monday and one on each of the next days.
TIMES = (*(MONDAY + timedelta(hours=hour) for hour in range(3)), *(MONDAY + timedelta(days=day) for day in range(1, 4)))
AREAS = tuple(
    Ref(name.lower(), name) for name in ("Results", "Inclusion", "Iteration", "Efficiency", "Trust", "Growth")
)
JAPANESE = Need(NeedKind.LANGUAGE, "japanese", "Japanese", is_must=True, because="Japan asks for it.")
FEDERAL = Need(NeedKind.SPECIALTY, "federal", "Federal", is_must=False, because="The opening's specialty is Federal.")


def member(account: int, name: str, *, leads: str = "", tags: str = "", free=TIMES, conflicts=(), **more) -> PoolMember:
    """Somebody approved and free all the time, unless said otherwise."""
    return PoolMember(
        id=account,
        name=name,
        zone=more.pop("zone", "Europe/Berlin"),
        tags=frozenset(tags.split()),
        leads=frozenset(leads.split()),
        free=frozenset(free),
        conflicts=frozenset(conflicts),
        **more,
    )


def wanted(interviewers: int = 3, **more) -> Wanted:
    """A panel for six areas, at the six times."""
    return Wanted(
        interviewers=interviewers,
        areas=more.get("areas", AREAS),
        needs=tuple(more.get("needs", ())),
        allowed=frozenset(more.get("allowed", TIMES)),
        before=more.get("before", date(2026, 3, 9)),
        zone="Asia/Tokyo",
    )


def people() -> list[PoolMember]:
    """Five who can interview; Mei, Jonas and Ana cover everything between them."""
    return [
        member(1, "Mei", leads="results inclusion", tags="japanese", zone="Asia/Tokyo", load=Load(1, 1, 1)),
        member(2, "Jonas", leads="iteration efficiency", load=Load(1, 0, 0)),
        member(3, "Ana", leads="trust growth", tags="federal", load=Load(2, 1, 2)),
        member(4, "Omar", leads="results", tags="japanese", load=Load(3, 2, 2)),
        member(5, "Lena", load=Load(0, 0, 0)),
    ]


def _some(rng: Random, values):
    return frozenset(value for value in values if rng.random() < rng.choice([0.3, 0.7]))


def any_pool(rng: Random, most: int = 7) -> list[PoolMember]:
    """A few people of any kind, in any order."""
    standings = [Standing.APPROVED] * 6 + [Standing.SHADOW, Standing.REVERSE_SHADOW]
    return [
        PoolMember(
            id=account,
            name=f"P{account}",
            zone="Europe/Berlin",
            standing=rng.choice(standings),
            tags=_some(rng, ["japanese", "federal", "german"]),
            leads=_some(rng, [area.key for area in AREAS[:4]]),
            load=Load(rng.randint(0, 2), rng.randint(0, 2), rng.choice([0, 1, 4])),
            conflicts=frozenset([rng.choice(list(ConflictOfInterest))] if rng.random() < 0.15 else ()),
            free=frozenset(TIMES) if rng.random() < 0.4 else _some(rng, TIMES),
        )
        for account in rng.sample(range(1, 31), rng.randint(rng.choice([1, most - 1]), most))
    ]


def any_request(rng: Random) -> Wanted:
    """A request for one to five people."""
    german = Need(NeedKind.LANGUAGE, "german", "German", is_must=rng.random() < 0.5, because="Somebody asks for it.")
    return wanted(
        rng.choice([1, 2, 3, 3, 3, 4, 5]),
        areas=AREAS[: rng.randint(0, 4)],
        needs=rng.sample([JAPANESE, FEDERAL, german], rng.randint(0, 3)),
        allowed=TIMES if rng.random() < 0.5 else _some(rng, TIMES),
    )


def pools(most: int = 7) -> st.SearchStrategy[list[PoolMember]]:
    """Any of them."""
    return st.randoms(use_true_random=False).map(lambda rng: any_pool(rng, most))


def requests() -> st.SearchStrategy[Wanted]:
    """Any of them."""
    return st.randoms(use_true_random=False).map(any_request)
