"""An application moved to other versions: what stands in the way, what it does, and the event that keeps it."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import BadData, NotReady
from app.domain.pipeline import DECISION, Position
from app.domain.playbook import Playbook
from app.domain.states import State
from app.domain.version_move import OPEN, Resting, check, effects, hindrances, move_event, part_changes
from tests.domain import shipped
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import changed

WARD = nursing_playbook()
NEED = {"at": "page 6", "requirements": ()}
RESTING = Resting(Position(State.ACTIVE, "phone"), "nurse", None, None, ("N2", "N3"), (), awaits_approval=False)


def _plan(*stages: dict[str, Any]) -> Playbook:
    """The ward's playbook with another plan."""
    return replace(WARD, family=changed(WARD.family, ("stages",), stages))


def _stage(key: str, **other: Any) -> dict[str, Any]:
    """A stage of the ward's plan, changed or, with another key, new."""
    known = {stage.key: stage for stage in WARD.family.stages}
    return known.get(key, known["phone"]).model_dump() | {"key": key} | other


def _family(**other: Any) -> Playbook:
    family = type(WARD.family).model_validate(WARD.family.model_dump() | other)
    return replace(WARD, family=family)


def _standing(stage: str, *visited: str) -> Resting:
    return replace(RESTING, position=Position(State.ACTIVE, stage), visited=visited)


TRIAL = _stage("trial", name="Trial shift")
TITLE = WARD.family.titles[0].model_dump()
MADE_RICHER = _family(
    specialties=[NEED | {"key": "children", "name": "Children’s ward"}],
    locations=[NEED | {"key": "coast", "name": "Coast", "zone": "North"}],
)
OTHER_TITLE = _family(titles=[TITLE | {"key": "carer", "name": "Carer"}])


def test_nothing_differs_between_a_playbook_and_itself() -> None:
    assert part_changes(WARD, WARD) == ()


def test_only_the_parts_that_differ_are_told_each_with_its_name() -> None:
    other = replace(WARD, ladder=changed(WARD.ladder, ("levels", 1, "name"), "Nurse of the ward"))

    found = part_changes(WARD, other)

    assert [(each.part, each.name) for each in found] == [("ladder", "Ladder")]
    assert any("Nurse of the ward" in change.says for change in found[0].changes)


def test_a_part_that_the_other_versions_lack_is_not_told() -> None:
    assert part_changes(WARD, replace(WARD, model=None)) == ()


def test_a_part_that_only_the_other_versions_have_is_told_as_new() -> None:
    found = part_changes(replace(WARD, model=None), WARD)

    assert [each.part for each in found] == ["model"]
    assert "is new" in found[0].changes[0].says


def test_nothing_stands_in_the_way_of_the_same_versions() -> None:
    assert hindrances(_standing("ward_day", "phone", "ward_day"), WARD, WARD) == ()


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
def test_an_application_that_is_closed_or_decided_stays_with_its_versions(state: State) -> None:
    closed = replace(RESTING, position=Position(state, "phone"), awaits_approval=True)

    found = hindrances(closed, WARD, OTHER_TITLE)

    assert len(found) == 1
    assert found[0].endswith("Re-open it first if it goes on.")


def test_an_application_on_hold_may_move() -> None:
    assert hindrances(replace(RESTING, position=Position(State.ON_HOLD, "phone")), WARD, WARD) == ()


def test_a_decision_that_awaits_approval_stands_in_the_way() -> None:
    found = hindrances(replace(RESTING, awaits_approval=True), WARD, WARD)

    assert found == ("A decision awaits approval and rests on these versions. Have it answered or take it back first.",)


def test_an_application_cannot_stand_in_a_stage_that_the_other_plan_lacks() -> None:
    found = hindrances(_standing("phone"), WARD, _plan(_stage("ward_day")))

    assert found == ("It stands in Phone call, which the other plan does not have. Move it to another stage first.",)


def test_the_decision_is_no_stage_that_a_plan_could_lack() -> None:
    assert hindrances(_standing(DECISION), WARD, _plan(_stage("ward_day"))) == ()


@pytest.mark.parametrize(
    ("visited", "said"),
    [
        (("phone", "phone"), "Phone call was held or booked"),
        (("phone", "ward_day"), "Phone call and Ward day were held or booked"),
    ],
)
def test_a_stage_with_interviews_that_the_other_plan_lacks_stands_in_the_way_once(
    visited: tuple[str, ...], said: str
) -> None:
    found = hindrances(_standing(DECISION, *visited), WARD, _plan(TRIAL))

    assert found == (f"{said}, and the other plan has no such stage. Finish it with the versions that it has.",)


def test_a_stage_that_it_stands_in_and_has_visited_is_named_as_the_one_it_stands_in_alone() -> None:
    found = hindrances(_standing("phone", "phone"), WARD, _plan(_stage("ward_day")))

    assert len(found) == 1
    assert found[0].startswith("It stands in Phone call")


def test_a_role_that_the_other_versions_lack_is_named_in_one_sentence() -> None:
    other = replace(OTHER_TITLE, ladder=WARD.ladder.model_copy(update={"levels": WARD.ladder.levels[:1]}))
    resting = replace(RESTING, specialty="children", location="coast")

    found = hindrances(resting, MADE_RICHER, other)

    gone = "the title Nurse, the specialty Children’s ward, the location Coast, the level N2 and the level N3"
    assert found == (f"The opening is for {gone}, not in the other versions. Finish it with the versions that it has.",)


