"""Warnings about the level in pairs: the case that deserves one, what it says, and the nearest cases that do not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.calibration import Offset
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.scorecard import Card
from tests.domain.evidence import AREAS, PLAN, full_loop
from tests.domain.level_cases import Case, case, model_of, ward
from tests.domain.nursing import nursing_playbook, ward_loop
from tests.domain.shipped import changed

PANEL = PLAN["panel"][1]


@dataclass(frozen=True)
class Pair:
    """A case that deserves a warning, with what it says and whom it is about, and the nearest that do not."""

    deserved: Case
    title: str
    text: str
    not_in: tuple[Case, ...]
    cards: tuple[str, ...] = ()


def rated(rater: str, points: Iterable[int], areas: Iterable[str] = PANEL) -> dict[tuple[str, str], int | None]:
    """One panelist's ratings, area by area."""
    return {(rater, area): point for area, point in zip(areas, points, strict=True)}


def loop(**raters: Iterable[int]) -> list[Card]:
    """A full loop at the middle point, but for these panelists."""
    changes: dict[tuple[str, str], int | None] = {}
    for rater, points in raters.items():
        changes |= rated(rater.replace("_", "-"), points)
    return full_loop(3, "P4", changes=changes)


def ward_day(**raters: Iterable[int]) -> list[Card]:
    """The same for the ward day of the small plan."""
    changes: dict[tuple[str, str], int | None] = {}
    for rater, points in raters.items():
        areas = nursing_playbook().family.stage("ward_day").focus_areas
        changes |= rated(f"ward_day-{rater[-1]}", points, areas)
    return ward_loop(3, "N2", changes=changes)


def without_offsets(item: Case) -> Case:
    """The same case under a model that adjusts for nobody."""
    model = changed(model_of(item.playbook), ("uses_offsets",), False)
    return replace(item, playbook=replace(item.playbook, model=model))


def with_expert_areas(expert: int) -> list[Card]:
    """Scope at P5 throughout, every area met, and so many areas expert where ten are needed."""
    return full_loop(3, "P5", areas=dict.fromkeys(AREAS[:expert], 2))


