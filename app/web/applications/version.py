"""Letting one application rest on other versions: what would change, and the act."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.queries.applications.version import version_page
from app.services import applications as service
from app.web.applications.blueprint import bp
from app.web.security import requires, viewer
from forms.applications.version import VersionForm


@bp.route("/applications/<id:application_id>/version", methods=["GET", "POST"])
@requires(Action.VERSION_MOVE)
def version(application_id: int) -> ResponseReturnValue:
    """From which versions to which, what changes, and a reason."""
    page = version_page(viewer(), application_id, wanted=request.values.get("to", ""))
    target = (page.target.key, page.target.mark) if page.target else ("", "")
    form = VersionForm(version=page.case.version, to=target[0], mark=target[1])
    if form.validate_on_submit():
        with form.refusals():
            sent = {"wanted": form.to.data or "", "mark": form.mark.data or "", "reason": form.reason.data or ""}
            service.move_version(viewer(), application_id, seen=form.seen(), **sent)
            flash("It rests on the other versions now. The timeline says so, with your reason.")
            return redirect(url_for("applications.show", application_id=application_id))
    return render_template("applications/version.html", page=page, case=page.case, form=form), form.status
