"""The mail of a decline as it would read, before anybody has declined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.mail_kinds import KINDS
from app.domain.mail_texts import Written, write
from app.domain.scheduling_rules import LANGUAGES
from app.queries.notifications.previews import decline_matter
from app.services.notifications.composing import template_of
from app.services.notifications.rechecks import text_of
from app.services.notifications.values import values_of


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail that is not queued yet: to whom, in which language, and how it reads.

    `zone` is the candidate's.
    """

    name: str
    address: str
    zone: str
    language: str
    language_name: str
    written: Written


def decline_preview(application_id: int, *, cancelled: Sequence[int], now: datetime) -> Preview:
    """The mail as it would be written at this instant: four statements at most.

    Args:
        application_id: whose candidate reads it.
        cancelled: the interviews that the decline calls off.
        now: this instant.

    Raises:
        NotFound: if there is no such application.
        BadData: if a token of the organisation's own text has no value.
    """
    matter = decline_matter(application_id, cancelled=cancelled, now=now)
    text, reader = text_of(matter), matter.reader
    language = reader.language if reader.language in LANGUAGES else "en"
    written = write(template_of(KINDS[text].key, language), values_of(matter, text, now), language=language)
    return Preview(reader.name, reader.address, reader.zone, language, LANGUAGES[language], written)
