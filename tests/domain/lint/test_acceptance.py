"""Accepting findings: an acceptance covers the very finding that it was given for, and nothing new."""

from dataclasses import dataclass, replace

import pytest

from app.domain.errors import BadData
from app.domain.lint import LintFinding, check_note, lint, sorted_by
from tests.domain.lint.clean import with_fault

FOUND = lint(with_fault("ladder", ("quotas", 2, "amount"), 150))[0]


@dataclass(frozen=True)
class Given:
    """An acceptance."""

    code: str = FOUND.code
    kind: str = FOUND.kind
    key: str = FOUND.key
    place: str = FOUND.place
    fingerprint: str = FOUND.fingerprint
    note: str = "The year was a short one."


def test_an_accepted_finding_is_no_longer_open() -> None:
    result = sorted_by((FOUND,), (Given(),))

    assert (result.open, result.stale) == ((), ())
    assert result.accepted[0].acceptance.note == "The year was a short one."


def test_the_first_digits_of_a_fingerprint_are_enough() -> None:
    assert sorted_by((FOUND,), (Given(fingerprint=FOUND.short),)).open == ()


def test_too_few_digits_accept_nothing() -> None:
    assert sorted_by((FOUND,), (Given(fingerprint=FOUND.fingerprint[:6]),)).open == (FOUND,)


@pytest.mark.parametrize("part", ["code", "kind", "key", "place"])
def test_an_acceptance_for_something_else_covers_nothing(part: str) -> None:
    given = replace(Given(), **{part: "another"})

    result = sorted_by((FOUND,), (given,))

    assert (result.open, result.stale) == ((FOUND,), (given,))


def test_a_finding_about_other_figures_has_to_be_accepted_anew() -> None:
    (worse,) = lint(with_fault("ladder", ("quotas", 2, "amount"), 140))

    assert sorted_by((worse,), (Given(),)).open == (worse,)


def test_what_is_not_found_any_more_leaves_a_stale_acceptance() -> None:
    nothing: tuple[LintFinding, ...] = ()

    assert sorted_by(nothing, (Given(),)).stale == (Given(),)


@pytest.mark.parametrize("note", ["", "  ok  ", "x" * 1_001])
def test_an_acceptance_needs_a_reason_of_a_sensible_length(note: str) -> None:
    with pytest.raises(BadData) as refusal:
        check_note(note)

    assert refusal.value.field == "note"
