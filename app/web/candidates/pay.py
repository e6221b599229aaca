"""What the job of one application pays: the candidate's page with its calculator, and the hiring team's page."""

from datetime import date

from babel.dates import format_date
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.earnings import earnings, how_it_is_counted, starts_after
from app.domain.pay import ANOTHER_ADDRESS, PayState, when_it_opens
from app.domain.pay_figure import bars
from app.domain.policy import Action, may, permit
from app.domain.portal import Visitor
from app.gateways import clock
from app.queries.candidates import pay as queries
from app.services.candidates import pay as service
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.languages import ENGLISH, language
from app.web.security import requires, viewer
from forms.candidates.pay import EarningsForm, UnlockPayForm


@portal.get("/applications/<id:application_id>/pay")
@visited
def pay(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """What the job pays, once that is open to this address; each look is kept."""
    now = clock.now()
    mine = queries.my_pay(visitor, application_id, now)
    if mine.state is PayState.REFUSED or mine.application is None:
        return render_template("candidates/pay_refused.html", visitor=visitor, why=ANOTHER_ADDRESS), 403
    facts = {"visitor": visitor, "application": mine.application, "mine": mine}
    if mine.kept is None:
        return render_template("candidates/pay_closed.html", opens=when_it_opens(mine.application.state), **facts)
    service.note_candidates_view(visitor, application_id, mine.kept.id, now)
    form = _calculator(now.date())
    start, attainment = form.chosen()
    found = earnings(mine.kept.sheet, start=start, attainment=attainment)
    facts |= {"sheet": mine.kept.sheet, "form": form, "attainment": attainment, "earnings": found}
    facts |= {"figure": bars(found.months), "month_words": month_words, "counted": how_it_is_counted()}
    return render_template("candidates/pay.html", **facts)


def _calculator(today: date) -> EarningsForm:
    """What was asked by the address of the page; it changes nothing, so that it is looked at on every visit."""
    starts, form = starts_after(today), EarningsForm(request.args)
    form.offer(starts, [month_words(start) for start in starts])
    if request.args:
        form.validate()
    return form


def month_words(month: date) -> str:
    """February 2027 or 2027年2月."""
    pattern = "MMMM y" if language() == ENGLISH else "y年M月"
    return format_date(month, pattern, locale=language())


@bp.get("/applications/<id:application_id>/pay")
@requires(Action.PAY_READ)
def pay_of(application_id: int) -> ResponseReturnValue:
    """Whether the candidate sees it, since when, who read it, and the sheet."""
    now = clock.now()
    page = queries.pay_page(viewer(), application_id, now)
    permit(Action.PAY_READ, page.relation)
    if page.kept is not None:
        service.note_staffs_view(viewer(), application_id, page.kept.id, now)
    return render_template("candidates/pay_of.html", page=page, may_open=may(Action.PAY_UNLOCK, page.relation))


@bp.route("/applications/<id:application_id>/pay/open", methods=["GET", "POST"])
@requires(Action.PAY_UNLOCK)
def unlock_pay(application_id: int) -> ResponseReturnValue:
    """Let the candidate read it before its moment, and say why."""
    page = queries.pay_page(viewer(), application_id, clock.now())
    permit(Action.PAY_UNLOCK, page.relation)
    form = UnlockPayForm(version=page.version)
    if form.validate_on_submit():
        with form.refusals():
            service.unlock_by_hand(viewer(), application_id, reason=form.reason.data or "", seen=form.seen())
            flash("The candidate can read it from now on, and is written to.")
            return redirect(url_for("candidates.pay_of", application_id=application_id))
    return render_template("candidates/unlock_pay.html", page=page, form=form), form.status
