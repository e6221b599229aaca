"""Pictures are taken apart and put together again without their notes; what is not whole, or is more, is refused."""

import io
import time

import pytest
from PIL import Image

from app.gateways import pictures
from tests.gateways.sent_files import (
    EXIF,
    PDF,
    SECRET_PLACE,
    archive_end,
    exif,
    jpeg,
    jpeg_segment,
    png,
    png_chunk,
    webp,
    webp_chunk,
)

KINDS = {"PNG": pictures.png, "JPEG": pictures.jpeg, "WEBP": pictures.webp}
ICC = b"ICC_PROFILE\x00\x01\x01how colours are meant"


def drawn(kind: str, **settings: object) -> bytes:
    """A picture as a program draws it, with notes and colours."""
    made = Image.radial_gradient("L").convert("RGB")
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, SECRET_PLACE.decode()
    out = io.BytesIO()
    made.save(out, kind, exif=notes, **settings)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("PNG", {}),
        ("PNG", {"interlace": 1}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"restart_marker_rows": 1}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"quality": 40}),
    ],
)
def test_a_picture_keeps_every_dot_and_loses_its_notes(kind, settings):
    sent = drawn(kind, **settings)

    kept = KINDS[kind](sent)

    assert SECRET_PLACE in sent
    assert kept is not None
    assert SECRET_PLACE not in kept
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(kept)) as after:
        assert after.format == kind
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("order", ["MM", "II"])
@pytest.mark.parametrize("turned", [1, 3, 6, 8, 9])
def test_of_a_photos_notes_only_which_way_up_it_is_held_is_kept(turned, order):
    kept = pictures.jpeg(jpeg(jpeg_segment(0xE1, exif(turned=turned, order=order))))

    assert kept is not None
    assert SECRET_PLACE not in kept
    assert (EXIF in kept) is (turned in {3, 6, 8})
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.getexif().get(0x0112, 1) == (turned if turned < 9 else 1)


def test_how_colours_are_meant_is_kept_and_remarks_are_not():
    kept = pictures.jpeg(jpeg(jpeg_segment(0xE2, ICC), jpeg_segment(0xFE, b"drawn by"), jpeg_segment(0xEE, b"Adobe")))

    assert kept is not None
    assert ICC in kept
    assert b"Adobe" in kept
    assert b"drawn by" not in kept


def test_what_a_phone_writes_behind_a_photo_is_cut_off():
    assert pictures.jpeg(jpeg(after=b"<script>steal()</script>" + jpeg())) == pictures.jpeg(jpeg())


def test_texts_in_a_png_are_left_out():
    assert pictures.png(png(png_chunk(b"tEXt", b"Comment\x00<script>steal()</script>"))) == png()


def test_a_webp_announces_no_notes_that_are_left_out():
    notes = (webp_chunk(b"EXIF", SECRET_PLACE), webp_chunk(b"XMP ", b"<x/>"), webp_chunk(b"odd!", b"?"))

    assert pictures.webp(webp(*notes, flags=0b0101_1100)) == webp(flags=0b0101_0000)


@pytest.mark.parametrize(
    "content",
    [
        png()[:-1],
        png(after=b"<html>"),
        png(width=0),
        png(width=20_000, height=20_000),
        png(png_chunk(b"ODDS")),
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IEND"),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
        b"",
    ],
)
def test_a_png_that_is_not_whole_or_is_more_is_refused(content):
    assert pictures.png(content) is None


@pytest.mark.parametrize(
    "content",
    [
        jpeg()[:-2],
        jpeg(frames=0),
        jpeg(frames=2),
        jpeg(width=0),
        jpeg(width=60_000, height=60_000),
        jpeg(jpeg_segment(0xDE, b"\x00")),
        jpeg(b"<html>"),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x00",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\xff\xd8" + b"\xff" * 40,
        b"",
    ],
)
def test_a_jpeg_that_is_not_whole_is_refused(content):
    assert pictures.jpeg(content) is None


