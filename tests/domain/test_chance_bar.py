"""The probability bar: parts that fill it, labels that never collide, however small a part is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.chance_bar import LABEL_ROOM, chance_bar, keep_apart, percent
from app.domain.chances import Chance
from app.domain.rule import BELOW_BAR
from tests.domain.evidence import shipped_ladder

LEVELS = (BELOW_BAR, "P3", "P4", "P5", "P6")
NBSP = "\N{NO-BREAK SPACE}"
shares = st.lists(st.integers(0, 100), min_size=2, max_size=12).filter(any)


def chances_of(*probabilities: float, levels: tuple[str, ...] = LEVELS) -> tuple[Chance, ...]:
    return tuple(
        Chance(level, probability, round(sum(probabilities[index:]), 4))
        for index, (level, probability) in enumerate(zip(levels, probabilities, strict=True))
    )


def bar_of(*probabilities: float, on: str = "P4", own: str | None = None):
    return chance_bar(chances_of(*probabilities), ladder=shipped_ladder(), on=on, own=own)


def test_the_parts_fill_the_bar_in_the_order_of_the_levels():
    parts = bar_of(0.04, 0.17, 0.56, 0.22, 0.01).parts

    assert [part.level for part in parts] == list(LEVELS)
    assert [round(part.start, 4) for part in parts] == [0.0, 0.04, 0.21, 0.77, 0.99]
    assert [part.figure for part in parts] == [f"{figure}{NBSP}%" for figure in ("4", "17", "56", "22", "1")]
    assert [part.is_on for part in parts] == [False, False, True, False, False]
    assert [part.shade for part in parts] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "probabilities",
    [
        (0.0, 0.0, 1.0, 0.0, 0.0),
        (0.01, 0.01, 0.96, 0.01, 0.01),
        (0.97, 0.01, 0.01, 0.01, 0.0),
        (0.0, 0.002, 0.002, 0.006, 0.99),
    ],
)
def test_labels_of_small_parts_keep_apart_and_inside(probabilities):
    places = [part.label_at for part in bar_of(*probabilities).parts if part.label_at is not None]

    assert all(after - before >= LABEL_ROOM - 1e-9 for before, after in pairwise(places))
    assert places[0] >= LABEL_ROOM / 2 - 1e-9
    assert places[-1] <= 1 - LABEL_ROOM / 2 + 1e-9


def test_a_label_stands_over_its_part_where_there_is_room():
    parts = bar_of(0.2, 0.2, 0.2, 0.2, 0.2).parts

    assert [part.label_at for part in parts] == pytest.approx([part.middle for part in parts])


@given(shares, st.floats(0.02, 0.3))
def test_places_are_in_order_apart_and_inside_whatever_is_wanted(numbers, room):
    room = min(room, 1 / len(numbers))
    wanted = [sum(numbers[:index]) / sum(numbers) for index in range(len(numbers))]

    found = keep_apart(wanted, room=room)

    assert all(after - before >= room - 1e-9 for before, after in pairwise(found))
    assert found[0] >= room / 2 - 1e-9
    assert found[-1] <= 1 - room / 2 + 1e-9


@given(shares)
def test_what_lies_apart_already_stays_where_it_is(numbers):
    room = 1 / (2 * len(numbers))
    wanted = [room / 2 + index / len(numbers) for index in range(len(numbers))]

    assert keep_apart(wanted, room=room) == pytest.approx(wanted)


def test_a_level_without_any_chance_has_no_label_in_the_figure():
    parts = bar_of(0.0, 0.0, 1.0, 0.0, 0.0).parts

    assert [part.label_at for part in parts] == [None, None, 0.5, None, None]
    assert [part.figure for part in parts] == [f"{figure}{NBSP}%" for figure in ("0", "0", "100", "0", "0")]


def test_labels_that_push_each_other_share_the_way():
    assert keep_apart([0.5, 0.5], room=0.1) == pytest.approx([0.45, 0.55])
    assert keep_apart([0.5, 0.52, 0.9], room=0.1) == pytest.approx([0.46, 0.56, 0.9])


@pytest.mark.parametrize(("own", "at"), [("P5", 0.88), (BELOW_BAR, 0.02), (None, None)])
def test_the_own_level_is_marked_on_its_part(own, at):
    assert bar_of(0.04, 0.17, 0.56, 0.22, 0.01, own=own).own_at == (None if at is None else pytest.approx(at))


def test_any_number_of_levels_fits():
    levels = ("below_bar", "P2", "P3", "P4", "P5", "P6")
    two = chance_bar(chances_of(0.3, 0.7, levels=levels[:2]), ladder=shipped_ladder(), on="P2")
    six = chance_bar(chances_of(0.1, 0.1, 0.2, 0.2, 0.2, 0.2, levels=levels), ladder=shipped_ladder(), on="P6")

    assert [part.code for part in two.parts] == ["Below", "P2"]
    assert six.parts[-1].shade == 4
    assert len({part.label_at for part in six.parts}) == 6


def test_a_long_name_stays_in_the_table_when_its_label_has_no_room():
    ladder = shipped_ladder()
    wordy = [
        level.model_copy(update={"name": "Senior Principal Enterprise Executive"}) if level.code == "P4" else level
        for level in ladder.levels
    ]

    bar = chance_bar(
        chances_of(0.1, 0.2, 0.4, 0.2, 0.1), ladder=ladder.model_copy(update={"levels": tuple(wordy)}), on="P4"
    )

    assert (bar.parts[2].code, bar.parts[2].rest) == ("P4", "")
    assert bar.parts[2].name == "P4 Senior Principal Enterprise Executive"


def test_the_figures_are_told_to_whoever_hears_the_page():
    assert bar_of(0.0, 0.0, 0.998, 0.002, 0.0).says == (
        f"Below the bar 0{NBSP}%, P3 Mid-market 0{NBSP}%, P4 Enterprise >99{NBSP}%, "
        f"P5 Sr. Enterprise <1{NBSP}%, P6 Strategic 0{NBSP}%"
    )


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0 %"), (0.002, "<1 %"), (0.56, "56 %"), (0.999, ">99 %"), (1.0, "100 %")]
)
def test_only_certainty_is_certain(share, text):
    assert percent(share).replace(NBSP, " ") == text
