"""Lints a directory of ladder data, and reads which findings were accepted beside it."""

from functools import lru_cache
from pathlib import Path

from app.domain.errors import BadData
from app.domain.lint import LintFinding, Sorted, lint, lint_ladder, sorted_by
from app.domain.lint.accepted_file import AcceptedEntry, AcceptedFile
from app.gateways.ladder_files import ACCEPTED, Library, read_directory, read_file, shipped_directory


def lint_directory(path: Path) -> Sorted[AcceptedEntry]:
    """Every finding of a directory of ladder data, laid against the file of accepted ones.

    Raises:
        LadderFileError: if a file can't be read as it is; that comes first.
    """
    return sorted_by(findings_of(read_directory(path)), accepted_in(path))


def findings_of(library: Library) -> tuple[LintFinding, ...]:
    """Findings of every family with its ladder, then of ladders that no family goes with; each once."""
    paired = {item.family: item.ladder for item in library.crosswalks.values()}
    found: dict[str, LintFinding] = {}
    for key, family in library.families.items():
        others = [other for other in library.families.values() if other is not family]
        for finding in lint(library.playbook(paired.get(key), key), others=others):
            found[finding.fingerprint] = finding
    for ladder in library.ladders.values():
        for finding in lint_ladder(ladder, library.scales[ladder.scale]):
            found[finding.fingerprint] = finding
    return tuple(found.values())


def accepted_in(path: Path) -> tuple[AcceptedEntry, ...]:
    """What the directory's file accepts; nothing where there is none.

    Raises:
        LadderFileError: with everything that is wrong in the file.
        BadData: if the file holds something else.
    """
    file = path / ACCEPTED
    if not file.exists():
        return ()
    found = read_file(file)
    if not isinstance(found, AcceptedFile):
        raise BadData(f"{file.name} holds something else than accepted findings. Begin it with “kind: accepted”.")
    return found.findings


@lru_cache(maxsize=1)
def accepted_of_shipped() -> tuple[AcceptedEntry, ...]:
    """What comes accepted with the ladder data that ships, read once."""
    return accepted_in(shipped_directory())
