"""How strict interviewers are: all solved at once from the scorecards of many candidates, shrunk towards nought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.calibration import Calibration, Offset
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.points import Floats, steps_of
from app.domain.scorecard import Card, in_order

DIGITS = 6


@dataclass(frozen=True, slots=True)
class _CardMean:
    """One scorecard in the history: its mean as a latent value and the variance of what the mean leaves open."""

    person: str
    stage: str
    mean: float
    own: float


def calibrate(
    history: Sequence[Sequence[Card]], *, playbook: Playbook, model: LevelModel, version: str = ""
) -> Calibration:
    """Severity of every interviewer, jointly.

    card mean = general mean + candidate + form of the stage - severity + rest. Candidates differ, interviewers differ,
    and early declines leave recruiters with weaker candidates than leaders; solving for all at once keeps the one
    from passing for the other.

    Args:
        history: the scorecards of each candidate; never those of a candidate who is to be judged with the result.
        playbook: its scale.
        model: spreads of candidates, form, halo, noise and severity, which is also the prior.
        version: what to call the result.

    Returns:
        an offset for everybody with at least one rating, in order of their names.

    Source: mixed model equations after Henderson (1975), with every candidate a block of its own.
    """
    blocks = [block for cards in history if (block := _card_means(cards, playbook, model))]
    people = sorted({item.person for block in blocks for item in block})
    if not people:
        return Calibration(version)
    place = {person: number + 1 for number, person in enumerate(people)}
    left = np.zeros((len(people) + 1, len(people) + 1))
    right = np.zeros(len(people) + 1)
    for block in blocks:
        design = np.zeros((len(block), len(people) + 1))
        design[:, 0] = 1.0
        design[np.arange(len(block)), [place[item.person] for item in block]] = -1.0
        weighted = np.linalg.solve(_covariance(block, playbook, model), design)
        left += design.T @ weighted
        right += weighted.T @ np.array([item.mean for item in block])
    prior = max(model.raters.severity * _unit(playbook, model), 1e-6) ** -2
    inverse = np.linalg.inv(left + np.diag([0.0, *[prior] * len(people)]))
    found = inverse @ right
    counts = _counts(blocks)
    unit = _unit(playbook, model)
    offsets = {
        person: Offset(
            round(float(found[at]) / unit, DIGITS), round(float(inverse[at, at]) ** 0.5 / unit, DIGITS), counts[person]
        )
        for person, at in place.items()
    }
    return Calibration(version, offsets)


def _unit(playbook: Playbook, model: LevelModel) -> float:
    return (len(playbook.scale.points) - 1) / (model.stated_for.points - 1)


def _card_means(cards: Sequence[Card], playbook: Playbook, model: LevelModel) -> list[_CardMean]:
    """Latent mean of each card with a rating: scores stretched so that a shift of the truth shifts them as much."""
    unit = _unit(playbook, model)
    spread = _spread(model) * unit
    middle = 1 + (model.merit.mean - 1) * unit
    cuts = tuple(place + 1.5 for place in range(len(playbook.scale.points) - 1))
    scores, lost = _stretched(np.array([-np.inf, *cuts, np.inf]) - middle, spread)
    order = [point.value for point in reversed(playbook.scale.points)]
    found = []
    for card in in_order(cards):
        values = [scores[order.index(point)] for point in card.ratings.values() if point is not None]
        if values:
            raters = model.raters
            each = (raters.noise * unit) ** 2 + ((1 - raters.pull) * model.merit.between_areas * unit) ** 2 + lost
            mean = middle + float(np.mean(values))
            found.append(_CardMean(card.who, card.stage, mean, (raters.halo * unit) ** 2 + each / len(values)))
    return found


def _stretched(edges: Floats, spread: float) -> tuple[Floats, float]:
    """Score of each step so that a shift of the truth shifts it as much, and the variance that the steps add."""
    steps = steps_of(edges[None, :], np.zeros((1, 1)), np.array([spread]))
    means, shares = steps.means[0, :, 0], steps.shares[0, :, 0]
    kept = float(shares @ means**2) / spread**2
    return means / kept, spread**2 * (1 / kept - 1)


def _spread(model: LevelModel) -> float:
    """Standard deviation of one rating, its interviewer unknown."""
    raters, merit = model.raters, model.merit
    shown = (1 - raters.pull) * merit.between_areas
    parts = (merit.between_candidates, shown, raters.severity, raters.halo, raters.form, raters.noise)
    return float(np.sqrt(sum(part**2 for part in parts)))


def _covariance(block: Sequence[_CardMean], playbook: Playbook, model: LevelModel) -> Floats:
    unit = _unit(playbook, model)
    stages = np.array([item.stage for item in block])
    found = np.full((len(block), len(block)), (model.merit.between_candidates * unit) ** 2)
    found += (stages[:, None] == stages[None, :]) * (model.raters.form * unit) ** 2
    return np.asarray(found + np.diag([item.own for item in block]))


def _counts(blocks: Sequence[Sequence[_CardMean]]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for block in blocks:
        for item in block:
            counts[item.person] = counts.get(item.person, 0) + 1
    return counts
