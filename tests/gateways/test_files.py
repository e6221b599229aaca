"""Files: known by their content, named by us, gone when nothing points at them."""

import pytest

from app.domain.errors import BadData, NotFound
from app.gateways import files

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, files.PDF), ("Ōsaka, 2019\r\n\tsold".encode(), files.TXT), (b"<script>alert(1)</script>", files.TXT)],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert files.kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty. Choose the CV again."),
        (b"a" * (files.LARGEST + 1), "The file is larger than 10 MB. Ask for a smaller one, or save it as plain text."),
        (b"PK\x03\x04word/document.xml", "The file is neither a PDF nor plain text."),
        (b"%PDF-1.4 cut off", "The file is neither a PDF nor plain text."),
        (b"text\x00with a NUL", "The file is neither a PDF nor plain text."),
        (b"\xff\xfe\x00", "The file is neither a PDF nor plain text."),
    ],
)
def test_other_files_are_refused_with_what_to_do(content, said):
    with pytest.raises(BadData) as caught:
        files.kind_of(content)

    assert caught.value.message.startswith(said)
    assert caught.value.field == "cv"


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
