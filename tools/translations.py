"""Collects the texts of candidates' pages and mails into app/translations/ja.po, and keeps what is translated there."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "app" / "translations" / "ja.po"
METHODS = [("app/**.py", "python"), ("forms/**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "translatable": None}


def texts() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every text that is marked for translation, with the file that it stands in."""
    for folder in ("app", "forms", "templates"):
        found = extract_from_dir(
            ROOT / folder,
            method_map=[
                (pattern.partition("/")[2], method) for pattern, method in METHODS if pattern.startswith(folder)
            ],
            options_map={pattern.partition("/")[2]: options for pattern, options in OPTIONS.items()},
            keywords=KEYWORDS,
        )
        for name, _line, text, _comments, _context in found:
            yield text, f"{folder}/{name}"


def collected() -> Catalog:
    """A catalogue of them all, without translations."""
    catalogue = Catalog(locale="ja", project="Rung", charset="utf-8", creation_date=None, fuzzy=False)
    for text, name in sorted(texts(), key=lambda found: (found[1], str(found[0]))):
        catalogue.add(text, locations=[(name, None)])  # type: ignore[list-item]
    return catalogue


def _translations() -> Iterator[tuple[str | tuple[str, ...], str | tuple[str, ...]]]:
    for path in sorted(FILE.parent.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="ja"):
                if message.id and message.string and all(message.string):
                    yield message.id, message.string


def main() -> int:
    """Write the file anew; say how many texts wait for a translation."""
    fresh, kept = collected(), dict(_translations())
    for message in fresh:
        if message.id in kept:
            message.string = kept[message.id]
    with FILE.open("wb") as file:
        write_po(file, fresh, width=0, omit_header=True, sort_output=True, include_lineno=False)
    waiting = [message.id for message in fresh if message.id and not (message.string and all(message.string))]
    for text in waiting:
        print(text)
    print(f"{len(fresh)} texts, {len(waiting)} wait for a translation.")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
