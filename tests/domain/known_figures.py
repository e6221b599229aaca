"""Figures of agreement, reliability, habits, impact and scoring with known results, to four decimals."""

from dataclasses import dataclass

from app.domain.contingency import Tally

# Three raters on ten units, 1 best; None where one of them did not rate.
RATERS = (
    (2, 3, 3, 1, 4, 2, 3, 2, None, 3),
    (2, 3, 4, 2, 4, 2, 3, 3, 2, None),
    (1, 3, 3, 2, 5, 2, 4, 2, 2, 3),
)
UNITS = tuple(zip(*RATERS, strict=True))
ALPHA_ORDINAL = 0.8230
ALPHA_INTERVAL = 0.7600
AC2_ORDINAL = (0.8964, 0.9600, 0.6140)  # coefficient, observed, by chance
AC2_QUADRATIC = (0.9306, 0.9750, 0.6396)
EXACT = 0.5385
WITHIN_ONE = 1.0

# Six candidates by three panelists: means of their cards, higher is worse.
PANEL = (
    (2.00, 2.33, 1.83),
    (3.17, 3.50, 3.00),
    (2.50, 2.67, 2.67),
    (3.83, 4.00, 3.33),
    (1.67, 2.17, 1.83),
    (2.83, 3.50, 2.50),
)
ICC_SINGLE, ICC_AVERAGE = 0.8302, 0.9362
MEAN_SQUARES = (1.4672, 0.4021, 0.0366)  # between candidates, between raters, residual
ICC_AVERAGE_INTERVAL = (0.58, 0.99)
THREE_FROM_ONE = 0.9362

SEVERITY_RAW = (-0.1108, 0.4317, -0.3208)
SEVERITY_SHRINK = 0.8333
SEVERITY_SHRUNK = (-0.0924, 0.3597, -0.2674)
SEVERITY_ERROR = 0.2041

# Four cards of one interviewer with six areas each, and those of a peer on the same candidates.
OWN_CARDS = ((2, 2, 2, 3, 2, 2), (3, 3, 3, 3, 3, 3), (4, 4, 3, 4, 4, 4), (2, 3, 2, 2, 2, 2))
PEER_CARDS = ((1, 2, 3, 3, 2, 4), (3, 2, 3, 4, 2, 3), (4, 5, 3, 4, 4, 2), (2, 3, 1, 2, 3, 2))
WITHIN, PEERS_WITHIN, HALO_RATIO, STRAIGHT_LINED = 0.3536, 0.9083, 0.3892, 0.25
TOTAL_SPREAD, PEERS_TOTAL_SPREAD, SPREAD_RATIO, MIDDLE_SHARE = 0.7790, 1.0206, 0.7633, 0.375


@dataclass(frozen=True, slots=True)
class TwoRates:
    """A group's selections against a reference's, with everything that is computed from them."""

    name: str
    reference: Tally
    group: Tally
    rates: tuple[float, float]
    ratio: float
    is_below: bool
    interval: tuple[float, float | None]
    fisher_two_sided: float
    fisher_one_sided: float
    chi_square: tuple[float, float]
    yates: tuple[float, float]
    z: float
    min_expected: float
    moved_ratio: float
    shortfall: float


TWO_RATES = (
    TwoRates(
        name="large",
        reference=Tally(48, 120),
        group=Tally(24, 90),
        rates=(0.4, 0.2667),
        ratio=0.6667,
        is_below=True,
        interval=(0.4439, 1.0012),
        fisher_two_sided=0.0560,
        fisher_one_sided=0.0303,
        chi_square=(4.0580, 0.0440),
        yates=(3.4878, 0.0618),
        z=2.0144,
        min_expected=30.8571,
        moved_ratio=0.7092,
        shortfall=6.8571,
    ),
    TwoRates(
        name="small",
        reference=Tally(3, 20),
        group=Tally(1, 10),
        rates=(0.15, 0.1),
        ratio=0.6667,
        is_below=True,
        interval=(0.0791, 5.6215),
        fisher_two_sided=1.0,
        fisher_one_sided=0.5928,
        chi_square=(0.1442, 0.7041),
        yates=(0.0, 1.0),
        z=0.3798,
        min_expected=1.3333,
        moved_ratio=2.0,
        shortfall=0.3333,
    ),
    TwoRates(
        name="above four fifths and still no chance",
        reference=Tally(900, 1000),
        group=Tally(800, 1000),
        rates=(0.9, 0.8),
        ratio=0.8889,
        is_below=False,
        interval=(0.8564, 0.9226),
        fisher_two_sided=0.0,
        fisher_one_sided=0.0,
        chi_square=(39.2157, 0.0),
        yates=(38.4353, 0.0),
        z=6.2622,
        min_expected=150.0,
        moved_ratio=0.8910,
        shortfall=50.0,
    ),
    TwoRates(
        name="nobody selected",
        reference=Tally(5, 12),
        group=Tally(0, 7),
        rates=(0.4167, 0.0),
        ratio=0.0,
        is_below=True,
        interval=(0.0, None),
        fisher_two_sided=0.1060,
        fisher_one_sided=0.0681,
        chi_square=(3.9583, 0.0466),
        yates=(2.1011, 0.1472),
        z=1.9896,
        min_expected=1.8421,
        moved_ratio=0.4286,
        shortfall=1.8421,
    ),
)

AUDITED = {"X": Tally(30, 60), "Y": Tally(18, 50), "Z": Tally(2, 2)}
AUDITED_RATES = {"X": 0.5, "Y": 0.36, "Z": 1.0}
AUDITED_SHARES = {"X": 0.5357, "Y": 0.4464, "Z": 0.0179}
AUDITED_RATIOS = {"X": 1.0, "Y": 0.72, "Z": None}
SCORES = {"X": (3.2, 4.1, 2.8, 3.9, 3.5, 4.4), "Y": (3.0, 2.7, 3.6, 3.1, 4.0)}
SCORE_MEDIAN = 3.5
SCORING_RATES = {"X": 0.5, "Y": 0.4}
SCORING_RATIOS = {"X": 1.0, "Y": 0.8}

# Probabilities from below the bar to the highest level, and the place of the level that came true.
LEVELS = ("below_bar", "P3", "P4", "P5", "P6")
FORECASTS = ((0.05, 0.15, 0.6, 0.15, 0.05), (0.7, 0.2, 0.1, 0.0, 0.0), (0.0, 0.05, 0.25, 0.5, 0.2))
OUTCOMES = (2, 1, 3)
BRIER, RANKED = 0.5683, 0.2392
MEDIAN_LEVELS = ("P4", "below_bar", "P5")
ENTROPY_BITS = (1.6955, 1.1568, 1.6805)
