"""Places that add requirements, with the zone of a country that has one."""

from zoneinfo import available_timezones

from app.domain.importing import locations as module
from app.domain.importing.keys import Keys
from app.domain.importing.locations import locations
from tests.domain.importing.reading import blocks_of


def test_each_place_has_its_requirements_and_its_zone():
    found = locations(
        blocks_of("""
            ### Location Specific Requirements

            #### Japan

            - Reside in Japan
            - Fluent in Japanese and English

            #### Canada Only

            - Reside in Canada
            """),
        Keys(),
    )

    japan, canada = found.content
    assert (japan["name"], japan["zone"], len(japan["requirements"])) == ("Japan", "Asia/Tokyo", 2)
    assert [item["kinds"] for item in japan["requirements"]] == [["residence"], ["language"]]
    assert (canada["name"], canada["zone"], len(canada["requirements"])) == ("Canada", None, 1)
    assert [flag.code for flag in found.flags] == ["unknown_zone"]


def test_places_may_be_bold_words_or_none_at_all():
    found = locations(
        blocks_of("""
            ## Location Specific Requirements

            - Has a desk

            **AMER Specific Requirements**

            - Works in the morning
            """),
        Keys(),
    )

    assert [place["name"] for place in found.content] == ["All locations", "AMER"]


def test_words_of_a_place_are_kept_and_labels_are_no_requirements():
    found = locations(
        blocks_of("""
            ## Location Specific Requirements

            ### Japan

            Bakers in Japan begin early.

            - Additional requirements:
            - Extends the Baker requirements
            - Please see the page of Japan

            ### Japan

            - Reside in Japan

            The confidence gap exists. Apply all the same.
            """),
        Keys(),
    )

    first, second = found.content
    assert (first["key"], first["requirements"]) == ("japan", [])
    assert first["summary"] == "Bakers in Japan begin early.\nPlease see the page of Japan"
    assert (second["key"], "summary" in second) == ("japan_2", False)


def test_every_zone_exists():
    assert set(module._ZONES.values()) <= available_timezones()
