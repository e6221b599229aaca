"""How an organisation schedules: what its numbers may be."""

from dataclasses import replace

import pytest

from app.domain.errors import BadData
from app.domain.scheduling_rules import SchedulingRules
from app.domain.training import TrainingPath


def test_the_defaults_of_the_house_hold():
    rules = SchedulingRules()

    rules.check()

    assert rules.notice_hours == 48
    assert rules.path == TrainingPath(rules.shadows, rules.reverse_shadows)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice_hours", -1),
        ("notice_hours", 24 * 30 + 1),
        ("window_days", 0),
        ("window_days", 93),
        ("invitation_days", 0),
        ("step_minutes", 7),
        ("most_moves", -1),
        ("most_moves", 21),
        ("cutoff_hours", -1),
        ("full_week", 0),
        ("waits_days", 0),
        ("shadows", -1),
        ("reverse_shadows", 100),
        ("language", "xx"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_at_its_field(field, value):
    with pytest.raises(BadData) as refusal:
        replace(SchedulingRules(), **{field: value}).check()

    assert refusal.value.field == field


@pytest.mark.parametrize(("field", "value"), [("notice_hours", 0), ("most_moves", 0), ("window_days", 92)])
def test_the_edges_are_allowed(field, value):
    replace(SchedulingRules(), **{field: value}).check()
