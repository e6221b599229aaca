"""The organisation's own questions and anchors: the catalogue, and one page to read and edit one area of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.catalogue import Difference, check_note, differences
from app.domain.catalogue_checks import cautions, check_edit
from app.domain.catalogue_merge import merged
from app.domain.errors import Conflict
from app.domain.policy import Action
from app.queries import ladders as queries
from app.services import ladders as service
from app.web.ladders.blueprint import bp
from app.web.security import requires, viewer
from forms.ladders.catalogue import PREVIEW, PUBLISH, AreaForm, act_in, seen_in


@bp.get("")
@requires(Action.CATALOGUE_EDIT)
def catalogue() -> ResponseReturnValue:
    """Every area of the newest version, and the versions before it."""
    return render_template("ladders/catalogue.html", catalogue=queries.catalogue_page())


@bp.get("/<area>")
@requires(Action.CATALOGUE_EDIT)
def area(area: str) -> ResponseReturnValue:
    """One area, ready to be edited."""
    page = queries.area_page(area)
    return _page(page, AreaForm.for_edit(page.edit, page.playbook, seen=page.newest.digest))


@bp.post("/<area>")
@requires(Action.CATALOGUE_EDIT)
def edit(area: str) -> ResponseReturnValue:
    """Put questions in order, show what would change, or publish it; nothing is lost on the way."""
    seen, (act, place) = seen_in(request.form), act_in(request.form)
    page = queries.area_page(area, seen=seen)
    form = AreaForm.for_edit(page.edit, page.base, seen=seen, sent=request.form)
    if not form.is_submitted():
        return _page(page, form)
    if act not in {PREVIEW, PUBLISH}:
        return _page(page, form.rearranged(act, place))
    form.refuse_all(check_edit(form.edit(), page.base, area))
    if act == PUBLISH:
        return _publish(page, form)
    if page.is_overtaken and not form.errors:
        return _two_texts(page, form)
    return _page(page, form, changes=() if form.errors else _changes(page, form))


def _publish(page: queries.AreaPage, form: AreaForm) -> ResponseReturnValue:
    done: service.Edited | None = None
    seen, note = form["seen"].data, form["note"].data
    with form.refusals():
        check_note(note)
        if not form.errors:
            try:
                done = service.publish_competencies(viewer(), page.area, form.edit(), seen=seen, note=note)
            except Conflict:
                return _two_texts(queries.area_page(page.area, seen=seen), form)
    if done is None:
        return _page(page, form)
    flash(_told(done))
    return redirect(url_for("ladders.area", area=page.area))


def _told(done: service.Edited) -> str:
    if done.was_there:
        return f"This is version {done.number} already; nothing was published twice."
    return f"Version {done.number} is published. Openings from now on take it; running ones keep theirs."


def _changes(page: queries.AreaPage, form: AreaForm) -> tuple[Difference, ...]:
    return differences(page.seen, form.edit(), page.base.scale)


def _page(
    page: queries.AreaPage, form: AreaForm, *, changes: tuple[Difference, ...] | None = None
) -> ResponseReturnValue:
    thoughts = cautions(form.edit(), page.playbook.ladder)
    shown = render_template("ladders/area.html", page=page, form=form, changes=changes, cautions=thoughts)
    return shown, form.status


def _two_texts(page: queries.AreaPage, form: AreaForm) -> ResponseReturnValue:
    """The page of an edit that somebody overtook: what is published, it with yours on top, and a choice."""
    mine = merged(page.seen, page.edit, form.edit())
    unlike = differences(page.edit, mine, page.playbook.scale)
    again = AreaForm.for_edit(mine, page.playbook, seen=page.newest.digest, note=form["note"].data)
    return render_template("ladders/conflict.html", page=page, unlike=unlike, kept=again.kept()), 409