PAIRS = {
    "no_clear_level": Pair(
        deserved=case(chances={"P4": 0.49, "P5": 0.4, "P3": 0.11}),
        title="No clear level",
        text="P4, the most likely, has 49 %; a level is called clear from 50 % on. "
        "Read the evidence on both sides of it before you decide.",
        not_in=(case(chances={"P4": 0.5, "P5": 0.39, "P3": 0.11}),),
    ),
    "no_clear_level, by a hair": Pair(
        deserved=case(chances={"P4": 0.4999, "P5": 0.4001, "P3": 0.1}),
        title="No clear level",
        text="P4, the most likely, has just under 50 %; a level is called clear from 50 % on. "
        "Read the evidence on both sides of it before you decide.",
        not_in=(case(chances={"P4": 0.5, "P5": 0.4, "P3": 0.1}),),
    ),
    "no_clear_level, below the bar on a ward": Pair(
        deserved=ward(cards=ward_loop(1, "N1"), chances={BELOW_BAR: 0.59, "N2": 0.41}),
        title="No clear level",
        text="Below the bar, the most likely, has 59 %; a level is called clear from 60 % on. "
        "Read the evidence on both sides of it before you decide.",
        not_in=(ward(cards=ward_loop(1, "N1"), chances={BELOW_BAR: 0.6, "N2": 0.4}),),
    ),
    "proof_differs, the estimate is higher": Pair(
        deserved=case(cards=with_expert_areas(9), chances={"P5": 0.6, "P4": 0.4}),
        title="The estimate says P5, the ladder’s own sentence P4",
        text="Not P5: 9 of 18 areas reach Expert (10 needed). It is short by one area at Expert. "
        "The estimate gives P5 or above 60 %; a level counts from 50 % on.",
        not_in=(
            case(cards=with_expert_areas(10), chances={"P5": 0.6, "P4": 0.4}),
            case(cards=with_expert_areas(9), chances={"P5": 0.4, "P4": 0.6}),
        ),
    ),
    "proof_differs, the estimate is lower": Pair(
        deserved=case(cards=with_expert_areas(10), chances={"P5": 0.4999, "P4": 0.5001}),
        title="The estimate says P4, the ladder’s own sentence P5",
        text="Narrowest in the proof of P5: “A majority of areas is expert.” 10 of 18 with 10 needed; "
        "the nearest area lies 0.5 points inside the cut. "
        "The estimate gives P5 or above just under 50 %; a level counts from 50 % on.",
        not_in=(case(cards=with_expert_areas(10), chances={"P5": 0.5, "P4": 0.5}),),
    ),
    "proof_differs, on a ward": Pair(
        deserved=ward(cards=ward_loop(3, "N3"), chances={"N3": 0.4, "N2": 0.6}),
        title="The estimate says N2, the ladder’s own sentence N3",
        text="Narrowest in the proof of N3: “Every area is good.” 5 of 5 with 5 needed; "
        "the nearest area lies 0.5 points inside the cut. "
        "The estimate gives N3 40 %; a level counts from 60 % on.",
        not_in=(ward(cards=ward_loop(3, "N2"), chances={"N3": 0.4, "N2": 0.6}),),
    ),
    "one_card": Pair(
        deserved=case(without={"final-1": INSUFFICIENT}),
        title="The level rests on one interviewer",
        text="Without one interviewer too little would be left to name a level. "
        "A second view of what only this person assessed would steady it.",
        not_in=(case(without={"final-1": "P4"}),),
        cards=("final-1",),
    ),
    "one_card, of several on a ward": Pair(
        deserved=ward(without={"phone-1": INSUFFICIENT, "ward_day-2": INSUFFICIENT}),
        title="The level rests on each of two interviewers",
        text="Without any one of them too little would be left to name a level. "
        "A second view of what only one person assessed would steady it.",
        not_in=(ward(without={"phone-1": "N2", "ward_day-2": "N2"}),),
        cards=("phone-1", "ward_day-2"),
    ),
    "one_person": Pair(
        deserved=case(leanings={"manager-1": 0.58}),
        title="58 % of the estimate’s weight rests on one interviewer",
        text="Ask whether others saw the same before you rely on it.",
        not_in=(case(leanings={"manager-1": 0.5}),),
        cards=("manager-1",),
    ),
    "one_person, by a hair": Pair(
        deserved=case(leanings={"manager-1": 0.5001}),
        title="Just over 50 % of the estimate’s weight rests on one interviewer",
        text="Ask whether others saw the same before you rely on it.",
        not_in=(case(leanings={"manager-1": 0.5}),),
        cards=("manager-1",),
    ),
    "one_person, on a ward": Pair(
        deserved=ward(leanings={"phone-1": 0.63}),
        title="63 % of the estimate’s weight rests on one interviewer",
        text="Ask whether others saw the same before you rely on it.",
        not_in=(ward(leanings={"phone-1": 0.62}),),
        cards=("phone-1",),
    ),
    "without_one": Pair(
        deserved=case(without={"panel-2": "P3"}),
        title="Without one interviewer the level would be P3",
        text="With every scorecard it is P4. Talk about what this interviewer saw and others did not.",
        not_in=(case(without={"panel-2": "P4"}),),
        cards=("panel-2",),
    ),
    "without_one, below the bar": Pair(
        deserved=ward(without={"ward_day-1": BELOW_BAR}),
        title="Without one interviewer it would be below the bar",
        text="With every scorecard it is N2. Talk about what this interviewer saw and others did not.",
        not_in=(ward(without={"ward_day-1": "N2"}),),
        cards=("ward_day-1",),
    ),
    "low_agreement": Pair(
        deserved=case(cards=loop(panel_1=(5, 5, 5, 3, 3, 3))),
        title="Low agreement",
        text="Of 21 pairs of ratings of one area, 71 % lie at most one point apart, where 80 % are expected. "
        "Read the texts side by side and talk before deciding.",
        not_in=(case(cards=loop(panel_1=(5, 5, 3, 3, 3, 3))),),
    ),
    "low_agreement, of one pair": Pair(
        deserved=ward(cards=[*ward_loop(3, "N2")[1:2], Card("phone", "phone-1", {"safety": 1}, {"span": "N2"})]),
        title="Low agreement",
        text="Of one pair of ratings of one area, 0 % lies at most one point apart, where 90 % are expected. "
        "Read the texts side by side and talk before deciding.",
        not_in=(
            ward(cards=[*ward_loop(3, "N2")[1:2], Card("phone", "phone-1", {"safety": 2}, {"span": "N2"})]),
            ward(cards=[*ward_loop(3, "N2")[1:2], Card("phone", "phone-1", {"teamwork": None}, {"span": "N2"})]),
        ),
    ),
    "halo": Pair(
        deserved=case(cards=loop(panel_1=(3, 3, 3, 3, 3, 2), panel_2=(2, 4, 2, 4, 3, 4), panel_3=(2, 4, 2, 4, 3, 4))),
        title="One scorecard from Mock Presentation hardly tells areas apart",
        text="Five of its six ratings are Meets expectations, and they spread less than 50 % as far as those of "
        "others at this stage. One impression may have coloured them all: read its evidence area by area.",
        not_in=(
            case(cards=loop(panel_1=(3, 3, 3, 3, 2, 2), panel_2=(2, 4, 2, 4, 3, 4), panel_3=(2, 4, 2, 4, 3, 4))),
            case(cards=loop(panel_1=(3, 3, 3, 3, 3, 2), panel_2=(3, 4, 3, 4, 3, 4), panel_3=(3, 4, 3, 4, 3, 4))),
        ),
        cards=("panel-1",),
    ),
    "halo, the same throughout on a ward": Pair(
        deserved=ward(cards=ward_day(nurse_1=(3, 3, 3, 3, 3), nurse_2=(3, 4, 3, 3, 3))),
        title="One scorecard from Ward day hardly tells areas apart",
        text="All five of its ratings are Good, and they spread less than 40 % as far as those of others at this "
        "stage. One impression may have coloured them all: read its evidence area by area.",
        not_in=(
            ward(cards=ward_day(nurse_1=(3, 3, 4, 3, 3), nurse_2=(3, 4, 3, 3, 3))),
            ward(cards=ward_day(nurse_1=(3, 3, 3, 3, 3), nurse_2=(3, 3, 3, 3, 3))),
        ),
        cards=("ward_day-1",),
    ),
    "large_offset, stricter": Pair(
        deserved=case(offsets={"panel-2": Offset(0.6, 0.2, 14)}),
        title="One interviewer rates stricter than others",
        text="0.6 points stricter (95 % interval +0.2 to +1.0), over 14 interviews. "
        "The estimate adjusts for it; the ladder’s own sentence does not.",
        not_in=(
            case(offsets={"panel-2": Offset(0.5, 0.2, 14)}),
            case(offsets={"panel-2": Offset(0.6, 0.25, 14)}),
        ),
        cards=("panel-2",),
    ),
    "large_offset, milder and not adjusted for": Pair(
        deserved=without_offsets(case(offsets={"panel-2": Offset(-0.6, 0.2, 14)})),
        title="One interviewer rates milder than others",
        text="0.6 points milder (95 % interval −1.0 to −0.2), over 14 interviews. "
        "Neither the estimate nor the ladder’s own sentence adjusts for it.",
        not_in=(without_offsets(case(offsets={"panel-2": Offset(-0.5, 0.2, 14)})),),
        cards=("panel-2",),
    ),
    "large_offset, in the points of a shorter scale": Pair(
        deserved=ward(offsets={"phone-1": Offset(0.8, 0.2, 3)}),
        title="One interviewer rates stricter than others",
        text="0.6 points stricter (95 % interval +0.3 to +0.9), over three interviews. "
        "The estimate adjusts for it; the ladder’s own sentence does not.",
        not_in=(ward(offsets={"phone-1": Offset(0.4, 0.2, 3)}),),
        cards=("phone-1",),
    ),
    "calibration_old": Pair(
        deserved=case(days=181),
        title="The calibration is 181 days old",
        text="What it says of how strict interviewers are is trusted for 180 days. "
        "Have it worked out again before you lean on the estimate.",
        not_in=(case(days=180), case(days=None), without_offsets(case(days=181))),
    ),
    "no_adjustment, for one": Pair(
        deserved=case(offsets={"screen-1": None}),
        title="No adjustment applied for one interviewer",
        text="No calibration of them is in use, so their ratings count as they stand, strict or mild.",
        not_in=(case(), without_offsets(case(offsets={"screen-1": None}))),
        cards=("screen-1",),
    ),
    "no_adjustment, for anybody": Pair(
        deserved=ward(offsets=dict.fromkeys(("phone-1", "ward_day-1", "ward_day-2"))),
        title="No adjustment applied",
        text="No calibration of them is in use, so their ratings count as they stand, strict or mild.",
        not_in=(ward(),),
        cards=("phone-1", "ward_day-1", "ward_day-2"),
    ),
    "few_interviews": Pair(
        deserved=case(offsets={"panel-3": Offset(0.1, 0.3, 4)}),
        title="The adjustment for one interviewer rests on few interviews",
        text="On fewer than five interviews, so strict and fair can hardly be told apart. "
        "What is adjusted is kept small for that reason.",
        not_in=(
            case(offsets={"panel-3": Offset(0.1, 0.3, 5)}),
            without_offsets(case(offsets={"panel-3": Offset(0.1, 0.3, 4)})),
        ),
        cards=("panel-3",),
    ),
    "few_interviews, of two": Pair(
        deserved=ward(offsets=dict.fromkeys(("phone-1", "ward_day-2"), Offset(0.1, 0.3, 2))),
        title="The adjustments for two interviewers rest on few interviews",
        text="On fewer than three interviews, so strict and fair can hardly be told apart. "
        "What is adjusted is kept small for that reason.",
        not_in=(ward(offsets=dict.fromkeys(("phone-1", "ward_day-2"), Offset(0.1, 0.3, 3))),),
        cards=("phone-1", "ward_day-2"),
    ),
}