def test_a_specialty_and_a_location_that_are_kept_stand_in_nobodys_way() -> None:
    resting = replace(RESTING, specialty="children", location="coast")

    assert hindrances(resting, MADE_RICHER, MADE_RICHER) == ()


def test_a_level_that_an_opening_names_as_lowest_and_highest_is_said_once() -> None:
    resting = replace(RESTING, levels=("N1", "N1"))

    found = hindrances(resting, WARD, WARD)

    assert found[0].startswith("The opening is for the level N1, not in")


@pytest.mark.parametrize("other", [{"key": "clinic"}, {"best": "lowest"}])
def test_interviews_on_a_scale_are_not_read_on_another(other: dict[str, str]) -> None:
    scale = WARD.scale.model_copy(update=other | {"name": "Clinic scale"})

    found = hindrances(_standing("phone", "phone"), WARD, replace(WARD, scale=scale))

    met = "Interviews are held or booked with the scale Ward scale, whose points are not those of Clinic scale"
    assert found == (f"{met}. Finish it with the versions that it has.",)


def test_interviews_on_a_scale_that_loses_a_point_stand_in_the_way() -> None:
    scale = WARD.scale.model_copy(update={"points": WARD.scale.points[:-1]})

    assert len(hindrances(_standing("phone", "phone"), WARD, replace(WARD, scale=scale))) == 1


def test_without_any_interview_another_scale_stands_in_nobodys_way() -> None:
    other = replace(WARD, scale=shipped.playbook().scale)

    assert hindrances(_standing("phone"), WARD, other) == ()


def test_points_of_a_scale_that_have_other_names_are_the_same_points() -> None:
    scale = changed(WARD.scale, ("points", 0, "name"), "Splendid")

    assert hindrances(_standing("phone", "phone"), WARD, replace(WARD, scale=scale)) == ()


def test_the_same_plan_has_no_effect() -> None:
    assert effects(_standing("ward_day", "phone", "ward_day"), WARD, WARD) == ()


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("phone", "Trial shift is new and still to come."),
        ("ward_day", "Trial shift is new and lies behind it: it is not held unless you move it back."),
        (DECISION, "Trial shift is new and lies behind it: it is not held unless you move it back."),
    ],
)
def test_a_new_stage_is_to_come_or_lies_behind_the_stage_it_stands_in(standing: str, said: str) -> None:
    other = _plan(_stage("phone"), TRIAL, _stage("ward_day"))

    assert effects(_standing(standing), WARD, other) == (said,)


def test_a_stage_with_interviews_that_looks_at_more_names_what_is_added() -> None:
    other = _plan(_stage("phone", focus_areas=("safety", "teamwork", "care", "records")), _stage("ward_day"))

    found = effects(_standing("ward_day", "phone"), WARD, other)

    assert found == ("Phone call has an interview already and looks at more now: Care and Records.",)


def test_a_scope_signal_that_a_visited_stage_asks_anew_is_named() -> None:
    before = _plan(_stage("phone", signals=()), _stage("ward_day"))

    found = effects(_standing("phone", "phone"), before, WARD)

    assert found == ("Phone call has an interview already and looks at more now: Span of duty.",)


def test_a_stage_without_interviews_may_look_at_more_without_a_word() -> None:
    other = _plan(_stage("phone", focus_areas=("safety", "care"), minutes=45), _stage("ward_day"))

    assert effects(_standing("phone"), WARD, other) == ()


@pytest.mark.parametrize("other", [{"minutes": 45}, {"interviewers": 2}])
def test_an_interview_stays_booked_with_its_people_and_its_length(other: dict[str, int]) -> None:
    after = _plan(_stage("phone", **other), _stage("ward_day"))

    found = effects(_standing("phone", "phone"), WARD, after)

    assert found == ("Phone call stays booked as it is, with its people and its length.",)


def test_new_stages_are_told_before_what_changes_in_those_visited() -> None:
    other = _plan(_stage("phone", minutes=45), _stage("ward_day"), TRIAL)

    found = effects(_standing("phone", "phone"), WARD, other)

    assert [said.split(" is ")[0].split(" stays ")[0] for said in found] == ["Trial shift", "Phone call"]


def test_the_event_keeps_the_reason_and_both_versions() -> None:
    event = move_event("  The plan was mended. ", before="family 1", after="family 2")

    assert event.kind == "version_moved"
    assert event.data == {
        "reason": "The plan was mended.",
        "versions_before": "family 1",
        "versions_after": "family 2",
    }


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_application_moves_without_a_reason(reason: str) -> None:
    with pytest.raises(BadData) as refusal:
        move_event(reason, before="family 1", after="family 2")

    assert refusal.value.field == "reason"


def test_while_something_stands_in_the_way_the_first_is_said_and_the_rest_is_listed() -> None:
    with pytest.raises(NotReady) as refusal:
        check(("It is booked.", "It awaits approval."))

    assert (refusal.value.message, refusal.value.missing) == ("It is booked.", ("It awaits approval.",))


def test_with_nothing_in_the_way_it_may_go_on() -> None:
    check(())
