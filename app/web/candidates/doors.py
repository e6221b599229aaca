"""What a candidate can go to from one of their applications: each page adds its own line here."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.say import translatable
from app.domain.states import State
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


def _was_met(application: MyApplication) -> bool:
    return application.was_met


def _asks_surveys(application: MyApplication) -> bool:
    return application.was_met and application.asks_surveys


def _is_declined(application: MyApplication) -> bool:
    return application.state is State.DECLINED


def _has_letter(application: MyApplication) -> bool:
    return application.has_letter


DOORS: tuple[Door, ...] = (
    Door("portal.materials", translatable("What to prepare"), under_way),
    Door("portal.letter", translatable("What stood out, and what may help you next"), _has_letter),
    Door("portal.review", translatable("Ask a person to look again"), _is_declined),
    Door("portal.receipt", translatable("What you were assessed in"), _was_met),
    Door("portal.surveys", translatable("Say how it was"), _asks_surveys),
    Door("portal.adjustment", translatable("Ask for something to be arranged differently"), under_way),
    Door("portal.identify", translatable("About you: voluntary questions"), _asks_about_me),
    Door("portal.pay", translatable("What the job pays"), always),
)


def doors_of(application: MyApplication) -> tuple[Door, ...]:
    """The pages that this application has now, in their order."""
    return tuple(door for door in DOORS if door.is_open(application))
