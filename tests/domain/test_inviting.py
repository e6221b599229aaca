"""What a recruiter sends: who holds the interview, and which hours are offered."""

from datetime import UTC, datetime

import pytest

from app.domain.errors import BadData
from app.domain.inviting import Offer, Place, Takes, stamp, starts_from
from tests.domain.shipped import playbook

SCREEN, PANEL = playbook().family.stages[0], playbook().family.stages[2]


def offer(*places: Place, takes: Takes = Takes.ALL, minutes: int = 60) -> Offer:
    return Offer(takes, places, minutes)


def test_a_panel_is_offered_with_exactly_its_interviewers():
    offer(Place(1), Place(2), Place(3), Place(4, "shadow"), Place(5, "standby")).check(PANEL)

    with pytest.raises(BadData, match="Choose one more"):
        offer(Place(1), Place(2)).check(PANEL)


def test_nobody_has_two_places():
    with pytest.raises(BadData, match="chosen twice"):
        offer(Place(1), Place(2), Place(3), Place(3, "standby")).check(PANEL)


def test_one_of_a_team_is_offered_for_a_conversation_of_two_only():
    offer(Place(1), Place(2), takes=Takes.ONE).check(SCREEN)

    with pytest.raises(BadData, match="together"):
        offer(Place(1), Place(2), Place(3), takes=Takes.ONE).check(PANEL)


def test_somebody_has_to_hold_it():
    with pytest.raises(BadData, match="from one to 30"):
        offer(takes=Takes.ONE).check(SCREEN)


@pytest.mark.parametrize("minutes", [0, 10, 17, 245])
def test_a_length_that_cannot_be_booked_is_refused(minutes):
    with pytest.raises(BadData) as refusal:
        offer(Place(1), minutes=minutes).check(SCREEN)

    assert refusal.value.field == "minutes"


def test_starts_come_back_from_a_form_as_they_went():
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

    assert starts_from([stamp(at), "nonsense", "2026-13-01T00:00Z"]) == {at}
