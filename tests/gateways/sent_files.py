"""Small files of every kind as people send them, made by hand so that each part of them is known."""

import zlib
from collections.abc import Sequence

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"
SECRET_PLACE = b"52.3702N 4.8952E"
EXIF = b"Exif\x00\x00"


def png_chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def png(*extra: bytes, width: int = 1, height: int = 1, after: bytes = b"") -> bytes:
    """A picture of one dot, with further chunks before its end."""
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    dots = zlib.compress(b"\x00\x00")
    chunks = [png_chunk(b"IHDR", head), *extra, png_chunk(b"IDAT", dots), png_chunk(b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + after


def jpeg_segment(mark: int, data: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(data) + 2).to_bytes(2) + data


def exif(*, turned: int, order: str = "MM") -> bytes:
    """Exif notes that say where a picture was taken and which way up it is held."""
    if order == "MM":
        entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\x00\x00"
        return EXIF + b"MM\x00*\x00\x00\x00\x08\x00\x01" + entry + bytes(4) + SECRET_PLACE
    entry = b"\x12\x01\x03\x00\x01\x00\x00\x00" + turned.to_bytes(2, "little") + b"\x00\x00"
    return EXIF + b"II*\x00\x08\x00\x00\x00\x01\x00" + entry + bytes(4) + SECRET_PLACE


def jpeg(*notes: bytes, width: int = 1, height: int = 1, after: bytes = b"", frames: int = 1) -> bytes:
    """The segments of a picture with data that holds an escaped mark and a restart."""
    frame = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    parts: Sequence[bytes] = [
        b"\xff\xd8",
        jpeg_segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        *notes,
        jpeg_segment(0xDB, bytes(65)),
        *[jpeg_segment(0xC0, frame)] * frames,
        jpeg_segment(0xC4, bytes(17)),
        jpeg_segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56",
        b"\xff\xd9",
    ]
    return b"".join(parts) + after


def webp_chunk(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)


def webp(*extra: bytes, flags: int = 0, width: int = 1, height: int = 1, after: bytes = b"") -> bytes:
    """A picture without loss, with a head that announces what `flags` says and chunks after it."""
    head = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = webp_chunk(b"VP8X", head) + webp_chunk(b"VP8L", b"\x2f\x00\x00\x00\x00") + b"".join(extra)
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WEBP" + chunks + after


def archive_end() -> bytes:
    """The end of an empty ZIP archive, by which every reader finds it."""
    return b"PK\x05\x06" + bytes(18)
