"""Ladder data written as YAML and read again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.gateways.ladder_files import read_file, shipped_directory
from app.gateways.ladder_out import as_yaml
from tests.domain.shipped import changed, library, playbook

FILES = ["ladders/account-executive", "families/enterprise-account-executive", "crosswalks/account-executive"]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=150)


@pytest.mark.parametrize(
    "name", [*FILES, "scales/competency", "competencies/results", "questions/results", "models/level"]
)
def test_what_ships_is_the_same_after_writing_and_reading(name, tmp_path):
    shape = read_file(shipped_directory() / f"{name}.yaml")
    file = tmp_path / "again.yaml"

    file.write_text(as_yaml(shape), encoding="utf-8")

    assert read_file(file) == shape


def test_long_texts_are_folded_and_what_is_not_set_is_left_out():
    text = as_yaml(playbook().ladder)

    assert max(map(len, text.split("\n"))) < 125
    assert "text: >-\n" in text
    assert "null" not in text


def test_paragraphs_keep_their_lines():
    ladder = changed(playbook().ladder, ("rows", 0, "cells", "P3", "text"), "First.\nSecond: with a colon.")

    assert "text: |-\n          First.\n          Second: with a colon.\n" in as_yaml(ladder)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS)
def test_any_text_is_the_same_after_writing_and_reading(words, tmp_path):
    scale = changed(library().scales["vote"], ("points", 0, "meaning"), f"a{words}a")
    file: Path = tmp_path / "again.yaml"

    file.write_text(as_yaml(scale), encoding="utf-8", newline="\n")

    assert read_file(file) == scale
