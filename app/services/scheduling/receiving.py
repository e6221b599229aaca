"""Taking in a mail: the answer of a calendar is kept, a message that came back is noted, anything else left alone."""

from datetime import datetime

from app.domain.errors import BadData
from app.gateways.calendar import read_reply
from app.gateways.inbound import read_message
from app.services.notifications.sending import bounced
from app.services.scheduling.replies import record_reply

LEFT_ALONE = "Left alone: {}"
NEITHER = "neither an answer of a calendar nor a message of ours that came back."


def receive(raw: bytes, now: datetime) -> str:
    """Read one mail and do what it asks, once however often it comes.

    Args:
        raw: the message as the mail server hands it over.
        now: this instant.

    Returns:
        one sentence about what was done, without a word of the mail. A mail that can't be read, or has nothing to do
        with us, changes nothing and is no error.

    Raises:
        Conflict: if the database was busy for too long; the mail server hands it over again.
    """
    try:
        found = read_message(raw)
    except BadData as error:
        return LEFT_ALONE.format(error.message)
    if found.bounce is not None:
        why = f"It came back: {found.bounce.why}"
        return "Noted that a message came back." if bounced(found.bounce.message_id, why, now) else _foreign()
    return _answered(found.calendars, now)


def _foreign() -> str:
    return LEFT_ALONE.format("what came back is no message of ours, or was noted before.")


def _answered(calendars: tuple[bytes, ...], now: datetime) -> str:
    """Keep the first answer that can be read; mails often hold the same one twice."""
    refusal = NEITHER
    for text in calendars:
        try:
            reply = read_reply(text)
            is_new = record_reply(reply.uid, reply.answer, reply.sequence, now)
        except BadData as error:
            refusal = error.message
            continue
        return "An answer was kept." if is_new else "An answer that changes nothing was read."
    return LEFT_ALONE.format(refusal)
