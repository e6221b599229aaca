"""What anybody reads of openings, and what nobody does: drafts, closed ones, those whose last day is over."""

import gzip
import json
import re
import warnings
from datetime import timedelta
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.gateways import clock
from app.models.accounts import Organisation
from app.models.openings import Opening, PaySheet
from app.queries import ladders
from tests import factories
from tests.factories.accounts import START
from tests.factories.openings import make_notice, make_opening, make_rules
from tests.page import read
from tests.statements import counted

SECRET = "Zzyzx"
YESTERDAYS = timedelta(days=2)
# What breaks out of a script element, an attribute or a tag where it isn't escaped.
HOSTILE = "</script><script>alert(1)</script><!--\"'&amp;"


def published(**values: Any) -> int:
    usual: dict[str, Any] = {"published_at": START, "country": "DE"}
    return make_opening(**usual | values).opening


def hidden() -> dict[str, int]:
    """An opening of each kind that the public may not know of."""
    over = clock.now().date() - YESTERDAYS
    found = {
        "draft": make_opening(place=SECRET).opening,
        "later": published(place=SECRET, published_at=clock.now() + timedelta(days=1)),
        "over": published(place=SECRET, closes_on=over),
        "closed": published(place=SECRET),
    }
    with factories.writing() as session:
        session.execute(update(Opening).where(Opening.id == found["closed"]).values(state="closed"))
    return found


def say(**words) -> None:
    with factories.writing() as session:
        session.add(Organisation(name="Havelock Works", created_at=START, **words))


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    made: dict[str, object] = json.loads(found.group(1))
    return made


@pytest.fixture
def job(app: Flask) -> int:
    return published(place="Lisbon", country="PT")


def test_open_jobs_stand_under_their_country(client, job):
    text = read(client, "/jobs").text

    assert "Portugal Strategic Account Executive Lisbon" in text


@pytest.mark.parametrize("wanted", ["lisbon", "portugal", "STRATEGIC lis"])
def test_jobs_are_found_by_place_and_title(client, job, wanted):
    assert f'href="/jobs/{job}"' in read(client, f"/jobs?q={wanted}").html


def test_a_search_that_finds_nothing_says_so(client, job):
    assert "No open job has “Osaka” in its title or place." in read(client, "/jobs?q=Osaka").text


@pytest.mark.usefixtures("app")
def test_without_open_jobs_the_list_says_so(client):
    assert "No job is open at the moment." in read(client, "/jobs").text


@pytest.mark.usefixtures("app", "job")
@pytest.mark.parametrize("address", ["/jobs", "/jobs?q=executive", "/sitemap.xml"])
def test_what_is_not_public_stands_in_no_list(client, address):
    hidden()

    assert SECRET not in client.get(address).text


@pytest.mark.usefixtures("app")
def test_what_is_not_public_is_in_the_sitemap_by_no_address(client, job):
    hidden()

    numbers = {int(found) for found in re.findall(r"/jobs/(\d+)</loc>", client.get("/sitemap.xml").text)}
    assert numbers == {job}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("rest", ["", "/apply", "?lang=ja"])
def test_a_job_that_is_not_public_is_nowhere(client, rest):
    answers = [client.get(f"/jobs/{number}{rest}") for number in hidden().values()]

    assert [(answer.status_code, SECRET in answer.text) for answer in answers] == [(404, False)] * 4


@pytest.mark.usefixtures("app")
def test_a_job_that_is_not_public_is_told_like_one_that_never_was(client):
    draft = hidden()["draft"]

    told = {client.get(f"/jobs/{number}").text.replace(f"/jobs/{number}", "") for number in (draft, 999999)}
    assert len(told) == 1


@pytest.mark.usefixtures("app")
def test_the_last_day_is_still_one_to_apply_on(client):
    number = published(closes_on=clock.now().date())

    assert "Apply by" in read(client, f"/jobs/{number}").text


def test_a_job_says_whom_one_meets_in_which_order(client, job):
    text = read(client, f"/jobs/{job}").text

    order = [text.index(said) for said in ("meet: Recruiter", "meet: Hiring Manager", "meet: Panel", "meet: Senior")]
    assert order == sorted(order)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("title", ["associate_strategic", "strategic", "senior_strategic", "major", "senior_major"])
def test_every_title_encourages_those_who_hesitate(client, title):
    number = published(title=title)

    assert "If you do not and are in doubt, please apply." in read(client, f"/jobs/{number}").text


def test_a_job_names_no_level_and_nobody_of_the_team(client, job):
    said = read(client, f"/jobs/{job}").html

    assert not re.search(r"\bP[3-6]\b|Person \d|example\.(com|net)", said.replace("jobs.example", ""))


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("unlocks", "said"),
    [
        ("selected", "shown to you when you are selected for the first call"),
        ("applied", "shown to you as soon as you have applied"),
        ("posting", "Ask us for it"),
    ],
)
def test_a_job_says_when_pay_is_shown(client, unlocks, said):
    make_rules("DE", unlocks_pay=unlocks)
    number = published()

    assert said in read(client, f"/jobs/{number}").text


@pytest.fixture
def paid(app: Flask) -> int:
    """A job in a country where a sheet says what it pays."""
    team = make_opening(published_at=START, country="US", place="remote, United States")
    with factories.writing() as session:
        sheet = PaySheet(family="enterprise_account_executive", title="strategic", country="US", currency="USD")
        sheet.on_target, sheet.on_target_top, sheet.base_share = 240_000, 300_000, 50
        sheet.source, sheet.as_of, sheet.made_by, sheet.made_at = "plan", START.date(), team.recruiter, START
        session.add(sheet)
    return team.opening


