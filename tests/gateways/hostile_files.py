"""Files that somebody sends to do harm, each with what becomes of it: a sentence, or the kind as which it is kept.

Whatever is kept is only ever handed out to be saved, so that what is in it acts on no page of this site.
"""

import zipfile
from dataclasses import dataclass

from app.gateways.files import DOCX, LARGEST, PDF, TXT
from tests.gateways import office_made as made
from tests.gateways import sent_files

OTHER = "The file is not a PDF, a Word document (DOCX) or plain text. Save the CV as one of them."
SWELLS = "The file holds far more than its size shows. Save it as a PDF and send that."
RUNS = "The file holds a program, such as a macro. Save it as a PDF and send that."
FETCHES = "The file fetches parts of itself from elsewhere. Save it as a PDF and send that."
LOCKED = "The file is locked with a password. Save it without one, or as a PDF."
HOLDS = "The file holds other files, such as tables. Save it as a PDF and send that."
ACTS = "The PDF runs something by itself when it is opened. Print it to a new PDF and send that."
LARGE = "The file is larger than 10 MB. Save it with smaller pictures and send that."
EMPTY = "The file is empty. Choose it again."
ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;&b;&b;</d>'
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'/>"
HTML = b"<!doctype html><script>steal()</script>"
MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it tries, its bytes, and what becomes of it."""

    tries: str
    content: bytes
    becomes: str


def _locked() -> bytes:
    """The mark of encryption on every part, in the part itself and in the list of parts."""
    content = bytearray(made.docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def _twice() -> bytes:
    """Two parts in one place, so that two readers may see two documents."""
    return made.docx({"word/documenT.xml": made.document("Another one.")}).replace(b"documenT", b"document")


def _lying() -> bytes:
    """A document of 3 MB that says it is of a hundred bytes."""
    content = bytearray(made.docx(text="a" * 3_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rfind(mark)
        content[at + place : at + place + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def _macros() -> dict[str, str | bytes]:
    macro_type = made.types(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")
    return {TYPES: macro_type, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}


def _linked(kind: str) -> bytes:
    return made.docx({RELS: made.links(kind, "http://elsewhere.test/x")})


def _action(action: bytes) -> bytes:
    return made.written_pdf(catalogue=b"/OpenAction << /S " + action + b" >>")


def _markup() -> list[Hostile]:
    utf16 = '\ufeff<?xml version="1.0"?><!DOCTYPE d><d/>'.encode("utf-16-le")
    return [
        Hostile("a page with a script", HTML, OTHER),
        Hostile("a page after many spaces", b" \n" * 5000 + HTML, OTHER),
        Hostile("a drawing with a script, named as a PDF", SVG, OTHER),
        Hostile("a drawing that reads a file", ENTITY.encode(), OTHER),
        Hostile("a script in what is else a text", b"Hello <script>steal()</script>", TXT),
        Hostile("an old text format that fetches", b"{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE}}}", OTHER),
        Hostile("a page in another encoding", utf16, OTHER),
        Hostile("a text with a NUL", b"text\x00", OTHER),
        Hostile("nothing at all", b"", EMPTY),
        Hostile("a text that is too large", b"a" * (LARGEST + 1), LARGE),
        Hostile("a program", b"MZ\x90\x00\x03" + bytes(200), OTHER),
        Hostile("a program of another system", b"\x7fELF\x02\x01\x01" + bytes(200), OTHER),
        Hostile("an old Word document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OTHER),
        Hostile("a picture", sent_files.png(), OTHER),
    ]


def _documents() -> list[Hostile]:
    return [
        Hostile("an entity that reads a file", made.docx({MAIN: ENTITY}), FETCHES),
        Hostile("entities that multiply", made.docx({MAIN: LAUGHS}), FETCHES),
        Hostile("entities in a part that is seldom read", made.docx({"customXml/item1.xml": ENTITY}), FETCHES),
        Hostile("entities in an encoding of their own", made.docx({MAIN: ENTITY.encode("utf-16")}), FETCHES),
        Hostile("entities in seven bits", made.docx({MAIN: '<?xml version="1.0" encoding="UTF-7"?><d/>'}), FETCHES),
        Hostile("macros", made.docx(_macros()), RUNS),
        Hostile("macros under the type of a plain document", made.docx({"word/vbaProject.bin": b"x"}), RUNS),
        Hostile("controls that act", made.docx({"word/activeX/activeX1.xml": "<x/>"}), RUNS),
        Hostile("a program inside", made.docx({"word/embeddings/cv.exe": b"MZ"}), RUNS),
        Hostile(
            "a template from elsewhere", made.docx({RELS: made.links("attachedTemplate", "http://e.test")}), FETCHES
        ),
        Hostile("a picture from elsewhere", made.docx({RELS: made.links("image", "http://e.test/a.png")}), FETCHES),
        Hostile("links whose list is broken", made.docx({RELS: "<Relationships"}), OTHER),
        Hostile("an object of an older office", made.docx({"word/embeddings/o.bin": b"\xd0\xcf\x11\xe0"}), HOLDS),
        Hostile("an archive in it", made.docx({"word/media/a.png": made.docx()}), HOLDS),
        Hostile("a part that swells", made.docx({"word/media/a.bin": bytes(40_000_000)}), SWELLS),
        Hostile("a document that swells", made.docx(text="a" * 30_000_000), SWELLS),
        Hostile("ten thousand parts", made.docx({f"word/{number}": b"" for number in range(10_000)}), SWELLS),
        Hostile("a part that says it is small", _lying(), OTHER),
        Hostile("parts that lead out of the folder", made.docx({"../../etc/cron.d/x": b"x"}), OTHER),
        Hostile("parts with an absolute place", made.docx({"/etc/passwd": b"x"}), OTHER),
        Hostile("two documents in one place", _twice(), OTHER),
        Hostile("a password", _locked(), LOCKED),
        Hostile("a table that calls itself a document", made.docx({TYPES: made.types("xl/workbook.xml", "x")}), OTHER),
        Hostile("an archive without a document", made.archive({"a.txt": "a"}), OTHER),
        Hostile("an archive that is cut off", made.docx()[:-30], OTHER),
        Hostile(
            "a packing that few can read", made.archive({TYPES: "<a/>", MAIN: "<a/>"}, method=zipfile.ZIP_LZMA), OTHER
        ),
        Hostile("a page behind a document", made.docx() + HTML, OTHER),
        Hostile("a picture in front of a document", b"GIF89a\x01\x00\x01\x00;" + made.docx(), OTHER),
        Hostile("very deep nesting", made.docx({MAIN: made.XML + "<a>" * 300_000}), DOCX),
        Hostile(
            "a link that only whoever clicks follows", made.docx({RELS: made.links("hyperlink", "http://e.test")}), DOCX
        ),
    ]


def _pdfs() -> list[Hostile]:
    loop = made.pdf(made.CATALOGUE % b"", b"<< /Type /Pages /Kids [2 0 R] /Count 9999999 >>")
    deep = made.pdf(made.CATALOGUE % b"", b"[" * 500_000 + b"]" * 500_000)
    swelling = made.drawn_pdf(bytes(60_000_000))
    named = b"/Names << /EmbeddedFiles << /Names [(a.exe) 9 0 R] >> >>"
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <00> /U <00> >>"
    return [
        Hostile("a script", _action(b"/JavaScript /JS (app.alert\\(1\\))"), ACTS),
        Hostile("a program to be started", _action(b"/Launch /F (cmd.exe)"), ACTS),
        Hostile("an address to be opened", _action(b"/URI /URI (http://e.test)"), PDF),
        Hostile("files inside a PDF", made.written_pdf(catalogue=named), PDF),
        Hostile("an archive behind a PDF", made.written_pdf() + made.docx(), OTHER),
        Hostile("a page behind a PDF", made.written_pdf() + HTML, PDF),
        Hostile("a page in front of a PDF", HTML + made.written_pdf(), OTHER),
        Hostile("a PDF that is cut off", made.written_pdf()[:-20], OTHER),
        Hostile("pages that hold themselves", loop, PDF),
        Hostile("things within things", deep, PDF),
        Hostile("a page that swells", swelling, PDF),
        Hostile("a PDF with a password", made.pdf(made.CATALOGUE % b"", trailer=locked), PDF),
    ]


def hostile() -> list[Hostile]:
    """All of them."""
    return [*_markup(), *_documents(), *_pdfs()]


UNREADABLE = {"very deep nesting", "pages that hold themselves", "things within things", "a PDF with a password"}
NAMES = [
    ("../../etc/passwd", "passwd.pdf"),
    ("..\\..\\windows\\system.ini", "system.pdf"),
    ("cv\x00.pdf", "cv.pdf"),
    ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie a=b.pdf"),
    ("cv\u202efdp.exe", "cvfdp.pdf"),
    ("cv.pdf.exe", "cv.pdf.pdf"),
    ("x" * 5000 + ".pdf", "x" * 120 + ".pdf"),
    ('"; filename=evil.exe', "; filename=evil.pdf"),
    ("....", "CV.pdf"),
]
