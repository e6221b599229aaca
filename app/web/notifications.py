"""Messages: the texts of their kinds, what somebody does not want to be sent, and the outbox where no mail leaves."""

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.config import Settings
from app.domain.errors import NotFound
from app.domain.mail_kinds import KINDS, MUTABLE, READERS
from app.domain.mail_texts import MailText, Written, examples, write
from app.domain.policy import Action
from app.domain.scheduling_rules import LANGUAGES
from app.gateways import clock
from app.gateways.mail import sender_of
from app.queries.notifications import outbox as outbox_queries
from app.queries.notifications import texts as queries
from app.services.notifications import templates as service
from app.services.notifications.composing import as_it_reads, stopped_by
from app.web.security import csrf, public, requires, viewer
from forms.notifications import MailChoicesForm, MailTextForm

bp = Blueprint("notifications", __name__)
# Of a message's own page: its inline styles are wanted, and nothing else of it may do anything.
LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@bp.get("/settings/mails")
@requires(Action.TEMPLATE_EDIT)
def texts() -> ResponseReturnValue:
    """Every kind of message, by who reads it."""
    groups = {reader: [kind for kind in KINDS.values() if kind.reader is reader] for reader in READERS}
    own = queries.own_texts()
    return render_template("notifications/texts.html", groups=groups, readers=READERS, own=own, languages=LANGUAGES)


@bp.route("/settings/mails/<kind>/<language>", methods=["GET", "POST"])
@requires(Action.TEMPLATE_EDIT)
def text(kind: str, language: str) -> ResponseReturnValue:
    """Change a text, or look at it first as it would be read."""
    page = queries.text_page(kind, language)
    form = MailTextForm(subject=page.text.subject, body=page.text.body, version=page.version)
    is_sent = form.validate_on_submit()
    shown = form.checked(kind) if is_sent else page.text
    if is_sent and shown is not None and request.form.get("act") != "preview":
        with form.refusals():
            return _save(kind, language, form)
    preview = _preview(kind, language, shown)
    return _text_page(page, form, preview), form.status


@bp.post("/settings/mails/<kind>/<language>/shipped")
@requires(Action.TEMPLATE_EDIT)
def back_to_shipped(kind: str, language: str) -> ResponseReturnValue:
    """Let the shipped text hold again."""
    service.back_to_shipped(viewer(), kind, language, seen=MailTextForm().seen())
    flash("The shipped text holds again.")
    return redirect(url_for("notifications.text", kind=kind, language=language))


@bp.get("/outbox")
@requires(Action.OUTBOX_READ)
def outbox() -> ResponseReturnValue:
    """Every message, the newest first: where none leaves, this is where they arrive."""
    _only_where_no_mail_leaves()
    before = request.args.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    page = outbox_queries.outbox(viewer(), before=number)
    return render_template("notifications/outbox.html", page=page, now=clock.now(), is_first=number is None)


@bp.get("/outbox/<id:message_id>")
@requires(Action.OUTBOX_READ)
def message(message_id: int) -> ResponseReturnValue:
    """One message as it would be sent now, with all its parts."""
    _only_where_no_mail_leaves()
    row, now = outbox_queries.outbox_message(viewer(), message_id), clock.now()
    letter, reason = as_it_reads(message_id, now)
    sender = str(sender_of(_settings()))
    return render_template("notifications/message.html", row=row, letter=letter, reason=reason, now=now, sender=sender)


@bp.get("/outbox/<id:message_id>/letter")
@requires(Action.OUTBOX_READ)
def letter(message_id: int) -> ResponseReturnValue:
    """The HTML part of a message, as mail programs show it; shown inside the message's page."""
    _only_where_no_mail_leaves()
    outbox_queries.outbox_message(viewer(), message_id)
    found, _ = as_it_reads(message_id, clock.now())
    if found is None:
        raise NotFound
    answer: Response = make_response(found.html)
    answer.headers["Content-Security-Policy"] = LETTER
    return answer


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@csrf.exempt
@public("the link is the proof; it turns off one kind of message for one person, and mail programs press it themselves")
def unsubscribe(token: str) -> ResponseReturnValue:
    """Turn off a kind of message. Looking at the page changes nothing."""
    account_id, kind = stopped_by(token)
    if request.method == "POST":
        service.leave_off(account_id, kind)
    return render_template("notifications/unsubscribe.html", kind=KINDS[kind], is_done=request.method == "POST")


@bp.route("/account/mails", methods=["GET", "POST"])
@requires(Action.SELF_MANAGE)
def choices() -> ResponseReturnValue:
    """Which messages one wants of those that one can do without."""
    form = MailChoicesForm(wanted=[kind for kind in MUTABLE if kind not in queries.left_off(viewer())])
    if form.validate_on_submit():
        service.choose_messages(viewer(), unwanted=form.unwanted())
        flash("Saved.")
        return redirect(url_for("notifications.choices"))
    return render_template("notifications/choices.html", form=form), form.status


def _save(kind: str, language: str, form: MailTextForm) -> ResponseReturnValue:
    subject, body = form.subject.data or "", form.body.data or ""
    service.save_text(viewer(), kind, language, subject=subject, body=body, seen=form.seen())
    flash("Saved. Messages have this text from now on.")
    return redirect(url_for("notifications.text", kind=kind, language=language))


def _text_page(page: queries.TextPage, form: MailTextForm, preview: Written | None) -> str:
    return render_template(
        "notifications/text.html", page=page, form=form, preview=preview, languages=LANGUAGES, readers=READERS
    )


def _preview(kind: str, language: str, shown: MailText | None) -> Written | None:
    return write(shown, examples(kind, language), language=language) if shown is not None else None


def _only_where_no_mail_leaves() -> None:
    settings = _settings()
    if settings.sends_mail or settings.production:
        raise NotFound


def _settings() -> Settings:
    settings: Settings = current_app.config["RUNG"]
    return settings
