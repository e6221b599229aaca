"""flask ladder import, flask ladder compare: handbook pages into ladder data. Neither needs a database or a secret."""

import gc
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.ladders.group import ladder_commands

if TYPE_CHECKING:
    from app.domain.competency import CompetencySet
    from app.domain.importing.comparison import Compared
    from app.domain.importing.report import Imported
    from app.domain.shapes import Shape
    from app.gateways.ladder_files import Library

PAGES = click.argument("pages", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
_LONGEST = 110


@ladder_commands.command("import", with_appcontext=False)
@PAGES
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write what came of them.")
@click.option("--replace", is_flag=True, help="Write over files that are there already.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for another program to read.")
def import_command(pages: tuple[Path, ...], out: Path | None, replace: bool, as_json: bool) -> None:
    """Read handbook pages, each a job family or a ladder, and say what became of every text.

    PAGES are Markdown or HTML files. With --out, what is whole becomes YAML, and the rest a draft beside a list of
    what is missing.
    """
    from app.domain.contract import shipped

    competencies = shipped().competencies
    read = _imported(pages, competencies)
    if as_json:
        data = [_data(page) for page in read]
        named = [{"page": page.page} | one for page, one in zip(read, data, strict=True)]
        click.echo(json.dumps(data[0] if len(data) == 1 else named, ensure_ascii=False))
    else:
        click.echo("\n".join(line for page in read for line in _report(page)))
    if out is not None:
        for line in (line for page in read for line in _write(page, out, competencies, replace=replace)):
            click.echo(line, err=as_json)


@ladder_commands.command("compare", with_appcontext=False)
@PAGES
@click.option("--all", "everything", is_flag=True, help="Also show what is the same.")
def compare_command(pages: tuple[Path, ...], everything: bool) -> None:
    """Read the source pages of the shipped ladder data and compare: counts, names, grades, edges, stages, states.

    Texts are not compared. Answers 1 if anything differs.
    """
    from app.domain.importing.comparison import compared, counterpart

    library = _shipped()
    differences = 0
    for page in _imported(pages, library.competencies):
        shipped = counterpart(page, library.ladders, library.families)
        if shipped is None:
            name = page.content["name"]
            raise click.ClickException(f"{page.page}: no shipped {page.kind} is called {name!r}. Name its source page.")
        found = compared(page, shipped)
        different = [one for one in found if not one.is_same]
        differences += len(different)
        click.echo(f"{page.page}: {len(found)} things compared with {shipped.key}, {len(different)} differ.")
        click.echo("\n".join(_table(found if everything else different)), nl=bool(everything or different))
        for one in page.report.unplaced:
            click.echo(f"  line {one.line} has no place{_why(one.is_boilerplate)}: {_short(one.text)}")
    if differences:
        raise SystemExit(1)


def _shipped() -> "Library":
    from app.gateways.ladder_files import read_directory, shipped_directory
    from app.gateways.ladder_findings import LadderFileError

    try:
        return read_directory(shipped_directory())
    except LadderFileError as error:
        raise click.ClickException(error.message) from error


def _imported(pages: Sequence[Path], competencies: "CompetencySet") -> list["Imported"]:
    """All pages read; titles of one may extend those of another."""
    from app.domain.errors import BadData
    from app.domain.importing.areas import AreaNames
    from app.domain.importing.pages import imported
    from app.gateways.page_files import read_page

    areas = AreaNames.of(competencies)
    try:
        texts = {path: read_page(path) for path in pages}
    except BadData as error:
        raise click.ClickException(error.message) from error
    gc.disable()  # nothing that is read is let go before all of it is, and large pages are read a third faster
    try:
        read = {path: imported(text, page=str(path), areas=areas) for path, text in texts.items()}
        titles = {path: [title["name"] for title in page.content.get("titles", ())] for path, page in read.items()}
        for path, text in texts.items() if len(read) > 1 else ():
            others = [name for other, names in titles.items() if other != path for name in names]
            read[path] = imported(text, page=str(path), areas=areas, parents=others)
    finally:
        gc.enable()
    return list(read.values())


def _data(page: "Imported") -> dict[str, Any]:
    beside = {name: page.content[name] for name in ("ladders", "competencies") if name in page.content}
    content = {name: value for name, value in page.content.items() if name not in beside}
    return {page.kind: content} | beside | {"report": page.report.to_data()}


def _report(page: "Imported") -> Iterator[str]:
    """What came of a page, in words: counts, what to look at, and what found no place."""
    report = page.report
    yield f"{page.page}: a {'ladder' if page.kind == 'ladder' else 'job family'}, {page.content['name']}"
    for name, counts in report.counts.items():
        said = ", ".join(f"{what.replace('_', ' ')} {count}" for what, count in counts.items() if count)
        yield f"  {name}: {said or 'nothing'}"
    yield f"  {len(report.flags)} to look at" if report.flags else "  Nothing to look at."
    for flag in report.flags:
        yield f"    line {flag.line}, {_short(flag.place)}: {flag.says}"
    left = report.page_characters - report.placed_characters
    yield f"  {left:,} of {report.page_characters:,} characters have no place."
    for one in report.unplaced:
        yield f"    line {one.line}{_why(one.is_boilerplate)}: {_short(one.text)}"
    yield ""


def _why(is_boilerplate: bool) -> str:
    return " (says nothing of the role)" if is_boilerplate else ""


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _table(found: Sequence["Compared"]) -> Iterator[str]:
    rows = [
        ("what", "page", "shipped", ""),
        *((one.what, one.page, one.shipped, "" if one.is_same else "differs") for one in found),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows if found else ():
        yield "  " + "  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True)).rstrip()


def _write(page: "Imported", out: Path, competencies: "CompetencySet", *, replace: bool) -> Iterator[str]:
    """Writes what a page holds, whole or as a draft, and says what was written."""
    from app.domain.importing.finishing import finished_family, finished_ladder, gaps_in, not_kept
    from app.gateways.ladder_out import as_yaml

    areas = {one.key for one in competencies.competencies}
    for content in page.content.get("ladders", [page.content]):
        gaps = gaps_in(page.kind, content, areas=areas)
        name = str(content["key"]).replace("_", "-")
        if gaps:
            missing = [gap.says for gap in gaps]
            draft = {"kind": page.kind, "content": dict(content), "missing": missing}
            text = json.dumps(draft, ensure_ascii=False, indent=2) + "\n"
            yield _put(out / "drafts" / f"{name}.json", text, replace=replace)
            yield from (f"  missing: {says}" for says in missing)
            continue
        whole: Shape = finished_ladder(content) if page.kind == "ladder" else finished_family(content, areas=areas)
        folder = "ladders" if page.kind == "ladder" else "families"
        yield _put(out / folder / f"{name}.yaml", as_yaml(whole), replace=replace)
        yield from (f"  not in the file: {_short(text)}" for text in not_kept(page.kind, content))


def _put(file: Path, text: str, *, replace: bool) -> str:
    if file.exists() and not replace:
        raise click.ClickException(f"{file} is there already. Name another directory, or add --replace.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return f"Wrote {file}"
