"""Coming in and leaving: asking for a link by mail, using it, signing out."""

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import candidates as queries
from app.services.candidates import visits as service
from app.web import rate
from app.web.candidates import visiting
from app.web.candidates.blueprint import links, portal
from app.web.candidates.visiting import visited
from app.web.languages import bilingual, choose_language
from app.web.security import public
from forms.base import RungForm
from forms.candidates.door import AskForm

ASKING, LETTERS = "a link to one's applications", "5 per hour"
TOO_OFTEN = translatable("Too many tries. Wait a few minutes, and ask again.")
BY_LINK = "the link is the proof; looking at the page does not use it up"


@portal.route("/sign-in", methods=["GET", "POST"])
@public("nobody is signed in yet; the answer is the same for every address")
@bilingual
def ask() -> ResponseReturnValue:
    """Ask for a link by mail."""
    form, status = AskForm(), 200
    if form.validate_on_submit():
        if _may_ask(form.address()):
            service.ask_for_link(form.address())
            return visiting.unlisted(render_template("candidates/asked.html"))
        form.refuse(TOO_OFTEN)
        status = 429
    page = render_template("candidates/ask.html", form=form)
    return visiting.unlisted((page, status if status != 200 else form.status))


@links.get("/portal-links/<token>")
@public(BY_LINK)
@bilingual
def look(token: str) -> ResponseReturnValue:
    """The page that a link leads to: one button. Whoever only looks changes nothing."""
    language = queries.language_by_link(token_hash(token), clock.now())
    if language is None:
        return over()
    choose_language(language)
    return visiting.unlisted(render_template("candidates/enter.html", form=RungForm(), token=token))


@links.post("/portal-links/<token>")
@public(BY_LINK)
@bilingual
def enter(token: str) -> ResponseReturnValue:
    """Use the link up and come in."""
    try:
        session, until = service.enter(token)
    except NotFound:
        return over()
    answer = make_response(redirect(url_for("portal.show")))
    visiting.keep_session(answer, session, until=until)
    return answer


@portal.post("/sign-out")
@visited
def leave(visitor: Visitor) -> ResponseReturnValue:
    """End this session."""
    service.leave(visitor)
    answer = make_response(redirect(url_for("portal.ask")))
    visiting.forget_session(answer)
    return answer


def _may_ask(email: str) -> bool:
    """Whether neither this network nor this address had too many tries; each try counts for both."""
    return all([rate.allows(ASKING), rate.allows(ASKING, limit=LETTERS, who=email)])


def over() -> ResponseReturnValue:
    """A link that opens nothing any more, and the way to a new one."""
    return visiting.unlisted((render_template("candidates/link_over.html", form=AskForm(formdata=None)), 404))
