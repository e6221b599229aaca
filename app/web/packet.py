"""The packet in three forms. Outside the feature grid: one document of what decisions, scorecards and debrief tell."""

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.gateways import clock, pdf
from app.queries import packet as queries
from app.queries.packet import Packet
from app.services import audit
from app.web.security import requires, viewer

bp = Blueprint("packet", __name__, url_prefix="/applications/<id:application_id>")
STYLE = "print.css"
PRINT_IT = "Print this page with your browser and choose “Save as PDF”: it is the same document."
NO_LIBRARY = f"This installation makes no PDF files. {PRINT_IT} Whoever runs it can add the extra “pdf”."
TOO_LONG = f"This packet is too long for a PDF to be made while you wait. {PRINT_IT}"


@bp.get("/packet")
@requires(Action.DECISION_READ)
def show(application_id: int) -> ResponseReturnValue:
    """Everything about one application on one page, to read and to print."""
    packet = _packet(application_id)
    _note(application_id, form="html")
    return _page(packet)


@bp.get("/packet.json")
@requires(Action.DECISION_READ)
def data(application_id: int) -> ResponseReturnValue:
    """The same as plain data."""
    text = json.dumps(queries.packet_data(_packet(application_id)), ensure_ascii=False, indent=2)
    _note(application_id, form="json")
    return _file(application_id, f"{text}\n".encode(), "application/json", suffix="json")


@bp.get("/packet.pdf")
@requires(Action.DECISION_READ)
def print_out(application_id: int) -> ResponseReturnValue:
    """The same as a PDF; where none can be made, the page with a word on how to print it."""
    packet = _packet(application_id)
    page = _page(packet)
    hint = NO_LIBRARY if not pdf.is_possible() else TOO_LONG if len(page) > pdf.LARGEST else ""
    _note(application_id, form="html" if hint else "pdf")
    if hint:
        return _page(packet, hint=hint)
    static, base_url = Path(str(current_app.static_folder)), current_app.config["RUNG"].base_url
    made = pdf.from_page(page, base_url=base_url, static=static, style=STYLE)
    return _file(application_id, made, "application/pdf", suffix="pdf")


def _packet(application_id: int) -> Packet:
    found = queries.packet_for(viewer(), application_id, now=clock.now())
    permit(Action.DECISION_READ, found.relation)
    return found


def _note(application_id: int, *, form: str) -> None:
    """Keep in the audit trail who took it, when, and in which form."""
    audit.note_reading(viewer(), what="packet", about=("application", application_id), form=form)


def _page(packet: Packet, *, hint: str = "") -> str:
    return render_template("packet/show.html", packet=packet, page=packet.page, case=packet.page.case, hint=hint)


def _file(application_id: int, content: bytes, media_type: str, *, suffix: str) -> Response:
    """To be saved under a name that tells nobody who it is about."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="packet-{application_id}.{suffix}"'
    return answer
