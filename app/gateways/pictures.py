"""Pictures and PDFs by their structure; a picture is taken apart and put together again without what it does not need.

Nothing is unpacked or drawn here: only lengths, marks and declared sizes are read, so that no file can grow in memory.
What tells where, when and with what a picture was taken is left out, as is whatever else hides beside it. Each of the
four functions returns what is to be kept, or None for a file that is not whole or not of this kind.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Literal

# What a browser or an editor would have to unpack for a picture of this many dots is some 400 MB.
MOST_DOTS = 100_000_000
# Files of 10 MB have some thousand parts; millions of empty ones would keep a worker busy for nothing.
MOST_PARTS = 20_000
PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset({0xC4, 0xCC, 0xDA, 0xDB, 0xDD})
_JFIF, _EXIF, _COLOURS, _ADOBE, _SCAN, _END = 0xE0, 0xE1, 0xE2, 0xEE, 0xDA, 0xD9
_NOTES = frozenset({*range(0xE0, 0xF0), 0xFE})
# One filling sign, never a run of them: a run that leads to no mark would be walked anew from each of its signs.
_NEXT_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_HEADS = (b"VP8 ", b"VP8L", b"VP8X")
_TELLS_OF_NOTES = 0b1100  # the two bits of a WebP's head that announce Exif and XMP
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557


def is_archive(content: bytes) -> bool:
    """Whether a ZIP reader would find an archive in it, whatever it is besides; office files are archives."""
    return _ZIP_END in content[-_ZIP_TAIL:]


def pdf(content: bytes) -> bytes | None:
    """A PDF that begins where the file begins and ends where it ends; it is kept as it is."""
    text = content.rstrip(b"\x00\t\n\f\r ")
    is_whole = text.endswith(b"%%EOF") and b"startxref" in text[-1024:] and b" obj" in text
    return content if content.startswith((b"%PDF-1.", b"%PDF-2.")) and is_whole else None


def png(content: bytes) -> bytes | None:
    """A PNG whose chunks are whole and end with the file."""
    chunks = list(islice(_png_chunks(content), MOST_PARTS))
    kinds = [kind for kind, _chunk in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        return None
    if len(PNG_START) + sum(len(chunk) for _kind, chunk in chunks) != len(content):
        return None
    if any(kind[:1].isupper() and kind not in _PNG_KEPT for kind in kinds):
        return None  # a part that no reader may leave out, and that we do not know
    head = chunks[0][1]
    if len(head) != 25 or not _fits(int.from_bytes(head[8:12]), int.from_bytes(head[12:16])):
        return None
    return PNG_START + b"".join(chunk for kind, chunk in chunks if kind in _PNG_KEPT)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Chunks as they stand in the file, up to the first that is broken or the end of the picture."""
    at, kind = len(PNG_START), b""
    while content.startswith(PNG_START) and kind != b"IEND":
        end = at + 12 + int.from_bytes(content[at : at + 4])
        kind, chunk = content[at + 4 : at + 8], content[at:end]
        if end > len(content) or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            return
        yield kind, chunk
        at = end


def jpeg(content: bytes) -> bytes | None:
    """A JPEG up to the end of its picture. Of the notes in it, only which way up it is held is kept."""
    kept, has_frame, has_scan = [b"\xff\xd8"], False, False
    for mark, segment in islice(_jpeg_segments(content), MOST_PARTS):
        if mark == _END:
            return b"".join([*kept, b"\xff\xd9"]) if has_frame and has_scan else None
        if mark in _FRAMES:
            if has_frame or not _fits(int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7])):
                return None
            has_frame = True
        elif mark not in _TABLES | _NOTES:
            return None
        has_scan = has_scan or (mark == _SCAN and has_frame)
        kept.append(_noted(mark, segment) if mark in _NOTES else segment)
    return None


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Segments with their marks, a scan together with its data, up to the first that is broken or the end mark."""
    at = 2
    while content.startswith(b"\xff\xd8\xff") and content[at : at + 1] == b"\xff":
        while content[at + 1 : at + 2] == b"\xff":
            at += 1
        mark = int.from_bytes(content[at + 1 : at + 2])
        if mark == _END:
            yield mark, b""
            return
        length = int.from_bytes(content[at + 2 : at + 4])
        end = at + 2 + length
        if mark == _SCAN:
            found = _NEXT_MARK.search(content, end)
            end = found.start() if found else len(content) + 1
        if length < 2 or end > len(content):
            return
        yield mark, content[at:end]
        at = end


def _noted(mark: int, segment: bytes) -> bytes:
    """What is kept of a segment that is no part of the picture itself."""
    if mark in {_JFIF, _ADOBE} or (mark == _COLOURS and segment[4:].startswith(b"ICC_PROFILE\x00")):
        return segment
    turned = _orientation(segment[10:]) if mark == _EXIF and segment[4:].startswith(b"Exif\x00\x00") else 1
    if turned == 1:
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2) + b"\x00\x00"
    notes = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
    return b"\xff\xe1" + (len(notes) + 2).to_bytes(2) + notes


def _orientation(notes: bytes) -> int:
    """Which way up the picture is held, 1 to 8, by the Exif notes; 1 when they do not say."""
    order: Literal["little", "big"] = "little" if notes.startswith(b"II*\x00") else "big"
    at = int.from_bytes(notes[4:8], order)
    said, room = int.from_bytes(notes[at : at + 2], order), (len(notes) - at) // 12
    for number in range(min(said, room)):
        entry = notes[at + 2 + 12 * number : at + 14 + 12 * number]
        if int.from_bytes(entry[:2], order) == 0x0112:
            turned = int.from_bytes(entry[8:10], order)
            return turned if 1 <= turned <= 8 else 1
    return 1


def webp(content: bytes) -> bytes | None:
    """A WebP whose chunks are whole and end with the file."""
    chunks = list(islice(_webp_chunks(content), MOST_PARTS))
    kinds = {kind for kind, _chunk in chunks}
    if not chunks or 12 + sum(len(chunk) for _kind, chunk in chunks) != len(content):
        return None
    if chunks[0][0] not in _WEBP_HEADS or not kinds & {b"VP8 ", b"VP8L", b"ANMF"}:
        return None
    if not _fits(*_webp_size(*chunks[0])):
        return None
    kept = b"".join(_quietened(kind, chunk) for kind, chunk in chunks if kind in _WEBP_KEPT)
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Chunks as they stand in the file with their padding, up to the first that is broken or the end."""
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    at, last = 12, 8 + int.from_bytes(content[4:8], "little")
    while is_webp and at + 8 <= last == len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > len(content):
            return
        yield content[at : at + 4], content[at:end]
        at = end


def _webp_size(kind: bytes, chunk: bytes) -> tuple[int, int]:
    """Width and height in dots; 0 where they do not stand."""
    data = chunk[8:]
    if kind == b"VP8X" and len(data) >= 10:
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if kind == b"VP8L" and data[:1] == b"\x2f":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF
    return 0, 0


def _quietened(kind: bytes, chunk: bytes) -> bytes:
    """The chunk, announcing no notes that are left out."""
    return chunk[:8] + bytes([chunk[8] & ~_TELLS_OF_NOTES]) + chunk[9:] if kind == b"VP8X" else chunk


def _fits(width: int, height: int) -> bool:
    return 0 < width * height <= MOST_DOTS
