"""One click or ten make one scorecard: equal posts at the same moment leave one card, one audit row, one mail each."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scorecards import Scorecard
from tests.factories.panels import card_fields, make_panel, sheet_for
from tests.factories.scorecards import make_scorecard

ROUNDS = 20 if os.environ.get("CHECK_LONG") else 5
POSTS = 10


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_ten_equal_posts_of_the_last_card_open_the_panel_once(app, client_for, page, round_):
    panel = make_panel()
    *others, who = panel.team.panel
    for other in others:
        make_scorecard(panel.interview, other)
    path = f"/interviews/{panel.interview}/scorecard"
    clients = [client_for(who) for _ in range(POSTS)]
    answers = card_fields(sheet_for(panel.interview, who)) | {"act": "submit"}
    sent = [page(client, path).form("/scorecard") | answers for client in clients]
    together = Barrier(POSTS)

    def post(number: int) -> int:
        together.wait()
        return clients[number].post(path, data=sent[number]).status_code

    with ThreadPoolExecutor(POSTS) as pool:
        statuses = list(pool.map(post, range(POSTS)))

    assert statuses == [302] * POSTS
    with app.app_context():
        own = select(func.count()).select_from(Scorecard).where(Scorecard.account_id == who)
        assert db.session.execute(own).scalar_one() == 1
        noted = select(func.count()).where(AuditEntry.action == "scorecard.submitted", AuditEntry.actor_id == who)
        assert db.session.execute(noted).scalar_one() == 1
        opened = select(OutboxMessage.account_id, func.count()).where(OutboxMessage.kind == "panel_opened")
        mails = db.session.execute(opened.group_by(OutboxMessage.account_id)).all()
        assert {count for _, count in mails} == {1}
