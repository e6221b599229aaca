"""Panels as they are proposed: who sits, who leads what, who stands by, and a reason in words for everybody."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from time import perf_counter

import pytest

from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import BadData
from app.domain.load import Load
from app.domain.panel_pool import Exclusion
from app.domain.panels import Composition, compose
from app.domain.training import SitsAs, Standing
from tests.domain.pools import AREAS, FEDERAL, JAPANESE, MONDAY, TIMES, member, people, wanted


def names(found: Composition) -> list[str]:
    assert found.best is not None
    return [seat.name for seat in found.best.seats]


def passed_over(found: Composition, name: str) -> str:
    return next(one.sentence for one in found.passed_over if one.name == name)


def excluded(found: Composition, name: str) -> tuple[str, ...]:
    return next(one.reasons for one in found.excluded if one.name == name)


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
    ("conflict", "sentence"),
    [
        (ConflictOfInterest.REFERRER, "Takeshi refers this candidate."),
        (ConflictOfInterest.RELATIVE, "Takeshi is related to this candidate."),
        (ConflictOfInterest.REPORTING_LINE, "Takeshi and this candidate are in one reporting line."),
    ],
)
def test_a_conflict_keeps_the_best_of_all_out(conflict, sentence):
    best_of_all = member(
        9, "Takeshi", leads=" ".join(area.key for area in AREAS), tags="japanese", conflicts=[conflict]
    )

    found = compose([*people(), best_of_all], wanted(needs=[JAPANESE]))

    assert names(found) == ["Mei", "Jonas", "Ana"]
    assert excluded(found, "Takeshi") == (sentence,)


def test_each_reason_against_somebody_is_told():
    takeshi = member(
        9,
        "Takeshi",
        conflicts=[ConflictOfInterest.REFERRER, ConflictOfInterest.MANAGERS_LINE],
        standing=Standing.SHADOW,
        free=[],
    )

    found = compose([*people(), takeshi], wanted())

    assert found.excluded == (
        Exclusion(
            9,
            "Takeshi",
            (
                "Takeshi refers this candidate.",
                "Takeshi is in the reporting line of the hiring manager.",
                "Takeshi is in training for this stage (shadow): may sit beside, never counts.",
                "Takeshi has no hour in common with the candidate before Mon 9 March 2026.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("standing", "free", "sits_as", "sentence"),
    [
        (
            Standing.SHADOW,
            TIMES,
            SitsAs.SHADOW,
            "Ida sits beside as a shadow and never counts; every time in common suits Ida.",
        ),
        (
            Standing.REVERSE_SHADOW,
            TIMES[:1],
            SitsAs.REVERSE_SHADOW,
            "Ida leads in reverse shadow and never counts; one of six times suits Ida.",
        ),
    ],
)
def test_one_in_training_sits_beside_without_taking_a_time_away(standing, free, sits_as, sentence):
    found = compose([*people(), member(9, "Ida", standing=standing, free=free)], wanted())

    assert found.best is not None
    assert found.best.beside is not None
    assert (found.best.beside.sits_as, found.best.beside.sentence) == (sits_as, sentence)
    assert found.best.beside.starts == tuple(free)
    assert found.best.starts == TIMES


def test_of_several_in_training_the_one_furthest_along_sits_beside():
    trainees = [
        member(7, "Ida", standing=Standing.SHADOW),
        member(8, "Eva", standing=Standing.REVERSE_SHADOW, load=Load(3, 3, 0)),
        member(9, "Liv", standing=Standing.REVERSE_SHADOW, load=Load(3, 1, 0)),
    ]

    found = compose([*people(), *trainees], wanted())

    assert found.best is not None
    assert found.best.beside is not None
    assert found.best.beside.name == "Liv"


def test_whoever_can_replace_the_most_of_them_stands_by():
    found = compose(people(), wanted(needs=[JAPANESE]))

    assert found.best is not None
    assert found.best.standby is not None
    assert found.best.standby.sentence == "Omar stands by and can step in for any of them."


def test_a_standby_for_some_of_them_says_for_whom():
    pool = [one for one in people() if one.name != "Omar"]

    found = compose(pool, wanted(needs=[JAPANESE]))

    assert found.best is not None
    assert found.best.standby is not None
    assert found.best.standby.sentence == "Lena stands by and can step in for Jonas and Ana."


def test_without_anybody_left_nobody_stands_by():
    best = compose(people()[:3], wanted()).best

    assert best is not None
    assert best.standby is None


def test_the_next_best_say_what_puts_them_behind():
    found = compose(people(), wanted(needs=[JAPANESE]))

    assert [[seat.name for seat in panel.seats] for panel in found.alternatives] == [
        ["Jonas", "Ana", "Omar"],
        ["Mei", "Jonas", "Lena"],
        ["Mei", "Ana", "Lena"],
    ]
    assert found.alternatives[0].behind == "This panel has fewer focus areas led from strength: five, the best six."
    assert found.best is not None
    assert found.best.behind == ""


def test_whoever_is_seated_already_stays_when_one_is_replaced():
    found = compose(people(), wanted(needs=[JAPANESE]), seated=[5, 3])

    assert names(found) == ["Mei", "Ana", "Lena"]
    assert all({3, 5} <= set(panel.ids) for panel in found.alternatives)


def test_a_panel_that_is_seated_whole_is_judged_as_it_is():
    found = compose(people(), wanted(), seated=[2, 4, 5])

    assert names(found) == ["Jonas", "Omar", "Lena"]
    assert found.alternatives == ()


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
        begin = perf_counter()
        compose(pool, request)
        took.append(perf_counter() - begin)

    assert min(took) <= 0.05
