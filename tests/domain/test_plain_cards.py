"""Plain data that is refused: every wrong input with its place, what was met there, and what to do."""

from typing import Any

import pytest

from app.domain.contract import calibrate, recommend
from app.domain.errors import BadData
from tests.domain.plain_loops import REMOVED, Place, changed, plain_loop

RATING: Place = (1, "ratings", 0, "rating")
LEVEL: Place = (1, "anchors", 0, "level")

# Where it is, what stands there, and how the refusal begins.
CARDS: list[tuple[Place, Any, str]] = [
    ((), None, "scorecards: nothing where a list is needed."),
    ((), {}, "scorecards: a mapping where a list is needed."),
    ((), "P4", "scorecards: a text where a list is needed."),
    ((), 4, "scorecards: 4 where a list is needed."),
    ((1,), None, "scorecards[1]: nothing where a mapping is needed."),
    ((1,), [], "scorecards[1]: a list where a mapping is needed."),
    ((1,), "r1", "scorecards[1]: a text where a mapping is needed."),
    ((1, "stage"), REMOVED, "scorecards[1]: 'stage' is missing."),
    ((1, "rater"), REMOVED, "scorecards[1]: 'rater' is missing."),
    ((1, "ratings"), REMOVED, "scorecards[1]: 'ratings' is missing."),
    (
        (1, "name"),
        "Ann",
        "scorecards[1]: 'name' is no key here. The keys are anchors, confidence, late, rater",
    ),
    ((1, "vote"), "yes", "scorecards[1]: 'vote' is no key here."),
    ((1, "stage"), "lunch", "scorecards[1].stage: 'lunch' is not known. Use one of screen, manager, panel, final."),
    ((1, "stage"), None, "scorecards[1].stage: None is not known."),
    ((1, "stage"), ["screen"], "scorecards[1].stage: ['screen'] is not known."),
    ((1, "rater"), "", "scorecards[1].rater: '' is no name. Use a word that stands for one person."),
    ((1, "rater"), " ", "scorecards[1].rater: ' ' is no name."),
    ((1, "rater"), None, "scorecards[1].rater: None is no name."),
    ((1, "rater"), 7, "scorecards[1].rater: 7 is no name."),
    ((1, "late"), "yes", "scorecards[1].late: 'yes' is neither true nor false."),
    ((1, "late"), 0, "scorecards[1].late: 0 is neither true nor false."),
    ((1, "ratings"), None, "scorecards[1].ratings: nothing where a list is needed."),
    ((1, "ratings"), {"results": 2}, "scorecards[1].ratings: a mapping where a list is needed."),
    ((1, "ratings", 0), 3, "scorecards[1].ratings[0]: 3 where a mapping is needed."),
    ((1, "ratings", 0, "competency"), REMOVED, "scorecards[1].ratings[0]: 'competency' is missing."),
    ((1, "ratings", 0, "why"), "x", "scorecards[1].ratings[0]: 'why' is no key here. The keys are competency, rating."),
    ((1, "ratings", 0, "competency"), "charm", "scorecards[1].ratings[0].competency: 'charm' is not known. Use one of"),
    ((1, "ratings", 0, "competency"), None, "scorecards[1].ratings[0].competency: None is not known."),
    ((1, "ratings", 1, "competency"), "results", "scorecards[1].ratings[1].competency: results is rated twice on this"),
    (RATING, 0, "scorecards[1].ratings[0].rating: 0 is no point of the scale. Use one of 1, 2, 3, 4, 5, or null."),
    (RATING, 6, "scorecards[1].ratings[0].rating: 6 is no point"),
    (RATING, -1, "scorecards[1].ratings[0].rating: -1 is no point"),
    (RATING, 2.5, "scorecards[1].ratings[0].rating: 2.5 is no point"),
    (RATING, 2.0, "scorecards[1].ratings[0].rating: 2.0 is no point"),
    (RATING, "2", "scorecards[1].ratings[0].rating: '2' is no point"),
    (RATING, True, "scorecards[1].ratings[0].rating: True is no point"),
    (RATING, [2], "scorecards[1].ratings[0].rating: [2] is no point"),
    (RATING, 10**5000, "scorecards[1].ratings[0].rating: something too long to show is no point"),
    ((1, "anchors"), {}, "scorecards[1].anchors: a mapping where a list is needed."),
    ((1, "anchors", 0), "P4", "scorecards[1].anchors[0]: a text where a mapping is needed."),
    ((1, "anchors", 0, "dimension"), REMOVED, "scorecards[1].anchors[0]: 'dimension' is missing."),
    ((1, "anchors", 0, "dimension"), "territory", "scorecards[1].anchors[0].dimension: 'territory' is not known. Use"),
    ((1, "anchors", 1, "dimension"), "assistance", "scorecards[1].anchors[1].dimension: assistance is placed twice on"),
    (LEVEL, "P1", "scorecards[1].anchors[0].level: 'P1' is not known. Use one of P2, P3, P4, P5, P6."),
    (LEVEL, "P7", "scorecards[1].anchors[0].level: 'P7' is not known."),
    (LEVEL, "p4", "scorecards[1].anchors[0].level: 'p4' is not known."),
    (LEVEL, 4, "scorecards[1].anchors[0].level: 4 is not known."),
    ((3, "rater"), "panel-1", "scorecards[3]: panel-1 has two scorecards at stage panel. Keep one of them."),
]

