"""Outside the feature grid: the staff of the demo organisation and its pools, as its files describe them."""

from typing import Annotated

from pydantic import Field

from app.domain.policy import Grant, Role
from app.domain.shapes import Key, Shape, Text

Handle = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]


class Brings(Shape):
    """What somebody brings to a panel."""

    languages: tuple[Key, ...] = ()
    specialties: tuple[Key, ...] = ()
    areas: tuple[Key, ...] = ()


class Staff(Shape):
    """Somebody who works there. The sign-ins of personas are shown to whoever tries the product."""

    key: Handle
    name: Text
    email: Text
    role: Role
    job_title: Text
    zone: Text
    team_page: Text
    grants: frozenset[Grant]
    persona: bool = False
    reports_to: Handle | None = None
    brings: Brings = Brings()


class DemoPool(Shape):
    """Who may hold a stage, why they need no training, and who is in training for it."""

    stage: Key
    approved: tuple[Handle, ...]
    because: Text
    training: tuple[Handle, ...] = ()
