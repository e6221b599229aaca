"""Translations from their files: what the pages say, and what the shipped ladders and families say."""

from collections.abc import Mapping
from functools import lru_cache

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
    # Loaded here, since a page in English needs none of it.
    from babel.messages.pofile import read_po  # noqa: PLC0415

    found: dict[str, Forms] = {}
    for folder in FOLDERS:
        for path in sorted(folder.glob(f"*{language}.po")):
            with path.open("rb") as file:
                messages = read_po(file, locale=language)
            for message in messages:
                if not message.id or message.fuzzy:
                    continue
                key = message.id if isinstance(message.id, str) else message.id[0]
                if message.string and all(message.string):
                    found[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return found


def translated(text: str, language: str) -> str:
    """The text in a language; itself where there is no translation."""
    forms = catalogue(language).get(text, text)
    return forms if isinstance(forms, str) else forms[0]


def has(text: str, language: str) -> bool:
    """Whether the text can be said in a language."""
    return language == ORIGINAL or text in catalogue(language)
