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
# The pages that no feature owns. Any other file outside the grid gives its reason in its first line.
WEB_ONLY = {"errors", "home", "security"}
REASON = "outside the feature grid"


def _cell(layer: str, path: Path) -> str:
    """The file's name, or the name of the folder that the file grew into."""
    return path.relative_to(ROOT / layer).parts[0].removesuffix(".py")


def test_every_file_of_a_layer_bears_the_name_of_its_feature_or_says_why_not():
    strangers = [
        source.name
        for layer in LAYERS
        for source in python(layer)
        if (cell := _cell(layer, source.path)) != "__init__" and cell not in FEATURES
        if not (layer == "app/web" and cell in WEB_ONLY) and REASON not in source.lines[0].lower()
    ]

    assert strangers == []


def test_no_layer_has_two_files_for_one_feature():
    doubled = [
        f"{layer}/{feature}"
        for layer in LAYERS
        for feature in FEATURES
        if (ROOT / layer / feature).is_dir() and (ROOT / layer / f"{feature}.py").exists()
    ]

    assert doubled == []
