"""A page that was read beside the content that ships."""

from typing import Any, Literal

import pytest

from app.domain.family import JobFamily
from app.domain.importing.comparison import compared, counterpart
from app.domain.importing.report import Imported, Report, Unplaced
from app.domain.ladder import Ladder
from tests.domain.shipped import library, playbook

Kind = Literal["family", "ladder"]


def page_of(kind: Kind, content: dict[str, Any], *left: Unplaced) -> Imported:
    return Imported("page.md", kind, content, Report((), left, 0, 0, {}))


def ladder_page(*left: Unplaced) -> Imported:
    """The shipped ladder as if a page said just what it says."""
    return page_of("ladder", playbook().ladder.model_dump(mode="json"), *left)


def family_page() -> Imported:
    """The shipped family as if a page said just what it says: there a title extends another by name."""
    content = playbook().family.model_dump(mode="json")
    names = {title["key"]: title["name"] for title in content["titles"]}
    for title in content["titles"]:
        title["extends"] = names.get(title["extends"])
    return page_of("family", content)


def differences(page: Imported, shipped: Ladder | JobFamily) -> list[tuple[str, str, str]]:
    return [(one.what, one.page, one.shipped) for one in compared(page, shipped) if not one.is_same]


@pytest.mark.parametrize("key", sorted(library().ladders))
def test_a_page_that_says_what_a_shipped_ladder_says_differs_in_nothing(key):
    ladder = library().ladders[key]

    assert differences(page_of("ladder", ladder.model_dump(mode="json")), ladder) == []


def test_a_page_that_says_what_the_shipped_family_says_differs_in_nothing():
    assert differences(family_page(), playbook().family) == []


def test_a_level_of_another_name_and_use_is_shown_beside_the_shipped_one():
    page, shipped = ladder_page(), playbook().ladder
    level = page.content["levels"][0]
    before = level["name"], "yes" if level["in_use"] else "no"
    level |= {"name": "Deckhand", "in_use": not level["in_use"]}

    found = differences(page, shipped)

    other = "no" if before[1] == "yes" else "yes"
    assert found == [
        (f"{level['code']}, name", "Deckhand", before[0]),
        (f"{level['code']}, in use", other, before[1]),
    ]


def test_a_cell_with_a_footnote_of_its_own_differs_from_one_without():
    page, shipped = ladder_page(), playbook().ladder
    row = page.content["rows"][0]
    code, cell = next((code, cell) for code, cell in row["cells"].items() if not cell.get("footnote"))
    cell["footnote"] = 7

    found = differences(page, shipped)

    state = cell["state"].replace("_", " ")
    assert found == [(f"{row['name']}, {code}", f"{state}, footnote 7", state)]


def test_a_page_without_a_rule_of_promotion_lacks_what_the_shipped_ladder_says_of_it():
    page, shipped = ladder_page(), playbook().ladder
    content = {**page.content, "promotion": None, "quotas": []}

    lacking = [what for what, said, _ in differences(page_of("ladder", content), shipped) if said == "nothing"]

    assert lacking == [*(f"quota of {quota.level}" for quota in shipped.quotas), "promotion"]


def test_a_territory_open_at_its_upper_edge_differs_from_one_that_ends():
    page, shipped = ladder_page(), playbook().ladder
    territory = page.content["territories"][0]
    account = territory["accounts"][0]
    before = f"{account['share']}, {account.get('employees_from') or 'nothing'} to "
    account |= {"employees_to": 98765}

    (found,) = differences(page, shipped)

    assert found[0] == f"territory of {territory['level']}, {account['profile']}"
    assert found[1] == f"{before}98765"


def test_a_title_of_another_parent_is_told_by_the_parents_names():
    page, shipped = family_page(), playbook().family
    title = next(one for one in page.content["titles"] if one["extends"])
    parent, title["extends"] = title["extends"], None

    assert differences(page, shipped) == [(f"{title['name']}, extends", "nothing", parent)]


def test_a_stage_with_other_interviewers_is_told_by_its_number():
    page, shipped = family_page(), playbook().family
    stage = page.content["stages"][1]
    before, stage["interviewers"] = stage["interviewers"], 9

    assert differences(page, shipped) == [("stage 2, interviewers", "9", str(before))]


def test_a_title_that_only_the_page_has_is_compared_with_nothing():
    page, shipped = family_page(), playbook().family
    added = page.content["titles"][0] | {"name": "Night Watch", "reports_to": ["Captain", "First Mate"]}
    page.content["titles"].append(added)

    found = {what: (said, other) for what, said, other in differences(page, shipped)}

    assert found["Night Watch, reports to"] == ("Captain, First Mate", "nothing")
    assert found["titles"] == (str(len(shipped.titles) + 1), str(len(shipped.titles)))


def test_only_texts_that_are_no_boilerplate_count_as_left_over():
    page = ladder_page(Unplaced(3, "Some of us prefer rye."), Unplaced(9, "About us", is_boilerplate=True))

    found = differences(page, playbook().ladder)

    assert found == [("lines without a place that are no boilerplate", "1", "0")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"key": "account_executive", "name": "Anything"}, id="its key"),
        pytest.param({"key": "other", "name": playbook().ladder.name.upper()}, id="its name in other case"),
    ],
)
def test_the_counterpart_of_a_page_is_the_one_with_its_key_else_with_its_name(content):
    found = counterpart(page_of("ladder", content), library().ladders, library().families)

    assert found == playbook().ladder


def test_a_family_page_has_its_counterpart_among_the_families():
    shipped = playbook().family

    found = counterpart(page_of("family", {"key": shipped.key, "name": ""}), library().ladders, library().families)

    assert found == shipped


def test_a_page_of_something_that_does_not_ship_has_no_counterpart():
    page = page_of("ladder", {"key": "lighthouse_keeper", "name": "Lighthouse Keeper"})

    assert counterpart(page, library().ladders, library().families) is None
