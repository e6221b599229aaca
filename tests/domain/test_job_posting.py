"""What search engines read of a job, held against the shape that they ask for."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from itertools import product
from typing import Annotated, Any, Literal

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.domain.job_posting import Posted, Salary, description, end_of, job_posting
from app.domain.public_opening import public_role
from tests.domain.shipped import playbook

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FAMILY = playbook().family
EVERY_ROLE = tuple(
    product(
        [title.key for title in FAMILY.titles],
        [None, *(item.key for item in FAMILY.specialties)],
        [None, *(item.key for item in FAMILY.locations)],
    )
)


class Thing(BaseModel):
    """Nothing but what schema.org and the search engines know."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)  # type: ignore[pydantic-alias] # only read, never made


class Organization(Thing):
    type: Literal["Organization"] = Field(alias="@type")
    name: str
    same_as: Annotated[str, Field(pattern="^https?://")]


class Identifier(Thing):
    type: Literal["PropertyValue"] = Field(alias="@type")
    name: str
    value: str


class Country(Thing):
    type: Literal["Country"] = Field(alias="@type")
    name: str


class Address(Thing):
    type: Literal["PostalAddress"] = Field(alias="@type")
    address_locality: str
    address_country: str | None = None


class Place(Thing):
    type: Literal["Place"] = Field(alias="@type")
    address: Address


class Quantity(Thing):
    type: Literal["QuantitativeValue"] = Field(alias="@type")
    unit_text: Literal["YEAR"]
    value: int | None = None
    min_value: int | None = None
    max_value: int | None = None


class Amount(Thing):
    type: Literal["MonetaryAmount"] = Field(alias="@type")
    currency: Annotated[str, Field(min_length=3, max_length=3)]
    value: Quantity


class JobPosting(Thing):
    context: Literal["https://schema.org/"] = Field(alias="@context")
    type: Literal["JobPosting"] = Field(alias="@type")
    title: Annotated[str, Field(min_length=1)]
    description: Annotated[str, Field(min_length=100)]
    date_posted: date
    valid_through: datetime | None = None
    hiring_organization: Organization
    identifier: Identifier
    url: Annotated[str, Field(pattern="^https?://")]
    direct_apply: bool
    job_location: Place | None = None
    job_location_type: Literal["TELECOMMUTE"] | None = None
    applicant_location_requirements: Country | None = None
    base_salary: Amount | None = None


def posted(**changes: Any) -> Posted:
    values: dict[str, Any] = {
        "id": 7,
        "organisation": "Havelock Works",
        "site_url": "https://jobs.example/jobs",
        "url": "https://jobs.example/jobs/7",
        "place": "Berlin",
        "country": "DE",
        "published_at": NOW,
        "closes_on": None,
    }
    return Posted(**values | changes)


def role(title="strategic", specialty=None, location=None):
    return public_role(playbook(), title, specialty=specialty, location=location)


def read(**changes) -> JobPosting:
    return JobPosting.model_validate(job_posting(posted(**changes), role()))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)

    def handle_data(self, data):
        self.text += data


def test_every_role_has_the_shape_that_search_engines_ask_for():
    found = [JobPosting.model_validate(job_posting(posted(), role(*key))) for key in EVERY_ROLE]

    assert {each.type for each in found} == {"JobPosting"}


def test_a_job_at_a_place_names_the_place():
    address = read().job_location

    assert address is not None
    assert (address.address.address_locality, address.address.address_country) == ("Berlin", "DE")


def test_a_remote_job_names_the_country_to_live_in():
    found = read(place="remote, Japan", country="JP")

    assert (found.job_location, found.job_location_type) == (None, "TELECOMMUTE")
    assert found.applicant_location_requirements == Country.model_validate({"@type": "Country", "name": "JP"})


def test_a_job_without_a_last_day_is_valid_without_an_end():
    assert read().valid_through is None


def test_the_last_day_lasts_until_it_ends_everywhere():
    assert read(closes_on=date(2026, 3, 31)).valid_through == datetime(2026, 4, 1, 11, 59, 59, tzinfo=UTC)


def test_pay_is_left_out_where_it_is_not_published():
    assert "baseSalary" not in job_posting(posted(), role())


def test_a_range_of_pay_says_from_and_to():
    amount = read(salary=Salary("EUR", 120_000, 150_000)).base_salary

    assert amount is not None
    assert (amount.currency, amount.value.min_value, amount.value.max_value) == ("EUR", 120_000, 150_000)


def test_one_figure_of_pay_is_no_range():
    amount = read(salary=Salary("EUR", 120_000, 120_000)).base_salary

    assert amount is not None
    assert (amount.value.value, amount.value.min_value) == (120_000, None)


@given(st.text(min_size=1, max_size=60))
def test_no_text_becomes_markup_of_the_description(text):
    said = description(role(), lambda _: text)

    tags = _Tags()
    tags.feed(said)
    assert tags.found <= {"p", "ul", "li"}


def test_the_last_second_of_a_day_is_the_last_one_anywhere():
    assert end_of(date(2026, 12, 31)) == datetime(2027, 1, 1, 11, 59, 59, tzinfo=UTC)
