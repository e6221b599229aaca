"""Inviting a candidate to choose a time: the people and hours that are proposed, and sending it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import BadData
from app.domain.policy import Action, may, permit
from app.gateways import clock
from app.queries import scheduling as queries
from app.queries.scheduling.proposals import Proposal, proposal_for
from app.services.scheduling import invitations as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling.inviting import InviteForm


@bp.route("/applications/<id:application_id>/invite", methods=["GET", "POST"])
@requires(Action.INTERVIEW_BOOK)
def invite(application_id: int) -> ResponseReturnValue:
    """Invite the candidate to the stage that the application stands in."""
    page = queries.application_to_book(viewer(), application_id)
    permit(Action.INTERVIEW_BOOK, page.relation)
    form = InviteForm(version=page.case.version)
    is_sent = form.validate_on_submit() and "look" not in request.form
    proposal = _proposed(page, form)
    if is_sent and not form.errors:
        with form.refusals():
            offer = form.offer(proposal.takes, proposal.places, starts=proposal.starts, minutes=proposal.minutes)
            service.invite(viewer(), application_id, offer, seen=form.seen())
            flash(f"{page.case.candidate_name} is invited. The message leaves in a minute.")
            return redirect(url_for("applications.show", application_id=application_id))
    form.show(seats=proposal.interviewers, starts=proposal.starts, has_beside=True)
    facts = {"proposal": proposal, "may_edit_texts": may(Action.TEMPLATE_EDIT, page.relation)}
    return render_template("scheduling/invite.html", page=page, form=form, **facts), form.status


@bp.post("/invitations/<id:invitation_id>/end")
@requires(Action.INTERVIEW_BOOK)
def take_back_invitation(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back that was not answered."""
    application_id = service.take_back_invitation(viewer(), invitation_id, seen=_seen())
    flash("The invitation is taken back, and its link has stopped working.")
    return redirect(url_for("applications.show", application_id=application_id))


def _proposed(page: queries.ToBook, form: InviteForm) -> Proposal:
    """The proposal with the people that somebody chose, if they can be chosen."""
    now = clock.now()
    try:
        chosen = form.chosen() if form.is_submitted() else form.numbers(request.args.getlist("seats"))
        return proposal_for(page, now, chosen=chosen)
    except BadData as refusal:
        form.refuse(refusal.message, refusal.field)
        return proposal_for(page, now)


def _seen() -> int:
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
