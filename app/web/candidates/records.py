"""Candidates: adding one to an opening, reading a CV, what is on record of them and what is arranged for them."""

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Protocol

from flask import Response, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.domain.candidate import KnownHere
from app.domain.policy import Action, permit
from app.gateways import files
from app.queries import candidates as queries
from app.services import candidates as service
from app.web.candidates.blueprint import bp
from app.web.security import requires, viewer
from forms.candidates.records import AdjustmentForm, CandidateForm, PersonForm

SANDBOX = "default-src 'none'; sandbox"
KNOWN = "This candidate was known from another opening. Name and place stay as they are on record there."


@bp.route("/openings/<id:opening_id>/candidates/new", methods=["GET", "POST"])
@requires(Action.CANDIDATE_ADD)
def add(opening_id: int) -> ResponseReturnValue:
    """A candidate applies, or somebody puts them forward."""
    target = queries.target_for(viewer(), opening_id)
    permit(Action.CANDIDATE_ADD, target.relation)
    form, elsewhere = CandidateForm(zone=viewer().zone), None
    if form.validate_on_submit():
        with form.refusals():
            try:
                return _add(opening_id, form)
            except KnownHere as known:
                elsewhere = url_for("applications.show", application_id=known.application_id)
                raise
    return render_template("candidates/add.html", target=target, form=form, elsewhere=elsewhere), form.status


@bp.route("/applications/<id:application_id>/person", methods=["GET", "POST"])
@requires(Action.CANDIDATE_EDIT)
def edit(application_id: int) -> ResponseReturnValue:
    """Change what is on record of the candidate, in all their applications."""
    record = queries.record_for(viewer(), application_id)
    permit(Action.CANDIDATE_EDIT, record.relation)
    form = PersonForm(data=asdict(record.person) | {"version": record.version})
    if form.validate_on_submit():
        with form.refusals():
            service.edit(viewer(), application_id, form.person(), seen=form.seen())
            flash("Saved. It stands so in every application of this candidate.")
            return redirect(url_for("applications.show", application_id=application_id, _anchor="who"))
    return render_template("candidates/edit.html", record=record, form=form), form.status


@bp.route("/applications/<id:application_id>/adjustments", methods=["GET", "POST"])
@requires(Action.ADJUSTMENT_MANAGE)
def adjust(application_id: int) -> ResponseReturnValue:
    """Say what interviewers have to arrange, and why; the reason is read here and nowhere else."""
    kept = queries.arranged_for(viewer(), application_id)
    permit(Action.ADJUSTMENT_MANAGE, kept.relation)
    form = AdjustmentForm(data=asdict(kept.adjustment) | {"version": kept.version})
    if form.validate_on_submit():
        with form.refusals():
            service.adjust(viewer(), application_id, form.adjustment(), seen=form.seen())
            flash("Saved. Interviewers read what to arrange with their kit; the reason stays here.")
            return redirect(url_for("candidates.adjust", application_id=application_id))
    return render_template("candidates/adjust.html", kept=kept, form=form), form.status


class Kept(Protocol):
    """A file in the store, and the name and kind under which it is given out."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def stored_as(self) -> str: ...


def attached(found: Kept, *, folder: Path) -> Response:
    """A file, to be saved; never shown by the browser as part of this site."""
    content = files.read(folder, found.stored_as)
    answer = send_file(BytesIO(content), found.media_type, as_attachment=True, download_name=found.name, etag=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _add(opening_id: int, form: CandidateForm) -> ResponseReturnValue:
    folder = current_app.config["RUNG"].files_directory
    added = service.add(viewer(), opening_id, form.applicant(), cv=form.file(), folder=folder)
    flash(KNOWN if added.was_known else "The candidate is added. Book the first interview next.")
    return redirect(url_for("applications.show", application_id=added.application_id))
