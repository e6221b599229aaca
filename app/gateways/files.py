"""Files that candidates send: what they are, by content; kept under random names in one folder."""

import os
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

from app.domain.errors import BadData, NotFound

LARGEST = 10 * 1024 * 1024
PDF, TXT = "application/pdf", "text/plain"
SUFFIXES = {PDF: ".pdf", TXT: ".txt"}
NAME_LENGTH = 120
_ALLOWED_CONTROLS = {"\t", "\n", "\r", "\f"}
_FORBIDDEN = set('/\\:*?"<>|%')


def kind_of(content: bytes) -> str:
    """The media type that the content itself shows; the name and what the browser says count for nothing.

    Raises:
        BadData: if it is empty, too large, or neither a PDF nor plain text.
    """
    if not content:
        raise BadData("The file is empty. Choose the CV again.", field="cv")
    if len(content) > LARGEST:
        raise BadData("The file is larger than 10 MB. Ask for a smaller one, or save it as plain text.", field="cv")
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return PDF
    if _is_text(content):
        return TXT
    raise BadData("The file is neither a PDF nor plain text. Save the CV as one of the two and send it.", field="cv")


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if text.lstrip("\ufeff \t\r\n").startswith("%PDF"):
        return False
    return not any(unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS for sign in text)


def safe_name(sent: str, media_type: str) -> str:
    """A name under which the file can be saved anywhere, with the ending of what it is."""
    last = sent.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in _FORBIDDEN)
    stem = kept.rsplit(".", 1)[0].strip(" .")[:NAME_LENGTH]
    return (stem or "CV") + SUFFIXES[media_type]


def store(folder: Path, content: bytes) -> str:
    """Keep a file; what is named afterwards is whole and on the disk.

    Returns:
        the random name under which `read` finds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_hex(20)
    unfinished = folder / f".{name}"
    with unfinished.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.chmod(0o600)
    unfinished.rename(folder / name)
    return name


def remove(folder: Path, name: str) -> None:
    """Forget a file that nothing points at."""
    with suppress(FileNotFoundError):
        (folder / name).unlink()


def read(folder: Path, name: str) -> bytes:
    """What a kept file holds.

    Raises:
        NotFound: if it is not there.
    """
    path = folder / name
    if not name.isalnum() or not path.is_file():
        raise NotFound("The file is missing from the store. Ask an admin to restore it from the backup.")
    return path.read_bytes()
