"""Files of candidates: known by their content; whatever acts, fetches or swells is refused with what to do."""

from pathlib import Path
from time import perf_counter

import pytest

from app.domain.candidate import SentFile
from app.domain.errors import BadData
from app.gateways import candidate_files, files
from tests.gateways import hostile_files, office_made, sent_files

HOSTILE = hostile_files.hostile()
WRITTEN = office_made.written_pdf()
WORKING_SECONDS, WORKING_MEGABYTES = 2.0, 100


def _becomes(content: bytes) -> str:
    try:
        return candidate_files.checked_cv(SentFile("cv.pdf", content)).media_type
    except BadData as refused:
        return refused.message


def _most_used() -> int:
    """The most memory that this process had since it was last asked, in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


@pytest.mark.parametrize("sent", HOSTILE, ids=lambda sent: sent.tries)
def test_a_file_that_would_do_harm_is_refused_or_kept_as_what_it_shows(sent):
    assert _becomes(sent.content) == sent.becomes


def test_no_file_keeps_whoever_takes_it_in_busy_or_fills_the_memory():
    slow, large = [], []

    for sent in HOSTILE:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before, began = _most_used(), perf_counter()
        _becomes(sent.content)
        slow += [sent.tries] * (perf_counter() - began > WORKING_SECONDS)
        large += [sent.tries] * (_most_used() - before > WORKING_MEGABYTES * 1024)

    assert (slow, large) == ([], [])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WRITTEN, files.PDF),
        (b"%PDF-1.4\n1 0 obj\n%%EOF\n", files.PDF),
        (office_made.docx(), files.DOCX),
        ("Ōsaka, 2019\r\n\tsold".encode(), files.TXT),
        ("\ufeffSold software".encode(), files.TXT),
    ],
)
def test_a_cv_is_what_its_content_says(content, kind):
    assert candidate_files.checked_cv(SentFile("cv.html", content)).media_type == kind


@pytest.mark.parametrize(("sent", "kept"), hostile_files.NAMES)
def test_a_name_that_would_do_harm_is_made_safe(sent, kept):
    assert candidate_files.checked_cv(SentFile(sent, WRITTEN)).name == kept


@pytest.mark.parametrize(
    ("content", "kept_as"), [(WRITTEN, "Board.pdf"), (office_made.pptx(), "Board.pptx")], ids=["PDF", "PPTX"]
)
def test_slides_are_a_pdf_or_a_powerpoint_file(content, kept_as):
    assert candidate_files.checked_deck(SentFile("Board.key", content)).name == kept_as


@pytest.mark.parametrize("content", [office_made.docx(), b"Slides", sent_files.png(), HOSTILE[0].content])
def test_anything_else_is_no_slides(content):
    with pytest.raises(BadData, match="not a whole PDF or PowerPoint") as caught:
        candidate_files.checked_deck(SentFile("deck.pdf", content))

    assert caught.value.field == "deck"


def test_slides_with_a_table_in_them_are_asked_for_as_a_pdf():
    with pytest.raises(BadData, match="holds other files, such as tables"):
        candidate_files.checked_deck(SentFile("deck.pptx", office_made.pptx({"ppt/x.xlsx": office_made.docx()})))


def test_a_brief_is_a_pdf_alone():
    assert candidate_files.checked_brief(SentFile("", WRITTEN)).name == "Brief.pdf"
    with pytest.raises(BadData, match="not a whole PDF") as caught:
        candidate_files.checked_brief(SentFile("brief.docx", office_made.docx()))
    assert caught.value.field == "file"
