"""What the linter finds in published content: the list, accepting a finding with a note, taking that back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.lint import LintFinding
from app.domain.policy import Action
from app.queries.ladders.findings import FindingsPage, findings_of
from app.services.ladders.accepting import accept, take_back
from app.web.ladders.blueprint import content
from app.web.security import requires, viewer
from forms.ladders.linting import AcceptForm


@content.get("/findings")
@requires(Action.CONTENT_EDIT)
def findings() -> ResponseReturnValue:
    """Every finding; the one that `accept` names stands above the list, with the form that accepts it."""
    page, chosen = findings_of(viewer()), request.args.get("accept", "")
    return _page(page, AcceptForm(formdata=None, data={"fingerprint": chosen}), page.finding(chosen))


@content.post("/findings")
@requires(Action.CONTENT_EDIT)
def accept_finding() -> ResponseReturnValue:
    """Accept one finding with a note."""
    form = AcceptForm()
    if form.validate_on_submit():
        with form.refusals():
            finding = accept(viewer(), form.fingerprint.data or "", note=form.reason())
            flash(f"Accepted: {finding.code}. It stands below, and comes back if its words change.")
            return redirect(url_for("content.findings"))
    page = findings_of(viewer())
    return _page(page, form, page.finding(form.fingerprint.data or ""))


@content.post("/findings/<id:acceptance_id>/take-back")
@requires(Action.CONTENT_EDIT)
def take_back_acceptance(acceptance_id: int) -> ResponseReturnValue:
    """Let an accepted finding be open again."""
    code = take_back(viewer(), acceptance_id)
    flash(f"Taken back: {code}. If it is still found, it is open again.")
    return redirect(url_for("content.findings"))


def _page(page: FindingsPage, form: AcceptForm, finding: LintFinding | None) -> ResponseReturnValue:
    return render_template("ladders/findings.html", page=page, form=form, finding=finding), form.status
