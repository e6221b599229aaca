"""Translations from their files: what the pages say, and what the shipped ladders and families say."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from app.config import ROOT

# English is what everything is written in.
ORIGINAL = "en"
FOLDERS = (ROOT / "app" / "translations", ROOT / "ladder_data" / "translations")
Forms = str | tuple[str, ...]


@lru_cache(maxsize=8)
def catalogue(language: str) -> Mapping[str, Forms]:
    """Every translated text of a language by its English one; several forms where it depends on a number."""
    if language == ORIGINAL:
        return {}
    paths = [path for folder in FOLDERS for path in sorted(folder.glob(f"*{language}.po"))]
    return {text: said for path in paths for text, said in read(path).items()}


def read(path: Path) -> dict[str, Forms]:
    """What one file translates; a text without a translation is left out. The file is named after its language."""
    # Loaded here, since a page in English needs none of it.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    found: dict[str, Forms] = {}
    with path.open("rb") as file:
        for message in read_po(file, locale=path.stem.rpartition(".")[2]):
            if message.id and message.string and not message.fuzzy and all(message.string):
                key = message.id if isinstance(message.id, str) else message.id[0]
                found[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return found


def translated(text: str, language: str) -> str:
    """The text in a language; itself where there is no translation."""
    forms = catalogue(language).get(text, text)
    return forms if isinstance(forms, str) else forms[0]


def has(text: str, language: str) -> bool:
    """Whether the text can be said in a language."""
    return language == ORIGINAL or text in catalogue(language)
