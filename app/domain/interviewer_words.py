"""The figures of one interviewer in words, in a fixed order: what each is, its value, and what it rests on."""

from dataclasses import dataclass

from app.domain.calibration import Offset
from app.domain.figures import Reported, percent
from app.domain.habits import Habits, ScaleUse, Severity
from app.domain.halo import Halo
from app.domain.interviewers import TURNED_OFF, Figures, Length
from app.domain.strictness import strictness

TOO_FEW, OFF = "Too few yet", "Turned off"
SEVERITY, ON_PANELS, HALO, ONE_RATING, SCALE_USE, LATE, SEEN, LENGTH = (
    "Against everybody",
    "On shared panels",
    "Spread within a scorecard",
    "One rating throughout",
    "Use of the scale",
    "Late",
    "Evidence seen",
    "Length of evidence",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure. `note` says what it rests on or, when there is none yet, what it takes."""

    label: str
    value: str
    note: str = ""


def facts_of(figures: Figures) -> tuple[Fact, ...]:
    """Every figure of one interviewer, each with its count; those that rest on too little say so."""
    habits = figures.habits
    return (
        _severity(figures.severity),
        _on_panels(habits.severity),
        _halo(habits.halo),
        _one_rating(habits.halo),
        _scale_use(habits.scale_use),
        Fact(LATE, _of(habits.late, habits.cards, "scorecard"), "more than a day after the interview"),
        _seen(habits),
        _length(figures.length),
    )


def _severity(found: Reported[Offset]) -> Fact:
    if found.figure is None:
        return _withheld(SEVERITY, found.withheld)
    return _lay(SEVERITY, found.figure, "interview")


def _on_panels(found: Reported[Severity]) -> Fact:
    if found.figure is None:
        return _withheld(ON_PANELS, found.withheld)
    return _lay(ON_PANELS, as_offset(found.figure), "panel")


def _withheld(label: str, why: str) -> Fact:
    return Fact(label, OFF if why == TURNED_OFF else TOO_FEW, why)


def as_offset(severity: Severity) -> Offset:
    """Severity on panels in the form in which severity against everybody comes."""
    return Offset(severity.shrunk, severity.error, severity.interviews)


def _lay(label: str, offset: Offset, thing: str) -> Fact:
    found = strictness(offset, reach=1.0)
    unclear = "" if found.is_clear else ", so the direction is open"
    note = f"95 % interval {found.interval}{unclear}; {_counted(offset.interviews, thing)}"
    return Fact(label, found.words.capitalize(), note)


def _halo(found: Reported[Halo]) -> Fact:
    halo = found.figure
    if halo is None:
        return Fact(HALO, TOO_FEW, found.withheld)
    if halo.ratio is None:
        return Fact(HALO, "Nothing to compare", "the others gave one rating throughout")
    low = "; under half, so read the scorecards again area by area" if halo.is_flagged else ""
    note = f"{halo.within:.2f} against {halo.peers_within:.2f} points, {_counted(halo.cards, 'scorecard')}{low}"
    return Fact(HALO, f"{halo.ratio:.2f} of the others’", note)


def _one_rating(found: Reported[Halo]) -> Fact:
    if found.figure is None:
        return Fact(ONE_RATING, TOO_FEW, found.withheld)
    share = found.figure.straight_lined
    if share is None:
        return Fact(ONE_RATING, TOO_FEW, "No scorecard has enough rated areas yet.")
    return Fact(ONE_RATING, f"{percent(share)} of scorecards", "of those with five rated areas or more")


def _scale_use(found: Reported[ScaleUse]) -> Fact:
    use = found.figure
    if use is None:
        return Fact(SCALE_USE, TOO_FEW, found.withheld)
    middle = f"{percent(use.middle_share)} of ratings in the middle, others {percent(use.peers_middle_share)}"
    if use.ratio is None:
        return Fact(SCALE_USE, "Nothing to compare", f"the others used one point only; {middle}")
    return Fact(SCALE_USE, f"{use.ratio:.2f} of the others’ spread", middle)


def _seen(habits: Habits) -> Fact:
    share = habits.evidence_share
    value = "No answer yet" if share is None else f"{percent(share)} of answers"
    return Fact(SEEN, value, f"“No evidence seen” {_of(habits.without_evidence, habits.answers, 'time')}")


def _length(found: Reported[Length]) -> Fact:
    if found.figure is None:
        return Fact(LENGTH, TOO_FEW, found.withheld)
    note = f"median under a rating; everybody’s is {found.figure.all:.0f}"
    return Fact(LENGTH, f"{found.figure.own:.0f} characters", note)


def _of(part: int, whole: int, thing: str) -> str:
    return f"{part} of {_counted(whole, thing)}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
