"""Importing handbook pages: files or a text that was pasted become drafts."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.services.ladders.importing import import_pages as begin_drafts
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from app.web.times import counted
from forms.ladders.draft import ImportForm


@content.get("/import")
@requires(Action.CONTENT_EDIT)
def import_page() -> ResponseReturnValue:
    """Choose files, or paste a text."""
    return render_template("ladders/import.html", form=ImportForm())


@content.post("/import")
@requires(Action.CONTENT_EDIT)
def import_pages() -> ResponseReturnValue:
    """Read what was sent, and lead to the review of the first draft."""
    form = ImportForm()
    if form.validate_on_submit():
        with form.refusals():
            drafts = begin_drafts(viewer(), form.sent())
            if len(drafts) > 1:
                flash(f"{counted(len(drafts), 'draft')} are begun; this is the first. The others stand in the list.")
            return redirect(url_for("content.draft", draft_id=drafts[0]))
    return render_template("ladders/import.html", form=form), form.status
