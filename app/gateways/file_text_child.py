"""The process in which a file of somebody else's is read: told what it is, it reads it from its input.

Nothing of the product is loaded here, and nothing is known of it: what the file does to this process, it does to this
process alone. It ends by itself when it has used more time or memory than any honest file needs.
"""

import resource
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024
MOST_PAGES = 50
MOST_SIGNS = 200_000
MOST_XML = 24 * 1024 * 1024
DEEPEST = 500
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_BREAKS = {_WORD + "br": "\n", _WORD + "cr": "\n", _WORD + "tab": "\t"}
_ENDS = {_WORD + "p": "\n", _WORD + "tc": "\t", _WORD + "tr": "\n"}


def limit() -> None:
    """Let this process use so much and no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def of_pdf(content: bytes) -> Iterator[str]:
    """The text of each page."""
    pages = import_module("pypdf").PdfReader(BytesIO(content)).pages
    for number in range(min(len(pages), MOST_PAGES)):
        yield pages[number].extract_text() + "\n\n"


def of_docx(content: bytes) -> Iterator[str]:
    """The text of a Word document, paragraph by paragraph."""
    found: list[str] = []
    state = {"depth": 0, "texts": 0}

    def begins(name: str, _values: dict[str, str]) -> None:
        state["depth"] += 1
        if state["depth"] > DEEPEST:
            raise ValueError("too deep")
        state["texts"] += name == _WORD + "t"
        found.append(_BREAKS.get(name, ""))

    def ends(name: str) -> None:
        state["depth"] -= 1
        state["texts"] -= name == _WORD + "t"
        found.append(_ENDS.get(name, ""))

    def says(text: str) -> None:
        if state["texts"]:
            found.append(text)

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = begins, ends, says
    with ZipFile(BytesIO(content)) as archive, archive.open("word/document.xml") as part:
        for _ in range(MOST_XML // 65_536):
            piece = part.read(65_536)
            reader.Parse(piece, not piece)
            yield "".join(found)
            found.clear()
            if not piece:
                return


def of_text(content: bytes) -> Iterator[str]:
    """A text as it is."""
    yield content.decode("utf-8-sig")


KINDS = {"pdf": of_pdf, "docx": of_docx, "txt": of_text}


def first_signs(pieces: Iterator[str]) -> str:
    """As much of the text as is kept."""
    kept, left = [], MOST_SIGNS
    for piece in pieces:
        kept.append(piece[:left])
        left -= len(kept[-1])
        if left <= 0:
            break
    return "".join(kept)


def main() -> int:
    """Read, and write the text to the output; anything else but 0 says that it could not be read."""
    limit()
    try:
        text = first_signs(KINDS[sys.argv[1]](sys.stdin.buffer.read()))
    except Exception:
        return 1
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
