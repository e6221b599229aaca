"""Public holidays: the days of known countries and regions in English, and what the table does not know is refused."""

import json
import subprocess
import sys
from datetime import date

import pytest

from app.domain.countries import COUNTRIES, LONGEST_REGION, REGIONS
from app.domain.errors import BadData
from app.domain.working_hours import Holiday
from app.gateways.holidays import countries, public_holidays, regions
from tests.architecture.source import ROOT


def days_and_months(*texts: str) -> list[date]:
    return [date(2026, int(text[3:]), int(text[:2])) for text in texts]


def test_the_holidays_of_germany_in_2026_have_english_names():
    found = public_holidays("DE", 2026)

    assert [holiday.day for holiday in found] == days_and_months(
        "01.01", "03.04", "06.04", "01.05", "14.05", "25.05", "03.10", "25.12", "26.12"
    )
    assert Holiday(date(2026, 10, 3), "German Unity Day") in found
    assert all(holiday.name.isascii() for holiday in found)


def test_a_region_has_those_of_its_country_and_its_own():
    added = set(public_holidays("DE", 2026, region="BE")) - set(public_holidays("DE", 2026))

    assert [holiday.day for holiday in added] == days_and_months("08.03")


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("JP", date(2026, 11, 3)),
        ("jp", date(2026, 5, 6)),  # kept later, because the day itself was a Sunday
        ("US", date(2026, 11, 26)),
        ("AU", date(2026, 4, 6)),
        (" GB ", date(2026, 4, 3)),
    ],
)
def test_holidays_of_other_countries_are_known_by_their_codes(country, day):
    assert day in {holiday.day for holiday in public_holidays(country, 2026)}


def test_days_are_in_order_one_entry_each_and_of_that_year():
    for country in ("JP", "IN", "CN", "US"):
        days = [holiday.day for holiday in public_holidays(country, 2027)]
        assert days == sorted(set(days))
        assert {day.year for day in days} == {2027}


def test_countries_are_named_in_words():
    known = countries()

    assert (known["DE"], known["NZ"], known["JP"]) == ("Germany", "New Zealand", "Japan")
    assert list(known.values()) == sorted(known.values())
    assert len(known) > 200


def test_regions_are_listed_by_their_codes():
    assert {"BE", "BY", "NW"} <= set(regions("DE"))
    assert regions("JP") == ()


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"country": "XX"}, "country", "“XX” is no code of a country. Enter its two letters, such as DE for Germany."),
        ({"country": "germany"}, "country", "“germany” is no code of a country. Germany is DE."),
        ({"country": ""}, "country", "“” is no code of a country."),
        ({"region": "XX"}, "region", "“XX” is no region of Germany with holidays of its own. Known are: "),
        ({"country": "JP", "region": "13"}, "region", "Known are: none."),
        ({"year": 1989}, "year", "Holidays are known from 1990 to 2099."),
        ({"year": 2100}, "year", "Choose a year among them."),
    ],
)
def test_what_the_table_does_not_know_is_refused_at_its_field(given, field, sentence):
    wanted = {"country": "DE", "year": 2026, "region": ""} | given

    with pytest.raises(BadData) as refused:
        public_holidays(wanted["country"], wanted["year"], region=wanted["region"])

    assert refused.value.field == field
    assert sentence in refused.value.message


def test_the_table_is_loaded_only_when_somebody_asks():
    program = "import json, sys, app.gateways.holidays; print(json.dumps('holidays' in sys.modules))"

    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert json.loads(answer.stdout) is False


def test_pages_offer_the_countries_and_regions_of_the_table():
    found = {code: regions(code) for code in countries()}
    fitting = {
        code: tuple(region for region in known if len(region) <= LONGEST_REGION) for code, known in found.items()
    }

    assert list(COUNTRIES.items()) == list(countries().items())
    assert {code: known for code, known in fitting.items() if known} == REGIONS
