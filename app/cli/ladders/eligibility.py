"""flask ladder eligibility: the promotion rule of the ladder that ships, on figures from anywhere. No database."""

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from app.cli.ladders.group import ladder_commands

if TYPE_CHECKING:
    from app.domain.promotion import Eligibility
    from app.domain.promotion_record import SalesRecord, SalesYear

YEAR_FORM = "YEAR:QUOTA:BOOKINGS[:partial]"
FIGURES = re.compile(r"([0-9]{4}):([0-9]{0,15}):([0-9]{0,15})(:partial)?")


@ladder_commands.command("eligibility", with_appcontext=False)
@click.option("--level", default="", help="The level they have now, such as P4.")
@click.option("--year", "years", multiple=True, metavar=YEAR_FORM, help="In whole units; leave out what is not known.")
@click.option("--review", type=int, help="The point of the impact review; 1 is best.")
@click.option("--currency", default="USD", show_default=True, help="Of all amounts, in three letters.")
@click.option("--external", is_flag=True, help="They do not work here.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for another program to read.")
def eligibility_command(
    level: str, years: tuple[str, ...], review: int | None, currency: str, external: bool, as_json: bool
) -> None:
    """Say whether a colleague is eligible for promotion, clause by clause. Answers 0 whatever the verdict."""
    from app.domain.errors import BadData
    from app.domain.promotion_record import SalesRecord

    try:
        record = SalesRecord(level.upper(), tuple(_year(text) for text in years), review, currency.upper())
        found = _judged(record, external=external)
    except BadData as error:
        raise click.ClickException(error.message) from error
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))


def _judged(record: "SalesRecord", *, external: bool) -> "Eligibility":
    from app.domain.promotion import eligibility, eligibility_of_outsider
    from app.gateways.ladder_files import read_directory, shipped_directory

    if external:
        return eligibility_of_outsider()
    library = read_directory(shipped_directory())
    playbook = library.playbook()
    rule = playbook.ladder.promotion
    scale = library.scales.get(rule.review_scale) if rule else None
    return eligibility(record, ladder=playbook.ladder, review_scale=scale, family=playbook.family)


def _year(text: str) -> "SalesYear":
    from app.domain.errors import BadData
    from app.domain.promotion_record import SalesYear

    found = FIGURES.fullmatch(text.replace(" ", ""))
    if found is None:
        raise BadData(f"{text[:60]!r} is no year. Write {YEAR_FORM} in whole units, such as 2024:1154000:1200000.")
    year, quota, bookings, partial = found.groups()
    return SalesYear(int(year), int(quota) if quota else None, int(bookings) if bookings else None, not partial)


def _lines(found: "Eligibility") -> list[str]:
    lines = [found.says]
    for clause in found.clauses:
        lines += ["", f"{clause.truth}: {clause.asks}."]
        lines += [f"  {text}" for text in (clause.arithmetic, clause.needs) if text]
    return [*lines, "", *found.notes] if found.notes else lines
