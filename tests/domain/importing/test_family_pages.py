"""Job family pages: invented ones in the shapes that handbooks have, against what a reader finds on them."""

from pathlib import Path

import pytest

from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.importing.report import Imported, characters
from tests.domain.importing.expected_pages import PAGES, Expected

FOLDER = Path(__file__).parent / "pages"

every_page = pytest.mark.parametrize(("name", "expected"), PAGES.items(), ids=list(PAGES))


def page(name: str) -> Imported:
    """An invented page, read."""
    return imported((FOLDER / f"{name}.md").read_text("utf-8"), page=f"{name}.md", areas=AreaNames.empty())


@every_page
def test_titles_keep_their_names_grades_parents_and_items(name: str, expected: Expected) -> None:
    content = page(name).content

    titles = tuple(
        (one["name"], one["grade"], one["extends"], len(one["responsibilities"]), len(one["requirements"]))
        for one in content["titles"]
    )

    assert titles == expected.titles


@every_page
def test_lists_outside_all_titles_are_the_familys(name: str, expected: Expected) -> None:
    content = page(name).content

    assert (len(content["responsibilities"]), len(content["requirements"])) == expected.wide


@every_page
def test_page_wide_sections_are_found_wherever_they_stand(name: str, expected: Expected) -> None:
    content = page(name).content

    found = Expected(
        titles=expected.titles,
        wide=expected.wide,
        specialties=tuple(
            (one["name"], len(one["responsibilities"]), len(one["requirements"])) for one in content["specialties"]
        ),
        stages=tuple(stage["name"] for stage in content["stages"]),
        indicators=len(content["indicators"]),
        next_step=(content["next_step"] or {}).get("family"),
        unplaced=expected.unplaced,
    )

    assert found == expected


@every_page
def test_what_has_no_place_is_left_over_and_nothing_else(name: str, expected: Expected) -> None:
    report = page(name).report

    left = tuple(text.text for text in report.unplaced if not text.is_boilerplate)

    assert left == expected.unplaced


@every_page
def test_placed_and_unplaced_characters_make_up_the_page(name: str, expected: Expected) -> None:
    report = page(name).report

    unplaced = sum(characters(text.text) for text in report.unplaced)

    assert report.placed_characters + unplaced == report.page_characters
