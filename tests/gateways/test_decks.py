"""Broken calibration decks: each refusal says where, what was met and what is allowed; a sound one gets its anchors."""

import shutil
from pathlib import Path

import pytest

from app.domain.deck import DeckFile
from app.gateways import ladder_files
from app.gateways.ladder_files import read_file, shipped_directory
from tests.domain.shipped import library
from tests.gateways.broken import findings
from tests.gateways.test_ladder_directories import remembered

SHIPPED = (shipped_directory() / "decks" / "first.yaml").read_text()


def test_a_shipped_deck_is_read_by_itself():
    deck = read_file(shipped_directory() / "decks" / "first.yaml")

    assert isinstance(deck, DeckFile)
    assert (deck.key, len(deck.snippets), deck.snippets[0].point) == ("first", 10, 3)


def test_a_deck_of_the_library_holds_the_scale_and_the_anchors_of_its_areas_and_of_no_other():
    deck = library().decks["yearly"]

    assert [area.key for area in deck.areas] == [snippet.area for snippet in deck.snippets]
    assert deck.area("iteration").anchors == library().competencies.competency("iteration").anchors
    assert deck.scale == library().scales["competency"]


MISFITS = {
    "misspelt key": (
        "    point: 3\n",
        "    poin: 3\n",
        "15:5: 'poin' is no key here; allowed: key, area, evidence, point, reason; did you mean 'point'?",
    ),
    "point as text": ("point: 3", 'point: "3"', "15:12: '3'; allowed: a whole number"),
    "no reference": (
        "    point: 3\n",
        "",
        "9:5: 'point' is missing; allowed: required are key, area, evidence, point, reason",
    ),
    "key of a snippet": (
        "key: nine-open-deals",
        "key: Nine open deals",
        (
            "9:10: 'Nine open deals'; allowed: small letters, digits, - and _, beginning with a letter; "
            "did you mean 'nine_open_deals'?"
        ),
    ),
    "the same key twice": (
        "key: out-of-the-forecast",
        "key: nine-open-deals",
        "19:10: a second snippet has the key 'nine-open-deals'",
    ),
    "basis": (
        "basis: house judgement",
        "basis: house judgment",
        ("6:8: 'house judgment'; allowed: stated, public, house judgement; did you mean 'house judgement'?"),
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_a_deck_is_found_where_it_stands(tmp_path, case):
    right, wrong, said = MISFITS[case]
    assert right in SHIPPED
    (tmp_path / "first.yaml").write_text(SHIPPED.replace(right, wrong, 1))

    assert findings(tmp_path / "first.yaml") == [f"first.yaml:{said}"]


@pytest.mark.parametrize(("kept", "said"), [(5, "at least 6 items"), (11, "at most 10 items")])
def test_too_few_and_too_many_snippets_are_refused(tmp_path, kept, said):
    head, _, rest = SHIPPED.partition("snippets:\n")
    items = [f"  - key: s{number}-{item}" for number, item in enumerate((rest * 2).split("  - key: ")[1:])]
    (tmp_path / "first.yaml").write_text(f"{head}snippets:\n{''.join(items[:kept])}")

    found = findings(tmp_path / "first.yaml")

    assert len(found) == 1
    assert found[0].startswith("first.yaml:9:3: ")
    assert said in found[0]


def test_one_point_throughout_is_refused(tmp_path):
    text = SHIPPED
    for point in (1, 2, 4, 5):
        text = text.replace(f"point: {point}", "point: 3")
    (tmp_path / "first.yaml").write_text(text)

    assert findings(tmp_path / "first.yaml") == [
        (
            "first.yaml:9:3: the same point for every snippet, so that agreement could not be told from chance; "
            "allowed: two different points or more"
        )
    ]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped data that a test may break."""
    monkeypatch.setattr(ladder_files, "parse", remembered)
    folder = tmp_path / "data"
    shutil.copytree(shipped_directory(), folder, ignore=shutil.ignore_patterns("demo"))
    return folder


ACROSS = {
    "area": (
        "area: results",
        "area: result",
        "10:11: 'result' is no competency of the catalogue; allowed: ",
        "; did you mean 'results'?",
    ),
    "scale": (
        "scale: competency",
        "scale: competence",
        "7:8: 'competence' is no scale; allowed: competency, impact_review, vote; ",
        "did you mean 'competency'?",
    ),
    "point": (
        "point: 3",
        "point: 6",
        "15:12: '6' is no point of the scale competency; allowed: 1, 2, 3, 4, 5",
        "",
    ),
    "file name": ("key: first", "key: fist", "3:6: the key 'fist' in a file called 'first'; allowed: first", "first"),
}


@pytest.mark.parametrize("case", ACROSS)
def test_what_a_deck_gets_wrong_about_other_files_is_found_in_the_deck(data, case):
    right, wrong, begins, ends = ACROSS[case]
    assert right in SHIPPED
    (data / "decks/first.yaml").write_text(SHIPPED.replace(right, wrong, 1))

    found = findings(data)

    assert len(found) == 1
    assert found[0].startswith(f"decks/first.yaml:{begins}")
    assert found[0].endswith(ends)


def test_a_scale_that_the_anchors_are_not_worded_for_is_found_at_each_area(data):
    (data / "decks/first.yaml").write_text(SHIPPED.replace("scale: competency", "scale: vote", 1))

    found = findings(data)

    assert sum("has no anchor for each point of the scale vote" in line for line in found) == 10


def test_a_library_without_decks_is_sound(data):
    shutil.rmtree(data / "decks")

    assert ladder_files.read_directory(data).decks == {}
