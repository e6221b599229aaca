"""Coming in and leaving: asking for a link by mail, using it, signing out."""

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.services.candidates import visits as service
from app.web.candidates import visiting
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited
from app.web.languages import bilingual
from app.web.security import public
from forms.candidates.door import AskForm


@portal.route("/sign-in", methods=["GET", "POST"])
@public("nobody is signed in yet; the answer is the same for every address")
@bilingual
def ask() -> ResponseReturnValue:
    """Ask for a link by mail."""
    form = AskForm()
    if form.validate_on_submit():
        with form.refusals():
            service.ask_for_link(form.address())
            return visiting.unlisted(render_template("candidates/asked.html"))
    return visiting.unlisted((render_template("candidates/ask.html", form=form), form.status))


@portal.post("/sign-out")
@visited
def leave(visitor: Visitor) -> ResponseReturnValue:
    """End this session."""
    service.leave(visitor)
    answer = make_response(redirect(url_for("portal.ask")))
    visiting.forget_session(answer)
    return answer
