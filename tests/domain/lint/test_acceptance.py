"""Accepting findings: an acceptance covers the very finding that it was given for, and nothing new."""

from dataclasses import dataclass, replace

import pytest
from pydantic import ValidationError

from app.domain.errors import BadData
from app.domain.lint import LintFinding, check_note, lint, sorted_by
from app.domain.lint.acceptance import by_fingerprint
from app.domain.lint.accepted_file import AcceptedEntry, AcceptedFile
from tests.domain.lint.clean import with_fault

FOUND = lint(with_fault("ladder", ("quotas", 2, "amount"), 150))[0]
ENTRY = {name: getattr(FOUND, name) for name in ("code", "kind", "key", "place", "fingerprint")} | {
    "note": "A short year."
}


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


def test_a_reason_is_kept_in_one_line() -> None:
    assert check_note("  The year was\n a short   one. ") == "The year was a short one."


def test_a_finding_is_found_again_by_its_whole_fingerprint_alone() -> None:
    assert by_fingerprint((FOUND,), FOUND.fingerprint) == FOUND
    assert by_fingerprint((FOUND,), FOUND.short) is None


def test_an_entry_of_the_file_covers_the_finding_that_it_was_written_for() -> None:
    entry = AcceptedEntry.model_validate(ENTRY)

    assert sorted_by((FOUND,), AcceptedFile(findings=(entry,)).findings).open == ()


def test_an_entry_for_a_code_that_the_linter_does_not_have_is_refused() -> None:
    with pytest.raises(ValidationError, match="one of the linter's codes"):
        AcceptedEntry.model_validate(ENTRY | {"code": "no_such_code"})
