"""Messages that wait to be sent, and what stands for their texts."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app.database import db
from app.gateways.mail import Letter
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview
from tests import factories


def make_messages(number: int, *, due_at: datetime, **values: Any) -> list[int]:
    """Rows of the outbox that are due at an instant, in the order of their numbers."""
    row = {"kind": "interview_booked", "data": {}, "created_at": due_at, "due_at": due_at} | values
    with factories.writing() as session:
        made = insert(OutboxMessage).returning(OutboxMessage.id, sort_by_parameter_order=True)
        return list(session.scalars(made, [row] * number))


def make_message(
    interview_id: int, account_id: int | None = None, *, kind: str = "interview_booked", **values: Any
) -> int:
    """A message about an interview that waits: to one of the staff, or to the candidate; returns its id."""
    with factories.writing() as session:
        interview = session.get_one(Interview, interview_id)
        candidate_id = session.get_one(Application, interview.application_id).candidate_id
        row = OutboxMessage(kind=kind, data={}, created_at=interview.booked_at, due_at=interview.booked_at)
        row.application_id, row.interview_id = interview.application_id, interview_id
        row.account_id, row.candidate_id = account_id, None if account_id is not None else candidate_id
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
        return row.id


def address_of(message_id: int) -> str:
    """To whom `plain_letter` writes."""
    return f"row{message_id}@example.com"


def plain_letter(message_id: int, _now: datetime) -> Letter:
    """A short letter that names its row."""
    return Letter("Somebody", address_of(message_id), f"Message {message_id}", "Hello.\n", "", "")


def standing(*names: str) -> list[tuple[Any, ...]]:
    """These columns of all rows of the outbox, in the order of their numbers."""
    db.session.rollback()
    columns = [getattr(OutboxMessage, name) for name in names]
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(OutboxMessage.id))]


def set_up(app: Flask, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
    """Let the application have these settings while the test runs."""
    monkeypatch.setitem(app.config, "RUNG", replace(app.config["RUNG"], **settings))
