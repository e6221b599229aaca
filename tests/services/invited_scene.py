"""What the tests of booking by a link share: an invited candidate, what is offered, what was left behind."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.domain.invitations import BookingPass
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import (
    Interview,
)
from app.queries.scheduling import offers
from tests import factories
from tests.factories import invitations
from tests.factories.openings import Team, make_opening

TOKYO = "Asia/Tokyo"
HOUR = timedelta(hours=1)


def monday(hour: int = 8, *, days: int = 0) -> datetime:
    """In UTC; ten in Tokyo is one at night there, nine in Berlin is eight."""
    return datetime(2026, 2, 2, hour, tzinfo=UTC) + timedelta(days=days)


@dataclass(frozen=True)
class Scene:
    team: Team
    application: int
    candidate: int
    invitation: int
    link: BookingPass


def offered(invitation_id: int) -> set[datetime]:
    """The starts that are offered now, as a request of its own reads them."""
    db.session.rollback()
    return {slot.starts_at for slot in offers.offered(invitation_id, monday())}


def invited(**given: object) -> Scene:
    """A candidate in Tokyo who is invited to a panel of three in Berlin."""
    team = make_opening()
    application = factories.applications.make_application(team.opening, stage="panel")
    usual: dict[str, object] = {"people": team.panel, "now": monday(), "leads": {team.panel[0]: ["trust"]}}
    made = invitations.make_invitation(application, team.recruiter, **usual | given)  # type: ignore[arg-type]
    candidate = db.session.scalars(select(Application.candidate_id).where(Application.id == application)).one()
    scene = Scene(team, application, candidate, made, invitations.pass_to(made))
    db.session.rollback()
    return scene


def interview() -> Interview:
    return db.session.scalars(select(Interview).execution_options(populate_existing=True)).one()


def told(kind: str) -> list[tuple[int | None, int | None]]:
    """Whom messages of a kind go to: accounts, candidates."""
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id))
    return [(row.account_id, row.candidate_id) for row in rows]
