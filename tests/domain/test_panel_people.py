"""Who sits, who does not, who learns and who stands by: everybody of a pool is accounted for in words."""

import pytest

from app.domain.conflicts import ConflictOfInterest
from app.domain.load import Load
from app.domain.panel_pool import Exclusion
from app.domain.panels import Composition, compose
from app.domain.training import SitsAs, Standing
from tests.domain.pools import AREAS, JAPANESE, TIMES, member, people, wanted


def names(found: Composition) -> list[str]:
    assert found.best is not None
    return [seat.name for seat in found.best.seats]


def excluded(found: Composition, name: str) -> tuple[str, ...]:
    return next(one.reasons for one in found.excluded if one.name == name)


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
