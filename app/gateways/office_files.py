"""Word documents and slides by their structure: archives of XML that hold nothing which runs, fetches or swells.

Only small parts are unpacked, one at a time and within limits, and no XML is parsed but the short lists of links. Each
function says whether something is the case; what to tell whoever sent the file is the caller's business.
"""

import re
import zipfile
import zlib
from enum import Enum
from io import BytesIO
from xml.parsers import expat

MOST_PARTS = 1_500
MOST_UNPACKED = 80 * 1024 * 1024
MOST_XML = 24 * 1024 * 1024
MOST_LINKS = 256 * 1024
MOST_SWELLING = 200
_FREE_TO_SWELL = 1024 * 1024
_ENTRY, _START, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_END_LENGTH = 22
_IS_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_RUNS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".jar", ".hta")
_CONTROLS = "/activex/"
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]*)[\"']")
_UTF8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_ARCHIVES = (_START, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0")
_HYPERLINK = "/hyperlink"
_TYPES = "[Content_Types].xml"


class Office(Enum):
    """A kind of file: the part that it cannot be without, and what that part is called in the list of types."""

    DOCX = ("word/document.xml", b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    PPTX = (
        "ppt/presentation.xml",
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    )


class Fault(Enum):
    """What speaks against keeping a file."""

    OTHER = "other"
    LOCKED = "locked"
    SWELLS = "swells"
    RUNS = "runs"
    FETCHES = "fetches"
    HOLDS_FILES = "holds files"


class _Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def looks_like(content: bytes) -> bool:
    """Whether the file begins as an archive does, which every office file of today is."""
    return content.startswith(_START)


def fault_of(content: bytes, kind: Office) -> Fault | None:
    """What speaks against keeping this as a file of that kind; None when nothing does."""
    try:
        _check(content, kind)
    except _Refused as refused:
        return refused.fault
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, KeyError):
        return Fault.OTHER
    return None


def _check(content: bytes, kind: Office) -> None:
    _is_nothing_else(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        _is_bounded(entries)
        main, main_type = kind.value
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names) or not {_TYPES, main} <= set(names):
            raise _Refused(Fault.OTHER)
        for entry in entries:
            _part(archive, entry)
        types = archive.read(_TYPES)
        if b"macroenabled" in types.lower():
            raise _Refused(Fault.RUNS)
        if main_type not in types:
            raise _Refused(Fault.OTHER)


def _is_nothing_else(content: bytes) -> None:
    """The archive is the whole file: nothing stands before it or after it, and its list of parts is short."""
    end = content[-_END_LENGTH:]
    if not looks_like(content) or not end.startswith(_END) or end[-2:] != b"\x00\x00":
        raise _Refused(Fault.OTHER)
    if content.count(_ENTRY) > MOST_PARTS:
        raise _Refused(Fault.SWELLS)


def _is_bounded(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        is_large = entry.file_size > max(_FREE_TO_SWELL, entry.compress_size * MOST_SWELLING)
        is_large_xml = _is_xml(entry.filename) and entry.file_size > MOST_XML
        if is_large or is_large_xml:
            raise _Refused(Fault.SWELLS)
        if entry.flag_bits & _IS_ENCRYPTED:
            raise _Refused(Fault.LOCKED)
        if entry.compress_type not in _METHODS or not _is_inside(entry.filename):
            raise _Refused(Fault.OTHER)
        if entry.filename.lower().endswith(_RUNS) or _CONTROLS in f"/{entry.filename.lower()}":
            raise _Refused(Fault.RUNS)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _Refused(Fault.SWELLS)


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and "\\" not in name and ":" not in name and ".." not in name.split("/")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """One part: XML without entities, links that are only followed by readers, anything else but further archives."""
    if not _is_xml(entry.filename):
        with archive.open(entry) as part:
            if part.read(8).startswith(_ARCHIVES):
                raise _Refused(Fault.HOLDS_FILES)
        return
    text = archive.read(entry)
    declared = _ENCODING.search(text[:200]) if text.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") else None
    is_utf8 = declared is None or declared.group(1).lower() in _UTF8
    if not is_utf8 or b"\x00" in text[:64] or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise _Refused(Fault.FETCHES)
    if entry.filename.lower().endswith(".rels"):
        _links(text)


def _links(text: bytes) -> None:
    """Links lead elsewhere only where somebody clicks them: templates, pictures and frames from elsewhere do not."""
    if len(text) > MOST_LINKS:
        raise _Refused(Fault.SWELLS)
    faults: list[Fault] = []

    def met(_name: str, values: dict[str, str]) -> None:
        if values.get("TargetMode", "").lower() == "external" and not values.get("Type", "").endswith(_HYPERLINK):
            faults.append(Fault.FETCHES)

    reader = expat.ParserCreate()
    reader.StartElementHandler = met
    try:
        reader.Parse(text, True)
    except expat.ExpatError as error:
        raise _Refused(Fault.OTHER) from error
    if faults:
        raise _Refused(faults[0])
