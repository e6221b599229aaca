"""flask level recommend, flask level explain, flask level calibrate: the contract in plain data, without a database.

Outside the feature grid: the level recommendation by itself, for scorecards that come from anywhere.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

if TYPE_CHECKING:
    from app.domain.recommendation import Recommendation

level_commands = AppGroup("level", help="The level recommendation on plain data. FILE is JSON; - reads it from input.")
SOURCE = click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=Path))
CALIBRATION = click.option(
    "--calibration", type=click.Path(dir_okay=False, path_type=Path), help="What level calibrate wrote."
)


@level_commands.command("recommend", with_appcontext=False)
@SOURCE
@CALIBRATION
@click.option("--json", "as_json", is_flag=True, help="Everything, for another program to read.")
def recommend_command(file: Path, calibration: Path | None, as_json: bool) -> None:
    """Name the level that the scorecards in FILE come to: a list, or a mapping with "scorecards"."""
    from app.domain.contract import recommend
    from app.domain.errors import BadData

    cards, offsets = _cards(file), _read(calibration) if calibration else None
    try:
        found = recommend(cards, offsets, explain=True)
    except BadData as error:
        raise click.ClickException(error.message) from error
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_in_short(found)))


@level_commands.command("explain", with_appcontext=False)
@SOURCE
@CALIBRATION
def explain_command(file: Path, calibration: Path | None) -> None:
    """Print the proof for the scorecards in FILE as text, clause by clause, with what to look at first."""
    from app.domain.contract import recommendation
    from app.domain.errors import BadData

    cards, offsets = _cards(file), _read(calibration) if calibration else None
    try:
        found = recommendation(cards, offsets)
    except BadData as error:
        raise click.ClickException(error.message) from error
    click.echo("\n".join(_explained(found)))


@level_commands.command("calibrate", with_appcontext=False)
@SOURCE
def calibrate_command(file: Path) -> None:
    """Print how strict interviewers are, from the earlier candidates in FILE: a list of {"scorecards": [...]}."""
    from app.domain.contract import calibrate
    from app.domain.errors import BadData

    try:
        found = calibrate(_read(file))
    except BadData as error:
        raise click.ClickException(error.message) from error
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _in_short(found: dict[str, Any]) -> Iterator[str]:
    """The level, how sure it is, and the chances: none of them where too little was assessed to name a level."""
    from app.domain.level_wording import whole_percent
    from app.domain.rule import INSUFFICIENT

    yield found["level"]
    if found["level"] == INSUFFICIENT:
        yield "Too little was assessed to name a level."
        return
    yield found["how_sure"]
    yield ", ".join(f"{level} {whole_percent(share)}" for level, share in found["probabilities"].items())


def _cards(file: Path) -> Any:
    data = _read(file)
    return data["scorecards"] if isinstance(data, dict) and set(data) == {"scorecards"} else data


def _read(file: Path) -> Any:
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as stream:
            return json.load(stream, object_pairs_hook=_once, parse_constant=_no_number)
    except OSError as error:
        raise click.ClickException(f"{file} can't be read: {error.strerror}. Name a file that is there.") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    except json.JSONDecodeError as error:
        place = f"{file}:{error.lineno}:{error.colno}"
        raise click.ClickException(f"{place}: this is no JSON ({error.msg}). Mend it there and try again.") from error
    except RecursionError as error:
        raise click.ClickException(f"{file} is nested too deeply for scorecards. Send flat lists.") from error
    except ValueError as error:
        raise click.ClickException(f"{file}: a number in it has too many digits. Mend it and try again.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping as it stands in the file: of a key that stands there twice nobody could say which one holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise click.ClickException(f"The key {twice[:60]!r} stands twice in one mapping. Keep one of them.")
    return found


def _no_number(name: str) -> Any:
    raise click.ClickException(f"{name} is no JSON. Use a number, or null where nothing was seen.")


def _explained(found: "Recommendation") -> Iterator[str]:
    from app.domain.level_wording import level_words

    if found.by_proof != found.outcome:
        named, by_proof = level_words(found.outcome), level_words(found.by_proof or "")
        yield f"Recommended: {named}. The ladder’s own sentence comes to {by_proof}."
    yield found.text.removeprefix("" if found.by_proof == found.outcome else f"Recommended: {found.by_proof}. ")
    yield found.why_not_higher
    if found.how_sure:
        yield found.how_sure
    yield found.gaps.text
    for level in found.proof:
        yield ""
        yield level.heading
        if level.base_says:
            yield f"  {level.base_says}"
        for clause in level.clauses:
            note = f" {clause.note}" if clause.note else ""
            yield f"  {clause.result.truth}: {clause.result.says} {clause.figure}, {clause.needs}.{note}"
            yield f"    {clause.source}"
    if found.warnings:
        yield ""
        yield "Look at first"
        for warning in found.warnings:
            yield f"  {warning.title}. {warning.text}"
