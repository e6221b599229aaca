"""Files that people send: what they are, by content; kept under random names in one folder."""

import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.domain.candidate import SentFile
from app.domain.errors import BadData, NotFound
from app.gateways import pictures

LARGEST = 10 * 1024 * 1024
PDF, TXT = "application/pdf", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
SUFFIXES = {PDF: ".pdf", TXT: ".txt", DOCX: ".docx", PPTX: ".pptx", PNG: ".png", JPEG: ".jpg", WEBP: ".webp"}
NAME_LENGTH = 120
_FORBIDDEN = set('/\\:*?"<>|%')
_BESIDE_A_CARD = {PNG: pictures.png, JPEG: pictures.jpeg, WEBP: pictures.webp, PDF: pictures.pdf}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its safe name, what it is, and what of it is kept."""

    name: str
    media_type: str
    content: bytes


def checked_for_card(sent: SentFile) -> CheckedFile:
    """A picture or a PDF beside a scorecard, by what its content shows, without notes of where a picture was taken.

    Raises:
        BadData: if it is empty, too large, broken, or anything else.
    """
    name = _stem(sent.name) or "The file"
    if not sent.content:
        raise BadData(f"“{name}” is empty. Choose it again.", field="files")
    if len(sent.content) > LARGEST:
        raise BadData(f"“{name}” is larger than 10 MB. Export it with smaller pictures.", field="files")
    if not pictures.is_archive(sent.content):
        for media_type, take in _BESIDE_A_CARD.items():
            kept = take(sent.content)
            if kept is not None:
                return CheckedFile(safe_name(sent.name, media_type, unnamed="File"), media_type, kept)
    raise BadData(
        f"“{name}” is not a whole PNG, JPEG, WebP or PDF file. Save slides as a PDF, pictures as JPEG, and send those.",
        field="files",
    )


def safe_name(sent: str, media_type: str, *, unnamed: str = "CV") -> str:
    """A name under which the file can be saved anywhere, with the ending of what it is."""
    return (_stem(sent) or unnamed) + SUFFIXES[media_type]


def _stem(sent: str) -> str:
    last = sent.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in _FORBIDDEN)
    return kept.rsplit(".", 1)[0].strip(" .")[:NAME_LENGTH]


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


def holds(folder: Path, name: str, content: bytes) -> bool:
    """Whether exactly this is kept under the name."""
    path = folder / name
    return path.is_file() and path.read_bytes() == content


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
