"""What an applicant has no hand in: other panelists on the same day, or a careless one among them."""

from dataclasses import replace
from enum import Enum

import numpy as np

from benchmarks.level.loop import PANEL, PANEL_CARDS, SLOT_CARD, SLOT_STAGE
from benchmarks.level.worlds import People, Scene, as_categories, carelessly, seated, written


class Anew(Enum):
    """What changes with the identity of the panelists; each includes those before it."""

    SEVERITY = "severity"
    HALO = "severity and halo"
    CARD = "severity, halo and noise"


def other_panelists(setting: Scene, seed: int, anew: Anew = Anew.CARD) -> People:
    """The same finalists on the same days before other panelists; all other cards stay as they are."""
    rng = np.random.default_rng([seed, 4])
    people, world = setting.finalists, setting.world
    raters, halo, noise = people.raters.copy(), people.halo.copy(), people.noise
    raters[:, PANEL_CARDS] = seated(world, rng, len(people))[:, PANEL_CARDS]
    if anew is not Anew.SEVERITY:
        halo[:, PANEL_CARDS] = rng.normal(0, world.halo_sd, (len(people), len(PANEL_CARDS)))
    if anew is Anew.CARD:
        noise = np.where(SLOT_STAGE == PANEL, rng.normal(0, world.noise_sd, noise.shape), noise)
    others = replace(people, raters=raters, halo=halo, noise=noise)
    values = as_categories(written(world, setting.severities, others))
    return replace(others, observed=np.where((SLOT_STAGE == PANEL) & (people.observed > 0), values, people.observed))


def careless_panelist(setting: Scene, seed: int) -> People:
    """The same finalists with the card of one of three panelists, whichever, filled in carelessly."""
    rng = np.random.default_rng([seed, 5])
    people = setting.finalists
    card = rng.choice(PANEL_CARDS, len(people))[:, None]
    card_written = carelessly(setting.world, rng, len(people))
    return replace(people, observed=np.where(card == SLOT_CARD, card_written, people.observed))
