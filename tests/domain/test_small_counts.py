"""Tables of counts in which nobody can be recognised."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.small_counts import SafeTable, safe_table

SMALL = 5


def falling(counts: list[int]) -> tuple[int, ...]:
    return tuple(sorted(counts, reverse=True))


ROWS = st.lists(st.integers(0, 9), min_size=2, max_size=2).map(falling)
TABLES = st.lists(ROWS, min_size=2, max_size=4).map(lambda rows: {f"group {n}": row for n, row in enumerate(rows)})


def possible(table: SafeTable) -> list[tuple[tuple[int, ...], ...]]:
    """Every table that a reader of the printed one can't rule out, each a row for each group."""
    columns = []
    for step, total in enumerate(table.totals):
        cells = [row[step] for row in table.rows.values()]
        values = [
            (cell.shown,) if cell.shown is not None else range(SMALL) if cell.is_small else range(SMALL, total + 1)
            for cell in cells
        ]
        columns.append([found for found in product(*values) if sum(found) == total])
    return [
        tuple(zip(*found, strict=True))
        for found in product(*columns)
        if all(list(row) == sorted(row, reverse=True) for row in zip(*found, strict=True))
    ]


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_no_small_count_can_be_worked_out_from_what_is_printed(counts):
    table = safe_table(counts)

    left = possible(table)
    for place, (group, row) in enumerate(counts.items()):
        for step, count in enumerate(row):
            hidden_all = all(each[step].shown is None for each in table.rows.values())
            if 0 < count < SMALL and not hidden_all:
                assert len({found[place][step] for found in left}) > 1, (group, step)


@given(TABLES)
def test_every_small_count_is_left_out(counts):
    table = safe_table(counts)

    assert all(
        table.rows[group][step].shown is None for group, row in counts.items() for step, n in enumerate(row) if n < 5
    )


@given(TABLES)
def test_what_is_printed_is_true(counts):
    table = safe_table(counts)

    for group, row in counts.items():
        assert all(cell.shown in {None, count} for cell, count in zip(table.rows[group], row, strict=True))


def test_a_large_table_is_printed_whole():
    counts = {"one": (40, 20, 9), "other": (50, 25, 12)}

    table = safe_table(counts)

    assert [[cell.shown for cell in row] for row in table.rows.values()] == [[40, 20, 9], [50, 25, 12]]


def test_beside_one_small_count_another_is_left_out_so_that_nobody_subtracts():
    table = safe_table({"one": (40,), "other": (3,), "third": (20,)})

    assert [row[0].shown for row in table.rows.values()] == [40, None, None]
    assert [row[0].is_small for row in table.rows.values()] == [False, True, False]


def test_a_count_kept_back_is_not_found_between_two_equal_ones_beside_it():
    counts = {"one": (40, 40, 40), "other": (3, 3, 3), "third": (7, 7, 7)}

    table = safe_table(counts)

    assert all(cell.shown is None for cell in table.rows["third"])
