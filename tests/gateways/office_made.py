"""Word documents, slides and PDFs as people send them, and as nobody should, made in memory."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument."
DOCX_TYPE = TYPE + "wordprocessingml.document.main+xml"
PPTX_TYPE = TYPE + "presentationml.presentation.main+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def types(main: str, kind: str) -> str:
    override = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    return f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{override}</Types>'


def document(*paragraphs: str) -> str:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'{XML}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def links(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'{XML}<Relationships xmlns="{RELS}">{link}</Relationships>'


def archive(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(parts: Mapping[str, str | bytes] | None = None, *, text: str = "Sold software to railways.") -> bytes:
    """A Word document of one paragraph, with further parts, or others in place of its own."""
    own = {"[Content_Types].xml": types("word/document.xml", DOCX_TYPE), "word/document.xml": document(text)}
    return archive({**own, **(parts or {})})


def pptx(parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Slides without a slide."""
    main = "ppt/presentation.xml"
    own = {"[Content_Types].xml": types(main, PPTX_TYPE), main: f"{XML}<p:presentation xmlns:p='urn:p'/>"}
    return archive({**own, **(parts or {})})


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF whose first object is the catalogue; each object gets its number by its place."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(made)


def stream(content: bytes, *, packed: bool = False) -> bytes:
    if packed:
        content = zlib.compress(content, 9)
    kind = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s >>\nstream\n" % (len(content), kind) + content + b"\nendstream"


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R %s >>"
FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R %s >>"


def written_pdf(text: bytes = b"Sold software to railways.", *, catalogue: bytes = b"", pages: int = 1) -> bytes:
    """A PDF with one text on each of its pages, which are all the same one."""
    kids = b" ".join([b"3 0 R"] * pages)
    return pdf(
        CATALOGUE % catalogue,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        PAGE % FONT,
        stream(b"BT /F1 12 Tf 20 200 Td (" + text + b") Tj ET"),
    )


def drawn_pdf(content: bytes) -> bytes:
    """A PDF of one page with these instructions, packed."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(CATALOGUE % b"", pages, PAGE % FONT, stream(content, packed=True))
