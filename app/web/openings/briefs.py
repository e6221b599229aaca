"""What every candidate of an opening gets before a stage: staff write it here."""

from pathlib import Path

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.policy import Action, permit
from app.gateways.candidate_files import BRIEF_KINDS
from app.queries.openings import briefs as queries
from app.services.openings import briefs as service
from app.web.candidates.records import attached
from app.web.openings.blueprint import bp
from app.web.security import requires, viewer
from forms.openings.briefs import BriefForm


@bp.get("/<id:opening_id>/briefs")
@requires(Action.BRIEF_EDIT)
def briefs(opening_id: int) -> ResponseReturnValue:
    """All stages, and what candidates get before each."""
    return render_template("openings/briefs.html", briefs=_briefs(opening_id))


@bp.route("/<id:opening_id>/briefs/<stage>", methods=["GET", "POST"])
@requires(Action.BRIEF_EDIT)
def brief(opening_id: int, stage: str) -> ResponseReturnValue:
    """Write what candidates get before one stage."""
    found = _briefs(opening_id)
    line = found.line(stage)
    form = BriefForm.of(line.brief, version=line.version)
    if form.validate_on_submit():
        with form.refusals():
            _write(opening_id, stage, form)
            return redirect(url_for("openings.briefs", opening_id=opening_id))
    return render_template("openings/brief.html", briefs=found, line=line, form=form, kinds=BRIEF_KINDS), form.status


@bp.get("/<id:opening_id>/briefs/<stage>/file")
@requires(Action.BRIEF_EDIT)
def brief_file(opening_id: int, stage: str) -> ResponseReturnValue:
    """The file that candidates get, to be saved."""
    found = _briefs(opening_id).line(stage).file
    if found is None:
        raise NotFound
    return attached(found, folder=_folder())


def _briefs(opening_id: int) -> queries.Briefs:
    found = queries.briefs_for(viewer(), opening_id)
    permit(Action.BRIEF_EDIT, found.relation)
    return found


def _write(opening_id: int, stage: str, form: BriefForm) -> None:
    file, drops = form.sent(), bool(form.drops_file.data)
    brief, seen, folder = form.brief(), form.seen(), _folder()
    if service.write_brief(viewer(), opening_id, stage, brief, seen=seen, folder=folder, file=file, drops_file=drops):
        flash("The brief is saved. Every candidate of this opening gets it as it stands now.")
    else:
        flash("Nothing was changed.")


def _folder() -> Path:
    directory: Path = current_app.config["RUNG"].files_directory
    return directory
