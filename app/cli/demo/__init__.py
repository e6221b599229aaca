"""Outside the feature grid: flask demo load, an invented organisation whose past is played through the services."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

demo_commands = AppGroup("demo", help="An invented organisation to try the product with.")


@demo_commands.command("load")
@click.option("--if-empty", is_flag=True, help="Load only where there is no organisation yet.")
@with_appcontext
def load_command(if_empty: bool) -> None:
    """Load the demo organisation and print its sign-ins."""
    from app.cli.demo.content import read_demo
    from app.cli.demo.loading import load, sign_ins
    from app.domain.errors import DomainError
    from app.gateways import clock
    from app.queries.accounts import organisation_name

    try:
        demo = read_demo()
        if not if_empty or organisation_name() is None:
            load(clock.now().date(), folder=current_app.config["RUNG"].files_directory)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    rows = sign_ins(demo)
    if not rows:
        click.echo("This is not the demo organisation: nobody to sign in as is known here.")
        return
    click.echo(f"{demo.organisation.name}, an invented organisation. Sign in as one of these people:\n")
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        click.echo("  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
