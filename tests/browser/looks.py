"""What every page has to stand: axe in both schemes, no sideways scroll on a narrow screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
NARROW = {"width": 320, "height": 800}
# What a scheme can change; everything else has been asked in the light one already.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page that is shown, in words."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"light: {fault}" for fault in _axe(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in _axe(page, COLOURS)]
    before = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        found.append(f"at 320 px the page is {width} px wide")
    found += [f"at 320 px: {fault}" for fault in _axe(page)]
    page.set_viewport_size(before or NARROW)  # type: ignore[arg-type]
    return found


def _axe(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    results: dict[str, Any] = AXE.run(page, options=options).response
    return [
        f"{item['id']}: {node['html'][:160]} ({' '.join(map(str, node['target']))})"
        for item in results["violations"]
        for node in item["nodes"]
    ]
