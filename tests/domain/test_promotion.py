"""Promotion eligibility: the edges of the shipped rule, what it says of them, and what no figures can change."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.promotion import Eligibility, Verdict, eligibility, eligibility_of_outsider
from app.domain.promotion_record import MOST_AMOUNT, SalesRecord, SalesYear
from tests.domain.shipped import library, playbook

EVEN = (SalesYear(2024, 1_000_000, 1_000_000), SalesYear(2025, 1_000_000, 1_000_000))
ORDER = [Verdict.NOT_ELIGIBLE, Verdict.UNDECIDED, Verdict.ELIGIBLE]


def with_rule(**changes: object) -> Ladder:
    ladder = playbook().ladder
    assert ladder.promotion is not None
    return ladder.model_copy(update={"promotion": ladder.promotion.model_copy(update=changes)})


def judged(
    *years: SalesYear, level: str = "P4", review: int | None = 3, ladder: Ladder | None = None, currency: str = "USD"
) -> Eligibility:
    return eligibility(
        SalesRecord(level, years, review, currency),
        ladder=ladder or playbook().ladder,
        review_scale=library().scales["impact_review"],
        family=playbook().family,
    )


def truths(found: Eligibility) -> list[str]:
    return [clause.truth for clause in found.clauses]


def test_exactly_a_hundred_per_cent_of_two_years_is_not_above_it():
    found = judged(*EVEN)

    assert truths(found) == ["false", "false", "true"]
    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert found.clauses[0].needs == "Another USD 1 of bookings in 2025 would make it true."


def test_one_more_than_a_hundred_per_cent_of_two_years_is_enough():
    found = judged(EVEN[0], SalesYear(2025, 1_000_000, 1_000_001))

    assert truths(found) == ["true", "false", "true"]
    assert found.says == "Eligible for promotion to P5 Sr. Enterprise."


def test_exactly_a_hundred_and_twenty_per_cent_of_the_latest_full_year_is_enough():
    found = judged(SalesYear(2024, 1_000_000, 500_000), SalesYear(2025, 885_000, 1_062_000))

    assert truths(found) == ["false", "true", "true"]
    assert found.verdict is Verdict.ELIGIBLE
    assert found.clauses[1].arithmetic == "2025: 1,062,000 / 885,000 = 120.0 %; 120 % or more is asked."


def test_one_less_than_a_hundred_and_twenty_per_cent_is_not_enough():
    found = judged(SalesYear(2024, 1_000_000, 500_000), SalesYear(2025, 885_000, 1_061_999))

    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert "119.9999 %" in found.clauses[1].arithmetic
    assert found.clauses[1].needs == "Another USD 1 of bookings in 2025 would make it true."


def test_one_year_on_record_leaves_the_years_together_undecided():
    found = judged(SalesYear(2025, 1_000_000, 1_100_000))

    assert truths(found) == ["undecided", "false", "true"]
    assert found.verdict is Verdict.UNDECIDED
    assert found.missing == ("quota and bookings of one more full year",)


def test_one_year_on_record_can_be_enough_by_itself():
    assert judged(SalesYear(2025, 1_000_000, 1_200_000)).verdict is Verdict.ELIGIBLE


def test_a_partial_year_is_no_full_year():
    found = judged(*EVEN, SalesYear(2026, 1_000_000, 5_000_000, is_full=False))

    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert "2026 is no full year and counts in no clause." in found.notes


def test_a_partial_year_between_two_full_ones_makes_no_hole():
    found = judged(SalesYear(2023, 100, 150), SalesYear(2024, 100, 10, is_full=False), SalesYear(2025, 100, 90))

    assert found.clauses[0].arithmetic == "2023 and 2025: (150 + 90) / (100 + 100) = 120.0 %; above 100 % is asked."


def test_a_year_of_which_nothing_is_on_record_leaves_the_years_together_undecided():
    found = judged(SalesYear(2023, 100, 150), SalesYear(2025, 100, 90))

    assert found.clauses[0].truth == "undecided"
    assert found.missing == ("quota and bookings of 2024",)


@pytest.mark.parametrize(
    ("year", "missing"),
    [
        (SalesYear(2025, 0, 100), "a quota above 0 for 2025"),
        (SalesYear(2025, None, 100), "the quota of 2025"),
        (SalesYear(2025, 100, None), "the bookings of 2025"),
    ],
)
def test_a_year_without_quota_or_bookings_decides_nothing_and_says_so(year, missing):
    found = judged(EVEN[0], year)

    assert truths(found) == ["undecided", "undecided", "true"]
    assert found.says == f"Undecided. Still missing: {missing}."


def test_an_impact_review_that_is_not_known_leaves_it_undecided():
    found = judged(SalesYear(2025, 100, 130), review=None)

    assert (found.verdict, found.missing) == (Verdict.UNDECIDED, ("the impact review",))


@pytest.mark.parametrize(("point", "truth"), [(1, "true"), (2, "true"), (3, "true"), (4, "false"), (5, "false")])
def test_an_impact_review_has_to_meet_expectations_or_do_better(point, truth):
    assert judged(*EVEN, review=point).clauses[2].truth == truth


def test_a_weak_impact_review_decides_it_whatever_the_years_were():
    found = judged(review=4)

    assert found.verdict is Verdict.NOT_ELIGIBLE
    assert (
        found.says == "Not eligible for promotion to P5 Sr. Enterprise: the impact review falls short of what is asked."
    )
    assert found.clauses[2].needs == "A review of Meets expectations or better would make it true."


def test_without_a_current_level_nobody_can_say_whether_the_rule_applies():
    found = judged(SalesYear(2025, 100, 130), level="")

    assert (found.verdict, found.missing) == (Verdict.UNDECIDED, ("the current level",))


def test_above_the_highest_level_the_family_says_where_it_leads():
    found = judged(SalesYear(2025, 100, 130), level="P6")

    assert found.next_level is None
    assert found.says == "Eligible for promotion to Sales Management."


def test_a_level_without_a_rule_is_not_judged():
    found = judged(*EVEN, level="P2")

    assert (found.verdict, found.clauses) == (Verdict.NOT_APPLICABLE, ())


def test_somebody_from_outside_is_never_said_to_have_failed():
    assert eligibility_of_outsider().verdict is Verdict.NOT_APPLICABLE


def test_the_mean_of_years_weighs_each_year_alike_where_the_rule_says_so():
    years = SalesYear(2024, 1_000_000, 900_000), SalesYear(2025, 100_000, 115_000)

    by_sum, by_mean = judged(*years), judged(*years, ladder=with_rule(combined_formula="mean_of_years"))

    assert by_sum.clauses[0].truth == "false"
    assert by_sum.clauses[0].needs == "Another USD 85,001 of bookings in 2025 would make it true."
    assert by_mean.clauses[0].arithmetic == (
        "2024 and 2025: (900,000 / 1,000,000 + 115,000 / 100,000) / 2 = 102.5 %; above 100 % is asked."
    )


def test_a_house_formula_is_named_as_one_and_a_stated_one_is_not():
    stated = judged(*EVEN, ladder=with_rule(formula_basis="stated"))

    assert any("house judgement" in note for note in judged(*EVEN).notes)
    assert not any("house judgement" in note for note in stated.notes)


def test_a_year_that_stands_twice_is_refused():
    with pytest.raises(BadData, match="2025 stands twice"):
        judged(EVEN[1], EVEN[1])


AMOUNTS = st.integers(0, 10**7)
YEARS = st.lists(
    st.builds(SalesYear, st.integers(2019, 2026), st.none() | AMOUNTS, st.none() | AMOUNTS, st.booleans()),
    max_size=6,
    unique_by=lambda year: year.year,
)
REVIEWS = st.none() | st.integers(1, 5)
LADDERS = st.sampled_from(["bookings_over_quotas", "mean_of_years"]).map(lambda name: with_rule(combined_formula=name))


@settings(max_examples=60, deadline=None)
@given(YEARS, REVIEWS, LADDERS, st.data())
def test_more_bookings_never_make_a_verdict_worse(years, review, ladder, data):
    before = judged(*years, review=review, ladder=ladder)
    more = [
        SalesYear(year.year, year.quota, year.bookings + data.draw(AMOUNTS), year.is_full)
        if year.bookings is not None
        else year
        for year in years
    ]

    after = judged(*more, review=review, ladder=ladder)

    assert ORDER.index(after.verdict) >= ORDER.index(before.verdict)


@settings(max_examples=60, deadline=None)
@given(YEARS, REVIEWS, LADDERS, st.integers(2, MOST_AMOUNT // 10**7))
def test_the_unit_of_the_currency_changes_no_clause(years, review, ladder, times):
    scaled = [
        SalesYear(
            year.year,
            None if year.quota is None else year.quota * times,
            None if year.bookings is None else year.bookings * times,
            year.is_full,
        )
        for year in years
    ]

    found = judged(*scaled, review=review, ladder=ladder)

    assert truths(found) == truths(judged(*years, review=review, ladder=ladder))


@settings(max_examples=40, deadline=None)
@given(YEARS.flatmap(lambda years: st.tuples(st.just(years), st.permutations(years))), REVIEWS, LADDERS)
def test_the_order_of_the_years_changes_nothing(orders, review, ladder):
    one, other = orders

    assert judged(*one, review=review, ladder=ladder) == judged(*other, review=review, ladder=ladder)


@settings(max_examples=80, deadline=None)
@given(YEARS, LADDERS)
def test_what_would_make_a_clause_true_is_exactly_enough(years, ladder):
    for place, clause in enumerate(judged(*years, ladder=ladder).clauses[:2]):
        asked = re.search(r"Another USD ([0-9,]+) of bookings in ([0-9]+)", clause.needs)
        if asked is None:
            continue
        more, at = int(asked[1].replace(",", "")), int(asked[2])

        enough = judged(*_with_more(years, at, more), ladder=ladder).clauses[place]
        short = judged(*_with_more(years, at, more - 1), ladder=ladder).clauses[place]

        assert (enough.truth, short.truth) == ("true", "false")


def _with_more(years: list[SalesYear], at: int, more: int) -> list[SalesYear]:
    return [
        SalesYear(year.year, year.quota, (year.bookings or 0) + more, year.is_full) if year.year == at else year
        for year in years
    ]


@settings(max_examples=60, deadline=None)
@given(YEARS, REVIEWS)
def test_whatever_is_undecided_says_what_is_missing_and_whatever_fails_what_would_do(years, review):
    found = judged(*years, review=review)

    assert bool(found.missing) == (found.verdict is Verdict.UNDECIDED) or found.verdict is Verdict.NOT_ELIGIBLE
    for clause in found.clauses:
        assert bool(clause.needs) == (clause.truth != "true")
        assert bool(clause.missing) == (clause.truth == "undecided")
