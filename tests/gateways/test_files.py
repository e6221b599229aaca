"""Files: known by their content, named by us, gone when nothing points at them."""

import pytest

from app.domain.candidate import SentFile
from app.domain.errors import BadData, NotFound
from app.gateways import files
from tests.gateways import sent_files

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("CV Hanzawa.pdf", "CV Hanzawa.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\me\cv.docx", "cv.pdf"),
        ("履歴書.pdf", "履歴書.pdf"),
        ("evil\u202efdp.exe", "evilfdp.pdf"),
        ('a"b;\r\nSet-Cookie: x.pdf', "ab;Set-Cookie x.pdf"),
        ("...", "CV.pdf"),
        ("", "CV.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_the_content_says(sent, kept):
    assert files.safe_name(sent, files.PDF) == kept


def test_a_kept_file_comes_back_under_a_random_name(tmp_path):
    first, second = files.store(tmp_path / "new", PDF), files.store(tmp_path / "new", PDF)

    assert first != second
    assert files.read(tmp_path / "new", first) == PDF
    assert (tmp_path / "new" / first).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted([first, second])


def test_a_removed_file_is_gone_and_removing_twice_is_no_matter(tmp_path):
    name = files.store(tmp_path, PDF)

    files.remove(tmp_path, name)
    files.remove(tmp_path, name)

    with pytest.raises(NotFound):
        files.read(tmp_path, name)


@pytest.mark.parametrize("name", ["../secret", ".hidden", ""])
def test_only_names_of_ours_are_looked_up(tmp_path, name):
    (tmp_path / ".hidden").write_text("x")

    with pytest.raises(NotFound):
        files.read(tmp_path, name)


@pytest.mark.parametrize(
    ("content", "kind", "kept_as"),
    [
        (sent_files.PDF, files.PDF, "Board of the third part.pdf"),
        (sent_files.png(), files.PNG, "Board of the third part.png"),
        (sent_files.jpeg(), files.JPEG, "Board of the third part.jpg"),
        (sent_files.webp(), files.WEBP, "Board of the third part.webp"),
    ],
)
def test_a_file_beside_a_card_is_what_its_content_says(content, kind, kept_as):
    checked = files.checked_for_card(SentFile("../Board of the third part.html", content))

    assert checked == files.CheckedFile(kept_as, kind, content)


def test_of_a_photo_beside_a_card_only_the_picture_is_kept():
    notes = sent_files.jpeg_segment(0xE1, sent_files.exif(turned=1))

    checked = files.checked_for_card(SentFile("IMG_0042.JPG", sent_files.jpeg(notes)))

    assert checked.content == sent_files.jpeg()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'/>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><svg>&y;</svg>",
        b"<!doctype html><script>steal()</script>",
        b"PK\x03\x04word/document.xml" + sent_files.archive_end(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 slides of an older office",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"BM a bitmap",
        b"%!PS-Adobe-3.0",
        "Ōsaka, 2019".encode(),
        sent_files.PDF + sent_files.archive_end(),
        sent_files.jpeg(after=sent_files.archive_end()),
        sent_files.png(after=b"<script>steal()</script>"),
        sent_files.PDF[:40],
    ],
)
def test_whatever_else_is_sent_beside_a_card_is_refused_by_its_name(content):
    with pytest.raises(BadData) as caught:
        files.checked_for_card(SentFile("slides.pdf", content))

    assert caught.value.field == "files"
    assert caught.value.message == (
        "“slides” is not a whole PNG, JPEG, WebP or PDF file. Save slides as a PDF, pictures as JPEG, and send those."
    )


def test_an_empty_or_too_large_file_beside_a_card_is_named():
    for content, said in ((b"", "“slides” is empty."), (b"a" * (files.LARGEST + 1), "“slides” is larger than 10 MB.")):
        with pytest.raises(BadData) as caught:
            files.checked_for_card(SentFile("slides.pdf", content))
        assert caught.value.message.startswith(said)


def test_a_file_without_a_name_is_called_a_file():
    assert files.checked_for_card(SentFile("", sent_files.PDF)).name == "File.pdf"
    with pytest.raises(BadData, match="“The file” is empty"):
        files.checked_for_card(SentFile("\x00..", b""))
