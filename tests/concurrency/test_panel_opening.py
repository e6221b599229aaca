"""Cards that are submitted at the same moment: the panel opens exactly once, and no card is there twice."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app.database import db
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview
from app.models.scorecards import Scorecard
from app.services import scorecards as service
from tests.factories.panels import Panel, card_fields, make_answers, make_panel, sheet_for, viewer_of

ROUNDS = 25 if os.environ.get("CHECK_LONG") else 2
POSTS = 10


def _at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Run all of them in threads that start together; what they return, or the refusal they meet."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def _submitting(app, panel: Panel, who: int) -> Callable[[], object]:
    def submit() -> object:
        with app.app_context():
            answers = make_answers(sheet_for(panel.interview, who))
            done = service.submit(viewer_of(who), panel.interview, answers, seen=0)
            return done.has_opened

    return submit


def _count(model, *conditions) -> int:
    return int(db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar() or 0)


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("already_in", [0, 1])
def test_the_last_panelists_submit_at_once_and_the_panel_opens_exactly_once(app, round_, already_in):
    panel = make_panel()
    for who in panel.team.panel[:already_in]:
        _submitting(app, panel, who)()

    results = _at_once([_submitting(app, panel, who) for who in panel.team.panel[already_in:]])

    assert sorted(results, key=str) == [False] * (2 - already_in) + [True]
    with app.app_context():
        here = Interview.id == panel.interview
        assert db.session.execute(select(Interview.panel_opened_at).where(here)).scalar_one() is not None
        assert _count(ApplicationEvent, ApplicationEvent.kind == "panel_opened") == 1
        openings = [entry.data for entry in db.session.execute(select(AuditEntry)).scalars() if "panel" in entry.data]
        assert [data["panel"] for data in openings] == ["opened"]
        assert _count(OutboxMessage, OutboxMessage.kind == "panel_opened") == 4
        assert _count(Scorecard, Scorecard.submitted_at.is_not(None)) == 3


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_ten_equal_posts_make_one_card_and_one_audit_row(app, client_for, page, round_):
    panel = make_panel()
    who = panel.team.panel[0]
    path = f"/interviews/{panel.interview}/scorecard"
    clients = [client_for(who) for _ in range(POSTS)]
    sent = [
        page(client, path).form("/scorecard") | card_fields(sheet_for(panel.interview, who)) | {"act": "submit"}
        for client in clients
    ]

    posts = [partial(client.post, path, data=fields) for client, fields in zip(clients, sent, strict=True)]

    answers = [getattr(answer, "status_code", answer) for answer in _at_once(posts)]

    assert answers == [302] * POSTS
    with app.app_context():
        assert _count(Scorecard) == 1
        assert _count(AuditEntry, AuditEntry.action == "scorecard.submitted") == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_different_drafts_from_the_same_page_one_is_kept_and_the_others_are_told(app, round_):
    panel = make_panel()
    who = panel.team.panel[0]
    sheet = sheet_for(panel.interview, who)

    def save(text: str) -> Callable[[], object]:
        def run() -> object:
            with app.app_context():
                draft = make_answers(sheet, text=text)
                return service.save_draft(viewer_of(who), panel.interview, draft, seen=0).version

        return run

    results = _at_once([save(f"text {number}") for number in range(4)])

    assert results.count(1) == 1
    assert sum("Nothing was overwritten" in str(result) for result in results) == 3
