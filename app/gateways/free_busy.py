"""Asks a calendar server (CalDAV) when somebody is busy: an extra of the installation, loaded when it is first used."""

from importlib import import_module
from urllib.parse import quote

from app.config import Settings
from app.domain.errors import BadData
from app.domain.spans import Span

WAIT_SECONDS = 10
MISSING = (
    "The calendar server can't be asked: this installation lacks the extra for CalDAV. Ask an admin to install it."
)
NO_ANSWER = "The calendar server gave no answer for your e-mail address. We try again; ask an admin if it stays so."


def ask(settings: Settings, email: str, window: Span) -> bytes:
    """The busy times of one person, as a calendar file that names nothing else.

    Args:
        settings: where the server is; `{email}` in its address stands for the person's.
        email: whose calendar.
        window: within which time.

    Raises:
        BadData: with a sentence for the person, when the server can't be asked or gives no answer.
    """
    if not settings.caldav_url:
        raise BadData("No calendar server is set up here. Give the address of your calendar instead.", field="kind")
    try:
        library = import_module("caldav")
    except ImportError:
        raise BadData(MISSING, field="kind") from None
    address = settings.caldav_url.replace("{email}", quote(email, safe="@"))
    login = {"username": settings.caldav_user or None, "password": settings.caldav_password or None}
    try:
        with library.DAVClient(address, timeout=WAIT_SECONDS, **login) as client:
            found = client.calendar(url=address).freebusy_request(window.starts_at, window.ends_at)
            return str(found.data).encode()
    # The library passes on whatever goes wrong below it; nothing of that is for the person to read.
    except Exception as error:
        raise BadData(NO_ANSWER, field="kind") from error
