"""Role pages, which all staff read: job families, ladders, and two titles or levels side by side.

They show the ladder's own cells and phrases, which are public inside the organisation. The neutral statements that
interviewers pick from stand on none of them: somebody who still owes a card must not learn which level a statement
stands for, and a page that anybody opens at any time can't know who will owe one tomorrow. Editors read the statements
where they edit them.
"""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.level_beside import grid, levels_beside, signal_grid
from app.domain.policy import Action, Relation, may
from app.domain.role_matrix import role_matrix, titles_by_level
from app.domain.title_and_level import collisions, title_and_level
from app.domain.titles_beside import titles_beside
from app.queries import ladders as queries
from app.web.ladders.blueprint import roles
from app.web.security import requires, viewer
from forms.ladders.roles import LevelsForm, TitleAndLevelForm, TitlesForm


@roles.get("")
@requires(Action.ROLE_READ)
def index() -> ResponseReturnValue:
    """Every job family and every ladder in use."""
    may_edit = may(Action.CONTENT_EDIT, Relation(viewer()))
    return render_template("roles/index.html", page=queries.roles_page(), may_edit=may_edit)


@roles.get("/<family>")
@requires(Action.ROLE_READ)
def family(family: str) -> ResponseReturnValue:
    """One job family: its titles as a matrix, where they lead, specialties, places, stages."""
    playbook = queries.family_page(family)
    titles, levels = playbook.family.titles, playbook.ladder.levels
    return render_template(
        "roles/family.html",
        playbook=playbook,
        matrix=role_matrix(playbook),
        collisions=collisions(playbook),
        beside=TitlesForm.offering(titles, *_first_two([title.key for title in titles])),
        against=TitleAndLevelForm.offering(titles, levels, "", ""),
    )


@roles.get("/<family>/compare")
@requires(Action.ROLE_READ)
def compare(family: str) -> ResponseReturnValue:
    """Two titles side by side: what one adds, what both have, what is asked in other words."""
    playbook = queries.family_page(family)
    titles = playbook.family.titles
    left, right = _first_two([*request.args.getlist("title"), *(title.key for title in titles)])
    pair = titles_beside(playbook.family, left, right)
    lines = {line.title.key: line for track in role_matrix(playbook).tracks for line in track.lines}
    form = TitlesForm.offering(titles, left, right)
    return render_template("roles/compare.html", playbook=playbook, pair=pair, lines=lines, form=form)


@roles.get("/<family>/level")
@requires(Action.ROLE_READ)
def against(family: str) -> ResponseReturnValue:
    """A title against a level: why the one is not the other."""
    playbook = queries.family_page(family)
    titles, levels = playbook.family.titles, playbook.ladder.levels
    title, _ = _first_two([request.args.get("title", ""), *(each.key for each in titles)])
    level, _ = _first_two([request.args.get("level", ""), *(each.code for each in levels)])
    pair = title_and_level(playbook, title, level)
    form = TitleAndLevelForm.offering(titles, levels, title, level)
    return render_template("roles/against.html", playbook=playbook, pair=pair, form=form)


@roles.get("/ladders/<ladder_key>")
@requires(Action.ROLE_READ)
def ladder(ladder_key: str) -> ResponseReturnValue:
    """One ladder: its grid, scope signals, rules, numbers, and where it leads."""
    page = queries.ladder_page(ladder_key)
    levels = page.ladder.levels
    form = LevelsForm.offering(levels, *_first_two([level.code for level in page.ladder.levels_in_use()]))
    mapped = {playbook.family.key: titles_by_level(playbook) for playbook in page.playbooks}
    shown = {"grid": grid(page.ladder), "signals": signal_grid(page.ladder), "mapped": mapped}
    return render_template("roles/ladder.html", page=page, form=form, **shown)


@roles.get("/ladders/<ladder_key>/levels")
@requires(Action.ROLE_READ)
def levels(ladder_key: str) -> ResponseReturnValue:
    """Two levels side by side: why the one is not the other."""
    page = queries.ladder_page(ladder_key)
    used = [level.code for level in page.ladder.levels_in_use()]
    low, high = _first_two([request.args.get("from", ""), request.args.get("to", ""), *used])
    pair = levels_beside(page.ladder, low, high)
    form = LevelsForm.offering(page.ladder.levels, low, high)
    return render_template("roles/levels.html", page=page, pair=pair, form=form)


def _first_two(keys: list[str]) -> tuple[str, str]:
    """The first two different ones that are given; the first twice, or nothing, where there are no two."""
    given = [*dict.fromkeys(key for key in keys if key)]
    first = given[0] if given else ""
    return first, given[1] if len(given) > 1 else first
