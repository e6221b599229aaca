"""What a candidate prepares with: the briefs of the stages that they have reached, and their own slides."""

from collections.abc import Mapping
from pathlib import Path

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.gateways import clock
from app.gateways.candidate_files import DECK_KINDS
from app.queries.candidates.materials import Materials, materials_of
from app.services.candidates import decks as service
from app.web.candidates.blueprint import portal
from app.web.candidates.records import attached
from app.web.candidates.visiting import visited
from forms.candidates.decks import DeckForm

HANDED_IN = translatable("Your slides are handed in. You can replace them until the interview begins.")


@portal.get("/applications/<id:application_id>/materials")
@visited
def materials(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Everything for the stages that were reached."""
    return _page(visitor, materials_of(visitor, application_id, clock.now()))


@portal.post("/applications/<id:application_id>/materials/<stage>")
@visited
def hand_in(visitor: Visitor, application_id: int, stage: str) -> ResponseReturnValue:
    """Hand in slides for a stage, in place of those before."""
    found = materials_of(visitor, application_id, clock.now())
    form = DeckForm.for_stage(found.of(stage).stage.key)
    if form.validate_on_submit():
        with form.refusals():
            service.hand_in(visitor, application_id, stage, form.sent(), folder=_folder())
            flash(HANDED_IN)
            return redirect(url_for("portal.materials", application_id=application_id))
    return _page(visitor, found, refused={stage: form}), form.status


@portal.get("/applications/<id:application_id>/materials/<stage>/file")
@visited
def brief_file(visitor: Visitor, application_id: int, stage: str) -> ResponseReturnValue:
    """The file that comes with a brief, to be saved."""
    found = materials_of(visitor, application_id, clock.now()).of(stage).file
    if found is None:
        raise NotFound
    return attached(found, folder=_folder())


@portal.get("/applications/<id:application_id>/materials/slides/<id:file_id>")
@visited
def own_slides(visitor: Visitor, application_id: int, file_id: int) -> ResponseReturnValue:
    """Slides that the candidate handed in, to be saved."""
    return attached(materials_of(visitor, application_id, clock.now()).deck(file_id), folder=_folder())


def _page(visitor: Visitor, found: Materials, *, refused: Mapping[str, DeckForm] | None = None) -> str:
    """The page, with a form for each stage for which slides can be handed in; `refused` is one that was sent."""
    keys = [line.stage.key for line in found.stages if not line.closed]
    forms = {key: DeckForm.for_stage(key, formdata=None) for key in keys}
    forms |= refused or {}
    facts = {"application": found.application, "materials": found, "forms": forms, "kinds": DECK_KINDS}
    return render_template("candidates/materials.html", visitor=visitor, refused=refused or {}, **facts)


def _folder() -> Path:
    directory: Path = current_app.config["RUNG"].files_directory
    return directory
