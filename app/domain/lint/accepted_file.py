"""The file of accepted findings that lies beside ladder data: which finding, and why it can stay."""

from typing import Annotated, Literal

from pydantic import StringConstraints, field_validator

from app.domain.lint.codes import CODES
from app.domain.lint.finding import LintKind
from app.domain.shapes import Key, Shape, Text

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12,64}$")]


class AcceptedEntry(Shape):
    """One accepted finding; all but the note is as the linter shows it."""

    code: Text
    kind: LintKind
    key: Key
    place: Text
    fingerprint: Fingerprint
    note: Text

    @field_validator("code")
    @classmethod
    def _is_a_code_of_the_linter(cls, code: str) -> str:
        if code not in CODES:
            raise ValueError("one of the linter's codes")
        return code


class AcceptedFile(Shape):
    """All accepted findings of a directory."""

    kind: Literal["accepted"] = "accepted"
    findings: tuple[AcceptedEntry, ...]
