"""Scorecards: kit and card on one page, drafts, amendments, the open panel."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.amendment import part_of as find_part
from app.domain.amendment import parts_of, values_of
from app.domain.do_not_ask import COUNTRIES, DO_NOT_ASK
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.nudges import ONLY_JUDGED, ONLY_JUDGED_SOURCE, SAME_POINT, SAME_POINT_SOURCE, nudges_of
from app.domain.policy import Action, Relation, may, permit
from app.domain.scorecard import VOTES, due_at
from app.domain.sheet import differences
from app.domain.visibility import why_hidden
from app.gateways import clock
from app.queries import scorecards as queries
from app.services import scorecards as service
from app.web.security import requires, viewer
from app.web.times import counted, iso
from forms.scorecards import SUBMIT, AmendForm, OpenPanelForm, ScorecardForm

HINT_SOURCES = ((SAME_POINT, SAME_POINT_SOURCE), (ONLY_JUDGED, ONLY_JUDGED_SOURCE))

bp = Blueprint("scorecards", __name__)


@bp.get("/interviews/<id:interview_id>/scorecard")
@requires(Action.SCORECARD_FILL, by_link=True)
def fill_in(interview_id: int) -> ResponseReturnValue:
    """Kit and scorecard; a card that is frozen is shown instead."""
    kit = queries.kit_for(viewer(), interview_id)
    permit(Action.SCORECARD_FILL, kit.relation)
    if kit.desk.is_frozen:
        return redirect(url_for("scorecards.mine", interview_id=interview_id))
    form = ScorecardForm.for_sheet(kit.desk.sheet, kit.answers, version=kit.desk.card.version)
    return _page(kit, form)


@bp.post("/interviews/<id:interview_id>/scorecard")
@requires(Action.SCORECARD_FILL, by_link=True)
def save(interview_id: int) -> ResponseReturnValue:
    """Save the draft, or submit the card."""
    desk = queries.desk_for(viewer(), interview_id)
    permit(Action.SCORECARD_FILL, desk.relation)
    form = _sent(desk)
    if form.validate_on_submit():
        try:
            with form.refusals():
                kept = _keep(desk, form)
                if isinstance(kept, str):
                    return redirect(kept)
                desk = kept
        except Conflict as conflict:
            return _two_texts(interview_id, form, message=conflict.message)
    return _page(queries.kit_at(desk, form.answers()), form)


@bp.post("/interviews/<id:interview_id>/scorecard/draft")
@requires(Action.SCORECARD_FILL, by_link=True)
def draft(interview_id: int) -> ResponseReturnValue:
    """Save while somebody writes."""
    desk = queries.desk_for(viewer(), interview_id)
    permit(Action.SCORECARD_FILL, desk.relation)
    form = _sent(desk)
    if not form.validate_on_submit():
        return {"message": "; ".join(error for errors in form.errors.values() for error in errors)}, 422
    try:
        saved = service.save_draft(viewer(), interview_id, form.answers(), seen=form.seen())
    except Conflict as conflict:
        return {"message": conflict.message}, 409
    except (BadData, NotReady) as refusal:
        return {"message": refusal.message}, 422
    return {"version": saved.version, "saved_at": iso(saved.saved_at), "hints": _hints(desk, form)}


@bp.get("/interviews/<id:interview_id>/scorecard/mine")
@requires(Action.SCORECARD_FILL, by_link=True)
def mine(interview_id: int) -> ResponseReturnValue:
    """The viewer's own card, as it is kept."""
    card = queries.mine_for(viewer(), interview_id)
    permit(Action.SCORECARD_FILL, card.relation)
    if not card.desk.card.id and not card.desk.is_frozen:
        return redirect(url_for("scorecards.fill_in", interview_id=interview_id))
    facts = {"points": _places(card.desk), "votes": VOTES, "parts": parts_of(card.desk.sheet)}
    facts |= {"why_hidden": _why(card.relation, card.seats), "is_due": due_at(card.desk.about.ends_at) < clock.now()}
    can_read = may(Action.SCORECARD_READ_OTHERS, card.relation)
    return render_template("scorecards/mine.html", card=card, can_read=can_read, **facts)


@bp.route("/interviews/<id:interview_id>/scorecard/amend/<part>", methods=["GET", "POST"])
@requires(Action.SCORECARD_AMEND)
def amend(interview_id: int, part: str) -> ResponseReturnValue:
    """Correct one part of the own card, with a reason."""
    desk = queries.desk_for(viewer(), interview_id)
    permit(Action.SCORECARD_AMEND, desk.relation)
    form = _amendment(desk, part)
    if form.validate_on_submit():
        with form.refusals():
            after, reason = form.after(), form["reason"].data
            service.amend(viewer(), interview_id, part, after=after, reason=reason, seen=form.seen())
            flash("Amended. What the card said before stays beside it, with your reason.")
            return redirect(url_for("scorecards.mine", interview_id=interview_id))
    return render_template("scorecards/amend.html", desk=desk, form=form, part=form.part), form.status


@bp.get("/interviews/<id:interview_id>/scorecards")
@requires(Action.SCORECARD_READ_OTHERS)
def show(interview_id: int) -> ResponseReturnValue:
    """Every card of an open panel, side by side."""
    panel = queries.cards_for(viewer(), interview_id)
    permit(Action.SCORECARD_READ_OTHERS, panel.relation)
    facts = {"points": _places(panel.desk), "votes": VOTES, "can_debrief": may(Action.DEBRIEF_READ, panel.relation)}
    return render_template("scorecards/show.html", panel=panel, **facts)


