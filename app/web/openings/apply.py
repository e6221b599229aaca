"""Applying for an open job, without an account."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.applying import Sent
from app.domain.countries import COUNTRIES
from app.domain.say import say, translatable
from app.gateways import clock, signatures
from app.queries.candidates.applying import AppliedTo, applied_to
from app.queries.openings.notices import notice
from app.services.candidates import applying as service
from app.web import rate
from app.web.languages import bilingual, language, translate
from app.web.openings.blueprint import jobs
from app.web.security import csrf, public
from app.web.times import country
from forms.candidates.applying import ApplyForm

ANYBODY = "whoever wants to apply has no account and needs none"
FASTEST, SLOWEST = 3, 24 * 3600
PER_BLOCK, PER_JOB = "60 per hour", "300 per minute"
TOO_MANY = 429
_PURPOSE = "a form to apply with"
_CHOOSE = translatable("Choose one")
_OLD = translatable("This page was open for long. What you entered is still here: send it once more.")
_SOON = translatable("This was sent faster than anybody can type. What you entered is still here: send it once more.")
_MANY = translatable(
    "Many applications came from your network lately. What you entered is still here: wait a while and send it again."
)


@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost where the browser keeps none
@jobs.route("/jobs/<id:opening_id>/apply", methods=["GET", "POST"])
@public(ANYBODY)
@bilingual
def apply(opening_id: int) -> ResponseReturnValue:
    """Apply for one job."""
    target = applied_to(opening_id, clock.now())
    form = _form(target)
    status = _outcome(target, form) if form.is_submitted() else form.status
    if status is None:
        return redirect(url_for("jobs.applied", opening_id=opening_id))
    return render_template("openings/apply.html", target=target, form=form, notice=notice()), status


@jobs.get("/jobs/<id:opening_id>/apply/sent")
@public(ANYBODY)
@bilingual
def applied(opening_id: int) -> ResponseReturnValue:
    """Thanks, and what happens next; the same for everybody."""
    return render_template("openings/applied.html", target=applied_to(opening_id, clock.now()))


def _form(target: AppliedTo) -> ApplyForm:
    names = dict(sorted(((code, country(code)) for code in COUNTRIES), key=lambda item: (item[1], item[0])))
    zone = "Asia/Tokyo" if language() == "ja" else ""
    asked, values = target.family.application_questions, {"zone": zone, "stamp": _stamp(target)}
    return ApplyForm.asking(asked, target.asking, countries=names, choose=translate(_CHOOSE), **values)


def _stamp(target: AppliedTo) -> str:
    return signatures.sign(_secret(), _PURPOSE, [target.opening.id, int(clock.now().timestamp())])


def _secret() -> str:
    return str(current_app.config["RUNG"].secret_key)


def _outcome(target: AppliedTo, form: ApplyForm) -> int | None:
    """What came of what was sent: a status to show the form with again, or nothing when it is taken.

    What a program filled in is taken as well, as far as that program can tell.
    """
    job = str(target.opening.id)
    if not rate.allows("apply", limit=PER_BLOCK) or not rate.allows("apply", limit=PER_JOB, who=job):
        form.refuse(say(_MANY))
        return TOO_MANY
    if form.is_trapped:
        return None
    sent = _read(target, form)
    cv = form.file()
    if cv is None:
        form.refuse(say("Choose the file with your CV."), "cv")
    if sent is not None and cv is not None and not form.errors:
        with form.refusals():
            service.apply(target.opening.id, sent, cv=cv, folder=current_app.config["RUNG"].files_directory)
    return form.status if form.errors else None


def _read(target: AppliedTo, form: ApplyForm) -> Sent | None:
    form.validate()
    is_of_another_session, doubt = form.take_back_token(), _why_doubted(target, form)
    sent = form.sent(language=language(), this_year=clock.now().year)
    if doubt or is_of_another_session:
        form.refuse(say(doubt or _OLD))
    return sent


def _why_doubted(target: AppliedTo, form: ApplyForm) -> str:
    """Why what was sent is not believed to come from a person who read the page; nothing while it is."""
    said = signatures.read(_secret(), _PURPOSE, form.stamp.data or "")
    age = int(clock.now().timestamp()) - said[1] if said and len(said) == 2 else SLOWEST + 1
    if said is None or said[0] != target.opening.id or not 0 <= age <= SLOWEST:
        form.stamp.data = _stamp(target)
        return _OLD
    return _SOON if age < FASTEST else ""
