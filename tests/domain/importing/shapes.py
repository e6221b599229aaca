"""Pages of awkward shapes in any size: what would be slow if any step looked back over the whole page."""

SHAPES = {
    "items": "- a\n",
    "numbered items": "1. a\n",
    "headings": "# a\n",
    "deep headings": "###### a\n",
    "titles": "### Senior Baker\n#### Responsibilities\n- a loaf\n",
    "levels": "## B1 Baker\n- Reach: one oven\n",
    "stages": "### 1. Screen - Recruiter\n- Areas of focus:\n  - Results\n",
    "parents": "- Extends the Senior Baker role\n",
    "prose": "The baker kneads the dough and reports to the Head of Bread.\n\n",
    "one line": "word ",
    "cells": "<td>",
    "rows of cells": "<td>a b\n",
    "tables": "<table><tr><td>a\n",
    "spans": "<td rowspan=999 colspan=60>a",
    "pipes": "|",
    "pipe rows": "| a | b |\n",
    "pipe tables": "|a|\n|-|\n",
    "tags": "<div>",
    "list tags": "<li>a",
    "angles": "<",
    "comments": "<!--",
    "stars": "*",
    "underlines": "_a",
    "ticks": "`",
    "brackets": "[",
    "links": "[a](b) ",
    "templates": "{{",
    "entities": "&amp;",
    "bold": "**a**\n",
    "rules": "---\n",
    "lines": "\n",
    "quotes": "> ",
    "nested items": "",
}
NESTED = "nested items"  # each deeper than the one above it
DEEPEST = 300


def page_of(shape: str, size: int) -> str:
    """A page of this many characters."""
    if shape == NESTED:
        steps = "".join(f"{'  ' * depth}- a\n" for depth in range(DEEPEST))
        return (steps * (size // len(steps) + 1))[:size]
    piece = SHAPES[shape]
    return (piece * (size // len(piece) + 1))[:size]
