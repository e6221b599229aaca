"""Applications that are judged already, stored calibrations, and passes through calibration decks."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update

from app.models.applications import Application
from app.models.reports import DeckResult, StoredCalibration
from tests import factories
from tests.factories.accounts import START
from tests.factories.decisions import make_finalist
from tests.factories.ladders import publish_decks, shipped_deck
from tests.factories.openings import Team


def make_judged(team: Team, *, state: str = "declined", **answers) -> int:
    """A finalist whose application has come to an end; `answers` as for `make_finalist`."""
    application_id = make_finalist(team, **answers)
    move(application_id, state)
    return application_id


def make_history(team: Team, count: int = 6) -> list[int]:
    """Judged applications in which the first panelist is a point stricter than the other two."""
    strict = {team.panel[0]: dict.fromkeys(("efficiency", "facilitating", "building_trust"), 4)}
    return [make_judged(team, stages=("panel",), by_person=strict) for _number in range(count)]


def move(application_id: int, state: str) -> None:
    """Put an application into a state, behind the product's back."""
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id == application_id).values(state=state))


def make_calibration(
    version: str,
    *,
    rests_on: Collection[int] = (),
    severity: float = 0.2,
    account_id: int = 7,
    made_at: datetime = START,
    figures: str = "{}",
) -> None:
    """A stored calibration with one offset."""
    offsets = {str(account_id): {"severity": severity, "error": 0.1, "interviews": 9}}
    row = StoredCalibration(version=version, made_at=made_at, figures=figures)
    row.body = json.dumps({"applications": sorted(rests_on), "model": "m", "offsets": offsets})
    row.rests_on = f" {' '.join(map(str, sorted(rests_on)))} "
    with factories.writing() as session:
        session.add(row)


def make_deck_result(
    account_id: int, deck: str = "first", *, finished_at: datetime = START, kappa: int | None = 780, steps: int = 0
) -> int:
    """One pass through a shipped deck: the reference, `steps` points milder or stricter as far as the scale goes."""
    points = {item.key: min(5, max(1, item.point + steps)) for item in shipped_deck(deck).snippets}
    row = DeckResult(account_id=account_id, deck=deck, digest=publish_decks()[deck], points=points)
    row.finished_at, row.kappa_thousandths = finished_at, kappa
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id
