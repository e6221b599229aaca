"""The report on self-identification: when it moves, what it counts, what it keeps to itself."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.equal_opportunity import Outcome, Person, export_rows, question_sheets, released_on
from app.domain.places import SelfIdSet

STEPS = ("Applied", "Panel", "Hired")
TODAY = date(2026, 6, 15)


def people(sex: str, *, applied: int, panel: int, hired: int) -> list[Person]:
    """So many of one sex, of whom so many came so far; the others were refused."""
    made = []
    for number in range(applied):
        reached = 2 if number < hired else 1 if number < panel else 0
        made.append(Person(reached, Outcome.REFUSED if reached < 2 else Outcome.UNDER_WAY, {"sex": sex}))
    return made


def sheet(listed: list[Person]):
    return question_sheets(SelfIdSet.UK, STEPS, listed)[0]


def test_a_sheet_waits_for_ten_answers_and_the_end_of_their_month():
    nine = [date(2026, 4, 3)] * 9

    assert released_on(nine, TODAY) is None
    assert released_on([*nine, date(2026, 4, 30)], TODAY) == date(2026, 5, 1)
    assert released_on([*nine, date(2026, 6, 1)], TODAY) is None


@given(st.lists(st.integers(0, 400), max_size=40), st.integers(0, 400))
def test_one_more_answer_of_today_moves_no_sheet(offsets, ahead):
    days = [TODAY - timedelta(days=offset) for offset in offsets]

    assert released_on(days, TODAY) == released_on([*days, TODAY], TODAY)


@given(st.lists(st.integers(0, 400), max_size=60))
def test_between_two_releases_at_least_ten_people_answered(offsets):
    days = [TODAY - timedelta(days=offset) for offset in offsets]
    months = [date(2025 + number // 12, number % 12 + 1, 1) for number in range(18)]

    released = sorted({day for month in months if month <= TODAY and (day := released_on(days, month)) is not None})

    counts = [0, *(sum(day < each for day in days) for each in released)]
    assert all(later - before >= 10 for before, later in pairwise(counts))


def test_a_row_counts_who_came_to_each_step():
    table = sheet(
        people("female", applied=40, panel=20, hired=10) + people("male", applied=30, panel=15, hired=8)
    ).table

    assert [cell.shown for cell in table.rows["Female"]] == [40, 20, 10]
    assert [cell.shown for cell in table.rows["Male"]] == [30, 15, 8]
    assert table.totals == (70, 35, 18)


def test_who_did_not_answer_has_a_row_and_no_rate():
    listed = people("female", applied=40, panel=20, hired=10) + people("declined", applied=30, panel=15, hired=8)

    found = sheet(listed + people("male", applied=40, panel=20, hired=10))

    assert found.table.rows["No answer"][0].shown == 30
    assert {line.category for impact in found.impacts for line in impact.lines} == {"Female", "Male"}


def test_a_rate_that_rests_on_a_small_count_is_told_in_words_alone():
    found = sheet(people("female", applied=60, panel=40, hired=3) + people("male", applied=60, panel=40, hired=20))

    last = {line.category: line for line in found.impacts[-1].lines}
    assert last["Female"].rate is None
    assert last["Female"].text == "Below 80 % of the highest rate, and chance alone hardly does this."
    assert not any(sign in last["Female"].text for sign in ("3", "15 %", "7 %"))


def test_withdrawn_people_are_in_no_rate():
    left = [Person(0, Outcome.WITHDRAWN, {"sex": "male"})] * 20

    found = sheet(
        people("female", applied=40, panel=20, hired=10) + people("male", applied=40, panel=20, hired=10) + left
    )

    rates = {line.category: line.rate for line in found.impacts[0].lines}
    assert rates == {"Female": 0.5, "Male": 0.5}


def test_the_export_has_the_ratio_of_each_category_to_the_highest():
    listed = people("female", applied=40, panel=10, hired=5) + people("male", applied=40, panel=20, hired=8)

    rows = [row for row in export_rows(SelfIdSet.UK, STEPS, listed) if row.question == "Sex"]

    first = {row.category: (row.considered, row.rate, row.ratio) for row in rows if row.step == "Applied to Panel"}
    assert first == {"Female": (40, 0.25, 0.5), "Male": (40, 0.5, 1.0)}


def test_the_export_shows_no_figure_of_a_small_count():
    listed = people("female", applied=40, panel=20, hired=2) + people("male", applied=40, panel=20, hired=8)

    rows = {row.category: row for row in export_rows(SelfIdSet.UK, STEPS, listed) if row.step == "Panel to Hired"}

    assert (rows["Female"].considered, rows["Female"].rate, rows["Female"].ratio) == (None, None, None)


def test_sex_and_race_together_have_rates_but_no_counts():
    def group(sex: str, race: str, panel: int) -> list[Person]:
        found = people(sex, applied=40, panel=panel, hired=0)
        return [Person(each.reached, each.outcome, {"sex": sex, "race": race}) for each in found]

    listed = group("female", "asian", 10) + group("male", "white", 20)

    rows = [row for row in export_rows(SelfIdSet.US, STEPS, listed) if row.question == "Sex and race or ethnicity"]

    shown = {row.category: (row.considered, row.ratio) for row in rows if row.step == "Applied to Panel"}
    assert shown == {
        "Female, Asian (Not Hispanic or Latino)": (None, 0.5),
        "Male, White (Not Hispanic or Latino)": (None, 1.0),
    }
