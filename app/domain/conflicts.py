"""Conflicts of interest: who never interviews a candidate, and the sentence that says why."""

from enum import StrEnum


class ConflictOfInterest(StrEnum):
    """What keeps somebody out of an interview. No need, load or lack of people lifts it."""

    REFERRER = "referrer"
    RELATIVE = "relative"
    REPORTING_LINE = "reporting_line"
    MANAGERS_LINE = "managers_line"
    ALREADY_MET = "already_met"


# What somebody tells of; the rest is found: in whom people report to, and in earlier interviews.
DECLARED = (ConflictOfInterest.REFERRER, ConflictOfInterest.RELATIVE, ConflictOfInterest.REPORTING_LINE)
CONFLICT_NAMES = {
    ConflictOfInterest.REFERRER: "Refers the candidate",
    ConflictOfInterest.RELATIVE: "Is related to the candidate",
    ConflictOfInterest.REPORTING_LINE: "Is above or below the candidate in one reporting line",
}
# Two looks of one person are one opinion, so nobody is proposed twice; but a recruiter may still choose so by hand.
BY_HAND = frozenset({ConflictOfInterest.ALREADY_MET})
_SENTENCES = {
    ConflictOfInterest.REFERRER: "{} refers this candidate.",
    ConflictOfInterest.RELATIVE: "{} is related to this candidate.",
    ConflictOfInterest.REPORTING_LINE: "{} and this candidate are in one reporting line.",
    ConflictOfInterest.MANAGERS_LINE: "{} is in the reporting line of the hiring manager.",
    ConflictOfInterest.ALREADY_MET: "{} sees this candidate in another stage.",
}


def conflict_sentences(name: str, conflicts: frozenset[ConflictOfInterest]) -> tuple[str, ...]:
    """Why this person does not interview, one sentence for each conflict, the plainest first."""
    return tuple(sentence.format(name) for kind, sentence in _SENTENCES.items() if kind in conflicts)
