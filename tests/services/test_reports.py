"""Calibrating: what is stored and when, by whom, beside whom, and that a decision never suffers from it."""

import json
import logging
from hashlib import sha256

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.decision import Ruling
from app.domain.errors import Conflict, NotAllowed
from app.domain.interviewers import compute
from app.domain.policy import Grant, Role, Viewer
from app.models.accounts import Organisation
from app.models.audit import AuditEntry
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.models.reports import StoredCalibration
from app.services import decisions
from app.services import reports as service
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.ladders import publish_shipped
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_calibration, make_history, make_judged, move
from tests.rows import change, count_of
from tests.statements import counted

COMPUTE = "app.services.reports.compute"
HIRE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")


@pytest.fixture
def team(context) -> Team:
    return make_opening()


def viewer(*grants: Grant) -> Viewer:
    return Viewer(make_account("admin"), "Mirjam de Vries", Role.ADMIN, "UTC", "People", frozenset(grants))


def stored() -> list[StoredCalibration]:
    db.session.rollback()
    return list(db.session.execute(select(StoredCalibration).order_by(StoredCalibration.id)).scalars())


def test_everybody_who_interviewed_gets_an_offset(team):
    judged = make_history(team, 5)

    done = service.recompute_calibration(None)

    row = stored()[0]
    body = json.loads(row.body)
    assert done == service.Calibrated(row.version, True, 5, 3)
    assert body["applications"] == judged
    assert body["model"] == publish_shipped()["model"]
    assert set(body["offsets"]) == {str(who) for who in team.panel}
    assert body["offsets"][str(team.panel[0])]["severity"] > 0 > body["offsets"][str(team.panel[1])]["severity"]
    assert body["offsets"][str(team.panel[0])]["interviews"] == 5


def test_the_version_is_the_digest_of_the_canonical_body(team):
    make_history(team, 2)

    service.recompute_calibration(None)

    row = stored()[0]
    again = json.dumps(json.loads(row.body), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert row.body == again
    assert row.version == sha256(again.encode()).hexdigest()


def test_the_applications_stand_beside_the_body_as_they_stand_in_it(team):
    judged = make_history(team, 3)

    service.recompute_calibration(None)

    assert stored()[0].rests_on == f" {judged[0]} {judged[1]} {judged[2]} "


def test_the_same_scorecards_make_no_second_row(team):
    make_history(team, 2)
    first = service.recompute_calibration(None)

    second = service.recompute_calibration(None)

    assert first is not None
    assert second == service.Calibrated(first.version, False, first.applications, first.interviewers)
    assert len(stored()) == 1


def test_one_more_judged_application_makes_another(team):
    make_history(team, 2)
    service.recompute_calibration(None)
    make_judged(team, stages=("panel",))

    service.recompute_calibration(None)

    assert [len(json.loads(row.body)["applications"]) for row in stored()] == [2, 3]


def test_what_was_so_before_is_stored_again_when_it_is_so_again(team):
    again, *_rest = make_history(team, 3)
    service.recompute_calibration(None)
    move(again, "active")
    service.recompute_calibration(None)
    move(again, "declined")

    service.recompute_calibration(None)

    versions = [row.version for row in stored()]
    assert len(versions) == 3
    assert versions[0] == versions[2] != versions[1]


def test_nothing_is_stored_while_nobody_is_judged(team):
    make_finalist(team)

    done = service.recompute_calibration(None)

    assert done is not None
    assert (done.is_new, done.applications, stored()) == (False, 0, [])


def test_when_the_last_one_is_opened_again_nothing_known_is_stored(team):
    only = make_judged(team)
    service.recompute_calibration(None)
    move(only, "active")

    service.recompute_calibration(None)

    assert [json.loads(row.body)["offsets"] == {} for row in stored()] == [False, True]


def test_without_a_level_model_nothing_can_be_calibrated(team):
    make_history(team, 2)
    change(update(Opening).values(model_digest=None))
    with factories.writing() as session:
        for row in session.execute(select(ContentVersion).where(ContentVersion.kind == "model")).scalars():
            session.delete(row)

    assert service.recompute_calibration(None) is None
    assert stored() == []


def test_where_strictness_is_turned_off_nobody_gets_an_offset(team):
    make_history(team, 5)
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START, adjusts_severity=False))

    service.recompute_calibration(None)

    assert json.loads(stored()[0].body)["offsets"] == {}


def test_the_audit_trail_tells_of_each_one_stored_and_of_no_figure(team):
    make_history(team, 2)
    owner = viewer(Grant.PROCESS_OWNER)

    done = service.recompute_calibration(owner)
    service.recompute_calibration(owner)

    trail = select(AuditEntry).where(AuditEntry.action == "calibration.stored")
    entry = db.session.execute(trail).scalar_one()
    assert done is not None
    assert (entry.actor_id, entry.object_kind, entry.object_id) == (owner.account_id, "calibration", stored()[0].id)
    assert entry.data == {"version": done.version, "applications": "2"}


def test_only_a_process_owner_may_ask_for_it(team):
    make_history(team, 2)

    with pytest.raises(NotAllowed) as refusal:
        service.recompute_calibration(viewer(Grant.OVERRIDE))

    assert "read by process owners" in refusal.value.message
    assert stored() == []


def test_whoever_was_overtaken_begins_again_with_the_latest_cards(team, monkeypatch):
    make_history(team, 2)
    overtaken: list[bool] = []

    def slowly(*args, **kwargs):
        if not overtaken:
            overtaken.append(True)
            make_judged(team, stages=("panel",))
            make_calibration("somebody else's")
        return compute(*args, **kwargs)

    monkeypatch.setattr(COMPUTE, slowly)

    done = service.recompute_calibration(None)

    assert done is not None
    assert [row.version for row in stored()] == ["somebody else's", done.version]
    assert done.applications == 3


def test_whoever_is_overtaken_again_and_again_gives_up(team, monkeypatch):
    make_history(team, 2)

    def overtaken(*args, **kwargs):
        make_calibration("somebody else's")
        return compute(*args, **kwargs)

    monkeypatch.setattr(COMPUTE, overtaken)

    with pytest.raises(Conflict) as refusal:
        service.recompute_calibration(None)

    assert "try again in a minute" in refusal.value.message
    assert len(stored()) == service.ATTEMPTS


def test_after_a_decision_the_calibration_rests_on_one_more(team):
    make_history(team, 2)
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    manager = Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")
    decisions.record(manager, application_id, ruling=HIRE, seen=1)

    service.keep_calibrated(application_id)

    assert application_id in json.loads(stored()[0].body)["applications"]


def test_an_application_without_an_open_card_costs_one_question(context, team):
    make_history(team, 2)
    declined = make_application(team.opening, state="declined")

    with counted(context) as seen:
        service.keep_calibrated(declined)

    assert len(seen) == 1
    assert stored() == []


def test_what_goes_wrong_is_logged_and_nothing_else_happens(team, monkeypatch, caplog):
    application_id = make_judged(team)
    monkeypatch.setattr(COMPUTE, lambda *_args, **_kwargs: 1 / 0)

    with caplog.at_level(logging.ERROR):
        service.keep_calibrated(application_id)

    assert "stays as it is" in caplog.text
    assert stored() == []
    assert count_of(AuditEntry) == 0
