"""Pages in whatever encoding they come."""

import pytest

from app.domain.errors import BadData
from app.gateways.page_files import LARGEST, page_text, read_page

PAGE = "# Müller’s ladder\n\n- naïve\tcafé\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_page_reads_the_same_in_every_encoding(encoding):
    text = page_text(PAGE.encode(encoding), name="page.md")

    assert text == PAGE


def test_a_few_old_bytes_in_a_utf_8_page_are_read_as_what_they_were():
    raw = "Müller says ".encode() + b"caf\xe9 \x96 ol\xe9\n"

    assert page_text(raw, name="page.md") == "Müller says café – olé\n"


def test_a_stray_zero_byte_is_left_out():
    raw = PAGE.encode() * 5 + b"\x00" + PAGE.encode() * 5

    assert page_text(raw, name="page.md") == PAGE * 10


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "page.md is empty. Choose the file that holds the page."),
        (b" \n\t\n", "page.md is empty. Choose the file that holds the page."),
        (b"%PDF-1.7 and so on", "page.md is no page of text."),
        (bytes(range(256)) * 40, "page.md is no page of text."),
        (b"a" * (LARGEST + 1), "page.md is larger than 5 MB."),
    ],
)
def test_what_is_no_page_is_refused_with_what_to_do(raw, says):
    with pytest.raises(BadData, match=says):
        page_text(raw, name="page.md")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(BadData, match=r"absent\.md can’t be read"):
        read_page(tmp_path / "absent.md")
