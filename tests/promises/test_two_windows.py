"""A later save never silently overwrites an earlier one: whoever is slower sees both texts and nothing changes."""

import os

import pytest
from sqlalchemy import select

from app.database import db
from app.models.scorecards import Scorecard
from tests.factories.panels import card_fields, make_panel, sheet_for

TIMES = 100 if os.environ.get("CHECK_LONG") else 20


@pytest.mark.timeout(120 if TIMES == 100 else 20)
def test_of_two_windows_the_slower_is_shown_both_texts_every_time(app, client_for, page):
    panel = make_panel()
    who = panel.team.panel[0]
    path, sheet = f"/interviews/{panel.interview}/scorecard", sheet_for(panel.interview, who)
    client = client_for(who)
    fields = page(client, path).form("/scorecard") | card_fields(sheet) | {"act": "save"}
    overwritten = []

    for number in range(TIMES):
        fields["version"] = str(number)
        saved = client.post(path, data=fields | {"summary": f"From the first window, {number}."})
        stale = client.post(path, data=fields | {"summary": f"From the second window, {number}."})
        with app.app_context():
            kept = db.session.execute(select(Scorecard.summary)).scalar_one()
        is_told = all(f"From the {which} window, {number}." in stale.text for which in ("first", "second"))
        if (saved.status_code, stale.status_code, is_told) != (302, 409, True) or kept[:14] != "From the first":
            overwritten.append(number)

    assert overwritten == []
