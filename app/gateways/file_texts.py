"""Reading the text out of a file that somebody sent, in a process of its own that can't do harm here."""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

from app.gateways.files import DOCX, PDF, TXT

PATIENCE_SECONDS = 30
_CHILD = Path(__file__).with_name("file_text_child.py")
_KINDS = {PDF: "pdf", DOCX: "docx", TXT: "txt"}
# Tabs, and what joins letters and pictures in some scripts; everything else unseen could turn words around.
_KEPT = {"\t", "\u200c", "\u200d"}
_EMPTY_LINES = re.compile(r"\n{3,}")


def text_of(content: bytes, media_type: str) -> str | None:
    """The text of a file, tidied; None when it can't be read, or has none.

    Whatever goes wrong, nothing of the file gets into a log: what the process says of it is thrown away.
    """
    kind = _KINDS.get(media_type)
    if kind is None:
        return None
    command = [sys.executable, "-I", str(_CHILD), kind]
    try:
        done = subprocess.run(  # noqa: S603 - the command is our own; what was sent is on its input
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return _tidy(done.stdout.decode("utf-8", "replace")) or None if done.returncode == 0 else None


def _tidy(text: str) -> str:
    """Lines without what no reader sees, and without long gaps; the order of words stays as it was written."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    kept = "\n".join("".join(sign for sign in line if _is_seen(sign)).rstrip() for line in lines)
    return _EMPTY_LINES.sub("\n\n", kept).strip()


def _is_seen(sign: str) -> bool:
    return sign in _KEPT or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
