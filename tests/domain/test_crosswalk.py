"""The crosswalk: house judgement about which title lies nearest to a level."""

from app.domain.crosswalk import Crosswalk
from tests.domain.shipped import playbook


def crosswalk() -> Crosswalk:
    found = playbook().crosswalk
    assert found is not None
    return found


def test_the_shipped_mapping_is_house_judgement_and_says_so():
    mapping = {item.title: item.level for item in crosswalk().titles}

    assert mapping == {
        "associate_strategic": "P3",
        "strategic": "P4",
        "senior_strategic": "P5",
        "major": "P5",
        "senior_major": "P6",
    }
    assert crosswalk().basis == "house judgement"
    assert crosswalk().enabled


def test_the_nearest_title_is_one_of_the_openings_own_track():
    strategic, major = ("associate_strategic", "strategic", "senior_strategic"), ("major", "senior_major")

    assert crosswalk().title_at("P5", strategic) == "senior_strategic"
    assert crosswalk().title_at("P5", major) == "major"


def test_a_level_without_a_title_on_the_track_has_no_nearest_one():
    assert crosswalk().title_at("P3", ("major", "senior_major")) is None
    assert crosswalk().title_at("P6", ("associate_strategic", "strategic", "senior_strategic")) is None


def test_a_mapping_that_is_turned_off_names_no_title():
    off = crosswalk().model_copy(update={"enabled": False})

    assert off.title_at("P4", ("strategic",)) is None
