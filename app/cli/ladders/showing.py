"""flask ladder show, check, compile: the ladder data as it stands in files. Neither needs a database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.ladders.group import ladder_commands

if TYPE_CHECKING:
    from app.domain.playbook import Playbook
    from app.gateways.ladder_files import Library


@ladder_commands.command("show", with_appcontext=False)
@click.option("--json", "as_json", is_flag=True, help="Everything, for another program to read.")
def show_command(as_json: bool) -> None:
    """Print the ladder data that comes with the product."""
    from app.gateways.ladder_files import read_directory, shipped_directory
    from app.gateways.ladder_findings import LadderFileError

    try:
        library = read_directory(shipped_directory())
    except LadderFileError as error:
        raise click.ClickException(error.message) from error
    playbook = library.playbook()
    if as_json:
        click.echo(json.dumps(_content(library, playbook), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_outline(playbook)))


@ladder_commands.command("check", with_appcontext=False)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def check_command(path: Path) -> None:
    """Say what is wrong in a file, or in a directory of files. Answers 1 if anything is."""
    from app.gateways.ladder_files import read_directory, read_file
    from app.gateways.ladder_findings import LadderFileError

    try:
        if path.is_dir():
            read_directory(path)
        else:
            read_file(path)
    except LadderFileError as error:
        for finding in error.findings:
            click.echo(str(finding))
        raise SystemExit(1) from error
    click.echo(f"Nothing to put right in {path}.")


@ladder_commands.command("compile", with_appcontext=False)
def compile_command() -> None:
    """Write the ladder data that ships into the file that the plain-data contract reads."""
    from app.domain.contract import SHIPPED, compiled
    from app.gateways.ladder_files import read_directory, shipped_directory

    SHIPPED.write_text(compiled(read_directory(shipped_directory()).playbook()), encoding="utf-8")
    click.echo(f"Compiled {SHIPPED.name}.")


def _content(library: "Library", playbook: "Playbook") -> dict[str, Any]:
    crosswalk = playbook.crosswalk
    return {
        "ladder": playbook.ladder.model_dump(mode="json"),
        "family": playbook.family.model_dump(mode="json"),
        "competencies": [item.model_dump(mode="json") for item in playbook.competencies.competencies],
        "scales": [scale.model_dump(mode="json") for scale in library.scales.values()],
        "crosswalk": crosswalk.model_dump(mode="json") if crosswalk else None,
    }


def _outline(playbook: "Playbook") -> Iterator[str]:
    ladder, family = playbook.ladder, playbook.family
    yield f"{ladder.name} {ladder.version}"
    for level in ladder.levels:
        yield f"  {level.code}  {level.name}{'' if level.in_use else ' (not in use)'}"
    yield "Scope signals: " + ", ".join(signal.name for signal in ladder.signals)
    yield ""
    yield family.name
    crosswalk = playbook.crosswalk
    mapped = {item.title: item.level for item in crosswalk.titles} if crosswalk and crosswalk.enabled else {}
    for title in family.titles:
        near = f", near {mapped[title.key]} (house judgement)" if title.key in mapped else ""
        responsibilities, requirements = family.responsibilities_of(title.key), family.requirements_of(title.key)
        counts = f"{len(responsibilities)} responsibilities, {len(requirements)} requirements"
        yield f"  {title.name}: grade {title.grade}, {counts} in effect{near}"
    yield "  Specialties: " + ", ".join(item.name for item in family.specialties)
    yield "  Locations with needs of their own: " + ", ".join(item.name for item in family.locations)
    yield ""
    for number, stage in enumerate(family.stages, start=1):
        people = "1 interviewer" if stage.interviewers == 1 else f"{stage.interviewers} interviewers"
        yield f"{number}. {stage.name}, {stage.meets}: {people}, {stage.minutes} min"
        yield "   " + ", ".join(playbook.competencies.competency(key).name for key in stage.focus_areas)
