"""The crosswalk editor: which title lies nearest to which level, on what that rests, and how it came to be so."""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.content_diff import names_in
from app.domain.crosswalk_edit import (
    CrosswalkEdit,
    cautions,
    check_crosswalk_edit,
    crosswalk_of,
    crosswalk_with,
    edit_of,
)
from app.domain.errors import BadData
from app.domain.playbook import Playbook
from app.domain.policy import Action
from app.queries import ladders as queries
from app.services import ladders as service
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.ladders.crosswalk import CrosswalkForm


@dataclass(frozen=True, slots=True)
class _Ground:
    """The published crosswalk that an edit is made from; `digest` is empty where there is none yet."""

    playbook: Playbook
    digest: str

    def overtaken(self, form: CrosswalkForm) -> bool:
        """Whether the form was made from an earlier version."""
        return bool(form["seen"].data != self.digest)


@content.get("/crosswalk/<family>")
@requires(Action.CONTENT_EDIT)
def crosswalk(family: str) -> ResponseReturnValue:
    """The crosswalk of a family, ready to be edited, and its history."""
    ground = _ground(family)
    return _page(ground, CrosswalkForm.for_edit(edit_of(ground.playbook), ground.playbook, seen=ground.digest))


@content.post("/crosswalk/<family>")
@requires(Action.CONTENT_EDIT)
def edit_crosswalk(family: str) -> ResponseReturnValue:
    """Say what to think of first, or keep the crosswalk as a draft; nothing is lost on the way."""
    ground = _ground(family)
    form = CrosswalkForm.for_edit(edit_of(ground.playbook), ground.playbook, seen=ground.digest, sent=request.form)
    if not form.is_submitted():
        return _page(ground, form)
    form.refuse_all(check_crosswalk_edit(form.edit(), ground.playbook))
    if request.form.get("act") == "save" and not form.errors and not ground.overtaken(form):
        with form.refusals():
            return redirect(url_for("content.preview", draft_id=_keep(ground, form)))
    return _page(ground, form)


def _ground(family: str) -> _Ground:
    playbook = queries.family_page(family)
    digests = queries.latest(family)
    return _Ground(playbook, (digests.crosswalk if digests else None) or "")


def _keep(ground: _Ground, form: CrosswalkForm) -> int:
    """Keep the crosswalk as a draft; returns its number."""
    edited = crosswalk_with(ground.playbook, form.edit())
    if edited == ground.playbook.crosswalk:
        raise BadData("Nothing differs from what is published. Change something first, or leave the page.")
    return service.start_from_content(viewer(), edited, origin="crosswalk")


def _page(ground: _Ground, form: CrosswalkForm) -> ResponseReturnValue:
    playbook, is_late = ground.playbook, ground.overtaken(form)
    form["seen"].data = ground.digest
    history = queries.crosswalk_history(viewer(), crosswalk_of(playbook).key, names=names_in(playbook))
    shown = {"history": history, "is_late": is_late, "thoughts": _thoughts(playbook, form.edit())}
    page = render_template("ladders/crosswalk.html", playbook=playbook, form=form, **shown)
    return page, 409 if is_late else form.status


def _thoughts(playbook: Playbook, edit: CrosswalkEdit) -> tuple[str, ...]:
    """What to think of before it is kept; nothing while it can't be kept."""
    if check_crosswalk_edit(edit, playbook):
        return ()
    return cautions(replace(playbook, crosswalk=crosswalk_with(playbook, edit)))
