"""One stage move posted many times at once: one wins, everybody else is told who was faster."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models.applications import Application, ApplicationEvent
from app.models.audit import AuditEntry
from tests import factories
from tests.factories.openings import Team

POSTS = 64
ROUNDS = 25 if os.environ.get("CHECK_LONG") else 2


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening()


def ready(team: Team) -> int:
    made = factories.applications.make_application(team.opening)
    interview = factories.scheduling.make_interview(made, stage="screen", interviewers=[team.recruiter])
    factories.scorecards.make_scorecard(interview, team.recruiter)
    return made


def crowd(app, page, signed_in: list[FlaskClient], path: str) -> list[tuple[FlaskClient, dict[str, str]]]:
    """Browsers of the same people, each with the form that its person sees now."""
    forms = [page(client, path).form("/advance") for client in signed_in]
    found = []
    for number in range(POSTS):
        original = signed_in[number % len(signed_in)]
        cookie = original.get_cookie("rung")
        assert cookie is not None
        copy = app.test_client()
        copy.set_cookie("rung", cookie.value)
        found.append((copy, forms[number % len(signed_in)]))
    return found


def post_at_once(browsers: list[tuple[FlaskClient, dict[str, str]]], path: str) -> list[tuple[int, str]]:
    barrier = Barrier(len(browsers))

    def post(browser: tuple[FlaskClient, dict[str, str]]) -> tuple[int, str]:
        client, fields = browser
        barrier.wait()
        answer = client.post(path, data=fields)
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(len(browsers)) as pool:
        return list(pool.map(post, browsers))


@pytest.mark.timeout(20 * ROUNDS)
def test_of_64_posts_of_one_move_one_wins_and_63_are_told_who_was_faster(app, page, client_for, team):
    people = [client_for(team.recruiter), client_for(team.manager)]

    for _round in range(ROUNDS):
        made = ready(team)
        path = f"/applications/{made}/advance"
        answers = post_at_once(crowd(app, page, people, f"/applications/{made}"), path)

        codes = sorted(code for code, _html in answers)
        assert codes == [302] + [409] * (POSTS - 1)
        assert all("advanced it to Initial Interview at" in html for code, html in answers if code == 409)
        with app.app_context():
            row = db.session.execute(select(Application.stage, Application.version).where(Application.id == made)).one()
            assert tuple(row) == ("manager", 2)
            kinds = select(ApplicationEvent.kind).where(ApplicationEvent.application_id == made)
            assert db.session.scalars(kinds).all() == ["advanced"]
            acts = select(AuditEntry.action).where(AuditEntry.object_id == made)
            acts = acts.where(AuditEntry.object_kind == "application")
            assert db.session.scalars(acts).all() == ["application.advanced"]
