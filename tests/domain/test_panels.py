"""Panels as they are proposed: who sits, who leads what, who stands by, and a reason in words for everybody."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from time import process_time

import pytest

from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import BadData
from app.domain.load import Load
from app.domain.panels import Composition, compose
from tests.domain.pools import AREAS, FEDERAL, JAPANESE, MONDAY, TIMES, member, people, wanted


def names(found: Composition) -> list[str]:
    assert found.best is not None
    return [seat.name for seat in found.best.seats]


def passed_over(found: Composition, name: str) -> str:
    return next(one.sentence for one in found.passed_over if one.name == name)


def test_the_panel_that_covers_every_area_is_proposed():
    found = compose(people(), wanted(needs=[JAPANESE, FEDERAL]))

    assert names(found) == ["Mei", "Jonas", "Ana"]
    assert found.best is not None
    assert found.best.starts == TIMES
    assert found.best.reasons == (
        "Each of the six focus areas is led by somebody who is strong in it.",
        "Mei speaks Japanese. Japan asks for it.",
        "Ana knows Federal. The opening's specialty is Federal.",
        "Six times suit the candidate and all three, on four days; the first is 18:00 on Mon 2 March 2026, Tokyo time.",
        "The fullest of their calendars has three interviews in the weeks around.",
    )


def test_everybody_who_sits_has_reasons_of_their_own():
    found = compose(people(), wanted(needs=[JAPANESE]))

    assert found.best is not None
    mei, jonas, _ = found.best.seats
    assert [area.name for area in mei.leads] == ["Results", "Inclusion"]
    assert mei.reasons == (
        "Leads Results and Inclusion from strength.",
        "Speaks Japanese.",
        "Free at six times that suit the candidate, the first at 18:00 on Mon 2 March 2026, Tokyo time.",
        "Two interviews in the weeks around, one interview this week.",
    )
    assert jonas.reasons[1].endswith("the first at 10:00 on Mon 2 March 2026, Berlin time.")


def test_an_area_in_which_nobody_is_strong_is_named_and_still_led():
    pool = [member(1, "Mei", leads="results inclusion"), member(2, "Jonas", leads="iteration"), member(3, "Ana")]

    best = compose(pool, wanted()).best

    assert best is not None
    assert best.reasons[0] == (
        "Three of six focus areas are led by somebody who is strong in it; "
        "nobody is strong in Efficiency, Trust and Growth."
    )
    assert best.seats[1].reasons[1] == "Leads Trust, in which nobody of this panel is strong."


def test_nobody_leads_more_than_an_equal_share_however_strong():
    pool = [member(1, "Mei", leads="results inclusion iteration"), member(2, "Jonas"), member(3, "Ana")]

    best = compose(pool, wanted(areas=AREAS[:3])).best

    assert best is not None
    assert [len(seat.leads) for seat in best.seats] == [1, 1, 1]
    assert best.reasons[0] == (
        "One of three focus areas is led by somebody who is strong in it; the strong ones lead enough already."
    )
    assert best.seats[1].reasons[0] == "Leads Inclusion: whoever is strong in it leads enough already."


def test_a_welcome_need_comes_before_areas_and_says_when_nobody_meets_it():
    pool = [member(1, "Mei", leads="results"), member(2, "Jonas", tags="federal")]

    preferred = compose(pool, wanted(1, needs=[FEDERAL]))
    without = compose(pool[:1], wanted(1, needs=[FEDERAL]))

    assert names(preferred) == ["Jonas"]
    assert without.best is not None
    assert without.best.reasons[1] == (
        "Nobody of them knows Federal, which would be welcome. The opening's specialty is Federal."
    )


def test_whoever_meets_fewer_welcome_needs_is_told_so():
    pool = [member(1, "Mei"), member(2, "Jonas", tags="federal")]

    found = compose(pool, wanted(1, needs=[FEDERAL]))

    assert passed_over(found, "Mei") == (
        "The best panel with Mei meets fewer of the needs that are welcome: none, the best one."
    )


def test_three_days_to_choose_from_come_before_areas():
    early = member(1, "Mei", leads="results inclusion", free=TIMES[:3])
    pool = [early, member(2, "Jonas", free=TIMES[2:])]

    found = compose(pool, wanted(1))

    assert names(found) == ["Jonas"]
    assert passed_over(found, "Mei") == (
        "The best panel with Mei leaves the candidate fewer days to choose from: one, the best three or more."
    )


def test_little_to_choose_from_is_said():
    best = compose([member(1, "Mei", free=TIMES[:1])], wanted(1)).best

    assert best is not None
    assert best.reasons[1] == (
        "One time suits the candidate and the one interviewer, on one day; the first is 18:00 on Mon 2 March 2026, "
        "Tokyo time. That is little to choose from: ask for more of somebody's time."
    )


def test_a_full_week_is_spared_and_told_when_it_can_not_be():
    tired, rested = member(1, "Mei", load=Load(0, 4, 4)), member(2, "Jonas", load=Load(5, 0, 0))

    spared = compose([tired, rested], wanted(1))
    needed = compose([tired], wanted(1))

    assert names(spared) == ["Jonas"]
    assert (
        passed_over(spared, "Mei") == "The best panel with Mei seats more people with a full week: one, the best none."
    )
    assert needed.best is not None
    assert needed.best.reasons[-1] == "Mei has four interviews in the weeks around; Mei has a full week."
    assert needed.best.seats[0].reasons[-1] == (
        "Four interviews in the weeks around, four interviews this week, which is a full week."
    )


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            member(9, "Ida", leads="results", load=Load(1, 0, 0)),
            "has fewer focus areas led from strength: one, the best two",
        ),
        (
            member(9, "Ida", leads="results trust", load=Load(2, 0, 0)),
            "seats somebody with more interviews in the weeks around: two, the best at most one",
        ),
        (
            member(9, "Ida", leads="results trust", load=Load(1, 0, 0), free=TIMES[1:]),
            "has fewer times in common: five, the best six",
        ),
        (
            member(9, "Ida", leads="results trust", load=Load(1, 0, 0)),
            "is as good; among equals the older accounts go first",
        ),
    ],
)
def test_whoever_is_passed_over_learns_in_what(other, sentence):
    mei = member(1, "Mei", leads="results trust", load=Load(1, 0, 0))

    found = compose([mei, other], wanted(1))

    assert passed_over(found, "Ida") == f"The best panel with Ida {sentence}."


def test_a_panel_is_weighed_as_a_whole_when_its_heaviest_are_equal():
    pool = [
        *people()[:2],
        member(6, "Ida", leads="trust growth", load=Load(2, 0, 0)),
        member(7, "Eva", leads="trust growth"),
    ]

    found = compose(pool, wanted())

    assert names(found) == ["Mei", "Jonas", "Eva"]
    assert passed_over(found, "Ida") == (
        "The best panel with Ida has more interviews in the weeks around among them: five, the best three."
    )


def test_somebody_without_company_is_told_so():
    lone = member(6, "Ida", free=[MONDAY + timedelta(days=4)])
    times = [*TIMES, MONDAY + timedelta(days=4)]

    found = compose([*people()[:3], lone], wanted(allowed=times))

    assert passed_over(found, "Ida") == (
        "No possible panel has Ida in it: no hour in common with others who meet what is asked."
    )


@pytest.mark.parametrize(
    ("seated", "sentence"),
    [
        ([9], "Takeshi refers this candidate. Take Takeshi out of the panel first."),
        ([77], "Somebody of this panel is no longer in the pool. Take them out of the panel first."),
        ([1, 2, 3, 4], "More people are seated than the stage has interviewers. Take out 1."),
    ],
)
def test_a_seat_that_can_not_stand_is_refused(seated, sentence):
    pool = [*people(), member(9, "Takeshi", conflicts=[ConflictOfInterest.REFERRER])]

    with pytest.raises(BadData) as caught:
        compose(pool, wanted(), seated=seated)

    assert (caught.value.message, caught.value.field) == (sentence, "seats")


@pytest.mark.parametrize(
    ("pool", "request_", "sentence"),
    [
        (people(), wanted(6), "Panels of one to five are proposed; choose 6 people yourself."),
        (people(), wanted(0), "Panels of one to five are proposed; choose 0 people yourself."),
        (people(), wanted(needs=[JAPANESE, JAPANESE]), "A need is named twice. Take out one of the two."),
        (
            people(),
            wanted(allowed=[MONDAY.replace(tzinfo=None)]),
            "A time of the candidate's has no zone. Give every time in UTC.",
        ),
        (
            [member(1, "Mei", free=[MONDAY.replace(tzinfo=None)])],
            wanted(),
            "A time of Mei has no zone. Give every time in UTC.",
        ),
        ([*people(), member(1, "Mei")], wanted(), "Mei is in the pool twice. Take out one of the two."),
        (
            [member(account, f"P{account}") for account in range(200)],
            wanted(),
            "200 people make too many panels of 3 to compare. Seat somebody first.",
        ),
    ],
)
def test_what_means_nothing_is_refused_in_words(pool, request_, sentence):
    with pytest.raises(BadData) as caught:
        compose(pool, request_)

    assert caught.value.message == sentence


def test_days_are_those_of_the_readers_zone():
    late = [datetime.combine(date(2026, 3, 2), MONDAY.timetz().replace(hour=hour)) for hour in (14, 15)]

    best = compose([member(1, "Mei", free=late)], wanted(1, allowed=late)).best

    assert best is not None
    assert best.reasons[1].startswith(
        "Two times suit the candidate and the one interviewer, on two days; the first is 23:00"
    )


@pytest.mark.parametrize("interviewers", [1, 2, 3, 4, 5])
def test_panels_of_one_to_five_are_proposed(interviewers):
    assert len(names(compose(people(), wanted(interviewers)))) == interviewers


def test_thirty_people_and_four_weeks_take_no_time():
    times = [MONDAY + timedelta(days=day, minutes=15 * step) for day in range(28) for step in range(36)]
    pool = [
        member(
            account,
            f"P{account}",
            leads=" ".join(area.key for area in AREAS[account % 5 : account % 5 + 2]),
            tags="japanese" if account % 7 == 0 else "",
            free=[start for place, start in enumerate(times) if (place * (account + 3)) % 5],
            load=Load(account % 4, account % 3, account % 5),
        )
        for account in range(30)
    ]
    request = replace(wanted(needs=[JAPANESE, FEDERAL]), allowed=frozenset(times[::2]))

    took = []
    for _ in range(7):
        begin = process_time()
        compose(pool, request)
        took.append(process_time() - begin)

    assert min(took) <= 0.05
