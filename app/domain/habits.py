"""Habits of one interviewer, from cards beside those of others: severity, use of the scale, halo, lateness, gaps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from app.domain.distributions import CONFIDENCE, normal_quantile
from app.domain.errors import BadData
from app.domain.figures import Reported, too_few
from app.domain.halo import LEAST_CARDS, Halo, Sitting, halo_of, places, variance_of
from app.domain.scale import Scale
from app.domain.scorecard import Card

LEAST_INTERVIEWS = 5
SEVERITY_VARIANCE = 0.25
DIFFERENCE_VARIANCE = 0.30


@dataclass(frozen=True, slots=True)
class Severity:
    """How far somebody's ratings lie from the others' on the same panels, in points; positive is severe, so worse.

    raw: the plain mean of the differences. shrink: the part of it that is believed. shrunk: what is believed. error:
    its standard error. low, high: its interval.
    """

    interviews: int
    raw: float
    shrink: float
    shrunk: float
    error: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of none."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """How much of the scale somebody uses beside others on the same candidates.

    spread: standard deviation of all own ratings, in points; ratio: own / peers', None when theirs is 0. middle_share:
    part of the ratings at the scale's middle point, or at its two middle points when their number is even.
    """

    cards: int
    spread: float
    peers_spread: float
    ratio: float | None
    middle_share: float
    peers_middle_share: float


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody's cards have in common. Not a ranking: it is read by the person and whoever coaches them.

    answers: ratings and statements that were asked for on the cards; without_evidence: of those, "no evidence seen".
    """

    cards: int
    late: int
    answers: int
    without_evidence: int
    severity: Reported[Severity]
    halo: Reported[Halo]
    scale_use: Reported[ScaleUse]

    @property
    def late_share(self) -> float | None:
        """Late cards / cards; None without cards."""
        return self.late / self.cards if self.cards else None

    @property
    def evidence_share(self) -> float | None:
        """Answers with evidence / answers; None without answers."""
        return 1 - self.without_evidence / self.answers if self.answers else None


def habits_of(
    sittings: Sequence[Sitting],
    *,
    scale: Scale,
    least_interviews: int = LEAST_INTERVIEWS,
    least_cards: int = LEAST_CARDS,
) -> Habits:
    """Everything that is told about one interviewer's cards.

    Args:
        sittings: the interviews of one person whose cards the reader may see, in any order.
        scale: the scale that all ratings belong to.
        least_interviews: interviews with a peer from which on severity is told.
        least_cards: cards with a peer from which on halo and use of the scale are told.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    own = [sitting.own for sitting in sittings]
    answers = [answer for card in own for answer in (*card.ratings.values(), *card.signals.values())]
    return Habits(
        cards=len(own),
        late=sum(card.late for card in own),
        answers=len(answers),
        without_evidence=answers.count(None),
        severity=severity_in(sittings, scale=scale, least_interviews=least_interviews),
        halo=halo_of(sittings, scale=scale, least_cards=least_cards),
        scale_use=scale_use_of(sittings, scale=scale, least_cards=least_cards),
    )


def severity_in(
    sittings: Sequence[Sitting], *, scale: Scale, least_interviews: int = LEAST_INTERVIEWS
) -> Reported[Severity]:
    """Severity from interviews that others took part in.

    Each interview gives one difference: for every peer the mean over the areas that both rated, own less theirs, and
    then the mean over the peers. Interviews alone with a candidate say nothing: strict and fair can't be told apart.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    found = [_difference(sitting, scale) for sitting in sittings]
    differences = [difference for difference in found if difference is not None]
    if len(differences) < max(1, least_interviews):
        need = max(1, least_interviews)
        return Reported(None, too_few("Severity", have=len(differences), need=need, thing="shared interview"))
    return Reported(severity_of(differences))


