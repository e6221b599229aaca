"""How strict an interviewer is, in words and on an axis: never a figure without its interval."""

import pytest

from app.domain.calibration import Offset
from app.domain.level_model import LevelModel
from app.domain.scale import Scale, ScalePoint
from app.domain.strictness import SAME, in_points, reach_of, strictness
from app.gateways.ladder_files import read_file, shipped_directory
from tests.domain.evidence import shipped_scale


def seen(severity: float, error: float = 0.1, *, reach: float = 1.0):
    return strictness(Offset(severity, error, 12), reach=reach)


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        (0.42, "0.4 points stricter"),
        (-0.62, "0.6 points milder"),
        (1.0, "1.0 point stricter"),
        (0.04, SAME),
        (-0.04, SAME),
    ],
)
def test_a_figure_is_said_with_its_direction(severity, words):
    assert seen(severity).words == words


@pytest.mark.parametrize(
    ("severity", "interval", "is_clear"),
    [
        (0.42, "+0.2 to +0.6", True),
        (0.1, "−0.1 to +0.3", False),
        (-0.42, "−0.6 to −0.2", True),
        (0.2, "0.0 to +0.4", True),
    ],
)
def test_the_interval_says_whether_the_direction_is_known(severity, interval, is_clear):
    found = seen(severity)

    assert (found.interval, found.is_clear) == (interval, is_clear)


def test_nought_lies_in_the_middle_of_the_axis_and_stricter_to_the_right():
    mild, none, strict = (seen(severity) for severity in (-0.5, 0.0, 0.5))

    assert (mild.at, none.at, strict.at) == (0.25, 0.5, 0.75)
    assert strict.low < strict.at < strict.high


def test_the_axis_holds_every_interval_of_the_figure():
    people = [Offset(1.4, 0.2, 9), Offset(-0.3, 0.2, 30)]

    reach = reach_of(people)

    assert reach == 2.0
    assert all(0 <= place <= 1 for it in people for found in (strictness(it, reach=reach),) for place in _ends(found))


def test_an_axis_of_mild_differences_does_not_blow_them_up():
    assert reach_of([Offset(0.05, 0.1, 20)]) == 1.0
    assert reach_of([]) == 1.0


def test_offsets_are_read_on_the_scale_of_the_ratings():
    scale, model = shipped_scale(), read_file(shipped_directory() / "models" / "level.yaml")
    assert isinstance(model, LevelModel)
    nine = [
        ScalePoint(value=value, key=f"p{value}", name=f"Point {value}", short=str(value), meaning="As it says.")
        for value in range(1, 10)
    ]
    longer = Scale(**dict(scale) | {"points": tuple(nine), "marks": {}})

    assert in_points(Offset(0.4, 0.1, 7), model=model, scale=scale) == Offset(0.4, 0.1, 7)
    assert in_points(Offset(0.4, 0.1, 7), model=model, scale=longer) == Offset(0.8, 0.2, 7)


def _ends(found) -> tuple[float, float, float]:
    return found.low, found.at, found.high
