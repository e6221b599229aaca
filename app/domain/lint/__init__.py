"""The linter: what in a ladder, family, catalogue or crosswalk ought to be put right, or accepted with a reason."""

from app.domain.lint.acceptance import AcceptedFinding, Sorted, by_fingerprint, check_note, covers, sorted_by
from app.domain.lint.checks import lint, lint_ladder
from app.domain.lint.code import Code
from app.domain.lint.codes import CODES, THEMES
from app.domain.lint.finding import LintFinding, LintKind

__all__ = [
    "CODES",
    "THEMES",
    "AcceptedFinding",
    "Code",
    "LintFinding",
    "LintKind",
    "Sorted",
    "by_fingerprint",
    "check_note",
    "covers",
    "lint",
    "lint_ladder",
    "sorted_by",
]
