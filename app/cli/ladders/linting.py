"""flask ladder lint: what in a directory of ladder data ought to be put right. It needs no database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.ladders.group import ladder_commands

if TYPE_CHECKING:
    from app.domain.lint import LintFinding, Sorted
    from app.domain.lint.accepted_file import AcceptedEntry


@ladder_commands.command("lint", with_appcontext=False)
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Everything, for another program to read.")
@click.option("--all", "show_all", is_flag=True, help="Accepted findings, too, with the notes they were accepted with.")
def lint_command(path: Path | None, as_json: bool, show_all: bool) -> None:
    """Say what ought to be put right in PATH, or in what comes with the product.

    Answers 1 if anything is found that PATH/accepted.yaml does not accept.
    """
    from app.domain.errors import BadData
    from app.gateways.ladder_files import shipped_directory
    from app.gateways.ladder_linting import lint_directory

    try:
        result = lint_directory(path or shipped_directory())
    except BadData as error:
        raise click.ClickException(error.message) from error
    lines = [json.dumps(_content(result), ensure_ascii=False, indent=2)] if as_json else _lines(result, show_all)
    click.echo("\n".join(lines))
    if result.open:
        raise SystemExit(1)


def _content(result: "Sorted[AcceptedEntry]") -> dict[str, Any]:
    return {
        "open": [_finding(finding) for finding in result.open],
        "accepted": [_finding(item.finding) | {"note": item.acceptance.note} for item in result.accepted],
        "stale": [item.model_dump(mode="json") for item in result.stale],
    }


def _finding(finding: "LintFinding") -> dict[str, Any]:
    return {
        "code": finding.code,
        "kind": finding.kind,
        "key": finding.key,
        "place": finding.place,
        "says": finding.says,
        "advice": finding.advice,
        "fingerprint": finding.short,
    }


def _lines(result: "Sorted[AcceptedEntry]", show_all: bool) -> Iterator[str]:
    for finding in result.open:
        yield from _told(finding)
        yield f"    {finding.advice}"
    for item in result.accepted if show_all else ():
        yield from _told(item.finding)
        yield f"    Accepted: {item.acceptance.note}"
    for entry in result.stale:
        yield f"accepted, and not found any more: {entry.code} in {entry.kind} {entry.key}: {entry.place}"
    yield f"{len(result.open)} open, {len(result.accepted)} accepted."


def _told(finding: "LintFinding") -> Iterator[str]:
    yield f"{finding.kind} {finding.key}: {finding.place}"
    yield f"    {finding.code} {finding.short}: {finding.says}"
