"""PDF files from pages of our own, by a library that need not be there: WeasyPrint, the optional extra `pdf`.

It reads nothing but the page it is given and the files of our own static folder; no other address is ever asked.
"""

import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

FIGURES = "/* figures */"
# Characters of a page. Drawing one of this size takes some ten seconds; web servers give up on an answer after thirty.
LARGEST = 600_000
_SVG = re.compile(r"<svg\b[^>]*>")


def is_possible() -> bool:
    """Whether this installation makes PDF files."""
    return _library() is not None


def from_page(html: str, *, base_url: str, static: Path, style: str) -> bytes:
    """Draw a page as it is printed.

    Args:
        html: a page of ours.
        base_url: the installation's address; links in the PDF lead there.
        static: the folder of our own files, whose addresses begin with /static/.
        style: the name of the style sheet that the page prints with.

    Returns:
        a tagged PDF.

    Raises:
        RuntimeError: if there is no library for it; ask `is_possible` first.
    """
    library = _library()
    if library is None:
        raise RuntimeError("WeasyPrint can't be loaded, so no PDF can be made.")
    figures = (static / style).read_text(encoding="utf-8").partition(FIGURES)[2]
    page = library.HTML(
        string=_with_drawn_figures(html, figures),
        base_url=f"{base_url}/",
        url_fetcher=_own_files_only(library, base_url=base_url, static=static),
    )
    made: bytes = page.write_pdf(pdf_tags=True)
    return made


@lru_cache(maxsize=1)
def _library() -> ModuleType | None:
    """WeasyPrint, loaded when it is first needed; None without it or without the shared libraries that it needs."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None


def _with_drawn_figures(html: str, rules: str) -> str:
    """The page with the rules for figures inside each of them: WeasyPrint looks for them nowhere else."""
    return _SVG.sub(lambda found: f"{found[0]}<style>{rules}</style>", html)


def _own_files_only(library: ModuleType, *, base_url: str, static: Path) -> Any:
    """What answers the library when it asks for an address: our own static files, and a refusal for all others."""
    urls = library.urls
    here = {f"/static/{path.name}": path for path in static.iterdir() if path.is_file()}

    class OwnFiles(urls.URLFetcher):  # type: ignore[misc, name-defined] # the library is loaded late and has no types
        """Never calls what it inherits, which would go and look."""

        def fetch(self, url: str, headers: object = None) -> Any:
            asked = urlsplit(url)
            path = here.get(unquote(asked.path))
            if path is None or not url.startswith(f"{base_url}/"):
                raise PermissionError(f"A PDF is made from our own files alone, not from {url}.")
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _type_of(path)})

    return OwnFiles()


def _type_of(path: Path) -> str:
    return {".css": "text/css", ".svg": "image/svg+xml"}.get(path.suffix, "application/octet-stream")
