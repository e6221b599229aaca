"""Reading the text out of files, in a process that ends by itself."""

import pytest

from app.domain.candidate import SentFile
from app.gateways import candidate_files, file_text_child, file_texts, files
from tests.gateways import hostile_files, office_made

KEPT = {each.tries: each for each in hostile_files.hostile() if each.tries in hostile_files.UNREADABLE}
TWO_LINES = office_made.document("Ōsaka &amp; Kōbe", "2019")


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        (office_made.written_pdf(), files.PDF, "Sold software to railways."),
        (office_made.docx({"word/document.xml": TWO_LINES}), files.DOCX, "Ōsaka & Kōbe\n2019"),
        ("\ufeffA\u202eB\r\n\r\n\r\n\r\n\x0cC ".encode(), files.TXT, "AB\n\nC"),
    ],
    ids=["PDF", "DOCX", "TXT"],
)
def test_the_text_of_a_file_is_read_and_tidied(content, kind, text):
    assert file_texts.text_of(content, kind) == text


@pytest.mark.parametrize("tries", sorted(KEPT))
def test_a_file_that_would_keep_its_reader_busy_is_given_up(tries):
    checked = candidate_files.checked_cv(SentFile("cv", KEPT[tries].content))

    assert file_texts.text_of(checked.content, checked.media_type) is None


def test_a_file_without_text_and_a_file_of_another_kind_have_none():
    assert file_texts.text_of(office_made.drawn_pdf(b""), files.PDF) is None
    assert file_texts.text_of(b"x", files.PNG) is None


def test_only_the_first_pages_and_signs_are_kept(monkeypatch):
    monkeypatch.setattr(file_text_child, "MOST_SIGNS", 7)
    monkeypatch.setattr(file_text_child, "MOST_PAGES", 2)

    assert file_text_child.first_signs(iter(["12345", "67890", "x"])) == "1234567"
    assert len(list(file_text_child.of_pdf(office_made.written_pdf(pages=3)))) == 2
