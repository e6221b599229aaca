"""When nobody fits: what is the matter, and which single change would make a panel."""

from datetime import timedelta

from app.domain.conflicts import ConflictOfInterest
from app.domain.load import Load
from app.domain.panel_changes import ChangeKind
from app.domain.panels import Composition, compose
from app.domain.training import Standing
from tests.domain.pools import FEDERAL, JAPANESE, MONDAY, TIMES, member, people, wanted

EVENING = MONDAY + timedelta(hours=9)


def change(found: Composition, kind: ChangeKind) -> str:
    return next(one.sentence for one in found.changes if one.kind is kind)


def kinds(found: Composition) -> list[ChangeKind]:
    return [one.kind for one in found.changes]


def test_a_need_that_nobody_meets_can_be_dropped_or_somebody_added():
    pool = [one for one in people() if "japanese" not in one.tags]

    found = compose(pool, wanted(needs=[JAPANESE]))

    assert found.best is None
    assert found.problems == ("Nobody who has time speaks Japanese. Japan asks for it.",)
    assert change(found, ChangeKind.DROP_A_NEED) == (
        "Do without somebody who speaks Japanese: Jonas, Ana and Lena at 18:00 on Mon 2 March 2026, Tokyo time. "
        "Japan asks for it."
    )
    assert change(found, ChangeKind.ADD_A_PERSON) == (
        "Add one more person to the pool who speaks Japanese and is free at 18:00 on Mon 2 March 2026, Tokyo time. "
        "A panel with Jonas and Ana is possible then."
    )
    assert kinds(found) == [ChangeKind.ADD_A_PERSON, ChangeKind.DROP_A_NEED]


def test_a_welcome_need_never_stands_in_the_way():
    pool = [one for one in people() if "federal" not in one.tags]

    assert compose(pool, wanted(needs=[FEDERAL])).best is not None


def test_an_hour_that_the_candidate_could_add_is_named():
    pool = [member(account, name, free=[EVENING]) for account, name in ((1, "Mei"), (2, "Jonas"))]

    found = compose(pool, wanted(2))

    assert found.problems == ("Nobody of the pool can sit in this interview before Mon 9 March 2026; two are wanted.",)
    assert kinds(found) == [ChangeKind.CANDIDATE_HOURS]
    assert change(found, ChangeKind.CANDIDATE_HOURS) == (
        "Ask the candidate for more hours: Mei and Jonas are free at 03:00 on Tue 3 March 2026, Tokyo time."
    )


def test_the_one_with_the_least_to_do_is_asked_to_free_an_hour():
    pool = [
        member(1, "Mei", free=TIMES[:1]),
        member(2, "Jonas", free=TIMES[:1]),
        member(3, "Ana", free=TIMES[3:], load=Load(2, 2, 1)),
        member(4, "Omar", free=TIMES[3:], load=Load(1, 0, 0)),
    ]

    found = compose(pool, wanted())

    assert found.problems == ("No three of them share an hour with the candidate before Mon 9 March 2026.",)
    assert change(found, ChangeKind.FREE_AN_HOUR) == (
        "Mei would have to free 18:00 on Tue 3 March 2026, Tokyo time; Ana and Omar are free then."
    )
    assert ChangeKind.CANDIDATE_HOURS not in kinds(found)


def test_whoever_is_furthest_along_could_be_approved():
    pool = [
        *people()[:2],
        member(7, "Ida", standing=Standing.SHADOW),
        member(8, "Eva", standing=Standing.REVERSE_SHADOW),
    ]

    found = compose(pool, wanted())

    assert found.problems == ("Two of the pool can sit in this interview before Mon 9 March 2026; three are wanted.",)
    assert change(found, ChangeKind.APPROVE) == (
        "If Eva were approved for this stage: a panel with Mei and Jonas at 18:00 on Mon 2 March 2026, Tokyo time."
    )


def test_two_can_do_when_three_are_wanted_and_a_reason_is_written():
    found = compose(people()[:2], wanted())

    assert change(found, ChangeKind.ONE_LESS) == (
        "Go with Mei and Jonas at 18:00 on Mon 2 March 2026, Tokyo time and write why two have to do."
    )
    assert found.changes[-1].panel == (1, 2)
    assert found.changes[-1].at == MONDAY


def test_one_never_does_when_two_are_wanted():
    assert ChangeKind.ONE_LESS not in kinds(compose(people()[:1], wanted(2)))


def test_for_one_interviewer_anybody_else_would_do():
    found = compose([member(1, "Mei", conflicts=[ConflictOfInterest.REFERRER])], wanted(1, needs=[JAPANESE]))

    assert found.problems == ("Nobody of the pool can sit in this interview before Mon 9 March 2026; one is wanted.",)
    assert change(found, ChangeKind.ADD_A_PERSON) == (
        "Add one more person to the pool who speaks Japanese and is free at 18:00 on Mon 2 March 2026, Tokyo time."
    )
    assert kinds(found) == [ChangeKind.ADD_A_PERSON]


def test_for_one_interviewer_an_hour_can_be_freed_by_themselves():
    found = compose([member(1, "Mei", free=[])], wanted(1))

    assert change(found, ChangeKind.FREE_AN_HOUR) == ("Mei would have to free 18:00 on Mon 2 March 2026, Tokyo time.")


def test_a_conflict_is_never_lifted():
    takeshi = member(9, "Takeshi", tags="japanese", conflicts=[ConflictOfInterest.RELATIVE])
    pool = [*[one for one in people() if "japanese" not in one.tags], takeshi]

    found = compose(pool, wanted(needs=[JAPANESE]))

    assert all("Takeshi" not in one.sentence and 9 not in one.panel for one in found.changes)


def test_without_a_time_of_the_candidates_it_is_they_who_are_asked():
    found = compose(people(), wanted(allowed=[]))

    assert found.problems == ("The candidate has offered no time yet.",)
    assert kinds(found) == [ChangeKind.CANDIDATE_HOURS]


def test_when_no_single_change_is_enough_it_says_so():
    found = compose([member(1, "Mei", free=[])], wanted())

    assert found.changes == ()
    assert found.problems[-1] == "No single change is enough: look for people and for times."


def test_an_empty_pool_has_no_panel():
    found = compose([], wanted())

    assert found.problems == (
        "Nobody of the pool can sit in this interview before Mon 9 March 2026; three are wanted.",
        "No single change is enough: look for people and for times.",
    )


def test_the_one_interviewer_and_the_candidate_may_have_nothing_in_common_but_needs():
    pool = [member(1, "Mei", tags="japanese", free=TIMES[:1]), member(2, "Jonas", free=TIMES[1:])]

    found = compose(pool, wanted(2, needs=[JAPANESE]))

    assert found.problems == (
        "No two of them share an hour with the candidate before Mon 9 March 2026 and meet every need.",
    )


def test_whoever_is_seated_stays_in_every_change():
    pool = [
        member(1, "Mei", free=TIMES[:1]),
        *(member(account, f"P{account}", free=TIMES[1:]) for account in (2, 3, 4)),
    ]

    found = compose(pool, wanted(), seated=[1])

    assert found.changes
    assert all(1 in one.panel for one in found.changes)
