"""The answers of a candidate's scorecards as numbers: what each tells of which target, and how they hang together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.domain.calibration import Calibration
from app.domain.chances import Slot
from app.domain.frame import Frame
from app.domain.level_model import LevelModel, Raters
from app.domain.playbook import Playbook
from app.domain.points import Floats, Steps, steps_of
from app.domain.scorecard import Card, in_order
from app.domain.standing import counted_rank

Ints = NDArray[np.intp]


@dataclass(frozen=True)
class Observations:
    """Every answer with evidence, in the one order of cards and keys.

    target, card, stage, person: position of what each answer belongs to. steps: which step was chosen, 0 the worst or
    lowest. highest: the last step there is. offset, error: what is known of its interviewer's severity. doubt: about
    the panel that it belongs to, 0 outside panels.
    """

    slots: tuple[Slot, ...]
    people: tuple[str, ...]
    target: Ints
    card: Ints
    stage: Ints
    person: Ints
    steps: Ints
    highest: Ints
    offset: Floats
    error: Floats
    doubt: Floats
    frame: Frame
    raters: Raters
    panel_reach: float
    panel_needs: int

    @cached_property
    def bearing(self) -> Floats:
        """How much of severity, halo and form moves each answer."""
        return np.where(self._is_signal, self.raters.on_signals, self.frame.point_unit)

    @cached_property
    def _is_signal(self) -> NDArray[np.bool_]:
        return self.target >= len(self.frame.areas)

    @cached_property
    def _shown(self) -> Floats:
        """The share of a target's own ups and downs that an answer shows."""
        return np.where(self._is_signal, 1.0, 1.0 - self.raters.pull)

    @cached_property
    def latent(self) -> Floats:
        """Covariance of the values beneath the answers, before they are cut into steps; n x n."""
        frame, raters = self.frame, self.raters
        noise = np.where(self._is_signal, raters.signal_noise, raters.noise * frame.point_unit)
        shared = np.where(_same(self.person), np.outer(self.error, self.error), 0.0)
        shared += _same(self.card) * raters.halo**2 + _same(self.stage) * raters.form**2
        found = frame.common[np.ix_(self.target, self.target)] + shared * np.outer(self.bearing, self.bearing)
        own = frame.own[self.target] * self._shown
        found += np.where(_same(self.target), np.outer(own, self._shown), 0.0)
        return np.asarray(found + np.diag(noise**2))

    @cached_property
    def guarded(self) -> Floats:
        """The same with the doubt about panels added to what their members share; only weights are chosen by it."""
        doubt = self.doubt * self.bearing
        return np.asarray(self.latent + _same(self.stage) * np.outer(doubt, doubt))

    @cached_property
    def links(self) -> Floats:
        """Covariance of every target with the value beneath every answer, targets x n."""
        found = self.frame.common[:, self.target].copy()
        here = np.arange(len(self.target))
        found[self.target, here] += self.frame.own[self.target] * self._shown
        return np.asarray(found)

    @cached_property
    def edges(self) -> Floats:
        """Where each answer's steps begin and end, as distances from its mean, severity given back; n x (steps + 1).

        What lies beyond an answer's last step is infinite.
        """
        frame = self.frame
        most = int(self.highest.max(initial=0))
        found = np.full((len(self.target), most + 2), np.inf)
        found[:, 0] = -np.inf
        for row, target in zip(found, self.target.tolist(), strict=True):
            cuts = frame.area_cuts if target < len(frame.areas) else frame.signal_cuts[target - len(frame.areas)]
            row[1 : len(cuts) + 1] = cuts
        shift = self.offset * self.bearing - frame.mean[self.target]
        return np.asarray(found + shift[:, None])

    @cached_property
    def alone(self) -> Steps:
        """The steps of each answer taken by itself; the grid has one place, the mean."""
        return steps_of(self.edges, np.zeros((len(self.edges), 1)), np.sqrt(np.diag(self.latent)))

    def panels(self, left_out: NDArray[np.bool_] | None) -> list[Ints]:
        """The answers to one thing by one stage where there are enough of them to have a middle, by their number."""
        groups: dict[tuple[int, int], list[int]] = {}
        for index, key in enumerate(zip(self.stage.tolist(), self.target.tolist(), strict=True)):
            if left_out is None or not left_out[index]:
                groups.setdefault(key, []).append(index)
        by_size: dict[int, list[list[int]]] = {}
        for group in groups.values():
            if len(group) >= self.panel_needs:
                by_size.setdefault(len(group), []).append(group)
        return [np.array(members) for members in by_size.values()]


def observations_of(
    cards: Sequence[Card], *, frame: Frame, playbook: Playbook, model: LevelModel, calibration: Calibration
) -> Observations:
    """Read the answers of one candidate's scorecards, which must be known to plan, scale and ladder."""
    ordered = in_order(cards)
    people = tuple(dict.fromkeys(card.who for card in ordered))
    stages = tuple(dict.fromkeys(card.stage for card in ordered))
    rows = []
    slots = []
    for number, card in enumerate(ordered):
        offset = calibration.offsets.get(card.who) if model.uses_offsets else None
        severity, error = (offset.severity, offset.error) if offset else (0.0, model.raters.severity)
        doubt = model.panel.doubt if playbook.family.stage(card.stage).interviewers > 1 else 0.0
        for slot, target, step, highest in _answers(card, frame, playbook):
            slots.append(slot)
            place = (target, number, stages.index(card.stage), people.index(card.who), step, highest)
            rows.append((*place, severity, error, doubt))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 9)
    target, card_at, stage, person, steps, highest = table[:, :6].astype(np.intp).T
    return Observations(
        slots=tuple(slots),
        people=people,
        target=target,
        card=card_at,
        stage=stage,
        person=person,
        steps=steps,
        highest=highest,
        offset=table[:, 6],
        error=table[:, 7],
        doubt=table[:, 8],
        frame=frame,
        raters=model.raters,
        panel_reach=model.panel.reach * frame.point_unit,
        panel_needs=model.panel.needs,
    )


def _answers(card: Card, frame: Frame, playbook: Playbook) -> list[tuple[Slot, int, int, int]]:
    """Each answer with evidence: its slot, the target, the step from the worst or lowest, and the last step."""
    order = [point.value for point in reversed(playbook.scale.points)]
    found = []
    for key, point in sorted(card.ratings.items()):
        if point is not None:
            slot = Slot(card.stage, card.rater, "area", key)
            found.append((slot, frame.areas.index(key), order.index(point), len(order) - 1))
    for key, code in sorted(card.signals.items()):
        if code is not None and key in frame.signals:
            at = frame.signals.index(key)
            cuts = frame.signal_cuts[at]
            rank = counted_rank(playbook.ladder.signal(key), code, playbook.ladder) + 1
            step = sum(1 for cut in cuts if rank > cut)
            found.append((Slot(card.stage, card.rater, "signal", key), len(frame.areas) + at, step, len(cuts)))
    return found


def _same(values: Ints) -> NDArray[np.bool_]:
    return np.asarray(values[:, None] == values[None, :])
