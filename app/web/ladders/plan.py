"""The plan designer: which stage looks at what, what that adds up to, and what another plan would change.

Only editors of content reach it: it names the boundary between levels that a question is meant for.
"""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import BadData
from app.domain.plan_design import check_plan, family_with, stage_edits
from app.domain.plan_figures import plan_figures
from app.domain.plan_words import Consequence, consequences
from app.domain.playbook import Playbook
from app.domain.policy import Action
from app.queries import ladders as queries
from app.services import ladders as service
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.ladders.plan import SAVE, SEE, PlanForm, act_in


@dataclass(frozen=True, slots=True)
class _Ground:
    """The published family that a plan is made from, and the digest that names it."""

    playbook: Playbook
    digest: str

    def overtaken(self, form: PlanForm) -> bool:
        """Whether the form was made from an earlier version."""
        return bool(form["seen"].data != self.digest)


@content.get("/plan/<family>")
@requires(Action.CONTENT_EDIT)
def plan(family: str) -> ResponseReturnValue:
    """The plan of a family, ready to be edited."""
    ground = _ground(family)
    edits = stage_edits(ground.playbook.family)
    return _page(ground, PlanForm.for_plan(edits, ground.playbook, seen=ground.digest))


@content.post("/plan/<family>")
@requires(Action.CONTENT_EDIT)
def edit_plan(family: str) -> ResponseReturnValue:
    """Put stages in order, show the consequences, or keep the plan as a draft; nothing is lost on the way."""
    ground = _ground(family)
    act, place = act_in(request.form)
    form = PlanForm.for_plan((), ground.playbook, seen=ground.digest, sent=request.form)
    if not form.is_submitted():
        return _page(ground, form)
    if act not in {SEE, SAVE}:
        return _page(ground, form.rearranged(act, place))
    form.refuse_all(check_plan(form.edits(), ground.playbook))
    if act == SAVE and not form.errors and not ground.overtaken(form):
        with form.refusals():
            return redirect(url_for("content.preview", draft_id=_keep(ground, form)))
    return _page(ground, form, is_asked=True)


def _ground(family: str) -> _Ground:
    playbook = queries.family_page(family)
    digests = queries.latest(family)
    return _Ground(playbook, digests.family if digests else "")


def _keep(ground: _Ground, form: PlanForm) -> int:
    """Keep the plan as a draft; returns its number."""
    family = family_with(ground.playbook, form.edits())
    if family == ground.playbook.family:
        raise BadData("Nothing differs from the plan that is published. Change something first, or leave the page.")
    return service.start_from_content(viewer(), family, origin="plan")


def _page(ground: _Ground, form: PlanForm, *, is_asked: bool = False) -> ResponseReturnValue:
    """The page; its figures are those of what the form says, as long as that is a plan."""
    now = plan_figures(ground.playbook)
    is_plan = not check_plan(form.edits(), ground.playbook)
    then = plan_figures(_with_plan(ground.playbook, form)) if is_plan else now
    changes: tuple[Consequence, ...] | None = consequences(now, then) if is_asked and is_plan else None
    is_late = ground.overtaken(form)
    form["seen"].data = ground.digest
    shown = {"figures": then, "is_plan": is_plan, "changes": changes, "is_late": is_late}
    page = render_template("ladders/plan.html", playbook=ground.playbook, form=form, **shown)
    return page, 409 if is_late else form.status


def _with_plan(playbook: Playbook, form: PlanForm) -> Playbook:
    return replace(playbook, family=family_with(playbook, form.edits()))
