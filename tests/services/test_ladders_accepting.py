"""Accepting findings: by admins, with a reason, once, for the very words; and taking it back."""

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.lint import LintFinding
from app.domain.policy import Role, Viewer
from app.models.audit import AuditEntry
from app.models.ladders import LintAcceptance
from app.queries.ladders.findings import findings_of
from app.services.ladders.accepting import accept, take_back
from tests.factories.accounts import make_account
from tests.factories.findings import make_acceptance, publish_falling_ladder
from tests.factories.ladders import publish_shipped

WHY = "The year of this target was a short one."


@pytest.fixture
def finding(context) -> LintFinding:
    publish_shipped()
    return publish_falling_ladder()


@pytest.fixture
def admin(context) -> Viewer:
    return Viewer(make_account("admin"), "Ines Ferraz", Role.ADMIN, "UTC", "Head of people")


def test_an_accepted_finding_stands_among_the_accepted_with_note_and_name(finding, admin):
    accept(admin, finding.fingerprint, note=f"  {WHY}\n")

    page = findings_of(admin)
    ladder = next(part for part in page.parts if part.kind == "ladder")
    given = next(item.acceptance for item in ladder.accepted if item.finding == finding)
    assert (page.open, given.note, bool(given.by and given.at)) == ((), WHY, True)


def test_accepting_is_in_the_audit_trail(finding, admin):
    accept(admin, finding.fingerprint, note=WHY)

    row = db.session.execute(select(AuditEntry).where(AuditEntry.action == "finding.accepted")).scalar_one()
    assert (row.actor_id, row.data["code"], row.data["place"]) == (admin.account_id, "quota-falls", "quotas > P6")


def test_a_finding_is_accepted_once(finding, admin):
    make_acceptance(finding, admin.account_id)

    with pytest.raises(Conflict):
        accept(admin, finding.fingerprint, note=WHY)

    assert len(db.session.execute(select(LintAcceptance.id)).all()) == 1


def test_what_is_not_found_cannot_be_accepted(finding, admin):
    with pytest.raises(Conflict):
        accept(admin, "0" * 64, note=WHY)


def test_an_acceptance_without_a_reason_is_refused(finding, admin):
    with pytest.raises(BadData):
        accept(admin, finding.fingerprint, note=" ok ")


def test_other_figures_at_the_same_place_are_open_again(finding, admin):
    accept(admin, finding.fingerprint, note=WHY)

    worse = publish_falling_ladder(1_001)

    page = findings_of(admin)
    assert page.open == (worse,)
    assert [item.note for item in page.stale] == [WHY]


def test_an_acceptance_that_is_taken_back_leaves_the_finding_open(finding, admin):
    acceptance = make_acceptance(finding, admin.account_id)

    take_back(admin, acceptance)

    assert findings_of(admin).open == (finding,)
    kept = db.session.execute(select(LintAcceptance)).scalar_one()
    assert (kept.taken_back_by, kept.note) == (admin.account_id, "The year was a short one.")


def test_an_acceptance_is_taken_back_once(finding, admin):
    acceptance = make_acceptance(finding, admin.account_id)
    take_back(admin, acceptance)

    with pytest.raises(Conflict):
        take_back(admin, acceptance)


def test_an_unknown_acceptance_cannot_be_taken_back(admin):
    with pytest.raises(NotFound):
        take_back(admin, 4_711)


def test_a_taken_back_finding_can_be_accepted_again(finding, admin):
    take_back(admin, make_acceptance(finding, admin.account_id))

    accept(admin, finding.fingerprint, note=WHY)

    assert findings_of(admin).open == ()


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.HIRING_MANAGER, Role.INTERVIEWER])
def test_only_admins_read_accept_and_take_back(finding, admin, role):
    other = Viewer(make_account(role.value), "Somebody", role, "UTC", "Somebody")
    acceptance = make_acceptance(finding, admin.account_id)

    with pytest.raises(NotAllowed):
        findings_of(other)
    with pytest.raises(NotAllowed):
        accept(other, finding.fingerprint, note=WHY)
    with pytest.raises(NotAllowed):
        take_back(other, acceptance)
