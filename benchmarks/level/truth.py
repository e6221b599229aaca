"""The level that a person truly has: the ladder's nested rule on many people at once, from true or observed means."""

import numpy as np

from benchmarks.level.loop import COMPLEXITY, Floats, Integers, Truths

MEETS = 2.5  # merit is 6 - rating, so "3 or better" before rounding
EXPERT = 3.5
P3, P4, P5, P6 = 3, 4, 5, 6
UNDECIDED = -1


def true_levels(merits: Floats, signals: Floats) -> Integers:
    """Levels of people whose every area and signal is known.

    Args:
        merits: people by areas; higher is better.
        signals: people by signals, in level units (4 = P4). Complexity has one statement for P5 and P6: whoever
            is at P5 there is at P6 as well.

    Returns:
        per person 0 (below the bar), 1 (P3) .. 4 (P6).
    """
    return levels_of(merits, at_levels(signals))


def at_levels(signals: Floats) -> Truths:
    """Which signals are at P3, P4, P5 and P6 (last axis); a missing signal is at none."""
    at = np.stack([signals >= level - 0.5 for level in (P3, P4, P5, P6)], axis=-1)
    at[..., COMPLEXITY, 3] = at[..., COMPLEXITY, 2]
    return at


def levels_of(merits: Floats, at: Truths, *, seen: Truths | None = None) -> Integers:
    """The nested rule; areas without evidence are NaN, signals without evidence are not `seen`."""
    areas = np.sum(~np.isnan(merits), axis=-1)
    signals = at.shape[-2] if seen is None else np.sum(seen, axis=-1)
    meeting = np.sum(merits >= MEETS, axis=-1)
    expert = np.sum(merits >= EXPERT, axis=-1)
    reached = 2 * np.sum(at, axis=-2) > np.asarray(signals)[..., None]
    third = (2 * meeting > areas) & reached[..., 0]
    fourth = third & reached[..., 1]
    fifth = fourth & (2 * expert > areas) & (meeting == areas) & reached[..., 2]
    sixth = fifth & reached[..., 3]
    levels = third.astype(np.int64) + fourth + fifth + sixth
    return np.where((areas == 0) | (np.asarray(signals) == 0), UNDECIDED, levels)
