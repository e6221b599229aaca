"""The commands that publish a file of ladder data and write what is published into files again."""

from pathlib import Path

import pytest
from flask import Flask

from app.domain.versions import digest
from app.gateways.ladder_files import read_directory
from app.gateways.ladder_out import as_yaml
from app.queries import ladders as queries
from tests.factories.ladders import publish_decks, publish_shipped, shipped_playbook


@pytest.fixture
def family_file(tmp_path: Path) -> Path:
    """The shipped family with another name."""
    file = tmp_path / "family.yaml"
    changed = shipped_playbook().family.model_copy(update={"name": "Enterprise Seller"})
    file.write_text(as_yaml(changed), encoding="utf-8")
    return file


def test_a_file_becomes_the_next_version(app: Flask, family_file: Path):
    publish_shipped()

    answer = app.test_cli_runner().invoke(args=["ladder", "publish", str(family_file), "--note", "A shorter name."])

    with app.app_context():
        newest = queries.published("family")[0]
    assert answer.exit_code == 0, answer.output
    assert (newest.number, newest.name, newest.note, newest.published_by) == (
        2,
        "Enterprise Seller",
        "A shorter name.",
        None,
    )


def test_the_same_file_is_not_published_twice(app: Flask, family_file: Path):
    publish_shipped()
    run = app.test_cli_runner()
    run.invoke(args=["ladder", "publish", str(family_file)])

    answer = run.invoke(args=["ladder", "publish", str(family_file)])

    assert answer.exit_code == 1
    assert "This is version 2, word for word" in answer.output


def test_what_is_exported_reads_as_the_same_versions(app: Flask, tmp_path: Path):
    kept = publish_shipped()
    publish_decks()
    folder = tmp_path / "out"

    answer = app.test_cli_runner().invoke(args=["ladder", "export", str(folder)])

    book = read_directory(folder).playbook("account_executive", "enterprise_account_executive")
    again = (book.ladder, book.family, book.competencies, book.scale, book.crosswalk, book.model)
    assert answer.exit_code == 0, answer.output
    assert {part.kind: digest(part) for part in again if part is not None} == kept


def test_a_directory_with_files_is_not_written_over(app: Flask, tmp_path: Path):
    publish_shipped()
    (tmp_path / "mine.txt").write_text("mine")

    answer = app.test_cli_runner().invoke(args=["ladder", "export", str(tmp_path)])

    assert (answer.exit_code, [file.name for file in tmp_path.iterdir()]) == (1, ["mine.txt"])
