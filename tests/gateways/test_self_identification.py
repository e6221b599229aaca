"""Where answers are kept that belong to nobody by name."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from app.gateways.self_identification import Given, Place, all_given, forget, given, keep

DAY = date(2026, 3, 4)


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "instance" / "self_identification.sqlite"


@pytest.fixture
def place(file) -> Place:
    return Place(f"sqlite:///{file}", "a secret")


def rows(file: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute("SELECT * FROM answer").fetchall()


def test_looking_makes_no_file(place, file):
    assert given(place, 1) is None
    assert all_given(place, [1]) == {}
    forget(place, [1])

    assert not file.exists()


def test_the_last_answer_stands(place):
    keep(place, 1, Given("us", {"sex": "male"}, DAY))

    keep(place, 1, Given("us", {"sex": "female"}, DAY))

    assert given(place, 1) == Given("us", {"sex": "female"}, DAY)


def test_without_the_secret_nobody_finds_whose_it_is(place):
    keep(place, 1, Given("us", {"sex": "male"}, DAY))

    assert given(Place(place.url, "another secret"), 1) is None


def test_a_row_has_a_key_answers_and_a_day_and_nothing_else(place, file):
    keep(place, 12, Given("us", {"sex": "male"}, DAY))

    ((key, asked, answers, day),) = rows(file)
    assert (len(key), asked, answers, day) == (64, "us", '{"sex": "male"}', "2026-03-04")


def test_rows_stand_in_the_order_of_their_keys_not_in_that_in_which_they_came(place, file):
    for number in range(1, 30):
        keep(place, number, Given("us", {}, DAY))

    keys = [row[0] for row in rows(file)]
    assert keys == sorted(keys)


def test_what_is_forgotten_is_gone_and_the_rest_stays(place):
    for number in range(1, 5):
        keep(place, number, Given("us", {"sex": "male"}, DAY))

    forget(place, [2, 3, 99])

    assert set(all_given(place, range(10))) == {1, 4}
