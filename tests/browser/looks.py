"""What every page has to stand: axe in both schemes, no sideways scroll on a narrow screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
NARROW = {"width": 320, "height": 800}


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page that is shown, in words."""
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {fault}" for fault in _axe(page)]
    before = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        found.append(f"at 320 px the page is {width} px wide")
    found += [f"at 320 px: {fault}" for fault in _axe(page)]
    if before:
        page.set_viewport_size(before)
    return found


def _axe(page: Page) -> list[str]:
    results: dict[str, Any] = AXE.run(page).response
    return [
        f"{item['id']}: {node['html'][:160]} ({' '.join(map(str, node['target']))})"
        for item in results["violations"]
        for node in item["nodes"]
    ]
