"""Short ways to read the text of an invented page."""

from textwrap import dedent

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Section
from app.domain.importing.scan import scan, sections
from tests.domain.shipped import playbook


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of a page that is written here with an indent."""
    return sections(scan(dedent(text)))


def shipped_areas() -> AreaNames:
    """The focus areas that ship."""
    return AreaNames.of(playbook().competencies)