HISTORIES: list[tuple[Any, str]] = [
    (None, "history: a list of candidates is needed, each with its scorecards."),
    ({"scorecards": []}, "history: a list of candidates is needed"),
    ("scorecards", "history: a list of candidates is needed"),
    (7, "history: a list of candidates is needed"),
    ([[]], "history[0]: a mapping with 'scorecards' alone is needed."),
    ([{}], "history[0]: a mapping with 'scorecards' alone is needed."),
    ([{"scorecards": [], "name": "Ann"}], "history[0]: a mapping with 'scorecards' alone is needed."),
    ([{"scorecards": []}, {"scorecards": None}], "history[1].scorecards: nothing where a list is needed."),
    ([{"scorecards": [{"stage": "screen"}]}], "history[0].scorecards[0]: 'rater' is missing."),
]

KNOWN = {"raters": {"r1": {"severity": 0.2, "error": 0.1, "interviews": 9}}, "version": "c1"}
OFFSET: Place = ("raters", "r1")
CALIBRATIONS: list[tuple[Place, Any, str]] = [
    ((), [], "calibration: a mapping with 'raters' and 'version' is needed, as calibrate gives it."),
    ((), "c1", "calibration: a mapping"),
    ((), 0, "calibration: a mapping"),
    ((), False, "calibration: a mapping"),
    (("severities",), {}, "calibration: a mapping"),
    (("version",), None, "calibration.version: None is no text."),
    (("version",), 3, "calibration.version: 3 is no text."),
    (("raters",), None, "calibration.raters: a mapping from raters to their offsets is needed."),
    (("raters",), [], "calibration.raters: a mapping"),
    (OFFSET, 0.2, "calibration.raters.r1: severity, error and interviews are needed, and nothing else."),
    ((*OFFSET, "error"), REMOVED, "calibration.raters.r1: severity, error and interviews are needed"),
    ((*OFFSET, "name"), "Ann", "calibration.raters.r1: severity, error and interviews are needed"),
    ((*OFFSET, "severity"), "0.2", "calibration.raters.r1.severity: '0.2' is no number"),
    ((*OFFSET, "severity"), None, "calibration.raters.r1.severity: None is no number"),
    ((*OFFSET, "severity"), True, "calibration.raters.r1.severity: True is no number"),
    ((*OFFSET, "severity"), float("nan"), "calibration.raters.r1.severity: nan is no number"),
    ((*OFFSET, "severity"), float("inf"), "calibration.raters.r1.severity: inf is no number"),
    ((*OFFSET, "severity"), 10**400, "calibration.raters.r1.severity: 1000"),
    (
        (*OFFSET, "severity"),
        11,
        "calibration.raters.r1: a severity lies between -10 and 10, its error between",
    ),
    ((*OFFSET, "error"), -0.1, "calibration.raters.r1: a severity lies between -10 and 10, its error between"),
    ((*OFFSET, "error"), 10.5, "calibration.raters.r1: a severity lies between"),
    ((*OFFSET, "interviews"), -1, "calibration.raters.r1.interviews: -1 is no count. Use a whole number from 0 on."),
    ((*OFFSET, "interviews"), 2.5, "calibration.raters.r1.interviews: 2.5 is no count."),
]


@pytest.mark.parametrize(("place", "value", "begins"), CARDS, ids=[line[-1] for line in CARDS])
def test_a_broken_scorecard_is_refused_with_its_place(place, value, begins):
    with pytest.raises(BadData) as refusal:
        recommend(changed(plain_loop(), place, value))

    assert refusal.value.message.startswith(begins)


@pytest.mark.parametrize(("data", "begins"), HISTORIES, ids=[line[-1] for line in HISTORIES])
def test_a_broken_history_is_refused_with_its_place(data, begins):
    with pytest.raises(BadData) as refusal:
        calibrate(data)

    assert refusal.value.message.startswith(begins)


@pytest.mark.parametrize(("place", "value", "begins"), CALIBRATIONS, ids=[line[-1] for line in CALIBRATIONS])
def test_a_broken_calibration_is_refused_with_its_place(place, value, begins):
    with pytest.raises(BadData) as refusal:
        recommend(plain_loop(), changed(KNOWN, place, value))

    assert refusal.value.message.startswith(begins)


def test_unbroken_the_same_scorecards_and_calibration_are_read():
    assert recommend(plain_loop(), KNOWN)["level"] == "P4"


def test_one_rater_may_write_cards_of_several_stages():
    assert recommend(changed(plain_loop(), (1, "rater"), "screen-1"))["level"] == "P4"
