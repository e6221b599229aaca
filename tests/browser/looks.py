"""What every page has to stand: axe in both schemes and on a narrow screen, and no sideways scroll there."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ASK = """options => axe.run({resultTypes: ["violations"], ...options}).then(results => results.violations.flatMap(
    item => item.nodes.map(node => `${item.id}: ${node.html.slice(0, 160)} (${node.target.join(" ")})`)))"""
NARROW = {"width": 320, "height": 800}
# Asking about contrast takes most of the time. A scheme changes nothing else, and the width no colours.
CONTRAST = ["color-contrast", "link-in-text-block"]
ONLY_CONTRAST: dict[str, Any] = {"runOnly": {"type": "rule", "values": CONTRAST}}
ALL_BUT_CONTRAST = {"rules": {rule: {"enabled": False} for rule in CONTRAST}}


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page that is shown, in words."""
    page.evaluate(AXE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"light: {fault}" for fault in page.evaluate(ASK, {})]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in page.evaluate(ASK, ONLY_CONTRAST)]
    before = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        found.append(f"at 320 px the page is {width} px wide")
    found += [f"at 320 px: {fault}" for fault in page.evaluate(ASK, ALL_BUT_CONTRAST)]
    page.set_viewport_size(before or NARROW)  # type: ignore[arg-type]
    return found
