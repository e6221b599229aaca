"""Oddities that the data itself keeps: each is a finding, so that nothing peculiar of a source is repaired silently."""

from collections.abc import Collection, Iterator, Mapping

from app.domain.family import JobFamily
from app.domain.ladder import Ladder, Oddity
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import quoted

# What the linter finds by itself, by the kind of oddity that says the same.
FOUND_AS: Mapping[str, Collection[str]] = {
    "band_edge": ("band-gap", "band-edges-differ"),
    "footnote_missing": ("footnote-missing",),
    "weaker_rule": ("rule-weaker", "rule-weaker-as-written"),
}


def check_ladder_oddities(ladder: Ladder, found: Collection[LintFinding]) -> Iterator[LintFinding]:
    """Oddities of a ladder, without those that another finding tells of."""
    for oddity in ladder.oddities:
        if not any(_tells_of(finding, oddity) for finding in found):
            says = f"{quoted(oddity.as_written)}: {oddity.note}"
            yield noted(ladder, "oddity", (oddity.at,), says, [oddity.kind, oddity.as_written])


def _tells_of(finding: LintFinding, oddity: Oddity) -> bool:
    levels = set(" ".join(finding.words).split())
    return finding.code in FOUND_AS.get(oddity.kind, ()) and bool(levels & set(oddity.levels))


def check_family_oddities(family: JobFamily) -> Iterator[LintFinding]:
    """Oddities of a family."""
    for oddity in family.oddities:
        says = f"{quoted(oddity.as_written)}: {oddity.note}"
        yield noted(family, "oddity", (oddity.at,), says, [oddity.kind, oddity.as_written])
