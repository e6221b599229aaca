"""A clock that is put back or forward: the audit trail keeps its order, and what was used stays used."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import db
from app.gateways import clock
from app.models.accounts import PasswordLink
from app.models.audit import AuditEntry
from app.services import accounts, applications
from tests import factories
from tests.factories.bookings import viewer_of
from tests.factories.openings import make_opening

JUMPS = [timedelta(days=-1), timedelta(days=366)]


@pytest.mark.parametrize("jump", JUMPS, ids=["a day back", "a year on"])
def test_the_trail_keeps_the_order_in_which_things_happened(context, jump):
    team = make_opening()
    case = factories.applications.make_application(team.opening)
    recruiter = viewer_of(team.recruiter)
    until = clock.now().date() + timedelta(days=400)

    applications.hold(recruiter, case, seen=1, until=until, reason="Travels.")
    with time_machine.travel(clock.now() + jump):
        applications.resume(recruiter, case, seen=2)
    applications.hold(recruiter, case, seen=3, until=until, reason="Travels again.")

    trail = select(AuditEntry.action).where(AuditEntry.object_kind == "application").order_by(AuditEntry.id)
    assert db.session.scalars(trail).all() == ["application.held", "application.resumed", "application.held"]


@pytest.mark.parametrize("jump", JUMPS, ids=["a day back", "a year on"])
def test_a_used_link_stays_used(context, client, jump):
    team = make_opening()
    admin = viewer_of(factories.accounts.make_account("admin"))
    token = accounts.new_link(admin, team.recruiter)
    accounts.set_password(token, "a long pass phrase for once")

    with time_machine.travel(clock.now() + jump):
        answer = client.get(f"/password/{token}")

    assert answer.status_code == 404
    assert db.session.scalars(select(PasswordLink.used_at)).all() != [None]
