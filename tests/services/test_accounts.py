"""Accounts as use cases."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.people import Profile
from app.domain.policy import Grant, Role, Viewer
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.models.ladders import ContentVersion
from app.queries import accounts as queries
from app.services import accounts
from tests.factories.accounts import make_account

PASSWORD = "correct horse battery"


def admin() -> Viewer:
    account_id = make_account("admin")
    return Viewer(account_id, "Ada", Role.ADMIN, "UTC", "Admin")


def profile(email: str = "mei@example.org", *, role: Role = Role.INTERVIEWER) -> Profile:
    return Profile("Mei Tanaka", email, role, "Solutions Architect", "Asia/Tokyo", "", frozenset({Grant.OVERRIDE}))


def with_password(viewer: Viewer) -> int:
    account_id, token = accounts.create(viewer, profile())
    accounts.set_password(token, PASSWORD)
    return account_id


def version_of(account_id: int) -> int:
    return db.session.execute(select(Account.version).where(Account.id == account_id)).scalar_one()


def test_the_first_run_makes_the_organisation_its_admin_and_the_ladder(context: Flask):
    token = accounts.first_run(organisation="Northwind", email="Ada.Byron@example.org", load_ladder=True)

    accounts.set_password(token, PASSWORD)
    accounts.sign_in(email="ada.byron@example.org", password=PASSWORD)
    assert queries.organisation_name() == "Northwind"
    assert [person.name for person in queries.staff()] == ["Ada Byron"]
    kinds = db.session.execute(select(ContentVersion.kind)).scalars().all()
    assert (len(kinds), kinds.count("deck")) == (9, 2)


def test_there_is_only_one_first_run(context: Flask):
    accounts.first_run(organisation="Northwind", email="ada@example.org", load_ladder=False)

    with pytest.raises(Conflict, match="set up already"):
        accounts.first_run(organisation="Southwind", email="bob@example.org", load_ladder=False)


@pytest.mark.parametrize(("email", "password"), [("mei@example.org", "wrong"), ("nobody@example.org", PASSWORD)])
def test_a_wrong_password_and_an_unknown_person_get_the_same_sentence(context: Flask, email: str, password: str):
    with_password(admin())

    with pytest.raises(BadData) as refusal:
        accounts.sign_in(email=email, password=password)

    assert refusal.value.message == accounts.WRONG


def test_a_password_link_works_once(context: Flask):
    _, token = accounts.create(admin(), profile())
    accounts.set_password(token, PASSWORD)

    with pytest.raises(NotFound, match="used or is too old"):
        accounts.set_password(token, "another password")


def test_a_password_link_ends_after_72_hours(context: Flask):
    with time_machine.travel("2026-03-02T09:00:00Z", tick=False):
        _, token = accounts.create(admin(), profile())

    with time_machine.travel("2026-03-05T09:00:01Z", tick=False), pytest.raises(NotFound):
        accounts.set_password(token, PASSWORD)


def test_a_new_link_ends_the_older_ones(context: Flask):
    viewer = admin()
    account_id, older = accounts.create(viewer, profile())

    accounts.new_link(viewer, account_id)

    with pytest.raises(NotFound):
        accounts.set_password(older, PASSWORD)


def test_a_new_password_ends_every_older_session(context: Flask):
    viewer = admin()
    account_id = with_password(viewer)
    session = accounts.sign_in(email="mei@example.org", password=PASSWORD)

    accounts.set_password(accounts.new_link(viewer, account_id), "another password")

    assert queries.viewer_for(token_hash(session), clock.now()) is None


def test_whoever_is_deactivated_is_out_at_once_and_can_come_back(context: Flask):
    viewer = admin()
    account_id = with_password(viewer)
    session = accounts.sign_in(email="mei@example.org", password=PASSWORD)

    accounts.set_active(viewer, account_id, active=False, seen=version_of(account_id))

    assert queries.viewer_for(token_hash(session), clock.now()) is None
    with pytest.raises(BadData):
        accounts.sign_in(email="mei@example.org", password=PASSWORD)
    accounts.set_active(viewer, account_id, active=True, seen=version_of(account_id))
    assert accounts.sign_in(email="mei@example.org", password=PASSWORD)


def test_the_last_admin_stays(context: Flask):
    viewer = admin()

    with pytest.raises(BadData, match="last active admin"):
        accounts.set_active(viewer, viewer.account_id, active=False, seen=1)


def test_a_session_ends_after_two_weeks(context: Flask):
    with_password(admin())
    session = accounts.sign_in(email="mei@example.org", password=PASSWORD)

    assert queries.viewer_for(token_hash(session), clock.now() + timedelta(days=13)) is not None
    assert queries.viewer_for(token_hash(session), clock.now() + timedelta(days=14, seconds=1)) is None


def test_an_edit_of_an_older_version_is_refused_with_the_name(context: Flask):
    viewer = admin()
    account_id, _ = accounts.create(viewer, profile())
    accounts.edit(viewer, account_id, profile("mei.tanaka@example.org"), seen=1)

    with pytest.raises(Conflict, match="Mei Tanaka"):
        accounts.edit(viewer, account_id, profile(), seen=1)


def test_an_edit_changes_role_and_grants(context: Flask):
    viewer = admin()
    account_id, _ = accounts.create(viewer, profile())

    accounts.edit(viewer, account_id, profile(role=Role.RECRUITER), seen=1)

    member = queries.staff_member(account_id)
    assert (member.role, member.grants) == (Role.RECRUITER, frozenset({Grant.OVERRIDE}))


def test_the_audit_trail_tells_that_an_address_was_changed_and_neither_of_the_two(context: Flask):
    viewer = admin()
    account_id, _ = accounts.create(viewer, profile())

    accounts.edit(viewer, account_id, profile(), seen=1)
    accounts.edit(viewer, account_id, profile("mei.tanaka@example.org"), seen=2)

    changes = select(AuditEntry.data).where(AuditEntry.action == "account.changed").order_by(AuditEntry.id)
    facts = {"role": "interviewer", "grants": "override"}
    assert list(db.session.scalars(changes)) == [facts, facts | {"email": "changed"}]


def test_two_people_do_not_share_an_address(context: Flask):
    viewer = admin()
    accounts.create(viewer, profile())

    with pytest.raises(BadData, match="Mei Tanaka already has"):
        accounts.create(viewer, profile())


def test_only_admins_create_accounts(context: Flask):
    recruiter = Viewer(make_account("recruiter"), "Rae", Role.RECRUITER, "UTC", "Recruiter")

    with pytest.raises(NotAllowed):
        accounts.create(recruiter, profile())


def test_every_act_leaves_an_audit_row(context: Flask):
    account_id = with_password(admin())

    rows = db.session.execute(
        select(AuditEntry.action).where(AuditEntry.object_id == account_id).order_by(AuditEntry.id)
    ).scalars()
    assert list(rows) == ["account.created", "account.password_set", "account.signed_in"]


def test_one_can_end_all_other_sessions(context: Flask):
    account_id = with_password(admin())
    here = accounts.sign_in(email="mei@example.org", password=PASSWORD)
    there = accounts.sign_in(email="mei@example.org", password=PASSWORD)
    viewer = queries.viewer_for(token_hash(here), clock.now())
    assert viewer is not None
    assert viewer.account_id == account_id

    accounts.sign_out_elsewhere(viewer, here)

    assert queries.viewer_for(token_hash(here), clock.now()) is not None
    assert queries.viewer_for(token_hash(there), clock.now()) is None


class TestReportingLines:
    def edit(self, viewer: Viewer, account_id: int, manager_id: int | None) -> None:
        now = queries.staff_member(account_id)
        changed = Profile(
            now.name, now.email, now.role, now.job_title, now.zone, now.team_page, now.grants, manager_id=manager_id
        )
        accounts.edit(viewer, account_id, changed, seen=now.version)

    def test_an_admin_says_whom_somebody_reports_to(self, context: Flask):
        viewer, boss, somebody = admin(), make_account(), make_account()

        self.edit(viewer, somebody, boss)

        assert queries.staff_member(somebody).manager_id == boss

    def test_somebody_reports_to_nobody_again(self, context: Flask):
        viewer, boss, somebody = admin(), make_account(), make_account()
        self.edit(viewer, somebody, boss)

        self.edit(viewer, somebody, None)

        assert queries.staff_member(somebody).manager_id is None

    def test_nobody_reports_to_whoever_left(self, context: Flask):
        viewer, gone, somebody = admin(), make_account(is_active=False), make_account()

        with pytest.raises(BadData, match="Choose somebody who works here"):
            self.edit(viewer, somebody, gone)

    def test_nobody_reports_to_themself(self, context: Flask):
        viewer, somebody = admin(), make_account()

        with pytest.raises(BadData, match="Nobody reports to themself"):
            self.edit(viewer, somebody, somebody)

    def test_a_ring_of_three_is_refused(self, context: Flask):
        viewer, first, second, third = admin(), make_account(), make_account(), make_account()
        self.edit(viewer, first, second)
        self.edit(viewer, second, third)

        with pytest.raises(BadData, match="would report to each other") as refused:
            self.edit(viewer, third, first)

        assert refused.value.field == "manager_id"
