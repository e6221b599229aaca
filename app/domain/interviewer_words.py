"""The figures of one interviewer in words, in a fixed order: what each is, its value, and what it rests on."""

from dataclasses import dataclass

from app.domain.calibration import Offset
from app.domain.figures import Reported, percent
from app.domain.habits import LEAST_INTERVIEWS, Habits, ScaleUse, Severity
from app.domain.halo import LEAST_CARDS, Halo
from app.domain.interviewers import TURNED_OFF, Figures, Length
from app.domain.strictness import strictness

OFF = "Turned off"
SEVERITY, ON_PANELS, HALO, ONE_RATING, SCALE_USE, LATE, SEEN, LENGTH = (
    "Strictness against everybody",
    "Strictness on shared panels",
    "Spread within a scorecard",
    "One rating throughout",
    "Use of the scale",
    "Late",
    "Evidence seen",
    "Length of evidence",
)
NOTHING = "Nothing to compare"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, or that there are too few scorecards for it yet. `note` says what it rests on."""

    label: str
    value: str
    note: str = ""
    is_told: bool = True


def facts_of(figures: Figures) -> tuple[Fact, ...]:
    """Every figure of one interviewer, each with its count; those that rest on too little say so."""
    habits, counts = figures.habits, figures.counts
    return (
        _severity(figures.severity, counts.rated),
        _on_panels(habits.severity, counts.shared),
        _halo(habits.halo.figure, counts.spread),
        _one_rating(habits.halo.figure, counts.spread),
        _scale_use(habits.scale_use.figure, counts.used),
        Fact(LATE, _of(habits.late, habits.cards, "scorecard"), "more than a day after the interview"),
        _seen(habits),
        _length(figures.length.figure, counts.rated),
    )


def as_offset(severity: Severity) -> Offset:
    """Severity on panels in the form in which severity against everybody comes."""
    return Offset(severity.shrunk, severity.error, severity.interviews)


def _severity(found: Reported[Offset], rated: int) -> Fact:
    if found.figure is None:
        return _withheld(SEVERITY, found.withheld, rated)
    return _lay(SEVERITY, found.figure)


def _on_panels(found: Reported[Severity], shared: int) -> Fact:
    if found.figure is None:
        return _withheld(ON_PANELS, found.withheld, shared, of="shared interviews")
    return _lay(ON_PANELS, as_offset(found.figure))


def _withheld(label: str, why: str, have: int, *, of: str = "interviews") -> Fact:
    value = OFF if why == TURNED_OFF else f"Too few: {have} of {LEAST_INTERVIEWS} {of}"
    return Fact(label, value, is_told=False)


def _few(label: str, have: int) -> Fact:
    return Fact(label, f"Too few: {have} of {LEAST_CARDS} scorecards", is_told=False)


def _lay(label: str, offset: Offset) -> Fact:
    found = strictness(offset, reach=1.0)
    unclear = "" if found.is_clear else ", so the direction is open"
    note = f"95 % interval {found.interval}{unclear}; {offset.interviews} interviews"
    return Fact(label, found.words.capitalize(), note)


def _halo(halo: Halo | None, have: int) -> Fact:
    if halo is None:
        return _few(HALO, have)
    if halo.ratio is None:
        return Fact(HALO, NOTHING, "the others gave one rating throughout")
    low = "; under half, so read the scorecards again area by area" if halo.is_flagged else ""
    note = f"{halo.within:.2f} against {halo.peers_within:.2f} points, {halo.cards} scorecards{low}"
    return Fact(HALO, f"{halo.ratio:.2f} of the others’", note)


def _one_rating(halo: Halo | None, have: int) -> Fact:
    if halo is None:
        return _few(ONE_RATING, have)
    if halo.straight_lined is None:
        return Fact(ONE_RATING, NOTHING, "no scorecard has enough rated areas yet")
    return Fact(ONE_RATING, f"{percent(halo.straight_lined)} of scorecards", "of those with five rated areas or more")


def _scale_use(use: ScaleUse | None, have: int) -> Fact:
    if use is None:
        return _few(SCALE_USE, have)
    middle = f"{percent(use.middle_share)} of ratings in the middle, others {percent(use.peers_middle_share)}"
    if use.ratio is None:
        return Fact(SCALE_USE, NOTHING, f"the others used one point only; {middle}")
    return Fact(SCALE_USE, f"{use.ratio:.2f} of the others’ spread", middle)


def _seen(habits: Habits) -> Fact:
    share = habits.evidence_share
    value = "No answer yet" if share is None else f"{percent(share)} of answers"
    return Fact(SEEN, value, f"“No evidence seen” {_of(habits.without_evidence, habits.answers, 'time')}")


def _length(length: Length | None, have: int) -> Fact:
    if length is None:
        return _few(LENGTH, have)
    return Fact(LENGTH, f"{length.own:.0f} characters", f"median under a rating; everybody’s is {length.all:.0f}")


def _of(part: int, whole: int, thing: str) -> str:
    return f"{part} of {whole} {thing}{'' if whole == 1 else 's'}"
