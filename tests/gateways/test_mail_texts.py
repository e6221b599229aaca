"""The texts that come with Rung: every kind in both languages, checked as an organisation's own would be."""

import re

import pytest

from app.domain.mail_kinds import KINDS
from app.domain.mail_texts import check_template, examples, write
from app.domain.scheduling_rules import LANGUAGES
from app.gateways.mail_texts import FOLDER, shipped

TOKEN = re.compile(r"\{\{ (\w+) \}\}")
BOTH = [(kind, language) for kind in KINDS for language in LANGUAGES]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_every_kind_has_a_text_of_its_own_that_would_be_accepted(kind: str, language: str):
    text = shipped(kind, language)

    assert check_template(kind, text.subject, text.body) == text
    assert bool(JAPANESE.search(text.body)) == (language == "ja")


@pytest.mark.parametrize(("kind", "language"), BOTH)
def test_every_shipped_text_reads_whole_with_the_examples(kind: str, language: str):
    written = write(shipped(kind, language), examples(kind, language), language=language)

    assert "{{" not in written.subject + written.text
    assert written.blocks


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_tell_of_the_same_addresses_and_times(kind: str):
    told = [
        {name for name in TOKEN.findall(shipped(kind, language).body) if name.endswith("_link") or name == "when"}
        for language in LANGUAGES
    ]

    assert told[0] == told[1]


def test_no_text_lies_there_that_no_message_has():
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")}

    assert found == {f"{language}/{kind}.txt" for kind, language in BOTH}
