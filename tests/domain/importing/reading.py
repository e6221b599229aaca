"""Short ways to read the text of an invented page."""

from textwrap import dedent

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Block
from app.domain.importing.scan import scan
from tests.domain.shipped import playbook


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a page that is written in a test with an indent."""
    return scan(dedent(text))


def shipped_areas() -> AreaNames:
    """The focus areas that ship."""
    return AreaNames.of(playbook().competencies)
