"""The same-name rule: one feature word names a feature's file in every layer, so that it is found by one search."""

from pathlib import Path

from tests.architecture.source import ROOT, python

FEATURES = {
    "accounts",
    "applications",
    "audit",
    "candidates",
    "decisions",
    "ladders",
    "notifications",
    "openings",
    "reports",
    "scheduling",
    "scorecards",
}
LAYERS = ("app/web", "app/services", "app/queries", "app/models", "forms")
# A file outside the grid stands here with its reason, and says it in its own first line as well.
OUTSIDE_THE_GRID = {
    "app/web/errors": "turns refusals into pages for every feature",
    "app/web/home": "the first page gathers what every feature wants from its reader",
    "app/web/security": "headers, cookies and the guard of every route belong to no feature",
}


def _cell(layer: str, path: Path) -> str:
    """The file's name, or the name of the folder that the file grew into."""
    return path.relative_to(ROOT / layer).parts[0].removesuffix(".py")


def test_every_file_of_a_layer_bears_the_name_of_its_feature():
    strangers = {
        f"{layer}/{cell}"
        for layer in LAYERS
        for source in python(layer)
        if (cell := _cell(layer, source.path)) != "__init__" and cell not in FEATURES
    }

    assert sorted(strangers - OUTSIDE_THE_GRID.keys()) == []


def test_no_layer_has_two_files_for_one_feature():
    doubled = [
        f"{layer}/{feature}"
        for layer in LAYERS
        for feature in FEATURES
        if (ROOT / layer / feature).is_dir() and (ROOT / layer / f"{feature}.py").exists()
    ]

    assert doubled == []
