"""Settings of candidates' pages: what they say, the privacy notice, and what holds in each country."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.countries import COUNTRIES
from app.domain.errors import NotFound
from app.domain.places import EVERYWHERE_ELSE, SELF_ID_NAMES, UNLOCK_NAMES
from app.domain.policy import Action
from app.queries import accounts
from app.queries.openings import notices, places
from app.services.openings import notices as notice_service
from app.services.openings import site as service
from app.web.openings.blueprint import settings as bp
from app.web.security import requires, viewer
from forms.openings.site import NoticeForm, PlaceForm, SiteForm

# The address of the rules that hold everywhere else, which have no country.
ELSEWHERE = "elsewhere"


@bp.route("/site", methods=["GET", "POST"])
@requires(Action.SETTINGS_MANAGE)
def show() -> ResponseReturnValue:
    """What candidates' pages say of the organisation."""
    form = SiteForm(obj=accounts.site())
    if form.validate_on_submit():
        with form.refusals():
            service.change_site(viewer(), form.words(), seen=form.seen())
            flash("Saved. Candidates' pages say it from now on.")
            return redirect(url_for("site.show"))
    return render_template("openings/site.html", form=form), form.status


@bp.route("/privacy", methods=["GET", "POST"])
@requires(Action.SETTINGS_MANAGE)
def privacy() -> ResponseReturnValue:
    """The privacy notice that holds, those before it, and publishing another."""
    holding, earlier = notices.notice(), notices.notices()
    texts = holding.texts
    form = NoticeForm(english=texts.english, japanese=texts.japanese, version=holding.id or 0)
    if form.validate_on_submit():
        with form.refusals():
            notice_service.publish_notice(viewer(), form.texts(), seen=form.seen())
            flash("Published. Whoever applies from now on is shown this notice.")
            return redirect(url_for("site.privacy"))
    return render_template("openings/notice.html", form=form, holding=holding, earlier=earlier), form.status


@bp.get("/places", endpoint="places")
@requires(Action.SETTINGS_MANAGE)
def every_place() -> ResponseReturnValue:
    """What holds where."""
    if request.args.get("country", "") in COUNTRIES:
        return redirect(url_for("site.place", country=request.args["country"]))
    listed = places.all_rules()
    names = {"unlocks": UNLOCK_NAMES, "self_ids": SELF_ID_NAMES, "countries": COUNTRIES, "elsewhere": ELSEWHERE}
    return render_template("openings/places.html", listed=listed, **names)


@bp.route("/places/<country>", methods=["GET", "POST"])
@requires(Action.SETTINGS_MANAGE)
def place(country: str) -> ResponseReturnValue:
    """What holds in one country, or everywhere else."""
    code = _code(country)
    kept = places.place_to_change(code)
    form = PlaceForm.showing(kept.rules, version=kept.version)
    if form.validate_on_submit():
        with form.refusals():
            service.change_place(viewer(), form.rules(code), seen=form.seen())
            flash(f"Saved: {kept.rules.name}.")
            return redirect(url_for("site.places"))
    return render_template("openings/place.html", form=form, kept=kept, country=country), form.status


@bp.post("/places/<country>/forget")
@requires(Action.SETTINGS_MANAGE)
def forget_place(country: str) -> ResponseReturnValue:
    """Let the rules of everywhere else hold there."""
    service.forget_place(viewer(), _code(country), seen=PlaceForm().seen())
    flash("Removed. The rules of everywhere else hold there now.")
    return redirect(url_for("site.places"))


def _code(country: str) -> str:
    if country not in COUNTRIES and country != ELSEWHERE:
        raise NotFound("There is no such country in the list.")
    return EVERYWHERE_ELSE if country == ELSEWHERE else country
