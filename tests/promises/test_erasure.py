"""Somebody who was erased is found nowhere any more: not in bytes, pages, files, logs, archives or later restores."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.database import db
from app.gateways import clock, pdf
from app.models.scheduling import Interview
from app.models.scorecards import CardFile, Scorecard
from app.services import backups
from app.services.candidates import erasing, settling
from tests import factories
from tests.factories.panels import viewer_of
from tests.factories.pools import make_organisation
from tests.factories.traces import NAME, Traces, make_traces


@pytest.fixture
def traces(app: Flask) -> Traces:
    app.config["WTF_CSRF_ENABLED"] = False
    settings = app.config["RUNG"]
    shutil.rmtree(settings.files_directory, ignore_errors=True)
    settings.erasures_log.unlink(missing_ok=True)
    make_organisation()
    with app.app_context():
        return make_traces(settings.files_directory)


def erase(app: Flask, traces: Traces) -> None:
    with app.app_context():
        typed = f"erase {traces.candidate}"
        erasing.erase(viewer_of(traces.team.recruiter), traces.application, typed=typed, reason="They wrote to us.")
        settling.sweep_erased(clock.now())
        db.engine.dispose()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found(traces: Traces, content: bytes) -> list[str]:
    lower = content.lower()
    told = {*traces.words.values(), NAME, "quillfeather", "vantongeren"}
    return sorted(word for word in told if word.lower().encode() in lower)


def test_no_byte_of_the_erased_is_left_in_database_log_files_or_journal(traces, app):
    folder = app.config["RUNG"].files_directory.parent
    before = b"".join(bytes_of(folder).values())

    erase(app, traces)

    left = {name: hits for name, content in bytes_of(folder).items() if (hits := found(traces, content))}
    assert len(found(traces, before)) > 30
    assert {name: hits for name, hits in left.items() if not name.startswith("template")} == {}


def test_no_backup_that_is_restored_brings_the_erased_back(traces, app, tmp_path):
    with app.app_context():
        backups.back_up(tmp_path / "copy", clock.now())
    erase(app, traces)

    with app.app_context():
        backups.restore(tmp_path / "copy", clock.now())
        db.engine.dispose()

    content = b"".join(bytes_of(app.config["RUNG"].files_directory.parent).values())
    assert len(found(traces, b"".join(bytes_of(tmp_path).values()))) > 30
    assert found(traces, content) == []


@pytest.mark.parametrize("who", ["recruiter", "manager", "panelist"])
def test_every_page_about_the_erased_still_opens_and_tells_nothing_of_them(
    who, traces, app, client_for, monkeypatch, caplog
):
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())
    caplog.set_level(logging.INFO)
    erase(app, traces)
    team = traces.team
    client = client_for({"recruiter": team.recruiter, "manager": team.manager, "panelist": team.panel[0]}[who])

    answers = {path: client.get(path) for path in _pages(app, traces)}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code >= 500} == {}
    assert {path: hits for path, answer in answers.items() if (hits := found(traces, answer.data))} == {}
    assert found(traces, caplog.text.encode()) == []
    assert sum(answer.status_code == 200 for answer in answers.values()) > 5


def _pages(app: Flask, traces: Traces) -> Iterator[str]:
    """Every page about the application, its interviews and scorecards, and what lists candidates."""
    with factories.writing() as session:
        of_them = select(Interview.id).where(Interview.application_id == traces.application, Interview.stage == "panel")
        interviews = list(session.scalars(of_them.order_by(Interview.id)))
        card = session.scalars(select(Scorecard.id).where(Scorecard.interview_id == interviews[0])).first()
        assert session.scalars(select(CardFile.id)).all() == []
    numbers: dict[str, list[Any]] = {
        "application_id": [traces.application],
        "interview_id": interviews,
        "card_id": [card],
    }
    fixed: dict[str, object] = {"stage": "panel", "part": "vote", "item": "area-results", "key": "quota"}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            name = next((name for name in numbers if name in rule.arguments), "")
            if "GET" in (rule.methods or set()):
                for number in numbers.get(name, []):
                    yield from _built(rule, {**fixed, name: number})
    yield from ("/", "/openings", "/interviews", "/schedule", "/outbox", f"/openings/{traces.team.opening}")
    yield f"/openings/{traces.team.opening}/board?q=quill"
    yield from (f"/openings/{traces.team.opening}/board?state={state}" for state in ("withdrawn", "declined", "active"))


def _built(rule: Rule, values: dict[str, object]) -> Iterator[str]:
    built = rule.build({name: values.get(name, 1) for name in rule.arguments})
    if built is not None:
        yield built[1]
