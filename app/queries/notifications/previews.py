"""What a message would be written from that is not queued yet: the mail of a decline."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.policy import Part
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import SchedulingRules
from app.queries.notifications.declines import DECLINE_MAIL
from app.queries.notifications.shapes import Matter, Person


def decline_matter(application_id: int, *, cancelled: Sequence[int], now: datetime) -> Matter:
    """The matter of the mail that a decline would queue now: one statement.

    Raises:
        NotFound: if there is no such application.
    """
    row = db.session.execute(_statement(application_id)).first()
    if row is None:
        raise NotFound
    language = row.language or row.house_language or "en"
    organisation = row.organisation or "Rung"
    return Matter(
        id=0,
        kind=DECLINE_MAIL,
        data={"cancelled": " ".join(map(str, cancelled))} if cancelled else {},
        created_at=now,
        reader=Person(None, row.name, row.email, row.zone, language, True, False, False, False),
        organisation=organisation,
        contact=row.recruiter or organisation,
        application_id=application_id,
        candidate_id=row.id,
        candidate=row.name,
        candidate_zone=row.zone,
        state=row.state,
        stage=row.stage,
        stage_name=row.stage,
        opening=row.opening,
        awaits=False,
        is_overtaken=False,
        was_told=False,
        meeting=None,
        invited=None,
    )


def _statement(application_id: int) -> Select[*tuple[Any, ...]]:
    recruiter = (
        select(Account.name)
        .join(OpeningMember, OpeningMember.account_id == Account.id)
        .where(OpeningMember.opening_id == Opening.id, OpeningMember.part == Part.RECRUITER.value, Account.is_active)
        .order_by(Account.id)
        .limit(1)
        .correlate(Opening)
    )
    return (
        select(
            Candidate.id,
            Candidate.name,
            Candidate.email,
            Candidate.zone,
            Candidate.language,
            Application.state,
            Application.stage,
            Opening.name.label("opening"),
            recruiter.scalar_subquery().label("recruiter"),
            select(Organisation.name).limit(1).scalar_subquery().label("organisation"),
            select(SchedulingRules.language).limit(1).scalar_subquery().label("house_language"),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.id == application_id)
    )