def severity_of(
    differences: Sequence[float],
    *,
    severity_variance: float = SEVERITY_VARIANCE,
    difference_variance: float = DIFFERENCE_VARIANCE,
    confidence: float = CONFIDENCE,
) -> Severity:
    """Shrink the mean difference towards none: shrink = s²sev / (s²sev + s²d / n), error = √(s²sev (1 - shrink)).

    Args:
        differences: one an interview, own mean less the others', where higher is worse.
        severity_variance: how far interviewers differ in severity, as a variance.
        difference_variance: how far one difference strays from the severity, as a variance.
        confidence: of the interval.

    Raises:
        BadData: for no interview.

    Source: best linear prediction of a random effect. It compares people on the same panels only, since means over
        different candidates are biased by who was declined before.
    """
    if not differences:
        raise BadData("Severity can't be told without an interview that others took part in.")
    raw = fmean(differences)
    shrink = severity_variance / (severity_variance + difference_variance / len(differences))
    error = math.sqrt(severity_variance * (1 - shrink))
    reach = normal_quantile(confidence) * error
    return Severity(len(differences), raw, shrink, shrink * raw, error, shrink * raw - reach, shrink * raw + reach)


def severities_of(table: Sequence[Sequence[float]]) -> tuple[Severity, ...]:
    """Severity of every member of a panel that interviewed the same candidates.

    Args:
        table: one row a candidate, one entry a member: the mean of their ratings as steps from the best point, or
            ratings of a scale on which higher is worse.

    Returns:
        one a member, in the order of the entries.

    Raises:
        BadData: for a panel of one, or rows of different lengths.
    """
    members = len(table[0]) if table else 0
    if members < 2 or any(len(row) != members for row in table):
        raise BadData("Severity on a panel needs the ratings of the same two or more people for every candidate.")
    return tuple(
        severity_of([row[place] - fmean((*row[:place], *row[place + 1 :])) for row in table])
        for place in range(members)
    )


def scale_use_of(sittings: Sequence[Sitting], *, scale: Scale, least_cards: int = LEAST_CARDS) -> Reported[ScaleUse]:
    """Central tendency: whether somebody keeps to the middle where others use more of the scale.

    Args:
        sittings: the interviews of one person; those without a peer's rating count for nothing.
        scale: the scale that all ratings belong to.
        least_cards: from how many of the own cards on the figure is given.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    shared = [(places(item.own, scale), _places(item.peers, scale)) for item in sittings]
    shared = [(own, peers) for own, peers in shared if own and peers]
    own = [place for values, _ in shared for place in values]
    peers = [place for _, values in shared for place in values]
    variance, beside = variance_of(own), variance_of(peers)
    if len(shared) < least_cards or variance is None or beside is None:
        thing = "comparable scorecard"
        return Reported(None, too_few("Use of the scale", have=len(shared), need=max(2, least_cards), thing=thing))
    spread, peers_spread = math.sqrt(variance), math.sqrt(beside)
    return Reported(
        ScaleUse(
            cards=len(shared),
            spread=spread,
            peers_spread=peers_spread,
            ratio=spread / peers_spread if peers_spread else None,
            middle_share=_middle_share(own, scale),
            peers_middle_share=_middle_share(peers, scale),
        )
    )


def _difference(sitting: Sitting, scale: Scale) -> float | None:
    by_peer = []
    for peer in sitting.peers:
        both = [
            (own, theirs)
            for area, own in sitting.own.ratings.items()
            if own is not None and (theirs := peer.ratings.get(area)) is not None
        ]
        if both:
            mine, others = (scale.places(values) for values in zip(*both, strict=True))
            by_peer.append(fmean(one - other for one, other in zip(mine, others, strict=True)))
    return fmean(by_peer) if by_peer else None


def _places(cards: Sequence[Card], scale: Scale) -> list[int]:
    return [place for card in cards for place in places(card, scale)]


def _middle_share(values: Sequence[int], scale: Scale) -> float:
    last = len(scale.points) - 1
    middle = {last // 2, (last + 1) // 2}
    return sum(place in middle for place in values) / len(values)
