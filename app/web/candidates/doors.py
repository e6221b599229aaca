"""What a candidate can go to from one of their applications: each page adds its own line here."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.say import translatable
from app.queries.candidates import MyApplication

Condition = Callable[[MyApplication], bool]


@dataclass(frozen=True, slots=True)
class Door:
    """A page of one application, `endpoint` with its number, what the link to it says, and when it is there."""

    endpoint: str
    label: str
    is_open: Condition


def always(_application: MyApplication) -> bool:
    """Whatever has become of it."""
    return True


def under_way(application: MyApplication) -> bool:
    """As long as anything is still to come."""
    return application.is_open


def _asks_about_me(application: MyApplication) -> bool:
    return application.asks_about_me


DOORS: tuple[Door, ...] = (Door("portal.identify", translatable("About you: voluntary questions"), _asks_about_me),)


def doors_of(application: MyApplication) -> tuple[Door, ...]:
    """The pages that this application has now, in their order."""
    return tuple(door for door in DOORS if door.is_open(application))
