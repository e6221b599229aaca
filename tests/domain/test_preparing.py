"""How the minutes of an interview are shared out, and who of a panel leads what: on any plan."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.family import Stage
from app.domain.preparing import TimeBudget, lead_areas, time_budget
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import playbook

SIX = ("one", "two", "three", "four", "five", "six")
ANNA, BEN, CARA = 11, 12, 13


def _stage(minutes: int, *, areas: int, signals: int = 0) -> Stage:
    """A stage of this length that looks at this many things."""
    keys = {"focus_areas": [f"area_{number}" for number in range(areas)]}
    keys |= {"signals": [f"signal_{number}" for number in range(signals)]}
    names = {"key": "talk", "name": "Talk", "role": "interviewer", "meets": "The team.", "happens": "A talk."}
    return Stage.model_validate(names | keys | {"interviewers": 1, "minutes": minutes, "at": "page 1"})


def _shipped(stage: str) -> TimeBudget:
    return time_budget(playbook().family.stage(stage))


def test_the_panels_hour_gives_seven_minutes_to_each_area_and_three_to_the_one_signal():
    budget = _shipped("panel")

    assert set(budget.areas.values()) == {7}
    assert (budget.opening, budget.signals, budget.closing) == (5, 3, 10)


def test_half_an_hour_with_two_areas_leaves_the_candidate_five_minutes_to_ask():
    budget = _shipped("screen")

    assert budget == TimeBudget({"results": 12, "collaboration": 11}, 0, 2, 5)


def test_a_signal_takes_half_the_time_of_an_area():
    budget = _shipped("final")

    assert list(budget.areas.values()) == [6, 6, 5, 5, 5, 5, 5]
    assert budget.signals == 8


def test_minutes_are_as_near_to_the_shares_as_whole_ones_can_be():
    # 35 minutes for four areas and a signal: 7.8 each, and 3.9.
    budget = time_budget(_stage(45, areas=4, signals=1))

    assert (list(budget.areas.values()), budget.signals) == ([8, 8, 8, 7], 4)


def test_areas_stand_in_the_plans_order():
    stage = playbook().family.stage("manager")

    assert tuple(time_budget(stage).areas) == stage.focus_areas


def test_another_professions_stage_is_shared_out_alike():
    budget = time_budget(nursing_playbook().family.stage("ward_day"))

    assert budget.areas == {"care": 5, "safety": 4, "teamwork": 4, "records": 4, "planning": 4}
    assert (budget.opening, budget.signals, budget.closing) == (2, 2, 5)


def test_one_area_in_a_quarter_of_an_hour_has_nearly_all_of_it():
    assert time_budget(_stage(15, areas=1)) == TimeBudget({"area_0": 12}, 0, 1, 2)


def test_twelve_areas_in_an_hour_have_three_or_four_minutes_each():
    budget = time_budget(_stage(60, areas=12))

    assert Counter(budget.areas.values()) == {4: 9, 3: 3}


def test_a_stage_that_only_asks_signals_gives_them_all_of_the_talk():
    assert time_budget(_stage(60, areas=0, signals=2)) == TimeBudget({}, 45, 5, 10)


def test_a_stage_that_looks_at_nothing_belongs_to_the_candidate():
    assert time_budget(_stage(60, areas=0)) == TimeBudget({}, 0, 5, 55)


def test_hello_and_close_give_way_before_an_area_is_left_without_a_minute():
    assert time_budget(_stage(6, areas=5, signals=1)) == TimeBudget(dict.fromkeys(_areas(5), 1), 1, 0, 0)


def test_not_even_the_hello_takes_the_minute_of_an_area():
    assert time_budget(_stage(12, areas=11)) == TimeBudget(dict.fromkeys(_areas(11), 1), 0, 0, 1)


def test_many_signals_leave_a_minute_to_the_one_area():
    assert time_budget(_stage(5, areas=1, signals=20)) == TimeBudget({"area_0": 1}, 4, 0, 0)


def test_with_more_areas_than_minutes_the_first_ones_have_a_minute():
    budget = time_budget(_stage(5, areas=7))

    assert list(budget.areas.values()) == [1, 1, 1, 1, 1, 0, 0]


def _areas(count: int) -> list[str]:
    return [f"area_{number}" for number in range(count)]


stages = st.builds(
    lambda minutes, areas, signals: _stage(minutes, areas=areas, signals=signals),
    st.integers(5, 480),
    st.integers(0, 20),
    st.integers(0, 8),
)


@given(stages)
def test_whole_minutes_add_up_to_the_stages_exactly(stage):
    budget = time_budget(stage)

    assert budget.minutes == stage.minutes
    assert min(budget.opening, budget.closing, budget.signals, *budget.areas.values()) >= 0
    assert tuple(budget.areas) == stage.focus_areas


@given(stages)
def test_no_area_has_over_a_minute_more_than_another_and_none_goes_without_where_there_is_time(stage):
    budget = time_budget(stage)

    shares = list(budget.areas.values()) or [1]
    assert max(shares) - min(shares) <= 1
    assert min(shares) >= 1 or stage.minutes < len(stage.focus_areas) + bool(stage.signals)
    assert budget.signals >= 1 or not stage.signals or stage.minutes <= len(stage.focus_areas)


@given(stages, st.integers(1, 60))
def test_a_longer_stage_takes_time_from_no_area(stage, longer):
    before = time_budget(stage)
    after = time_budget(stage.model_copy(update={"minutes": stage.minutes + longer}))

    if before.talk < after.talk:
        assert all(after.areas[key] >= minutes for key, minutes in before.areas.items())
    assert after.closing >= before.closing


def test_three_panelists_lead_two_areas_each_and_together_all_six():
    led = lead_areas(SIX, [ANNA, BEN, CARA], interview_id=7)

    assert {len(areas) for areas in led.values()} == {2}
    assert sorted(area for areas in led.values() for area in areas) == sorted(SIX)


def test_two_people_lead_three_areas_each():
    led = lead_areas(SIX, [ANNA, BEN], interview_id=7)

    assert sorted(led.values()) == sorted([SIX[:3], SIX[3:]])


def test_one_person_leads_everything():
    assert lead_areas(SIX, [ANNA], interview_id=7) == {ANNA: SIX}


def test_with_seven_areas_somebody_leads_one_more():
    led = lead_areas((*SIX, "seven"), [ANNA, BEN, CARA], interview_id=7)

    assert sorted(len(areas) for areas in led.values()) == [2, 2, 3]


def test_with_more_people_than_areas_some_lead_none():
    led = lead_areas(("one", "two"), [ANNA, BEN, CARA], interview_id=7)

    assert sorted(led.values()) == [(), ("one",), ("two",)]


def test_nobody_leads_where_nobody_sits():
    assert lead_areas(SIX, [], interview_id=7) == {}


def test_over_many_interviews_everybody_has_the_first_areas_about_as_often():
    # Every fourth interview is a panel; a turn by the bare number would stand still for two people.
    for people in ([ANNA, BEN], [ANNA, BEN, CARA]):
        firsts: Counter[int] = Counter()
        for interview in range(4, 2404, 4):
            led = lead_areas(SIX, people, interview_id=interview)
            firsts[next(person for person, areas in led.items() if "one" in areas)] += 1

        assert all(count == pytest.approx(600 / len(people), rel=0.15) for count in firsts.values())
        assert len(firsts) == len(people)


@given(
    st.lists(st.sampled_from(SIX), unique=True),
    st.lists(st.integers(1, 50), unique=True, min_size=1, max_size=9),
    st.integers(1, 10**6),
    st.randoms(use_true_random=False),
)
def test_every_area_has_one_lead_whatever_order_the_people_come_in(areas, people, interview, rng):
    led = lead_areas(areas, people, interview_id=interview)
    shuffled = rng.sample(people, len(people))

    assert sorted(area for own in led.values() for area in own) == sorted(areas)
    assert set(led) == set(people)
    assert max(map(len, led.values())) - min(map(len, led.values())) <= 1
    assert all(list(own) == sorted(own, key=areas.index) for own in led.values())
    assert lead_areas(areas, shuffled, interview_id=interview) == led
