"""Turning on and off what is computed for the whole organisation."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import Conflict, NotAllowed, NotReady
from app.domain.policy import Role, Viewer
from app.domain.switches import Switches
from app.models.audit import AuditEntry
from app.queries import accounts as queries
from app.services import accounts
from tests.factories.accounts import make_account
from tests.statements import counted

NO_LEVELS = Switches(computes_levels=False)


@pytest.fixture
def admin(context: Flask) -> Viewer:
    """An admin of an organisation that was just founded."""
    accounts.first_run(organisation="Northwind", email="ada@example.org", load_ladder=False)
    return Viewer(make_account("admin", name="Ada Byron"), "Ada Byron", Role.ADMIN, "Asia/Tokyo", "Admin")


def trail() -> list[tuple[int | None, dict[str, str]]]:
    rows = select(AuditEntry.actor_id, AuditEntry.data).where(AuditEntry.action == "organisation.switched")
    return [(row.actor_id, row.data) for row in db.session.execute(rows.order_by(AuditEntry.id))]


def test_a_new_organisation_has_everything_on(admin: Viewer):
    assert queries.switches() == Switches()
    assert queries.settings().version == 1


def test_before_the_first_run_everything_is_on_and_there_is_nothing_to_set(context: Flask):
    assert queries.switches() == Switches()
    with pytest.raises(NotReady, match="Finish the set-up first"):
        queries.settings()


def test_what_is_turned_off_is_off_from_then_on(admin: Viewer):
    accounts.switch(admin, NO_LEVELS, seen=1)

    assert queries.switches() == NO_LEVELS


def test_what_is_turned_off_can_be_turned_on_again(admin: Viewer):
    accounts.switch(admin, NO_LEVELS, seen=1)

    accounts.switch(admin, Switches(), seen=2)

    assert queries.switches() == Switches()


def test_each_change_stands_in_the_audit_trail_with_what_changed(admin: Viewer):
    accounts.switch(admin, NO_LEVELS, seen=1)
    accounts.switch(admin, Switches(computes_levels=False, adjusts_severity=False), seen=2)

    assert trail() == [
        (admin.account_id, {"computes_levels": "off"}),
        (admin.account_id, {"adjusts_severity": "off"}),
    ]


def test_saving_without_a_change_is_no_change(admin: Viewer):
    accounts.switch(admin, Switches(), seen=1)

    assert trail() == []
    assert queries.settings().version == 1


def test_the_settings_tell_who_changed_them_last_and_when(admin: Viewer):
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        accounts.switch(admin, NO_LEVELS, seen=1)

    found = queries.settings()

    assert (found.name, found.changed_by, f"{found.changed_at}") == (
        "Northwind",
        "Ada Byron",
        "2026-03-02 09:00:00+00:00",
    )


def test_whoever_is_slower_is_told_who_was_faster(admin: Viewer):
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        accounts.switch(admin, NO_LEVELS, seen=1)

    with pytest.raises(Conflict) as refusal:
        accounts.switch(admin, Switches(adjusts_severity=False), seen=1)

    assert refusal.value.message.startswith("Ada Byron changed the settings at 18:00, while your page was open.")
    assert queries.switches() == NO_LEVELS


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_nobody_but_an_admin_switches(admin: Viewer, role: Role):
    somebody = Viewer(make_account(role), "Rae", role, "UTC", "Job")

    with pytest.raises(NotAllowed, match="kept by admins"):
        accounts.switch(somebody, NO_LEVELS, seen=1)

    assert queries.switches() == Switches()


def test_reading_the_switches_costs_one_statement(context: Flask, admin: Viewer):
    with counted(context) as statements:
        queries.switches()

    assert len(statements) == 1
