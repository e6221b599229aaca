"""Drafts of content: one part under review beside the page it came from, what publishing would do, publishing."""

from itertools import groupby
from operator import attrgetter

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.drafts.editing import groups_of, parts_of
from app.domain.drafts.flags import OVERVIEW, open_flags
from app.domain.drafts.kinds import ONE
from app.domain.drafts.page_text import piece_from
from app.domain.drafts.review import Missing, lacking, typed_over
from app.domain.drafts.slots import Group
from app.domain.errors import Conflict
from app.domain.importing.finishing import not_kept
from app.domain.policy import Action
from app.queries import ladders as queries
from app.services import ladders as service
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.ladders.draft import PREVIEW, DraftForm, PublishForm


@content.get("/drafts/<id:draft_id>")
@requires(Action.CONTENT_EDIT)
def draft(draft_id: int) -> ResponseReturnValue:
    """One part of a draft; what is edited elsewhere is shown by what it changes."""
    page = queries.draft_page(viewer(), draft_id)
    if not parts_of(page.row.kind, page.content, page.report):
        return redirect(url_for("content.preview_page", draft_id=draft_id))
    groups = _groups(page)
    return _review(page, groups, DraftForm.for_groups(groups, version=page.row.version))


@content.post("/drafts/<id:draft_id>")
@requires(Action.CONTENT_EDIT)
def save_draft(draft_id: int) -> ResponseReturnValue:
    """Keep what was changed, and go on or see what it changes."""
    page = queries.draft_page(viewer(), draft_id)
    groups = _groups(page)
    form = DraftForm.for_groups(groups, version=page.row.version, sent=request.form)
    if form.validate():
        try:
            with form.refusals():
                service.save(viewer(), draft_id, seen=form.seen(), part=_part(), values=form.values())
        except Conflict as error:
            return _two_drafts(draft_id, form, error.message)
    return _review(page, groups, form) if form.errors else redirect(_next(page))


@content.get("/drafts/<id:draft_id>/preview")
@requires(Action.CONTENT_EDIT)
def preview_page(draft_id: int) -> ResponseReturnValue:
    """What publishing the draft would do."""
    return _preview(queries.draft_page(viewer(), draft_id), None)


@content.post("/drafts/<id:draft_id>/publish")
@requires(Action.CONTENT_EDIT)
def publish(draft_id: int) -> ResponseReturnValue:
    """Publish the draft as the next version."""
    page = queries.draft_page(viewer(), draft_id)
    form = PublishForm()
    if form.validate_on_submit():
        with form.refusals():
            done = service.publish_draft(viewer(), draft_id, seen=form.seen(), words=form.words())
            flash(f"Version {done.number} of {done.name} is published. New openings take it; running ones keep theirs.")
            return redirect(url_for("content.version", digest=done.digest))
    return _preview(page, form)


@content.post("/drafts/<id:draft_id>/discard")
@requires(Action.CONTENT_EDIT)
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    form = PublishForm()
    service.discard(viewer(), draft_id, seen=form.seen())
    flash("The draft is discarded. Nothing that is published has changed.")
    return redirect(url_for("content.index"))


def _part() -> str:
    return request.args.get("part", OVERVIEW)


def _groups(page: queries.DraftPage) -> tuple[Group, ...]:
    return groups_of(page.row.kind, page.content, page.report, _part(), queries.known_for(page.row.kind))


def _next(page: queries.DraftPage) -> str:
    if request.form.get("act") == PREVIEW:
        return url_for("content.preview_page", draft_id=page.row.id)
    part = _part()
    after = queries.draft_page(viewer(), page.row.id)
    still_there = {each.key for each in parts_of(after.row.kind, after.content, after.report)}
    flash("Saved.")
    return url_for("content.draft", draft_id=page.row.id, part=part if part in still_there else OVERVIEW)


def _review(page: queries.DraftPage, groups: tuple[Group, ...], form: DraftForm) -> ResponseReturnValue:
    parts = parts_of(page.row.kind, page.content, page.report)
    part = next(each for each in parts if each.key == _part())
    flags = open_flags(page.report, parts)
    lines = [row.line for group in groups for row in group.rows if row.line]
    piece = piece_from(page.page, request.args.get("from", default=min(lines, default=1), type=int))
    missing = _lacking(page) if part.key == OVERVIEW else ()
    kinds = [(heading, tuple(each)) for heading, each in groupby(parts, key=attrgetter("heading"))]
    shown = {"page": page, "kinds": kinds, "part": part, "flags": flags, "groups": groups, "piece": piece}
    return render_template("ladders/draft.html", form=form, missing=missing, one=ONE, **shown), form.status


def _two_drafts(draft_id: int, form: DraftForm, met: str) -> ResponseReturnValue:
    """The page of an edit that somebody overtook: theirs and yours side by side, and a choice."""
    now = queries.draft_page(viewer(), draft_id)
    part = _part()
    parts = {each.key for each in parts_of(now.row.kind, now.content, now.report)}
    groups = _groups(now) if part in parts else ()
    unlike = typed_over(groups, form.slots, form.values())
    can_go_over = [slot.name for group in groups for slot in group.slots] == [slot.name for slot in form.slots]
    shown = {"page": now, "part": part, "unlike": unlike, "can_go_over": can_go_over and now.is_open}
    return render_template("ladders/draft_conflict.html", met=met, values=form.values(), **shown), 409


def _preview(page: queries.DraftPage, form: PublishForm | None) -> ResponseReturnValue:
    missing = _lacking(page)
    if missing:
        form = form or PublishForm.of(version=page.row.version, base="")
        return render_template("ladders/not_whole.html", page=page, missing=missing, form=form, one=ONE), form.status
    seen = queries.consequences_of(viewer(), page)
    newest = seen.newest.digest if seen.newest else ""
    form = form or PublishForm.of(version=page.row.version, base=page.row.base_digest or "", newest=newest)
    form.offer(dict(seen.ladders))
    lost = not_kept(page.row.kind, page.content) if page.page else ()
    return render_template("ladders/preview.html", page=page, seen=seen, lost=lost, form=form, one=ONE), form.status


def _lacking(page: queries.DraftPage) -> tuple[Missing, ...]:
    return lacking(page.row.kind, page.content, queries.known_for(page.row.kind).areas)
