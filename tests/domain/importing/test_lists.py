"""What the lists of a title hold besides their items."""

from textwrap import dedent

from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.importing.report import Imported


def read(text: str) -> Imported:
    return imported(dedent(text), page="baker.md", areas=AreaNames.empty())


def test_words_about_the_confidence_gap_are_the_titles_and_no_item():
    found = read("""
        # Baker

        ## Responsibilities

        - Kneads dough

        ## Requirements

        - Has kneaded before

        You don't need to meet every requirement: if this interests you, please apply.
    """).content

    (title,) = found["titles"]
    assert (title["states_confidence_gap"], len(title["requirements"])) == (True, 1)
    assert found["confidence_statements"] == [title["confidence_statement"]]
