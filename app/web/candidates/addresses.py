"""Changing the address of a candidate: asking on their own page, confirming by the link in the mail."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import Conflict, NotFound, NotReady
from app.domain.portal import Visitor
from app.domain.say import say
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import candidates as queries
from app.services.candidates import addresses as service
from app.web import rate
from app.web.candidates import visiting
from app.web.candidates.blueprint import links, portal
from app.web.candidates.door import BY_LINK, LETTERS, TOO_OFTEN, over
from app.web.candidates.visiting import visited
from app.web.languages import bilingual, choose_language
from app.web.security import public
from forms.base import RungForm
from forms.candidates.door import AddressForm


@portal.route("/address", methods=["GET", "POST"])
@visited
def address(visitor: Visitor) -> ResponseReturnValue:
    """Ask for another address."""
    form = AddressForm()
    if form.validate_on_submit():
        with form.refusals():
            _refuse_more(visitor)
            service.ask_for_change(visitor, form.address())
            flash(
                say(
                    "A mail with a link went to {address}. The new address holds once you use it.",
                    address=form.address(),
                )
            )
            return redirect(url_for("portal.show"))
    return render_template("candidates/address.html", visitor=visitor, form=form), form.status


@links.get("/address-links/<token>")
@public(BY_LINK)
@bilingual
def look_at_address(token: str) -> ResponseReturnValue:
    """The page that the link leads to: one button. Whoever only looks changes nothing."""
    found = queries.address_by_link(token_hash(token), clock.now())
    if found is None:
        return over()
    choose_language(found.language)
    page = render_template("candidates/new_address.html", form=RungForm(), token=token, email=found.email)
    return visiting.unlisted(page)


@links.post("/address-links/<token>")
@public(BY_LINK)
@bilingual
def confirm_address(token: str) -> ResponseReturnValue:
    """Let the new address hold."""
    try:
        service.confirm(token)
    except NotFound:
        return over()
    except Conflict as taken:
        page = render_template("candidates/address_kept.html", sentence=taken.message)
        return visiting.unlisted((page, 409))
    answer = visiting.unlisted(render_template("candidates/address_changed.html"))
    visiting.forget_session(answer)
    return answer


def _refuse_more(visitor: Visitor) -> None:
    """Send no more than a few mails to addresses that nobody has confirmed.

    Raises:
        NotReady: for the sixth in an hour.
    """
    if not rate.allows("another address", limit=LETTERS, who=str(visitor.candidate_id)):
        raise NotReady(TOO_OFTEN)
