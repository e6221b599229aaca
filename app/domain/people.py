"""What an account must look like: e-mail, name, zone, team page, password."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from app.domain.errors import BadData
from app.domain.policy import Grant, Role
from app.domain.say import translatable

EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>().]+")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200


@dataclass(frozen=True, slots=True)
class Profile:
    """What an admin enters about a member of staff. `manager_id`: account of whom they report to, or None."""

    name: str
    email: str
    role: Role
    job_title: str
    zone: str
    team_page: str
    grants: frozenset[Grant]
    manager_id: int | None = None


@lru_cache(maxsize=1)
def known_zones() -> tuple[str, ...]:
    """Time zones that name a place, in alphabetical order, UTC last."""
    places = (
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/"))
    )
    return (*sorted(places), "UTC")


def normal_email(text: str) -> str:
    """The address in the form in which it is kept and compared.

    Raises:
        BadData: if it is no e-mail address.
    """
    email = text.strip().lower()
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise BadData(translatable("Enter an e-mail address, such as name@company.com."), field="email")
    return email


def name_from_email(email: str) -> str:
    """A first guess at a name: "mei.tanaka@..." is Mei Tanaka."""
    words = re.split(r"[._+-]+", email.split("@")[0])
    return " ".join(word.capitalize() for word in words if word) or email


def check_zone(zone: str) -> str:
    """The zone, if there is one of that name.

    Raises:
        BadData: for an unknown zone.
    """
    if zone not in known_zones():
        raise BadData(
            f"There is no time zone called {zone!r}. Choose one of the list, such as Europe/Berlin.", field="zone"
        )
    return zone


def check_team_page(address: str) -> str:
    """The address of somebody's page, if a link can lead there and nowhere else; empty is fine.

    Raises:
        BadData: unless it is a whole http or https address.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    plain = address.isprintable() and not any(sign in address for sign in ' "<>\\')
    if address and (parts.scheme not in {"http", "https"} or not parts.hostname or not plain or len(address) > 500):
        raise BadData("Enter a full address, such as https://company.com/team/you.", field="team_page")
    return address


def check_password(password: str) -> str:
    """The password, if it is long enough to be worth hashing.

    Raises:
        BadData: if it is too short or too long.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise BadData(f"Choose a password of at least {SHORTEST_PASSWORD} characters.", field="password")
    if len(password) > LONGEST_PASSWORD:
        raise BadData(f"Choose a password of at most {LONGEST_PASSWORD} characters.", field="password")
    return password
