"""Questions about messages: who is to be reminded and what was told before; what a message is written from."""

from app.queries.notifications.facts import has_booking_ahead, interviews_at, link_ends_at, names_of
from app.queries.notifications.matters import TELLS_TIME, matter_of
from app.queries.notifications.reminders import (
    ESCALATION,
    OLDEST,
    REMINDER,
    Overseer,
    Owed,
    owed_cards,
    told_before,
    waiting_about_cards,
    waits_for_card,
)
from app.queries.notifications.shapes import Invited, Matter, Meeting, Person, Place
from app.queries.notifications.troubles import MailStanding, MailTrouble, mail_standing, troubles_of

__all__ = [
    "ESCALATION",
    "OLDEST",
    "REMINDER",
    "TELLS_TIME",
    "Invited",
    "MailStanding",
    "MailTrouble",
    "Matter",
    "Meeting",
    "Overseer",
    "Owed",
    "Person",
    "Place",
    "has_booking_ahead",
    "interviews_at",
    "link_ends_at",
    "mail_standing",
    "matter_of",
    "names_of",
    "owed_cards",
    "told_before",
    "troubles_of",
    "waiting_about_cards",
    "waits_for_card",
]
