"""Growth letters: what a declined candidate may read about how they did, once a person has sent it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotReady
from app.domain.policy import Action
from app.domain.portal import Visitor
from app.queries import candidates as queries
from app.queries.candidates.letters import LetterPage, letter_page, letter_to
from app.services.candidates.letters import Doing, write_letter
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.security import requires, viewer
from forms.candidates.letters import LetterForm

SAID = {
    Doing.KEEP: "Kept as a draft. Nothing has left.",
    Doing.SEND: "Sent. The candidate gets it by mail and reads it on their own page.",
    Doing.WITHHOLD: "Withheld. The candidate gets no letter.",
}


@portal.get("/applications/<id:application_id>/letter")
@visited
def letter(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """The letter as it was sent."""
    mine = queries.my_application(visitor, application_id)
    found = letter_to(mine)
    return render_template("candidates/letter.html", visitor=visitor, application=mine, letter=found)


@bp.route("/applications/<id:application_id>/letter", methods=["GET", "POST"])
@requires(Action.LETTER_SEND)
def write(application_id: int) -> ResponseReturnValue:
    """Read the draft, change it, send or withhold it."""
    page = letter_page(viewer(), application_id)
    refusal, draft, language = _draft(page)
    form = LetterForm(data={"body": draft, "language": language, "version": page.version})
    if form.validate_on_submit():
        with form.refusals():
            doing, text = _doing(), form.body.data or ""
            write_letter(viewer(), application_id, text, language=form.language.data, doing=doing, seen=form.seen())
            flash(SAID[doing])
            return redirect(url_for("candidates.write", application_id=application_id))
    return render_template("candidates/write_letter.html", page=page, form=form, refusal=refusal), form.status


def _doing() -> Doing:
    sent = request.form.get("doing", "")
    return Doing(sent) if sent in set(Doing) else Doing.KEEP


def _draft(page: LetterPage) -> tuple[str, str, str]:
    """Why there is no letter, else the one that is kept, else what the scorecards come to; and its language."""
    asked = request.args.get("language", "")
    language = asked if asked in ("en", "ja") else page.language if page.language in ("en", "ja") else "en"
    if page.refusal or page.sent_at is not None:
        return page.refusal, page.body, language
    if page.body and not asked:
        return "", page.body, language
    try:
        return "", page.letter().text(language), language
    except NotReady as empty:
        return empty.message, "", language
