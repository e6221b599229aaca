"""Pages as they come, from a disk or an upload, into text: encodings told apart, what is no page refused.

Outside the feature grid: the bytes of a page, whatever is read from it.
"""

import codecs
import re
from pathlib import Path

from app.domain.errors import BadData

LARGEST = 5_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_FILES = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.02
_SAMPLE = 4000
# The bytes that are no UTF-8, as Python keeps them, and what they are in the encoding of old Windows files.
_LEFTOVERS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def read_page(path: Path) -> str:
    """The text of a page on the disk.

    Raises:
        BadData: if it can't be read, or as `page_text` says.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise BadData(f"{path.name} can’t be read: {error.strerror}. Name a file that is there.") from error
    return page_text(raw, name=path.name)


def page_text(raw: bytes, *, name: str) -> str:
    """The text of a page: UTF-8, UTF-16, or an old Windows encoding, also all of that in one file.

    Args:
        raw: what the file holds.
        name: what refusals call it.

    Raises:
        BadData: if the file is empty, larger than 5 MB, or no text; the sentence says what to do.
    """
    if len(raw) > LARGEST:
        raise BadData(f"{name} is larger than 5 MB. Split the page, or save it as Markdown or HTML without pictures.")
    text = _decoded(raw, name)
    controls = len(_CONTROLS.findall(text))
    if controls > len(text) * _MOST_CONTROLS and controls > 1:
        raise _no_text(name)
    text = _CONTROLS.sub("", text)
    if not text.strip():
        raise BadData(f"{name} is empty. Choose the file that holds the page.")
    return text


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith(_OTHER_FILES):
        raise _no_text(name)
    marked = (encoding for mark, encoding in _MARKS if raw.startswith(mark))
    encoding = next(marked, None) or _encoding_without_mark(raw[:_SAMPLE])
    if encoding is not None:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape").translate(_LEFTOVERS)


def _encoding_without_mark(sample: bytes) -> str | None:
    """UTF-16 without its mark shows in plain text: every second byte is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.1 else None


def _no_text(name: str) -> BadData:
    return BadData(f"{name} is no page of text. Save the page as Markdown, HTML or plain text and try again.")
