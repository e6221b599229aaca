"""Messages of one application: as its candidate writes and reads them, and as its recruiters do."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.queries import candidates as queries
from app.queries.candidates import messages as message_queries
from app.services.candidates import messages as service
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.security import requires, viewer
from forms.candidates.messages import MessageForm

SENT = translatable("Your message is sent. The recruiter gets a mail about it.")


@portal.route("/applications/<id:application_id>/messages", methods=["GET", "POST"])
@visited
def messages(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """What was written, and room for an answer."""
    mine, form = queries.my_application(visitor, application_id), MessageForm()
    if form.validate_on_submit():
        with form.refusals():
            service.write(visitor, application_id, form.text.data or "")
            flash(SENT)
            return redirect(url_for("portal.messages", application_id=application_id))
    found = message_queries.messages_of(mine.id)
    if message_queries.has_news(found):
        service.mark_read(mine.id, by_candidate=True)
    page = render_template("candidates/messages.html", visitor=visitor, application=mine, messages=found, form=form)
    return page, form.status


@bp.route("/applications/<id:application_id>/messages", methods=["GET", "POST"])
@requires(Action.MESSAGE_WRITE)
def correspond(application_id: int) -> ResponseReturnValue:
    """What the candidate wrote, and room for an answer."""
    thread, form = message_queries.thread_for(viewer(), application_id), MessageForm()
    if form.validate_on_submit():
        with form.refusals():
            service.write_to_candidate(viewer(), application_id, form.text.data or "")
            flash("Sent. The candidate gets a mail that a message waits, without its text.")
            return redirect(url_for("candidates.correspond", application_id=application_id))
    if thread.has_news:
        service.mark_read(application_id, by_candidate=False)
    return render_template("candidates/correspond.html", thread=thread, form=form), form.status
