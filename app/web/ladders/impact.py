"""What publishing a draft would change in finished recommendations: asking for it, and looking how far it is."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.queries.ladders.drafts import draft_page
from app.queries.ladders.previews import preview_of, running_preview
from app.services.ladders.previewing import ask_preview, compute_some
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.base import SeenForm


@content.post("/drafts/<id:draft_id>/preview")
@requires(Action.CONTENT_EDIT)
def preview(draft_id: int) -> ResponseReturnValue:
    """Have it computed."""
    ask_preview(viewer(), draft_id, seen=SeenForm().seen())
    return redirect(url_for("content.impact", draft_id=draft_id))


@content.get("/drafts/<id:draft_id>/impact")
@requires(Action.CONTENT_EDIT)
def impact(draft_id: int) -> ResponseReturnValue:
    """What was found so far. Until all is found the page computes a piece itself, and comes back by itself for more."""
    draft = draft_page(viewer(), draft_id)
    running = running_preview(viewer(), draft_id)
    if running is not None:
        compute_some(running)
    found = preview_of(viewer(), draft_id)
    return render_template("ladders/impact.html", draft=draft, preview=found, form=SeenForm(version=draft.row.version))