def test_pay_stands_on_the_page_where_the_place_asks_for_it(client, paid):
    make_rules("US", unlocks_pay="posting")

    found = read(client, f"/jobs/{paid}")

    assert "$240,000 to $300,000 a year on target" in found.text
    assert "baseSalary" in data_of(found.html)


@pytest.mark.parametrize("unlocks", ["selected", "applied"])
def test_pay_stands_nowhere_on_the_page_of_other_places(client, paid, unlocks):
    make_rules("US", unlocks_pay=unlocks)

    said = client.get(f"/jobs/{paid}").text

    assert not re.search("240,?000|300,?000|baseSalary", said)


def test_search_engines_read_the_same_job(client, job):
    found = data_of(read(client, f"/jobs/{job}").html)

    assert (found["@type"], found["title"], found["directApply"]) == ("JobPosting", "Strategic Account Executive", True)


@pytest.mark.usefixtures("app")
def test_no_text_breaks_out_of_what_search_engines_read(client):
    number = published(place=HOSTILE)
    say(about=HOSTILE)

    html = client.get(f"/jobs/{number}").text

    assert "alert(1)</script>" not in html
    assert data_of(html)["jobLocation"] == {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": HOSTILE, "addressCountry": "DE"},
    }


def test_a_job_has_one_address_and_one_for_each_language(client, job):
    html = client.get(f"/jobs/{job}?lang=ja&from=elsewhere").text

    base = f"http://localhost/jobs/{job}"
    found = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))
    assert found == {"en": f"{base}?lang=en", "ja": f"{base}?lang=ja", "x-default": base}
    assert f'<link rel="canonical" href="{base}?lang=ja">' in html


def test_the_address_is_the_installations_own_whatever_the_request_says(client, job):
    html = client.get(f"/jobs/{job}", headers={"Host": "evil.example"}).text

    assert "evil.example" not in html


@pytest.mark.usefixtures("app")
def test_search_engines_may_read_jobs_and_the_notice_alone(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert "Disallow: /" in lines
    assert [line for line in lines if line.startswith("Allow")] == [
        "Allow: /jobs",
        "Allow: /privacy",
        "Allow: /sitemap.xml",
        "Allow: /static/",
    ]


@pytest.mark.usefixtures("app")
def test_the_shipped_notice_holds_until_another_is_published(client):
    before = read(client, "/privacy").text

    make_notice("We keep nothing at all.")

    assert ("How we decide" in before, read(client, "/privacy").text.count("We keep nothing at all.")) == (True, 1)


@pytest.mark.usefixtures("app")
def test_an_earlier_notice_can_still_be_read(client):
    first = make_notice("We kept your CV.")
    make_notice("We keep nothing at all.")

    assert "We kept your CV." in read(client, f"/privacy/{first}").text


@pytest.mark.usefixtures("app")
def test_pages_say_who_we_are_and_whom_to_write_to(client):
    say(about="We make locks.\n\nAnd keys.", writes_to="data@havelock.example")
    number = published()

    found = [read(client, address) for address in ("/jobs", f"/jobs/{number}")]

    assert all("<p>And keys.</p>" in each.html for each in found)
    assert 'href="mailto:data@havelock.example"' in read(client, "/privacy").html


ADDRESSES = ("/jobs", "/jobs?q=nowhere", "/jobs/{job}", "/privacy", "/privacy/{notice}")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_public_pages_are_html_without_a_fault(client, job, language):
    say(about="A & B")
    parser = html5lib.HTMLParser(strict=True)
    notice = make_notice()

    for address in ADDRESSES:
        html = client.get(address.format(job=job, notice=notice), headers={"Accept-Language": language}).text
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parser.parse(html)

        assert f'<html lang="{language}">' in html


def sent(client: FlaskClient, path: str) -> int:
    """How many bytes go over the wire."""
    with client.get(path) as answer:
        return len(gzip.compress(answer.data))


@pytest.fixture
def longest(app: Flask) -> int:
    return published(title="senior_strategic", specialty="intel", location="japan", country="JP", place="remote, Japan")


def test_the_longest_job_is_short_to_read_even_for_a_machine(client, longest):
    assert len(client.get(f"/jobs/{longest}").data) <= 20_000


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_job_and_all_that_it_is_drawn_with_is_light(client, longest, language):
    paths = (f"/jobs/{longest}?lang={language}", "/static/base.css", "/static/icons.svg")

    assert sum(sent(client, path) for path in paths) <= 30_000


def test_a_job_costs_four_statements(app, client, job):
    with app.app_context():
        ladders.playbook_of(job)  # read once in each process

    with counted(app) as seen:
        client.get(f"/jobs/{job}")

    assert len(seen) <= 4


@pytest.mark.usefixtures("app")
def test_a_search_stays_when_the_language_changes(client):
    page = client.get("/jobs?q=new+york&lang=en").text

    assert 'href="/jobs?q=new+york&amp;lang=ja"' in page


@pytest.mark.usefixtures("app")
def test_a_job_that_is_gone_is_told_in_the_language_of_the_page(client):
    answer = client.get("/jobs/999999?lang=ja")

    assert (answer.status_code, "この求人は見つかりません" in answer.text, "Error" in answer.text) == (404, True, False)
