"""PDF files: drawn from our own page and our own files, and from nothing else that a page may name."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject

from app.config import ROOT
from app.gateways import pdf

HERE = "http://localhost"
STYLE = "print.css"
PAGE = """<!doctype html><html lang="en"><head><title>Kenji Morimoto</title>
<link rel="stylesheet" href="/static/print.css" media="print"></head><body><h1>Kenji Morimoto</h1>{}</body></html>"""

needs_library = pytest.mark.skipif(
    not pdf.is_possible(),
    reason="WeasyPrint can't be loaded: tools/bootstrap pdf and tools/pango install what it needs",
)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder of static files with a style sheet that paints red, and figures green."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / STYLE).write_text(
        f"h1 {{ color: #f00; string-set: none; }}\n{pdf.FIGURES}\nrect {{ fill: #0f0; }}\n", encoding="utf-8"
    )
    (tmp_path / "secret.css").write_text("h1 { color: #00f; }", encoding="utf-8")
    return folder


def drawn(static: Path, body: str = "", *, page: str = PAGE) -> PdfReader:
    return PdfReader(BytesIO(pdf.from_page(page.format(body), base_url=HERE, static=static, style=STYLE)))


def inks(found: PdfReader) -> str:
    """The drawing commands of the first page."""
    content = found.pages[0].get_contents()
    assert content is not None
    return content.get_data().decode("latin-1")


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that notes what it is asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


@needs_library
def test_a_page_becomes_a_pdf_with_its_words_and_its_title(static):
    found = drawn(static, "<p>Three customers, two of them abroad.</p>")

    assert found.pdf_header.startswith("%PDF-")
    assert found.metadata is not None
    assert found.metadata.title == "Kenji Morimoto"
    assert "Three customers, two of them abroad." in found.pages[0].extract_text()


@needs_library
def test_it_wears_our_own_style_sheet(static):
    assert "1 0 0 rg" in inks(drawn(static))


@needs_library
def test_figures_are_drawn_with_their_rules(static):
    svg = '<svg width="100" height="20"><rect x="0" y="0" width="50" height="20"/></svg>'

    assert "0 1 0 rg" in inks(drawn(static, svg))


@needs_library
def test_it_is_tagged_so_that_it_can_be_read_aloud(static):
    marks = drawn(static).root_object["/MarkInfo"].get_object()

    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"] == BooleanObject(True)


@needs_library
def test_no_other_address_is_ever_asked(static):
    with listener() as (elsewhere, asked):
        named = f'<img src="{elsewhere}/pixel.png"><link rel="stylesheet" href="{elsewhere}/other.css">'
        named += f'<object data="{elsewhere}/thing"></object><p style="background: url({elsewhere}/paper)">Words.</p>'
        named += f'<svg><image href="{elsewhere}/drawn.png" width="9" height="9"/></svg>'
        found = drawn(static, named)

    assert asked == []
    assert "Words." in found.pages[0].extract_text()


@needs_library
@pytest.mark.parametrize(
    "sheet",
    [
        "{secret}",
        "/static/../secret.css",
        "/static/%2e%2e/secret.css",
        "http://localhost.example/static/print.css",
        "https://localhost/static/print.css",
        "data:text/css,h1%7Bcolor:blue%7D",
    ],
)
def test_nothing_outside_the_static_folder_is_read(static, tmp_path, sheet):
    page = PAGE.replace("/static/print.css", sheet.format(secret=(tmp_path / "secret.css").as_uri()))

    assert " rg" not in inks(drawn(static, page=page)).replace("0 0 0 rg", "")


def test_without_the_library_it_says_so(static, monkeypatch):
    monkeypatch.setattr(pdf, "_library", lambda: None)

    assert not pdf.is_possible()
    with pytest.raises(RuntimeError, match="no PDF can be made"):
        drawn(static)


@pytest.mark.parametrize("fails", [ImportError, OSError])
def test_a_library_that_cannot_be_loaded_is_as_good_as_none(monkeypatch, fails):
    def refuse(_name: str) -> None:
        raise fails

    monkeypatch.setattr(pdf, "import_module", refuse)
    pdf._library.cache_clear()

    assert not pdf.is_possible()

    pdf._library.cache_clear()


def test_starting_to_serve_does_not_load_it():
    code = "import sys; from app.factory import create_app; create_app(); print('weasyprint' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
