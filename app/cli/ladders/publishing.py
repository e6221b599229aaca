"""flask ladder publish, flask ladder export: from a file into the database as a version, and back into files."""

from pathlib import Path

import click

from app.cli.ladders.group import ladder_commands


@ladder_commands.command("publish")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", default="", help="What changed and why, for the history of versions.")
def publish_command(file: Path, note: str) -> None:
    """Publish FILE as the next version of what it holds. New openings take it, running ones keep theirs."""
    from app.domain.errors import DomainError
    from app.gateways.ladder_files import read_file
    from app.services.ladders.publishing_files import FROM_A_FILE, publish_file

    try:
        done = publish_file(read_file(file), note=note or FROM_A_FILE)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Version {done.number} of {done.name} is published ({done.digest[:10]}).")


@ladder_commands.command("export")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=Path("ladder_export"))
def export_command(directory: Path) -> None:
    """Write the newest version of everything published into DIRECTORY, which has to be empty or new."""
    from app.gateways.ladder_export import write_directory
    from app.queries.ladders import all_newest

    if directory.exists() and any(directory.iterdir()):
        raise click.ClickException(f"{directory} holds files already. Name an empty directory, or a new one.")
    files = write_directory(all_newest(), directory)
    click.echo(f"Wrote {len(files)} files into {directory}.")
