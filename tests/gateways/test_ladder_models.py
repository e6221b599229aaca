"""A broken level model: each refusal says where, what was met and what is allowed."""

import shutil
from dataclasses import replace

import pytest

from app.domain.level_model import LevelModel
from app.gateways.ladder_files import read_file, shipped_directory
from tests.domain.shipped import library as shipped_library
from tests.gateways.broken import findings

NEEDED = (
    "key, name, version, basis, note, stated_for, merit, scope, raters, panel, needs, warnings, "
    "tau, draws, uses_offsets"
)
SHIPPED = (shipped_directory() / "models" / "level.yaml").read_text()


def test_the_shipped_model_is_read():
    model = read_file(shipped_directory() / "models" / "level.yaml")

    assert isinstance(model, LevelModel)
    assert (model.key, model.tau, model.warnings.spread) == ("level", 0.5, 2)


MISFITS = {
    "misspelt key": (
        "  severity: 0.5",
        "  severitiy: 0.5",
        (
            "25:3: 'severitiy' is no key here; allowed: severity, halo, pull, form, noise, signal_noise, on_signals; "
            "did you mean 'severity'?"
        ),
    ),
    "missing key": ("tau: 0.5\n", "", f"4:1: 'tau' is missing; allowed: required are {NEEDED}"),
    "text for a number": ("tau: 0.5", "tau: half", "51:6: 'half'; allowed: a number"),
    "level that is never reached": ("tau: 0.5", "tau: 1", "51:6: the number 1; allowed: less than 1"),
    "percentage for a share": (
        "one_person: 0.5",
        "one_person: 50",
        "42:15: the number 50; allowed: less than or equal to 1",
    ),
    "ratings without noise": (
        "  noise: 0.8",
        "  noise: 0",
        "29:10: the number 0; allowed: greater than or equal to 0.001",
    ),
    "endless halo": ("halo: 0.4", "halo: .inf", "26:9: '.inf'; allowed: a number"),
    "few draws": ("draws: 512", "draws: 12", "52:8: the number 12; allowed: greater than or equal to 64"),
    "half a draw": ("draws: 512", "draws: 512.5", "52:8: the number 512.5; allowed: a whole number"),
    "truth": (
        "uses_offsets: true",
        "uses_offsets: on",
        "53:15: 'on'; allowed: true or false; did you mean 'true'?",
    ),
    "median of two": ("  needs: 3", "  needs: 2", "35:10: the number 2; allowed: greater than or equal to 3"),
    "merit off its scale": ("mean: 3.2", "mean: 6", "16:9: the mean 6.0 lies outside 1 to 5"),
    "correlation of one": ("with_merit: 0.7", "with_merit: 1", "23:15: the number 1; allowed: less than 1"),
    "version as a number": (
        'version: "1"',
        "version: 1",
        "7:10: the number 1; allowed: text (in quotes if it looks like a number or like true)",
    ),
}


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_a_model_is_found_where_it_stands(tmp_path, case):
    right, wrong, said = MISFITS[case]
    assert right in SHIPPED
    (tmp_path / "level.yaml").write_text(SHIPPED.replace(right, wrong, 1))

    assert findings(tmp_path / "level.yaml") == [f"level.yaml:{said}"]


def test_a_model_in_a_file_of_another_name_is_found(tmp_path):
    shutil.copytree(shipped_directory(), tmp_path / "data", ignore=shutil.ignore_patterns("demo"))
    (tmp_path / "data/models/level.yaml").rename(tmp_path / "data/models/ours.yaml")

    assert findings(tmp_path / "data") == [
        "models/ours.yaml:5:6: the key 'level' in a file called 'ours'; allowed: ours"
    ]


def model(key: str) -> LevelModel:
    """The shipped model under another key."""
    shipped = read_file(shipped_directory() / "models" / "level.yaml")
    assert isinstance(shipped, LevelModel)
    return shipped.model_copy(update={"key": key})


@pytest.mark.parametrize(
    ("keys", "taken"), [(("cautious", "level", "zeal"), "level"), (("zeal", "bold"), "bold"), (("zeal",), "zeal")]
)
def test_the_level_model_is_the_one_called_level_or_else_the_first_by_key(keys, taken):
    library = replace(shipped_library(), models={key: model(key) for key in keys})

    playbook = library.playbook()

    assert playbook.model == model(taken)
