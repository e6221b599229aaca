"""Files beside a scorecard. Outside the feature grid: files come and go in forms and answers of their own kind."""

from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.card_files import MOST_FILES
from app.domain.errors import DomainError, NotFound
from app.domain.policy import Action, permit
from app.queries.scorecards import desk_for
from app.queries.scorecards import files as queries
from app.services.scorecards import files as service
from app.web.candidates.records import attached
from app.web.errors import http_error
from app.web.security import requires, viewer
from app.web.times import counted
from forms.card_files import AttachForm

bp = Blueprint("card_files", __name__, url_prefix="/interviews/<id:interview_id>/scorecard/files")
TOO_MUCH = "What was sent is larger than 12 MB, so none of it was taken in. Send fewer at once; each may have 10 MB."


@bp.route("", methods=["GET", "POST"])
@requires(Action.SCORECARD_FILL, by_link=True)
def attach(interview_id: int) -> ResponseReturnValue:
    """The files beside the viewer's own card, and a form for more."""
    permit(Action.SCORECARD_FILL, desk_for(viewer(), interview_id).relation)
    form = AttachForm()
    if form.validate_on_submit():
        with form.refusals():
            added = service.attach(viewer(), interview_id, form.sent(), folder=_folder())
            flash(f"{counted(added, 'file')} attached." if added else "This stands beside the scorecard already.")
            return _back(interview_id)
    return _page(interview_id, form), form.status


@bp.post("/<id:file_id>/remove")
@requires(Action.SCORECARD_FILL, by_link=True)
def remove(interview_id: int, file_id: int) -> ResponseReturnValue:
    """Take a file away from the viewer's own card."""
    service.remove(viewer(), interview_id, file_id, folder=_folder())
    flash("The file is removed.")
    return _back(interview_id)


@bp.get("/<id:file_id>")
@requires(Action.SCORECARD_FILL, by_link=True)
def download(interview_id: int, file_id: int) -> ResponseReturnValue:
    """One file, to be saved; never shown by the browser as part of this site."""
    asked = queries.file_for(viewer(), interview_id, file_id)
    permit(Action.SCORECARD_FILL if asked.is_own else Action.SCORECARD_READ_OTHERS, asked.relation)
    if asked.file is None:
        raise NotFound
    return attached(asked.file, folder=_folder())


@bp.errorhandler(RequestEntityTooLarge)
def refuse_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """What was sent was not read at all, hence not even the form: the same page tells why."""
    try:
        return _told_large((request.view_args or {})["interview_id"])
    except RequestEntityTooLarge:  # nobody is signed in, and nothing can be kept for them
        return http_error(error)
    except DomainError as refusal:
        return current_app.handle_user_exception(refusal)


@requires(Action.SCORECARD_FILL, by_link=True)
def _told_large(interview_id: int) -> ResponseReturnValue:
    permit(Action.SCORECARD_FILL, desk_for(viewer(), interview_id).relation)
    form = AttachForm(formdata=None)
    form.refuse(TOO_MUCH, "files")
    return _page(interview_id, form), 413


def _page(interview_id: int, form: AttachForm) -> str:
    desk = desk_for(viewer(), interview_id)
    kept = queries.files_of(interview_id, viewer().account_id)
    return render_template("scorecards/attach.html", desk=desk, files=kept, form=form, most=MOST_FILES)


def _folder() -> Path:
    directory: Path = current_app.config["RUNG"].files_directory
    return directory


def _back(interview_id: int) -> ResponseReturnValue:
    return redirect(url_for("scorecards.fill_in", interview_id=interview_id, _anchor="files"))
