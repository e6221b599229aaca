"""Openings: list, open, read, hiring team, close and re-open."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.opening import CLOSE_REASONS, OpeningState, role_sheet
from app.domain.policy import PART_NAMES, Action, Part, Relation, may, permit
from app.gateways import clock
from app.queries import ladders
from app.queries import openings as queries
from app.services import openings as service
from app.web.ladders.families import chosen_family
from app.web.openings.blueprint import bp
from app.web.security import requires, viewer
from forms.base import SeenForm
from forms.openings import CloseForm, OpeningForm, TeamForm

SHOWN = (
    Action.BOARD_READ,
    Action.CANDIDATE_ADD,
    Action.PROMOTION_OPEN,
    Action.OPENING_STAFF,
    Action.OPENING_CLOSE,
    Action.BRIEF_EDIT,
    Action.OPENING_PUBLISH,
)

NO_LADDER = "There is no ladder yet. Ask an admin to load one; then openings can be opened."


@bp.get("")
@requires(Action.OPENING_LIST)
def index() -> ResponseReturnValue:
    """Openings that the viewer has to do with."""
    state = OpeningState.CLOSED if request.args.get("state") == "closed" else OpeningState.OPEN
    last, name = request.args.get("after", 0, type=int), request.args.get("name", "").replace("\x00", "")
    after = (name, last) if 0 < last < 2**31 else None
    listed = queries.openings_for(viewer(), state=state, after=after)
    can_create = may(Action.OPENING_CREATE, Relation(viewer()))
    return render_template("openings/index.html", listed=listed, state=state, after=after, can_create=can_create)


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.OPENING_CREATE)
def new() -> ResponseReturnValue:
    """Four fields open an opening."""
    chosen = chosen_family(NO_LADDER)
    form = OpeningForm.for_playbook(chosen.playbook)
    if form.validate_on_submit():
        with form.refusals():
            opening_id = service.create(viewer(), form.terms(), family=chosen.key)
            flash("The opening is open. Choose its hiring team next.")
            return redirect(url_for("openings.team", opening_id=opening_id))
    return render_template("openings/new.html", form=form, chosen=chosen), form.status


@bp.get("/<id:opening_id>")
@requires(Action.OPENING_READ)
def show(opening_id: int) -> ResponseReturnValue:
    """One opening: what it asks, how it is interviewed for, by whom, on which versions."""
    opening = queries.opening_for(viewer(), opening_id)
    permit(Action.OPENING_READ, opening.relation)
    playbook = ladders.playbook_for(opening.digests)
    role, family = role_sheet(opening.terms, playbook), playbook.family.key
    versions, newer = ladders.pinned_and_newer(opening.digests, kind="competencies")
    closing = queries.closing_of(opening)
    form = SeenForm(version=opening.version)
    can = {action.name for action in SHOWN if may(action, opening.relation)}
    facts = {"role": role, "family": family, "versions": versions, "newer": newer, "closing": closing}
    facts |= {"parts": PART_NAMES, "reasons": CLOSE_REASONS, "shown": opening.shown(clock.now())}
    return render_template("openings/show.html", opening=opening, can=can, form=form, **facts)


@bp.route("/<id:opening_id>/team", methods=["GET", "POST"])
@requires(Action.OPENING_STAFF)
def team(opening_id: int) -> ResponseReturnValue:
    """Who has which part."""
    opening = queries.opening_for(viewer(), opening_id)
    permit(Action.OPENING_STAFF, opening.relation)
    people = queries.colleagues_for(opening, clock.now())
    form = _team_form(opening, people)
    if form.validate_on_submit():
        with form.refusals():
            stays = service.change_team(viewer(), opening_id, members=form.members(), seen=form.seen())
            flash("The hiring team is saved.")
            return redirect(_after_team(opening_id, stays=stays))
    return render_template("openings/team.html", opening=opening, people=people, form=form), form.status


@bp.route("/<id:opening_id>/close", methods=["GET", "POST"])
@requires(Action.OPENING_CLOSE)
def close(opening_id: int) -> ResponseReturnValue:
    """Let it take no more candidates."""
    opening = queries.opening_for(viewer(), opening_id)
    permit(Action.OPENING_CLOSE, opening.relation)
    form = CloseForm(version=opening.version)
    if form.validate_on_submit():
        service.close(viewer(), opening_id, reason=form.chosen(), seen=form.seen())
        flash("The opening is closed. It takes no new candidates.")
        return redirect(url_for("openings.show", opening_id=opening_id))
    return render_template("openings/close.html", opening=opening, form=form), form.status


@bp.post("/<id:opening_id>/reopen")
@requires(Action.OPENING_CLOSE)
def reopen(opening_id: int) -> ResponseReturnValue:
    """Let it take candidates again."""
    opening = queries.opening_for(viewer(), opening_id)
    permit(Action.OPENING_CLOSE, opening.relation)
    service.reopen(viewer(), opening_id, seen=SeenForm().seen())
    flash("The opening is open again and takes candidates.")
    return redirect(url_for("openings.show", opening_id=opening_id))


def _team_form(opening: queries.OpeningPage, people: dict[Part, tuple[queries.Colleague, ...]]) -> TeamForm:
    offered = {part: [(person.id, person.name) for person in listed] for part, listed in people.items()}
    chosen = {part: opening.team.ids(part) for part in Part}
    return TeamForm.offering(offered, chosen=chosen, version=opening.version)


def _after_team(opening_id: int, *, stays: bool) -> str:
    """Whoever took themselves out of the team can't see the opening any more."""
    return url_for("openings.show", opening_id=opening_id) if stays else url_for("openings.index")
