"""The settings page of the rules by which this organisation schedules."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.queries.scheduling import rules as queries
from app.services.scheduling import rules as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling.rules import RulesForm


@bp.route("/settings/scheduling", methods=["GET", "POST"])
@requires(Action.SETTINGS_MANAGE)
def rules() -> ResponseReturnValue:
    """What holds where nobody says otherwise."""
    kept = queries.rules_to_change()
    form = RulesForm.showing(kept.rules, version=kept.version)
    if form.validate_on_submit():
        with form.refusals():
            service.change_rules(viewer(), form.rules(), seen=form.seen())
            flash("Saved. Invitations that are open keep the rules that they were sent with.")
            return redirect(url_for("scheduling.rules"))
    return render_template("scheduling/rules.html", form=form), form.status
