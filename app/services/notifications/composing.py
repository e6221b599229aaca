"""Writing one message of the outbox at the moment it is sent: is it still true, in which words, with what attached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, NotFound
from app.domain.mail_footers import how_to_stop, why
from app.domain.mail_kinds import KINDS, MailKind
from app.domain.mail_texts import MailText, Written, write
from app.domain.scheduling_rules import LANGUAGES
from app.gateways import calendar, signatures
from app.gateways.mail import Letter, message_id_of
from app.gateways.mail_texts import shipped
from app.models.notifications import MailTemplate
from app.queries.notifications import Matter, matter_of
from app.queries.scheduling.calendar_entries import entry_of_candidate, entry_of_interviewer
from app.services.notifications.portal_links import LINK_MAIL, addressed, make_link
from app.services.notifications.rechecks import text_of, why_not
from app.services.notifications.values import settings, values_of

UNSUBSCRIBE = "mails of a kind"
# Messages that a calendar understands, by their text: those that put the entry there, and those that take it away.
_INVITES = {
    *("candidate_booked", "candidate_moved", "candidate_restored", "candidate_clock_changed"),
    *("interview_booked", "interview_moved", "interview_restored", "clock_changed", "interviewer_joined"),
}
_ENDS = {"candidate_cancelled", "interview_cancelled", "interview_missed", "interviewer_left", "interviewer_released"}
# Links that work a single time; without them there is nothing to send.
ONCE = ("set_link", "enter_link", "address_link")
_MUTED_BY = {"hold_wakes": 1, "candidate_waits": 2}


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why a message is not sent at all, in a few words."""

    reason: str


def compose(message_id: int, now: datetime) -> Letter | Dropped:
    """The letter of a message, from what holds at this instant: a dozen statements at most.

    A link into a candidate's pages is made here, since it holds from here on.

    Args:
        message_id: a row of the outbox.
        now: this instant.

    Returns:
        the letter, or why it is not to be sent: what it tells of was changed meanwhile, or its reader may not or does
        not want to read it.

    Raises:
        NotFound: if there is no such message.
        BadData: if a token of its text has no value.
    """
    matter = matter_of(message_id)
    if matter.kind == LINK_MAIL:
        missing = make_link(message_id, now)
        if missing:
            return Dropped(missing)
        matter = matter_of(message_id)
    matter = addressed(matter, now)
    reason = why_not(matter, now)
    return Dropped(reason) if reason is not None else _written(matter, now)


def as_it_reads(message_id: int, now: datetime) -> tuple[Letter | None, str]:
    """A message for whoever looks at it, whether or not it is still true.

    Returns:
        the letter, if it can be written at all; and why it would not be sent now, or nothing.
    """
    matter = addressed(matter_of(message_id), now)
    reason = why_not(matter, now) or ""
    try:
        found = _written(matter, now)
    except BadData as error:
        return None, reason or error.message
    return (found, reason) if isinstance(found, Letter) else (None, reason or found.reason)


def _written(matter: Matter, now: datetime) -> Letter | Dropped:
    text = text_of(matter)
    if text not in KINDS:
        return Dropped("no such text")
    values = values_of(matter, text, now)
    if any(name in KINDS[text].tokens and name not in values for name in ONCE):
        return Dropped("link was used")
    language = matter.reader.language if matter.reader.language in LANGUAGES else "en"
    written = write(template_of(text, language), values, language=language)
    return _letter(matter, KINDS[text], written, language=language)


def template_of(kind: str, language: str) -> MailText:
    """The organisation's own text, else the shipped one: one statement."""
    statement = select(MailTemplate.subject, MailTemplate.body)
    row = db.session.execute(statement.where(MailTemplate.kind == kind, MailTemplate.language == language)).first()
    return MailText(row.subject, row.body) if row is not None else shipped(kind, language)


def as_html(written: Written, *, organisation: str, footer: tuple[str, ...], stop: str, language: str) -> str:
    """The letter's other part: the same words, laid out; whatever stands in them is escaped."""
    page = current_app.jinja_env.get_template("email/letter.html")
    return page.render(written=written, organisation=organisation, footer=footer, stop=stop, language=language)


def stop_address(account_id: int, kind: str) -> str:
    """Where one person turns off one kind of message, without signing in; empty where nobody can do without it."""
    number = _MUTED_BY.get(kind)
    if number is None:
        return ""
    token = signatures.sign(settings().secret_key, UNSUBSCRIBE, [account_id, number])
    return f"{settings().base_url}/unsubscribe/{token}"


def stopped_by(token: str) -> tuple[int, str]:
    """Whose link that is, and to which kind of message.

    Raises:
        NotFound: if we did not sign it for this.
    """
    said = signatures.read(settings().secret_key, UNSUBSCRIBE, token)
    kinds: Mapping[int, str] = {number: kind for kind, number in _MUTED_BY.items()}
    if said is None or len(said) != 2 or said[1] not in kinds:
        raise NotFound("This link may be cut off. Use the link in the latest mail, or your account page.")
    return said[0], kinds[said[1]]


def _letter(matter: Matter, kind: MailKind, written: Written, *, language: str) -> Letter:
    reader = matter.reader
    reason = why(kind, organisation=matter.organisation, language=language)
    stop = stop_address(reader.account_id, kind.key) if reader.account_id is not None and kind.can_be_muted else ""
    footer = (reason, how_to_stop(language)) if stop else (reason,)
    below = "\n".join((*footer, stop) if stop else footer)
    attached, method = _attached(matter, kind.key)
    return Letter(
        to_name=reader.name,
        to_address=reader.address,
        subject=written.subject,
        text=f"{written.text}\n\n-- \n{below}\n",
        html=as_html(written, organisation=matter.organisation, footer=footer, stop=stop, language=language),
        message_id=message_id_of(settings(), matter.id, matter.created_at),
        headers=_headers(stop, language),
        calendar=attached,
        method=method,
    )


def _headers(stop: str, language: str) -> tuple[tuple[str, str], ...]:
    told = (("Content-Language", language),)
    if not stop:
        return told
    return (*told, ("List-Unsubscribe", f"<{stop}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))


def _attached(matter: Matter, text: str) -> tuple[bytes | None, str]:
    """The calendar's part: what puts the entry there or changes it, what takes it away, or nothing."""
    ends = text in _ENDS
    number = matter.meeting.id if matter.meeting is not None else None
    if text == "application_declined_booked":
        ends, number = True, int(matter.data["cancelled"].split()[0])
    if number is None or not (ends or text in _INVITES):
        return None, ""
    if matter.reader.account_id is None:
        event = entry_of_candidate(number, changed_at=matter.created_at)
    else:
        event = entry_of_interviewer(number, matter.reader.account_id, changed_at=matter.created_at)
    if event is None or event.is_cancelled is not ends:
        return None, ""
    return (calendar.cancel(event), "CANCEL") if ends else (calendar.request(event), "REQUEST")