@pytest.mark.parametrize(
    "content",
    [
        webp()[:-2],
        webp(after=b"<html>"),
        webp(width=16_000, height=16_000),
        b"RIFF\x04\x00\x00\x00WEBP",
        b"RIFF\x16\x00\x00\x00WEBP" + webp_chunk(b"VP8X", bytes(10)),
        b"RIFF\x0c\x00\x00\x00WEBP" + webp_chunk(b"VP8X", b""),
        b"RIFF\x0c\x00\x00\x00WEBPVP8L\xff\xff\xff\xff",
        b"RIFF\x10\x00\x00\x00WAVE" + webp_chunk(b"VP8L", b"\x2f\x00\x00\x00"),
        b"",
    ],
)
def test_a_webp_that_is_not_whole_or_is_more_is_refused(content):
    assert pictures.webp(content) is None


@pytest.mark.parametrize(
    "content",
    [
        PDF[:-8],
        PDF + b"<script>steal()</script>",
        b"<html>" + PDF,
        PDF.replace(b"startxref", b"startnever"),
        b"%PDF-1.7\n%%EOF",
        b"%PDF-9.9\n" + PDF[9:],
        b"",
    ],
)
def test_a_pdf_that_is_not_whole_or_is_more_is_refused(content):
    assert pictures.pdf(content) is None


def test_a_whole_pdf_is_kept_as_it_is():
    assert pictures.pdf(PDF) == PDF


@pytest.mark.parametrize("content", [PDF, jpeg(), png(), webp()])
def test_a_file_that_is_an_archive_too_is_known_as_one(content):
    assert pictures.is_archive(content + archive_end())
    assert pictures.is_archive(content + archive_end() + b"a remark at the end")
    assert not pictures.is_archive(content)


@pytest.mark.parametrize("start", [png()[:33], jpeg()[:20], webp()[:20]])
def test_whatever_follows_a_good_beginning_is_answered_and_never_an_accident(start):
    rest = bytes(number * 7919 % 256 for number in range(3000))

    answers = [take(start + rest[:length]) for take in KINDS.values() for length in range(0, 3000, 37)]

    assert set(answers) == {None}


_FRAME = jpeg_segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
_SCAN = jpeg_segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
_ENDLESS_NOTES = jpeg_segment(0xE1, EXIF + b"MM\x00*\x00\x00\x00\x08\xff\xff")
_MANY = 400_000
# Pictures of which each part is small, and which a careless reader walks again and again.
TEDIOUS = {
    "a run of filling signs that leads to no mark": (
        "JPEG",
        b"\xff\xd8" + _FRAME + _SCAN + b"\xff" * _MANY + b"\x00",
        False,
    ),
    "a run of filling signs before the end": (
        "JPEG",
        b"\xff\xd8" + _FRAME + _SCAN + b"\xff" * _MANY + b"\xd9",
        True,
    ),
    "notes that promise more than they hold": (
        "JPEG",
        b"\xff\xd8" + _ENDLESS_NOTES * 10_000 + _FRAME + _SCAN + b"\xff\xd9",
        True,
    ),
    "no end of empty tables": ("JPEG", b"\xff\xd8" + b"\xff\xdb\x00\x02" * _MANY + _FRAME + _SCAN + b"\xff\xd9", False),
    "no end of empty chunks": ("PNG", png(png_chunk(b"IDAT") * _MANY), False),
    "no end of empty parts": ("WEBP", webp(webp_chunk(b"XMP ", b"") * _MANY), False),
}


@pytest.mark.parametrize("case", TEDIOUS)
def test_no_picture_keeps_a_worker_busy(case):
    kind, sent, is_kept = TEDIOUS[case]

    began = time.process_time()
    kept = KINDS[kind](sent)

    assert (kept is not None) is is_kept
    assert time.process_time() - began < 1
