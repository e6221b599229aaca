"""What titles pay: the list of sheets, a first one, and further figures for one, for those with the grant."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.countries import COUNTRIES
from app.domain.policy import Action
from app.queries import ladders
from app.queries.openings import pay as queries
from app.services.openings import pay as service
from app.web.candidates.blueprint import bp
from app.web.ladders.families import chosen_family
from app.web.security import requires, viewer
from forms.candidates.pay import NewPaySheetForm, PaySheetForm

NO_FAMILY = "There is no job family yet. Ask an admin to load one; then its titles can be given pay."
ENTERED = "Saved. Candidates who may read it see these figures from now on; the ones before stay below."


@bp.get("/pay")
@requires(Action.PAY_EDIT)
def pay_sheets() -> ResponseReturnValue:
    """The newest sheet of every title, specialty and country."""
    rows = queries.pay_sheets(viewer())
    return render_template("candidates/pay_sheets.html", rows=rows, names=_names(), countries=COUNTRIES)


@bp.route("/pay/new", methods=["GET", "POST"])
@requires(Action.PAY_EDIT)
def add_pay_sheet() -> ResponseReturnValue:
    """The first figures of a title in a specialty and a country."""
    chosen, form = chosen_family(NO_FAMILY), NewPaySheetForm()
    family = chosen.playbook.family
    form.offer(
        titles=[(title.key, title.name) for title in family.titles],
        specialties=[(item.key, item.name) for item in family.specialties],
        countries=dict(sorted(COUNTRIES.items(), key=lambda item: item[1])),
    )
    if form.validate_on_submit():
        with form.refusals():
            made = service.enter_sheet(viewer(), form.place(family.key), form.sheet(), seen=0)
            flash(ENTERED)
            return redirect(url_for("candidates.pay_sheet", sheet_id=made))
    return render_template("candidates/add_pay_sheet.html", form=form, chosen=chosen), form.status


@bp.route("/pay/<id:sheet_id>", methods=["GET", "POST"])
@requires(Action.PAY_EDIT)
def pay_sheet(sheet_id: int) -> ResponseReturnValue:
    """The figures of one place as they are and were; enter further ones."""
    rows = queries.pay_history(viewer(), sheet_id)
    form = PaySheetForm.of(rows[0].sheet, version=rows[0].id)
    if form.validate_on_submit():
        with form.refusals():
            made = service.enter_sheet(viewer(), rows[0].place, form.sheet(), seen=form.seen())
            flash(ENTERED)
            return redirect(url_for("candidates.pay_sheet", sheet_id=made))
    facts = {"rows": rows, "names": _names(), "countries": COUNTRIES}
    return render_template("candidates/pay_sheet.html", form=form, **facts), form.status


def _names() -> dict[tuple[str, str], str]:
    """What titles and specialties are called, by family and key; what is not published any more is not among them."""
    names: dict[tuple[str, str], str] = {}
    for current in ladders.current_families():
        family = ladders.playbook_for(current.digests).family
        names |= {(family.key, title.key): title.name for title in family.titles}
        names |= {(family.key, specialty.key): specialty.name for specialty in family.specialties}
    return names
