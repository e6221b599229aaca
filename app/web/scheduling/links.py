"""Links that open an interview without signing in: coming in by one, the CV by one, replacing one's own."""

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.interview_links import DEAD
from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries import candidates
from app.queries import scheduling as queries
from app.queries.candidates.materials import slides_of_interview
from app.services import scheduling as service
from app.web import link_cookies
from app.web.candidates.records import attached
from app.web.scheduling.blueprint import bp
from app.web.security import person, public, requires, viewer

FOR_SOMEBODY_ELSE = "This link is for another person than the one who is signed in here. Sign out, then open it again."
# Where a link can lead beside the scorecard, and what the page of reports then has chosen.
REPORTS = {"cannot": "cannot", "did-not-happen": "did_not_happen"}


@bp.get("/interview-links/<token>")
@public("the link is the proof; it opens one interview to the one person who holds it, as often as they like")
def open_link(token: str) -> ResponseReturnValue:
    """Come in by a link. Nothing is used up and nothing is changed; the browser keeps the link for this interview."""
    found = queries.pass_in(token)
    if found is None:
        return _refused(DEAD, status=404)
    where, known = _wanted(found.interview_id), person()
    if known is not None:
        return redirect(where) if known.account_id == found.account_id else _refused(FOR_SOMEBODY_ELSE, status=403)
    holder, now = queries.holder_of(found), clock.now()
    if holder is None:
        return _refused(DEAD, status=404)
    refusal = holder.window.refusal(now, zone=holder.viewer.zone)
    if refusal is not None:
        return _refused(refusal, status=403, next_page=where)
    answer = make_response(redirect(where))
    link_cookies.keep(answer, token, found, window=holder.window)
    return answer


@bp.get("/interviews/<id:interview_id>/cv")
@requires(Action.CV_READ, by_link=True)
def cv(interview_id: int) -> ResponseReturnValue:
    """The candidate's CV, to be saved, from the interview's page."""
    found = candidates.cv_of_interview(viewer(), interview_id)
    permit(Action.CV_READ, found.relation)
    return attached(found, folder=current_app.config["RUNG"].files_directory)


@bp.get("/interviews/<id:interview_id>/slides")
@requires(Action.CV_READ, by_link=True)
def slides(interview_id: int) -> ResponseReturnValue:
    """The newest slides that the candidate handed in for this stage, to be saved."""
    found = slides_of_interview(viewer(), interview_id)
    permit(Action.CV_READ, found.relation)
    return attached(found, folder=current_app.config["RUNG"].files_directory)


@bp.post("/interviews/<id:interview_id>/link")
@requires(Action.INTERVIEW_LINK)
def renew_link(interview_id: int) -> ResponseReturnValue:
    """Make a new link to one's own interview; those given out before stop working."""
    service.renew_link(viewer(), interview_id)
    flash("Here is your new link. The old one has stopped working.")
    return redirect(url_for("scheduling.show", interview_id=interview_id, _anchor="h-link"))


def _wanted(interview_id: int) -> str:
    if request.args.get("to") == "answer":
        return url_for("scheduling.answer", interview_id=interview_id)
    kind = REPORTS.get(request.args.get("to", ""))
    if kind is not None:
        return url_for("scheduling.excuse", interview_id=interview_id, kind=kind)
    return url_for("scorecards.fill_in", interview_id=interview_id)


def _refused(sentence: str, *, status: int, next_page: str | None = None) -> ResponseReturnValue:
    """A page with one sentence, and the way to sign in; for somebody who is signed in, to sign out."""
    return render_template("scheduling/link.html", sentence=sentence, status=status, next_page=next_page), status
