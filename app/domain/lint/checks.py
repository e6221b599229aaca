"""Runs every check over a playbook, or over a ladder alone."""

from collections.abc import Iterable, Sequence

from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.lint.assessed import check_assessed
from app.domain.lint.bands import check_bands
from app.domain.lint.catalogue import check_catalogue, check_scale
from app.domain.lint.context import check_context
from app.domain.lint.crosswalk import check_crosswalk
from app.domain.lint.finding import LintFinding
from app.domain.lint.items import check_items
from app.domain.lint.levels import check_levels
from app.domain.lint.oddities import check_family_oddities, check_ladder_oddities
from app.domain.lint.plan import check_plan
from app.domain.lint.rules import check_rules
from app.domain.lint.signals import check_signals
from app.domain.lint.texts import check_ladder_texts, check_texts
from app.domain.lint.titles import check_names, check_needs, check_titles
from app.domain.playbook import Playbook
from app.domain.scale import Scale


def lint(book: Playbook, *, others: Sequence[JobFamily] = ()) -> tuple[LintFinding, ...]:
    """Everything that a playbook has of what ought to be put right, or accepted with a reason.

    Args:
        book: the ladder, family, catalogue, scale and crosswalk that are looked at, as they stand or as a draft.
        others: the other job families of the organisation, for names that collide and areas that nobody plans.

    Returns:
        findings by kind of content, key, place and code, each once.
    """
    family = book.family
    return _in_order(
        (
            *_of_ladder(book.ladder, book.scale),
            *check_titles(family),
            *check_names(family, book.ladder, others),
            *check_needs(family),
            *check_items(family),
            *check_plan(book),
            *check_assessed(book),
            *check_family_oddities(family),
            *check_catalogue(book, others),
            *check_scale(book.scale),
            *check_crosswalk(book),
            *check_texts(book),
        )
    )


def lint_ladder(ladder: Ladder, scale: Scale) -> tuple[LintFinding, ...]:
    """The same for a ladder that no job family goes with yet."""
    return _in_order((*_of_ladder(ladder, scale), *check_ladder_texts(ladder)))


def _of_ladder(ladder: Ladder, scale: Scale) -> tuple[LintFinding, ...]:
    found = (
        *check_bands(ladder),
        *check_rules(ladder, scale),
        *check_levels(ladder),
        *check_context(ladder),
        *check_signals(ladder),
    )
    return (*found, *check_ladder_oddities(ladder, found))


def _in_order(found: Iterable[LintFinding]) -> tuple[LintFinding, ...]:
    once = {finding.fingerprint: finding for finding in found}
    order = sorted(once.values(), key=lambda item: (item.kind, item.key, item.place, item.code, item.fingerprint))
    return tuple(order)
