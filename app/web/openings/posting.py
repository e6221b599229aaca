"""A public page's job: what it shows, and what search engines and links to it read in its head."""

import json
from dataclasses import dataclass

from flask import current_app, url_for
from markupsafe import Markup

from app.domain.job_posting import Posted, Salary, job_posting
from app.domain.pay_sheets import PayPlace
from app.domain.places import PlaceRules
from app.domain.playbook import Playbook
from app.domain.public_opening import PublicRole, public_role
from app.gateways import translations
from app.queries.ladders import playbook_for
from app.queries.openings.pay import PublishedPay, published_pay
from app.queries.openings.places import rules_of
from app.queries.openings.public import PublicOpening
from app.web.languages import language

# Inside <script>, whatever could end it or begin markup is written as an escape of JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a public page says of one opening."""

    opening: PublicOpening
    role: PublicRole
    rules: PlaceRules
    pay: PublishedPay | None


def job_of(opening: PublicOpening) -> Job:
    """What the page says: two statements at most, and one more while its versions were never read before."""
    playbook = playbook_for(opening.digests)
    role = public_role(playbook, opening.title, specialty=opening.specialty, location=opening.location)
    rules = rules_of(opening.country)
    return Job(opening, role, rules, published_pay(pay_place(opening, playbook), rules))


def pay_place(opening: PublicOpening, playbook: Playbook) -> PayPlace:
    """What a sheet of pay has to be for, to be this opening's."""
    return PayPlace(playbook.family.key, opening.title, opening.specialty or "", opening.country)


def absolute(endpoint: str, **values: object) -> str:
    """The whole address of a page, under the name that this installation is reached by, whatever the request says."""
    base: str = current_app.config["RUNG"].base_url
    return base + url_for(endpoint, **values)  # type: ignore[arg-type] # names and numbers of a route


def data_block(job: Job, organisation: str) -> Markup:
    """What search engines read of the job, to stand in a script element; nothing in it can end the element."""
    opening = job.opening
    posted = Posted(
        id=opening.id,
        organisation=organisation,
        site_url=absolute("jobs.index"),
        url=absolute("jobs.show", opening_id=opening.id),
        place=opening.place,
        country=opening.country,
        published_at=opening.published_at,
        closes_on=opening.closes_on,
        salary=Salary(job.pay.currency, *job.pay.on_target) if job.pay else None,
    )
    said = job_posting(posted, job.role, lambda text: translations.translated(text, language()))
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(written)  # noqa: S704 - everything that means something in HTML is escaped above
