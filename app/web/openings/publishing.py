"""What staff do about the public page of an opening: publish it, look at it before, take it down."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.domain.publishing import remarks
from app.gateways import clock
from app.queries import accounts
from app.queries import openings as queries
from app.queries.openings.public import as_public
from app.services import openings as service
from app.web.languages import choose_language
from app.web.openings.blueprint import bp
from app.web.openings.posting import Job, job_of
from app.web.security import requires, viewer
from forms.base import SeenForm
from forms.openings.publishing import PublishForm


@bp.route("/<id:opening_id>/publish", methods=["GET", "POST"])
@requires(Action.OPENING_PUBLISH)
def publish(opening_id: int) -> ResponseReturnValue:
    """Let the public read it, or change where and until when."""
    opening = _mine(opening_id)
    form = PublishForm(obj=opening)
    if form.validate_on_submit():
        with form.refusals():
            service.publish(viewer(), opening_id, form.terms(), seen=form.seen())
            flash("The opening is published as it says here.")
            return redirect(url_for("openings.show", opening_id=opening_id, _anchor="h-public"))
    job, shown = job_of(as_public(opening, clock.now())), opening.shown(clock.now())
    facts = {"opening": opening, "form": form, "shown": shown, "remarks": _remarks(job)}
    return render_template("openings/publish.html", **facts, rules=job.rules), form.status


@bp.post("/<id:opening_id>/take-down")
@requires(Action.OPENING_PUBLISH)
def take_down(opening_id: int) -> ResponseReturnValue:
    """Let the public see nothing more of it."""
    _mine(opening_id)
    service.take_down(viewer(), opening_id, seen=SeenForm().seen())
    flash("The public page is taken down. Those who applied stay.")
    return redirect(url_for("openings.show", opening_id=opening_id, _anchor="h-public"))


@bp.get("/<id:opening_id>/preview")
@requires(Action.OPENING_PUBLISH)
def preview(opening_id: int) -> ResponseReturnValue:
    """The public page as it would be, in either language."""
    opening = _mine(opening_id)
    choose_language()
    job = job_of(as_public(opening, clock.now()))
    back = url_for("openings.publish", opening_id=opening_id)
    facts = {"job": job, "role": job.role, "preview": True, "back": back, "site": accounts.site()}
    return render_template("openings/job.html", **facts)


def _mine(opening_id: int) -> queries.OpeningPage:
    opening = queries.opening_for(viewer(), opening_id)
    permit(Action.OPENING_PUBLISH, opening.relation)
    return opening


def _remarks(job: Job) -> tuple[str, ...]:
    opening = job.opening
    return remarks(job.role, job.rules, place=opening.place, country=opening.country, has_pay=job.pay is not None)
