"""What the public reads of every title, with every specialty and location."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from app.domain.public_opening import day_everywhere, is_remote, matches, public_role
from tests.domain.shipped import playbook

FAMILY = playbook().family
EVERY_ROLE = tuple(
    product(
        [title.key for title in FAMILY.titles],
        [None, *(specialty.key for specialty in FAMILY.specialties)],
        [None, *(location.key for location in FAMILY.locations)],
    )
)


def shown(title, specialty, location):
    return public_role(playbook(), title, specialty=specialty, location=location)


def asked_of(title, specialty, location):
    return FAMILY.requirements_of(title, specialty=specialty, location=location)


def test_every_combination_is_tried():
    assert len(EVERY_ROLE) == 90


def breaking(is_right) -> list[tuple[str, str | None, str | None]]:
    """The roles of which something does not hold."""
    return [key for key in EVERY_ROLE if not is_right(shown(*key), asked_of(*key))]


def test_the_page_asks_exactly_what_the_role_asks():
    assert not breaking(
        lambda role, asked: sorted(role.asked.everything) == sorted(item.requirement.text for item in asked)
    )


def test_what_is_met_or_not_stands_apart_from_what_is_rated():
    assert not breaking(
        lambda role, asked: (
            role.asked.gates == tuple(item.requirement.text for item in asked if item.requirement.is_gate)
        )
    )


def test_what_is_preferred_is_never_told_as_needed():
    assert not breaking(
        lambda role, asked: (
            role.asked.welcome
            == tuple(item.requirement.text for item in asked if item.requirement.strength == "preferred")
        )
    )


def test_every_title_says_that_nobody_has_to_match_every_line():
    assert not breaking(lambda role, _asked: role.confidence == FAMILY.confidence_statement)


def test_the_page_does_what_the_role_does():
    found = {title.key: FAMILY.responsibilities_of(title.key) for title in FAMILY.titles}

    told = {key: (role.duties, role.inherited) for key in found for role in (shown(key, None, None),)}

    assert {key: sorted((*own, *more)) for key, (own, more) in told.items()} == {
        key: sorted(item.responsibility.text for item in items) for key, items in found.items()
    }


def test_the_stages_come_in_their_order_with_whom_one_meets():
    meetings = shown("strategic", None, None).meetings

    assert [(meeting.name, meeting.meets) for meeting in meetings] == [
        ("Initial Screen", "Recruiter"),
        ("Initial Interview", "Hiring Manager"),
        ("Mock Presentation", "Panel of three"),
        ("Final Interview", "Senior Leadership"),
    ]


def test_the_most_demanding_role_has_three_gates_and_keeps_place_and_customers_apart():
    asked = shown("senior_strategic", "intel", "japan").asked

    assert [len(lines) for lines in (asked.gates, asked.segment, asked.place)] == [3, 2, 1]


def test_a_title_that_names_nobody_reports_to_whom_the_title_below_reports():
    assert shown("senior_strategic", None, None).reports_to == ("Area Sales Manager", "Regional Director")


def test_the_ladder_marks_the_title_that_is_open():
    rungs = shown("senior_major", None, None).rungs

    assert [rung.is_this for rung in rungs] == [False, True]


def test_two_titles_leave_the_statement_out_in_the_document():
    missing = [title.key for title in FAMILY.titles if not shown(title.key, None, None).says_confidence]

    assert missing == ["associate_strategic", "major"]


@pytest.mark.parametrize(("hour", "day"), [(11, date(2026, 3, 1)), (12, date(2026, 3, 2))])
def test_a_day_has_not_ended_before_it_ends_everywhere(hour, day):
    assert day_everywhere(datetime(2026, 3, 2, hour, 59, tzinfo=UTC)) == day


@pytest.mark.parametrize(("place", "answer"), [("remote, Japan", True), ("Remote", True), ("Berlin", False)])
def test_a_place_says_whether_the_work_is_done_from_afar(place, answer):
    assert is_remote(place) is answer


@pytest.mark.parametrize("wanted", ["", "berlin", "exec BERLIN", "ｂｅｒｌｉｎ"])
def test_a_search_finds_words_however_they_are_spelled(wanted):
    assert matches("Account Executive, Berlin Germany", wanted)


def test_a_search_needs_every_word():
    assert not matches("Account Executive, Berlin Germany", "berlin major")
