"""Names of parents in inheritance sentences: short forms, plurals, slips of the pen, the level before, other pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.parents import resolve, title_named, without_loops

BAKERS = (
    "Associate Baker",
    "Inside Baker (Intermediate)",
    "Senior Inside Baker",
    "Manager, Bakers",
    "Senior Manager, Bakers",
    "Director, Oven Makers",
    "Vice President of Baking",
)


@pytest.mark.parametrize(
    ("written", "here", "name", "outcome"),
    [
        ("Associate Baker", "Senior Inside Baker", "Associate Baker", "sure"),
        ("Sr. Inside Baker", "Manager, Bakers", "Senior Inside Baker", "sure"),
        ("Intermediate inside bakers", "Senior Inside Baker", "Inside Baker (Intermediate)", "sure"),
        ("Inside Baker", "Senior Inside Baker", "Inside Baker (Intermediate)", "sure"),
        ("Senior Inside Baker Leader", "Manager, Bakers", "Senior Inside Baker", "sure"),
        ("Bakers Manager", "Senior Manager, Bakers", "Manager, Bakers", "sure"),
        ("Director, OM", "Vice President of Baking", "Director, Oven Makers", "sure"),
        ("previous level", "Senior Manager, Bakers", "Manager, Bakers", "sure"),
        ("Insides Baker", "Senior Inside Baker", "Inside Baker (Intermediate)", "sure"),
        ("Director", "Vice President of Baking", "Director, Oven Makers", "guessed"),
        ("Senior", "Director, Oven Makers", "Senior Inside Baker", "guessed"),
        ("Manager, Bakrs", "Senior Manager, Bakers", "Manager, Bakers", "guessed"),
        ("Inside Baker or Senior Inside Baker", "Manager, Bakers", "Senior Inside Baker", "guessed"),
        ("", "Manager, Bakers", "Senior Inside Baker", "guessed"),
        ("Cake Artist", "Manager, Bakers", "Cake Artist", "other_page"),
        ("Cake Artist and Candle Maker", "Manager, Bakers", "Cake Artist", "other_page"),
        ("Window Cleaner", "Manager, Bakers", None, "unresolved"),
        ("Associate Baker", "Associate Baker", None, "unresolved"),
        ("previous level", "Associate Baker", None, "unresolved"),
    ],
)
def test_a_name_leads_to_a_title(written, here, name, outcome):
    parent = resolve(written, here, BAKERS, ("Cake Artist",))

    assert (parent.name, parent.outcome) == (name, outcome)


def test_initials_in_brackets_stand_for_the_words_before_them():
    titles = ("Associate Bread Oven Keeper (BOK)", "BOK (Intermediate)", "Senior BOK")

    assert resolve("BOK (Associate)", "BOK (Intermediate)", titles).name == "Associate Bread Oven Keeper (BOK)"


def test_a_name_in_the_same_order_goes_before_one_in_another():
    titles = ("Oven Manager", "Manager, Oven", "Senior Manager, Oven", "Senior Oven Manager")

    assert resolve("Oven Manager", "Senior Oven Manager", titles).name == "Oven Manager"
    assert resolve("Manager, Oven", "Senior Oven Manager", titles).name == "Manager, Oven"


def test_a_senior_title_is_never_taken_for_its_junior_one():
    assert resolve("Principal Inside Baker", "Manager, Bakers", BAKERS).name is None


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Sr. Inside Baker", "Senior Inside Baker"),
        ("Associate", "Associate Baker"),
        ("Intermediate", "Inside Baker (Intermediate)"),
        ("Staff", None),
        ("Candle Maker", None),
    ],
)
def test_a_table_may_name_a_title_by_its_rank_alone(written, title):
    assert title_named(written, BAKERS) == title


NAMES = st.sampled_from(
    ("Baker", "Senior Baker", "Sr Baker", "Baker (Intermediate)", "previous level", "", "or", "Chef")
)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=8))
def test_titles_never_extend_themselves_or_in_a_ring(pairs):
    titles = list(dict.fromkeys(title for title, _ in pairs))
    wanted = {title: resolve(parent, title, titles).name for title, parent in pairs}

    edges, _ = without_loops(wanted)

    for title in edges:
        seen = [title]
        while (parent := edges[seen[-1]]) is not None:
            assert parent not in seen
            seen.append(parent)


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=5))
def test_no_name_breaks_it(written, titles):
    parent = resolve(written, "Baker", [*titles, "Baker"])

    assert parent.name is None or parent.name in titles
