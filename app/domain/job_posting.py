"""What search engines read of a job: a JobPosting in the words of schema.org, as a mapping to be written as JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

from app.domain.public_opening import LAST_ZONE, PublicRole, is_remote

Json = Mapping[str, object]
Told = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Salary:
    """What the place's rules let the public read: whole units of a currency, such as EUR, in a year."""

    currency: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Posted:
    """One opening as it stands on its public page; `country` is two letters or empty, `url` the page's own address."""

    id: int
    organisation: str
    site_url: str
    url: str
    place: str
    country: str
    published_at: datetime
    closes_on: date | None
    salary: Salary | None = None


def job_posting(posted: Posted, role: PublicRole, told: Told = str) -> Json:
    """The posting of one opening.

    Args:
        posted: what is particular to the opening.
        role: what the title asks and does.
        told: says a text of the family in the language of the page.

    Returns:
        names and values of schema.org's JobPosting. The description is HTML, with everything that isn't markup of
        ours escaped. What is not known, such as the type of employment, is left out rather than guessed.
    """
    owner = {"@type": "Organization", "name": posted.organisation, "sameAs": posted.site_url}
    found: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": told(role.title),
        "description": description(role, told),
        "datePosted": posted.published_at.astimezone(UTC).date().isoformat(),
        "hiringOrganization": owner,
        "identifier": {"@type": "PropertyValue", "name": posted.organisation, "value": str(posted.id)},
        "url": posted.url,
        "directApply": True,
    }
    if posted.closes_on is not None:
        found["validThrough"] = end_of(posted.closes_on).isoformat()
    if posted.salary is not None:
        found["baseSalary"] = _salary(posted.salary)
    return found | _where(posted)


def description(role: PublicRole, told: Told = str) -> str:
    """The page's text as HTML: the summary, what the role does, what it asks, how it is chosen for."""
    blocks = [
        _paragraph(told(role.summary)),
        _list(map(told, (*role.duties, *role.inherited))),
        _list(map(told, role.asked.everything)),
        _paragraph(told(role.confidence)),
        _list(f"{told(meeting.name)}: {told(meeting.meets)}, {meeting.minutes} min" for meeting in role.meetings),
    ]
    return "".join(blocks)


def end_of(day: date) -> datetime:
    """The last second of a day, where it ends last on earth."""
    return datetime.combine(day, time(23, 59, 59), UTC) + LAST_ZONE


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _list(lines: Iterable[str]) -> str:
    said = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{said}</ul>" if said else ""


def _salary(salary: Salary) -> Json:
    amount: dict[str, object] = {"@type": "QuantitativeValue", "unitText": "YEAR"}
    if salary.least == salary.most:
        amount["value"] = salary.least
    else:
        amount |= {"minValue": salary.least, "maxValue": salary.most}
    return {"@type": "MonetaryAmount", "currency": salary.currency, "value": amount}


def _where(posted: Posted) -> dict[str, object]:
    """A place to go to, or the country that somebody who works from afar has to be in."""
    country = {"@type": "Country", "name": posted.country}
    if not is_remote(posted.place):
        address = {"@type": "PostalAddress", "addressLocality": posted.place}
        address |= {"addressCountry": posted.country} if posted.country else {}
        return {"jobLocation": {"@type": "Place", "address": address}}
    found: dict[str, object] = {"jobLocationType": "TELECOMMUTE"}
    return found | ({"applicantLocationRequirements": country} if posted.country else {})
