"""Takes the pictures of the documentation, as PNG files of few colours: screenshots.py FOLDER."""

import base64
import os
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

from tests.browser.site import Site, made_in, serve
from tests.browser.windows import SCREEN, chromium_at, sign_in

LARGEST = 250 * 1024
COLOURS = 128
PIXELS = """async png => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
    paper.drawImage(image, 0, 0);
    const bytes = new Uint8Array(paper.getImageData(0, 0, image.width, image.height).data.buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 30000) text += String.fromCharCode(...bytes.subarray(at, at + 30000));
    return [image.width, image.height, btoa(text)];
}"""
NOBODY = ""
ADMIN, RECRUITER, MANAGER, PANELIST = "mirjam.de.vries", "ayumi.nakagawa", "naoko.fujimura", "renata.moraes"
TOKYO = "Strategic Account Executive, Tokyo"


@dataclass(frozen=True)
class Picture:
    """One file: who looks at which page, down to which element (else one screen), how wide and in which colours.

    Without a person, it is somebody who is not signed in.
    """

    name: str
    person: str
    address: str
    until: str = ""
    width: int = 1440
    scheme: str = "light"


def pictures(site: Site) -> tuple[Picture, ...]:
    """Everything that docs/images holds."""
    kit = f"/interviews/{site.interview('Haruka Ishibashi', 'panel')}/scorecard"
    decision = f"/applications/{site.application('Kenji Morimoto')}/decision"
    opening = f"/openings/{site.opening(TOKYO)}"
    imported = site.id_of("SELECT id FROM content_draft")
    invite = f"/applications/{site.application('Haruka Ishibashi')}/invite"
    evidence = "[aria-labelledby=evidence]"
    return (
        Picture("kit", PANELIST, kit),
        Picture("kit-320", PANELIST, kit, width=320),
        Picture("recommendation", MANAGER, decision, evidence),
        Picture("recommendation-dark", MANAGER, decision, evidence, scheme="dark"),
        Picture("board", RECRUITER, f"{opening}/board", "main"),
        Picture("invite", RECRUITER, invite, "[aria-labelledby=h-hours]"),
        Picture("schedule", RECRUITER, "/schedule"),
        Picture("home", RECRUITER, "/", "main"),
        Picture("opening", RECRUITER, opening, "[aria-labelledby=h-asked]"),
        Picture("draft", ADMIN, f"/ladders/drafts/{imported}"),
        Picture("roles", PANELIST, "/roles/enterprise_account_executive", "[aria-labelledby=h-leads]"),
        Picture("job", NOBODY, f"/jobs/{site.opening(TOKYO)}"),
        Picture("job-ja-320", NOBODY, f"/jobs/{site.opening(TOKYO)}?lang=ja", width=320),
    )


def main(folder: Path) -> None:
    """Serve the demo organisation, look at it, write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        with serve(work / "site", like=made_in(work).demo) as site, chromium_at(os.environ["CHROMIUM"]) as browser:
            for picture in pictures(site):
                data = few_colours(taken(browser, site, picture))
                (folder / f"{picture.name}.png").write_bytes(data)
                print(f"{picture.name}.png  {len(data) // 1024} KB")
                if len(data) > LARGEST:
                    raise SystemExit(f"{picture.name}.png is over {LARGEST // 1024} KB: end it earlier.")


def taken(browser: Browser, site: Site, picture: Picture) -> NDArray[np.uint8]:
    """The pixels of a picture: rows, columns, red green blue."""
    window = browser.new_context(base_url=site.url, **SCREEN)
    page = window.new_page()
    if picture.person:
        sign_in(page, picture.person)
    page.emulate_media(color_scheme=picture.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": picture.width, "height": SCREEN["viewport"]["height"]})
    answer = page.goto(picture.address)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{picture.address} shows “{page.title()}”.")
    if picture.until:
        box = page.locator(picture.until).bounding_box() or {"y": 0, "height": 0}
        page.set_viewport_size({"width": picture.width, "height": round(box["y"] + box["height"])})
    png = page.screenshot()
    window.close()
    return _pixels(browser, png)


def _pixels(browser: Browser, png: bytes) -> NDArray[np.uint8]:
    page = browser.new_page()
    width, height, data = page.evaluate(PIXELS, base64.b64encode(png).decode())
    page.close()
    return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)[:, :, :3]


def few_colours(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file with the most frequent colours; every other becomes the one nearest to it."""
    height, width, _ = pixels.shape
    found, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    kept = found[np.argsort(-counts)[:COLOURS]]
    apart = ((found[:, None, :].astype(int) - kept[None, :, :]) ** 2).sum(axis=2)
    indexed = apart.argmin(axis=1).astype(np.uint8)[places.reshape(-1)].reshape(height, width)
    rows = np.hstack([np.zeros((height, 1), np.uint8), indexed]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", kept.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
