"""Reports: what is known of interviewers, for process owners, and for everybody about themselves; calibration decks."""

import csv
from collections.abc import Callable
from functools import wraps
from io import StringIO
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.gateways import clock
from app.queries import reports as queries
from app.queries.reports.equal_opportunity import equal_opportunity as equal_sheets
from app.services import reports as service
from app.web.security import requires, viewer
from forms.reports import DeckForm

View = Callable[..., ResponseReturnValue]
bp = Blueprint("reports", __name__)
EXPORT_HEADS = ("Job family", "Questions", "Question", "Step", "Category", "Considered", "Rate", "Impact ratio")


@bp.get("/reports/interviewers")
@requires(Action.CALIBRATION_READ)
def interviewers() -> ResponseReturnValue:
    """Everybody's habits as an interviewer, in the order of names."""
    report, takers = queries.all_interviewers(reader=viewer().account_id), queries.takers(clock.now())
    return render_template("reports/interviewers.html", report=report, takers=takers)


@bp.get("/reports/equal-opportunity")
@requires(Action.SELF_ID_REPORT)
def equal_opportunity() -> ResponseReturnValue:
    """How far people came, by what they said about themselves: in sums alone."""
    return render_template("reports/equal_opportunity.html", sheets=equal_sheets(clock.now()))


@bp.get("/reports/equal-opportunity.csv")
@requires(Action.SELF_ID_REPORT)
def equal_opportunity_export() -> ResponseReturnValue:
    """The rates and ratios of the same, as the table of a bias audit."""
    written = StringIO()
    out = csv.writer(written)
    out.writerow(EXPORT_HEADS)
    for sheet in equal_sheets(clock.now()):
        for row in sheet.export:
            figures = (row.considered, _rounded(row.rate, 2), _rounded(row.ratio, 2))
            before = (sheet.family, sheet.asked, row.question, row.step, row.category)
            out.writerow([_harmless(each) for each in before] + ["not shown" if n is None else n for n in figures])
    named = {"Content-Disposition": "attachment; filename=equal-opportunity.csv"}
    return Response(written.getvalue(), mimetype="text/csv", headers=named)


def _rounded(figure: float | None, digits: int) -> float | None:
    return None if figure is None else round(figure, digits)


def _harmless(text: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@bp.get("/account/calibration")
@requires(Action.SELF_MANAGE)
def mine() -> ResponseReturnValue:
    """One's own habits as an interviewer."""
    return render_template("reports/mine.html", report=queries.one_interviewer(viewer().account_id))


@bp.get("/account/decks")
@requires(Action.DECK_TAKE)
def decks() -> ResponseReturnValue:
    """The calibration decks, and one's own results."""
    now = clock.now()
    listed, taken = queries.decks_for(viewer(), now), queries.taken_by(viewer(), now)
    return render_template("reports/decks.html", decks=listed, taken=taken)


@bp.route("/account/decks/<deck>", methods=["GET", "POST"])
@requires(Action.DECK_TAKE)
def take_deck(deck: str) -> ResponseReturnValue:
    """Rate the snippets of a deck."""
    page = queries.deck_to_take(viewer(), deck)
    form = DeckForm.for_deck(page.deck, digest=page.digest, last=page.last)
    if form.validate_on_submit():
        with form.refusals():
            digest, seen = form.digest.data or "", form.seen()
            service.finish_deck(viewer(), deck, digest=digest, points=form.points(), seen=seen)
            flash("Kept. Here is how the reference reads the same evidence.")
            return redirect(url_for("reports.deck_result", deck=deck))
    return render_template("reports/take_deck.html", deck=page.deck, last=page.last, form=form), form.status


@bp.get("/account/decks/<deck>/result")
@requires(Action.DECK_TAKE)
def deck_result(deck: str) -> ResponseReturnValue:
    """What one's newest pass through a deck came to."""
    return render_template("reports/deck_result.html", result=queries.own_result(viewer(), deck))


def calibrates(view: View) -> View:
    """Mark a route whose success means that an application is judged, or is to be judged anew.

    The calibration is recomputed once the answer has gone out: nobody waits for it, and what goes wrong there changes
    neither the answer nor what was done.
    """

    @wraps(view)
    def followed(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        answer = make_response(view(*args, **kwargs))
        if request.method == "POST" and answer.status_code in {302, 303}:
            app, application_id = current_app._get_current_object(), kwargs["application_id"]  # type: ignore[attr-defined]

            def recompute() -> None:
                with app.app_context():
                    service.keep_calibrated(application_id)

            answer.call_on_close(recompute)
        return answer

    return followed
