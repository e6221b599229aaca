"""How much a scorecard tells areas apart: the spread within cards beside that of peers, and one rating throughout."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.figures import Reported, too_few
from app.domain.scale import Scale
from app.domain.scorecard import Card

LEAST_CARDS = 3
LEAST_AREAS = 5
SAME_SHARE = 5 / 6
FLAG_BELOW = 0.5
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview: the card of the person in question, and those of the others who were in it."""

    own: Card
    peers: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Halo:
    """Spread within cards, as the root of the cards' mean variance, in points of the scale.

    ratio: own / peers, None when no peer told areas apart. is_flagged: it lies below the flag. straight_lined: share
    of the own cards with enough rated areas on which all have one rating; None when no card has enough.
    """

    cards: int
    within: float
    peers_within: float
    ratio: float | None
    is_flagged: bool
    straight_lined: float | None


@dataclass(frozen=True, slots=True)
class Sameness:
    """How uniform one card is: `count` of its `rated` areas have the rating `point`, the most frequent.

    The spreads are standard deviations in points; `peers_spread` is None without a peer who rated two areas.
    """

    point: int
    count: int
    rated: int
    spread: float
    peers_spread: float | None

    @property
    def share(self) -> float:
        """The part of the rated areas with the most frequent rating."""
        return self.count / self.rated


def halo_of(
    sittings: Sequence[Sitting],
    *,
    scale: Scale,
    least_cards: int = LEAST_CARDS,
    least_areas: int = LEAST_AREAS,
    flag_below: float = FLAG_BELOW,
) -> Reported[Halo]:
    """Whether somebody's cards tell areas apart less than those of others on the same candidates.

    Args:
        sittings: the interviews of one person; those without a peer, or with fewer than two rated areas, count for
            nothing.
        scale: the scale that all ratings belong to.
        least_cards: from how many of the own cards on the figure is given.
        least_areas: rated areas that a card needs before it can be called straight-lined.
        flag_below: the ratio below which it is flagged.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    own: list[Fraction] = []
    peers: list[Fraction] = []
    straight: list[bool] = []
    for sitting in sittings:
        variance, others = _variance(sitting.own, scale), _variances(sitting.peers, scale)
        if variance is None or not others:
            continue
        own.append(variance)
        peers += others
        if len(places(sitting.own, scale)) >= least_areas:
            straight.append(variance == 0)
    if len(own) < least_cards:
        return Reported(None, too_few("Halo", have=len(own), need=least_cards, thing="comparable scorecard"))
    within, beside = _root_mean(own), _root_mean(peers)
    ratio = within / beside if beside else None
    return Reported(
        Halo(
            cards=len(own),
            within=within,
            peers_within=beside,
            ratio=ratio,
            is_flagged=ratio is not None and ratio < flag_below,
            straight_lined=sum(straight) / len(straight) if straight else None,
        )
    )


def sameness_of(card: Card, peers: Iterable[Card], *, scale: Scale) -> Sameness | None:
    """How uniform one card is beside those of the others in the same interview.

    Args:
        card: the card in question.
        peers: the other cards of the interview, or of the stage.
        scale: the scale that all ratings belong to.

    Returns:
        None when the card rates fewer than two areas. Of equally frequent ratings the best is named.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    variance = _variance(card, scale)
    if variance is None:
        return None
    found = Counter(places(card, scale))
    place, count = max(sorted(found.items()), key=lambda item: item[1])
    others = _variances(peers, scale)
    return Sameness(
        point=scale.points[place].value,
        count=count,
        rated=found.total(),
        spread=math.sqrt(variance),
        peers_spread=_root_mean(others) if others else None,
    )


def is_straight_lined(
    card: Card,
    peers: Iterable[Card],
    *,
    scale: Scale,
    share: float = SAME_SHARE,
    least_areas: int = LEAST_AREAS,
    ratio: float = FLAG_BELOW,
) -> bool:
    """Whether a card gives nearly one rating throughout where others, in the same interview, told areas apart.

    Args:
        card: the card in question.
        peers: the other cards of the interview, or of the stage; without one there is nothing to compare with.
        scale: the scale that all ratings belong to.
        share: part of the rated areas that has to have the same rating.
        least_areas: rated areas that the card needs at least.
        ratio: the card's spread has to lie below this part of its peers'.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    found = sameness_of(card, peers, scale=scale)
    if found is None or found.peers_spread is None or found.rated < least_areas:
        return False
    return found.share >= share - _ROUNDING and found.spread < ratio * found.peers_spread


def places(card: Card, scale: Scale) -> list[int]:
    """The card's ratings as steps from the best point, 0 for the best, in the order of the areas' keys.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    return scale.places(point for _, point in sorted(card.ratings.items()) if point is not None)


def variance_of(values: Sequence[int]) -> Fraction | None:
    """Exact variance of a sample, divided by one less than its size; None for fewer than two values."""
    if len(values) < 2:
        return None
    count, total = len(values), sum(values)
    return Fraction(count * sum(value * value for value in values) - total * total, count * (count - 1))


def _variance(card: Card, scale: Scale) -> Fraction | None:
    return variance_of(places(card, scale))


def _variances(cards: Iterable[Card], scale: Scale) -> list[Fraction]:
    return [variance for card in cards if (variance := _variance(card, scale)) is not None]


def _root_mean(variances: Sequence[Fraction]) -> float:
    return math.sqrt(sum(variances, Fraction()) / len(variances))
