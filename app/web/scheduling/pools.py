"""Pools: which there are, who is in one, how far somebody is; what people bring."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.gateways import clock
from app.queries.scheduling import pool_pages as queries
from app.services.scheduling import pools as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling.pools import ApproveForm, JoinForm, SkillsForm


@bp.get("/pools")
@requires(Action.POOL_MANAGE)
def pools() -> ResponseReturnValue:
    """Every stage of every family, with how many may hold it."""
    return render_template("scheduling/pools.html", families=queries.pools(clock.now()))


@bp.route("/pools/<family>/<stage>", methods=["GET", "POST"])
@requires(Action.POOL_MANAGE)
def pool(family: str, stage: str) -> ResponseReturnValue:
    """Who may hold a stage, who is in training for it; let somebody in."""
    page = queries.pool(viewer(), family, stage, clock.now())
    form = JoinForm()
    form.offer(page.others)
    if form.validate_on_submit():
        with form.refusals():
            service.join(viewer(), (family, stage), form.chosen(), reason=form.reason.data or "")
            flash("They are in the pool.")
            return redirect(url_for("scheduling.pool", family=family, stage=stage))
    return render_template("scheduling/pool.html", page=page, form=form), form.status


@bp.route("/pools/<family>/<stage>/<id:account_id>", methods=["GET", "POST"])
@requires(Action.POOL_MANAGE)
def pool_place(family: str, stage: str, account_id: int) -> ResponseReturnValue:
    """How far somebody is in a stage; approve them for it."""
    page = queries.pool(viewer(), family, stage, clock.now())
    row, form = page.row(account_id), ApproveForm()
    if form.validate_on_submit():
        with form.refusals():
            service.approve(viewer(), (family, stage), account_id, reason=form.reason.data or "")
            flash(f"{row.name} is approved for this stage.")
            return redirect(url_for("scheduling.pool", family=family, stage=stage))
    return render_template("scheduling/pool_place.html", page=page, row=row, form=form), form.status


@bp.post("/pools/<family>/<stage>/<id:account_id>/remove")
@requires(Action.POOL_MANAGE)
def remove_place(family: str, stage: str, account_id: int) -> ResponseReturnValue:
    """Take somebody out of a pool."""
    service.leave(viewer(), (family, stage), account_id)
    flash("They are out of the pool. Interviews that they hold stay theirs.")
    return redirect(url_for("scheduling.pool", family=family, stage=stage))


@bp.route("/account/skills", methods=["GET", "POST"])
@requires(Action.SELF_MANAGE)
def skills() -> ResponseReturnValue:
    """What I bring to a panel."""
    return _skills(viewer().account_id, url_for("scheduling.skills"))


@bp.route("/pools/people/<id:account_id>", methods=["GET", "POST"])
@requires(Action.POOL_MANAGE)
def skills_of(account_id: int) -> ResponseReturnValue:
    """What somebody brings to a panel."""
    return _skills(account_id, url_for("scheduling.skills_of", account_id=account_id))


def _skills(account_id: int, address: str) -> ResponseReturnValue:
    page = queries.skills_of(account_id)
    form = SkillsForm(
        languages=page.skills.languages,
        specialties=page.skills.specialties,
        areas=page.skills.areas,
        version=page.version,
    )
    form.offer(languages=page.choices.languages, specialties=page.choices.specialties, areas=page.choices.areas)
    if form.validate_on_submit():
        with form.refusals():
            service.keep_skills(viewer(), account_id, form.skills(), seen=form.seen())
            flash("Saved. It counts from the next panel that is proposed.")
            return redirect(address)
    return render_template("scheduling/pool_skills.html", page=page, form=form, address=address), form.status
