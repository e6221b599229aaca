"""What somebody sends who applies: about themselves, their answers, figures that show a requirement, and links."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.application_question import LONGEST_ANSWER, ApplicationQuestion
from app.domain.candidate import Person
from app.domain.countries import COUNTRIES
from app.domain.errors import BadData
from app.domain.finding import EARLIEST_YEAR, LARGEST_AMOUNT
from app.domain.people import EMAIL, known_zones
from app.domain.say import say

LINKS, LINK_LENGTH = 3, 300
SOURCE_LENGTH, CLAIM_LENGTH, PHONE_LENGTH, MOST_TIMES, LONGEST_NUMBER = 200, 1_000, 40, 10_000, 15
LIMITS: Mapping[str, int] = {
    "name": 200,
    "preferred_name": 200,
    "pronunciation": 200,
    "pronouns": 60,
    "place": 120,
    "source": SOURCE_LENGTH,
    "referrer": SOURCE_LENGTH,
}
_PHONE = re.compile(r"\+?[0-9 ()./-]+")
# Mails begin with these: nobody can let us send strangers a link of theirs.
_IN_MAILS, _WEB = {"name", "preferred_name"}, re.compile(r"://|www\.", re.IGNORECASE)
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says of one requirement. Amounts in whole units of the currency; `times` is a count."""

    requirement: str
    text: str = ""
    amount: int | None = None
    currency: str | None = None
    year: int | None = None
    times: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not self.text and self.amount is None and self.year is None and self.times is None

    def check(self, *, this_year: int) -> "Claim":
        """Itself, if every figure can be one.

        Raises:
            BadData: naming the figure: text, amount, currency, year or times.
        """
        if len(self.text) > CLAIM_LENGTH:
            raise BadData(say("Keep this to {limit} characters.", limit=f"{CLAIM_LENGTH:,}"), field="text")
        if self.amount is not None and not 0 <= self.amount <= LARGEST_AMOUNT:
            raise BadData(say("Enter the amount as a whole number, without a sign."), field="amount")
        if self.amount is not None and not self.currency:
            raise BadData(say("Say which currency the amount is in, such as USD or JPY."), field="currency")
        if self.currency and not _CURRENCY.fullmatch(self.currency):
            raise BadData(say("Enter the currency by its three letters, such as USD or JPY."), field="currency")
        if self.year is not None and not EARLIEST_YEAR <= self.year <= this_year:
            raise BadData(
                say("Enter a year from {first} to {last}.", first=str(EARLIEST_YEAR), last=str(this_year)), field="year"
            )
        if self.times is not None and not 0 <= self.times <= MOST_TIMES:
            raise BadData(say("Enter how many as a whole number, without a sign."), field="times")
        return self


@dataclass(frozen=True, slots=True)
class Sent:
    """An application as it was sent. `answers` are key and text; `language` is the one that the page was read in."""

    person: Person
    email: str
    preferred_name: str = ""
    phone: str = ""
    country: str = ""
    links: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    source: str = ""
    referrer: str = ""
    language: str = "en"


def checked_line(text: str, field: str) -> str:
    """A line without space around it, if it is short enough, and leads nowhere where it stands in mails.

    Raises:
        BadData: naming the field.
    """
    kept = text.strip()
    if len(kept) > LIMITS[field]:
        raise BadData(say("Keep this to {limit} characters.", limit=str(LIMITS[field])), field=field)
    if field in _IN_MAILS and _WEB.search(kept):
        raise BadData(say("Enter it without an address of a web page: links have fields of their own."), field=field)
    return kept


def checked_name(text: str) -> str:
    """The name, which has to be there.

    Raises:
        BadData: if it is missing or too long.
    """
    if not text.strip():
        raise BadData(say("Enter your name."), field="name")
    return checked_line(text, "name")


def whole_number(text: str) -> int | None:
    """A whole number as people type it, with commas, spaces or full-width digits; None for nothing.

    Raises:
        BadData: if it is none.
    """
    kept = re.sub(r"[\s,.'’_]", "", unicodedata.normalize("NFKC", text))
    if not kept:
        return None
    if not kept.isdecimal() or not kept.isascii() or len(kept) > LONGEST_NUMBER:
        raise BadData(say("Enter a whole number in digits, such as 1,200,000."))
    return int(kept)


def checked_email(text: str) -> str:
    """The address in the form in which it is kept and compared.

    Raises:
        BadData: if it is no e-mail address.
    """
    email = text.strip().lower()
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise BadData(say("Enter your e-mail address, such as name@company.com."), field="email")
    return email


def checked_phone(text: str) -> str:
    """A telephone number as it was typed, if it can be one; nothing is fine.

    Raises:
        BadData: otherwise.
    """
    kept = " ".join(text.split())
    digits = sum(sign.isdigit() for sign in kept)
    if kept and (len(kept) > PHONE_LENGTH or not _PHONE.fullmatch(kept) or not 5 <= digits <= 15):
        raise BadData(say("Enter the number with its country code, such as +81 90 1234 5678."), field="phone")
    return kept


def checked_country(code: str) -> str:
    """A country by its two letters.

    Raises:
        BadData: for none, or one that is not known.
    """
    if code not in COUNTRIES:
        raise BadData(say("Choose the country where you live."), field="country")
    return code


def checked_zone(zone: str) -> str:
    """A time zone that is known.

    Raises:
        BadData: for none, or one that is not known.
    """
    if zone not in known_zones():
        raise BadData(say("Choose your time zone, so that times are told to you on your clock."), field="zone")
    return zone


def checked_link(text: str, field: str) -> str:
    """An address that begins with https and leads to one place on the web; nothing is fine.

    Raises:
        BadData: otherwise. What hides where it leads is refused as well: a name and password before the host.
    """
    kept = text.strip()
    if kept and not is_safe_link(kept):
        raise BadData(say("Enter a full address that begins with https://, or leave this empty."), field=field)
    return kept


def is_safe_link(address: str) -> bool:
    """Whether a link may lead there."""
    try:
        parts = urlsplit(address)
        host, names = parts.hostname or "", parts.username or parts.password or parts.port
    except ValueError:
        return False
    is_plain = address.isascii() and address.isprintable() and not any(sign in address for sign in " \"'<>\\`{}|^")
    return parts.scheme == "https" and "." in host and names is None and is_plain and len(address) <= LINK_LENGTH


def checked_answer(question: ApplicationQuestion, text: str) -> str:
    """An answer without space around it.

    Raises:
        BadData: if it is too long, or missing where it is needed.
    """
    kept = text.strip()
    if question.is_required and not kept:
        raise BadData(say("Answer this question; a sentence is enough."))
    if len(kept) > LONGEST_ANSWER:
        raise BadData(say("Keep the answer to {limit} characters.", limit=f"{LONGEST_ANSWER:,}"))
    return kept