@bp.route("/interviews/<id:interview_id>/scorecards/open", methods=["GET", "POST"])
@requires(Action.PANEL_OPEN)
def open_panel(interview_id: int) -> ResponseReturnValue:
    """Open a panel before all cards are in."""
    desk, seats = queries.waiting_for(viewer(), interview_id)
    permit(Action.PANEL_OPEN, desk.relation)
    form = OpenPanelForm()
    if form.validate_on_submit():
        with form.refusals():
            service.open_panel(viewer(), interview_id, reason=form.reason.data)
            flash("The panel is open. Those who still owe a scorecard see the others once theirs is in.")
            return redirect(_after_opening(desk))
    return render_template("scorecards/open_panel.html", desk=desk, seats=seats, form=form), form.status


@bp.post("/scorecards/<id:card_id>/withdraw-note")
@requires(Action.NOTE_WITHDRAW)
def withdraw_note(card_id: int) -> ResponseReturnValue:
    """Take a note away from interviewers of later stages."""
    application_id = service.withdraw_note(viewer(), card_id)
    flash("The note is withdrawn. Interviewers of later stages do not see it any more.")
    return redirect(url_for("applications.show", application_id=application_id))


def _sent(desk: queries.Desk) -> ScorecardForm:
    return ScorecardForm.for_sheet(desk.sheet, desk.sheet.blank(), version=desk.card.version)


def _keep(desk: queries.Desk, form: ScorecardForm) -> str | queries.Desk:
    """Save or submit, and where to go on. A submit that misses something still saves the draft, and goes nowhere."""
    interview_id, answers, seen = desk.about.interview_id, form.answers(), form.seen()
    wants_submit = request.form.get("act") == SUBMIT
    if wants_submit and not form.refuse_incomplete():
        flash(_told(service.submit(viewer(), interview_id, answers, seen=seen)))
        return url_for("scorecards.mine", interview_id=interview_id)
    saved = service.save_draft(viewer(), interview_id, answers, seen=seen)
    form["version"].data = str(saved.version)
    if wants_submit:
        return desk.saved(saved.version, saved.saved_at)
    flash("Draft saved.")
    return url_for("scorecards.fill_in", interview_id=interview_id)


def _told(done: service.Submitted) -> str:
    if done.was_in:
        return "This scorecard was submitted already; nothing was sent twice."
    if done.has_opened:
        return "Scorecard submitted. It was the last one: the panel is open."
    if done.others_owing:
        waiting = counted(done.others_owing, "more scorecard")
        return f"Scorecard submitted. The panel opens when {waiting} {'is' if done.others_owing == 1 else 'are'} in."
    return "Scorecard submitted."


def _page(kit: queries.Kit, form: ScorecardForm) -> ResponseReturnValue:
    about = kit.desk.about
    due, now = due_at(about.ends_at), clock.now()
    facts = {"due": due, "is_due": due < now, "has_begun": about.starts_at <= now}
    facts |= {"why_hidden": _why(kit.relation, kit.seats)}
    facts |= {"unfinished": {item.field for item in kit.desk.sheet.missing(kit.answers)}}
    facts |= {"hints": _hints(kit.desk, form), "hint_sources": HINT_SOURCES}
    facts |= {"do_not_ask": DO_NOT_ASK, "countries": COUNTRIES}
    return render_template("scorecards/fill_in.html", kit=kit, form=form, **facts), form.status


def _hints(desk: queries.Desk, form: ScorecardForm) -> dict[str, str]:
    """What to look at once more, by field, as the page shows it. Nothing of it is kept."""
    found: dict[str, str] = {}
    names = {"area_names": desk.sheet.area_names(), "signal_names": desk.sheet.signal_names()}
    for nudge in nudges_of(form.answers(), **names):
        found[nudge.field] = f"{found.get(nudge.field, '')} {nudge.sentence}".lstrip()
    return found


def _why(relation: Relation, seats: tuple[queries.SeatState, ...]) -> tuple[str, ...]:
    """Why the others' scorecards do not show, in sentences; nothing when they do."""
    return why_hidden(Action.SCORECARD_READ_OTHERS, relation, queries.wait_of(seats))


def _two_texts(interview_id: int, form: ScorecardForm, *, message: str) -> ResponseReturnValue:
    """The page of a stale save: what is kept and what was sent, side by side, and a button for either."""
    desk = queries.desk_for(viewer(), interview_id)
    unlike = differences(desk.sheet, theirs=queries.answers_on(desk.sheet, desk.card), yours=form.answers())
    page = render_template("scorecards/conflict.html", desk=desk, form=form, unlike=unlike, message=message)
    return page, 409


def _amendment(desk: queries.Desk, code: str) -> AmendForm:
    part = find_part(desk.sheet, code)
    if part is None:
        raise NotFound
    if desk.card.submitted_at is None:
        raise NotReady("This scorecard is still a draft. Change it there; amendments are for submitted ones.")
    return AmendForm.for_part(
        desk.sheet, part, now=values_of(part, queries.answers_on(desk.sheet, desk.card)), version=desk.card.version
    )


def _after_opening(desk: queries.Desk) -> str:
    if desk.relation.owes_a_card:
        return url_for("home.show")
    return url_for("scorecards.show", interview_id=desk.about.interview_id)


def _places(desk: queries.Desk) -> dict[int, tuple[str, int]]:
    """Point to its name and its place, 1 the best."""
    return {point.value: (point.name, place) for place, point in enumerate(desk.sheet.points, 1)}
