"""The shipped texts of messages: one file for each kind and language, read once."""

from functools import lru_cache

from app.config import ROOT
from app.domain.mail_kinds import KINDS
from app.domain.mail_texts import MailText

FOLDER = ROOT / "templates" / "email" / "texts"
_SUBJECT = "Subject: "


@lru_cache(maxsize=256)
def shipped(kind: str, language: str) -> MailText:
    """The text that comes with Rung.

    Args:
        kind: a key of the kinds of messages.
        language: en or ja; any other is told in English.

    Raises:
        KeyError: for a kind that there is not.
    """
    key = KINDS[kind].key
    path = FOLDER / language / f"{key}.txt"
    if not path.is_file():
        path = FOLDER / "en" / f"{key}.txt"
    subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    return MailText(subject.removeprefix(_SUBJECT).strip(), body.strip())
