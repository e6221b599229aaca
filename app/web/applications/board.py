"""The board of an opening, and its filter in the address."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.pipeline import STATE_NAMES
from app.domain.policy import Action, may, permit
from app.domain.turns import Lack
from app.gateways import clock
from app.queries import applications as queries
from app.queries.applications import ASIDE, Board, BoardFilter
from app.web.applications.blueprint import bp
from app.web.security import requires, viewer
from forms.openings import printable

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEXT_LENGTH = 100
ANY_ID = 2_147_483_647  # stands for the row's number while an address is built once for all rows


@bp.get("/openings/<id:opening_id>/board")
@requires(Action.BOARD_READ)
def board(opening_id: int) -> ResponseReturnValue:
    """Who stands where, for how long, what is missing, whose turn it is."""
    chosen = _filter()
    found = queries.board_for(viewer(), opening_id, chosen=chosen, now=clock.now())
    permit(Action.BOARD_READ, found.relation)
    return render_template("applications/board.html", board=found, chosen=chosen, **_facts(found, chosen))


def _facts(found: Board, chosen: BoardFilter) -> dict[str, Any]:
    return {
        "as_columns": request.args.get("view") == "columns",
        "links": _links(found, chosen),
        "can_add": found.is_open and may(Action.CANDIDATE_ADD, found.relation),
        "names": STATE_NAMES,
        "lacks": Lack,
    }


def _filter() -> BoardFilter:
    asked = request.args
    states = {state.value: state for state in ASIDE}
    return BoardFilter(
        text=printable(asked.get("q", ""))[:TEXT_LENGTH],
        is_mine=asked.get("mine") == "1",
        is_long=asked.get("long") == "1",
        aside=states.get(asked.get("state", "")),
        stage=asked.get("stage", "")[:80] or None,
        after=_cursor(asked.get("after", "")),
    )


def _cursor(text: str) -> tuple[datetime, int] | None:
    """The row to go on behind: microseconds since 1970, and its number. Nonsense starts from the beginning."""
    at, _, number = text.partition("-")
    if not (at.isascii() and at.isdigit() and number.isascii() and number.isdigit() and len(text) < 30):
        return None
    if len(at) > 16 or int(number) >= ANY_ID:
        return None
    return EPOCH + timedelta(microseconds=int(at)), int(number)


def _written(cursor: tuple[datetime, int]) -> str:
    return f"{(cursor[0] - EPOCH) // timedelta(microseconds=1)}-{cursor[1]}"


def _address(board: Board, chosen: BoardFilter, **changes: Any) -> str:
    """The board's address with another filter."""
    wanted = replace(chosen, after=None, **changes)
    values: dict[str, Any] = {
        "q": wanted.text or None,
        "mine": "1" if wanted.is_mine else None,
        "long": "1" if wanted.is_long else None,
        "state": wanted.aside.value if wanted.aside else None,
        "stage": wanted.stage,
    }
    return url_for("applications.board", opening_id=board.opening_id, **values)


def _links(board: Board, chosen: BoardFilter) -> dict[str, Any]:
    """Addresses of this page, each built once; `show`, `book` and `decide` are cut where a row's number belongs."""
    cut = {
        name: url_for(endpoint, application_id=ANY_ID).split(str(ANY_ID))
        for name, endpoint in (
            ("show", "applications.show"),
            ("book", "scheduling.invite"),
            ("decide", "decisions.show"),
        )
    }
    narrowed = replace(chosen, aside=None, stage=None)
    going_on = {
        section.key: _with(_address(board, narrowed, stage=section.key), section.more)
        for section in board.sections
        if section.more
    }
    shown = [state for state, count in board.aside.items() if count or chosen.aside is state]
    aside = {state: _address(board, BoardFilter(), aside=state) for state in shown}
    return {
        **cut,
        "here": url_for("applications.board", opening_id=board.opening_id),
        "all": _address(board, narrowed),
        "more": going_on,
        "aside": aside,
        "next": _with(_address(board, chosen), board.more) if board.more else None,
    }


def _with(address: str, cursor: tuple[datetime, int]) -> str:
    return f"{address}{'&' if '?' in address else '?'}after={_written(cursor)}"
