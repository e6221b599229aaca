"""Published content: what there is, the versions of one piece, one version whole, and what is in use."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.domain.drafts.kinds import MANY, ONE, RETIRABLE
from app.domain.policy import Action
from app.gateways.ladder_out import as_yaml
from app.queries import ladders as queries
from app.services import ladders as service
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.ladders.draft import NoteForm

# A crosswalk has its history beside its editor.
PIECE = "/<any(family, ladder, competencies, scale, model):content_kind>/<content_key>"


@content.get("")
@requires(Action.CONTENT_EDIT)
def index() -> ResponseReturnValue:
    """Everything that is published, by kind, and the drafts under way."""
    page, found = queries.contents_page(viewer()), queries.findings_of(viewer())
    return render_template("ladders/contents.html", page=page, open_findings=len(found.open), many=MANY, one=ONE)


@content.get(PIECE)
@requires(Action.CONTENT_EDIT)
def history(content_kind: str, content_key: str) -> ResponseReturnValue:
    """The versions of one piece of content."""
    return _history(content_kind, content_key, NoteForm())


@content.get("/versions/<digest>")
@requires(Action.CONTENT_EDIT)
def version(digest: str) -> ResponseReturnValue:
    """One version: what it changed, and all of it."""
    page = queries.version_page(viewer(), digest)
    return render_template("ladders/version.html", page=page, one=ONE, text=as_yaml(page.shape))


@content.get("/versions/<digest>/yaml")
@requires(Action.CONTENT_EDIT)
def version_file(digest: str) -> ResponseReturnValue:
    """One version as a file that `ladder check` and `ladder publish` read."""
    page = queries.version_page(viewer(), digest)
    name = f"{page.row.key}-{page.row.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_yaml(page.shape), mimetype="application/yaml", headers=headers)


@content.post(f"{PIECE}/draft")
@requires(Action.CONTENT_EDIT)
def start(content_kind: str, content_key: str) -> ResponseReturnValue:
    """Begin a draft with the newest version."""
    draft = service.start_from_version(viewer(), content_kind, content_key)
    return redirect(url_for("content.draft", draft_id=draft))


@content.post(f"{PIECE}/retire")
@requires(Action.CONTENT_EDIT)
def retire(content_kind: str, content_key: str) -> ResponseReturnValue:
    """Take it out of use for new openings."""
    form = NoteForm()
    if form.validate_on_submit():
        with form.refusals():
            service.retire(viewer(), content_kind, content_key, note=form.note.data or "")
            flash("New openings can’t take it any more. Everything that rests on it goes on as before.")
            return redirect(url_for("content.history", content_kind=content_kind, content_key=content_key))
    return _history(content_kind, content_key, form)


@content.post(f"{PIECE}/restore")
@requires(Action.CONTENT_EDIT)
def restore(content_kind: str, content_key: str) -> ResponseReturnValue:
    """Take it into use again."""
    form = NoteForm()
    if form.validate_on_submit():
        with form.refusals():
            service.restore(viewer(), content_kind, content_key, note=form.note.data or "")
            flash("New openings can take it again.")
            return redirect(url_for("content.history", content_kind=content_kind, content_key=content_key))
    return _history(content_kind, content_key, form)


def _history(kind: str, key: str, form: NoteForm) -> ResponseReturnValue:
    piece = queries.content(viewer(), kind, key)
    can_retire = kind in RETIRABLE
    shown = render_template("ladders/history.html", piece=piece, form=form, can_retire=can_retire, one=ONE)
    return shown, form.status
