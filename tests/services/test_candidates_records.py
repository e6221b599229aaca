"""What is on record of a candidate and what is arranged: who writes it, version by version, with traces of no text."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.adjustment import Adjustment
from app.domain.candidate import Person
from app.domain.errors import Conflict, NotAllowed, NotFound
from app.domain.policy import Grant, Role, Viewer
from app.models import applications as tables
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.queries.candidates import arranged_for, record_for
from app.services import candidates as service
from tests.factories.accounts import make_account
from tests.factories.applications import make_adjustment, make_application
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.rows import count_of
from tests.statements import counted

NEW = Person("Aiko Mori", "eye-koh", "she/her", "Kyoto", "Asia/Tokyo")
WANTED = Adjustment("Send questions a day before.", "Reads lips since a fall.")
GRANT = frozenset({Grant.ADJUSTMENTS})


@pytest.fixture
def team(context) -> Team:
    return make_opening()


@pytest.fixture
def application(team) -> int:
    return make_application(team.opening, name="Aiko")


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER, grants=GRANT)


def entries(action: str) -> list[tuple[str, int, dict[str, str]]]:
    db.session.rollback()
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id))
    return [(row.object_kind, row.object_id, row.data) for row in rows]


# --- On record


def test_a_changed_record_is_found_by_its_new_name_and_has_the_next_version(recruiter, application):
    service.edit(recruiter, application, NEW, seen=1)

    db.session.rollback()
    row = db.session.scalars(select(Candidate)).one()
    assert (row.name, row.search_name, row.pronunciation, row.pronouns) == (
        "Aiko Mori",
        "aiko mori",
        "eye-koh",
        "she/her",
    )
    assert (row.place, row.zone, row.version) == ("Kyoto", "Asia/Tokyo", 2)
    assert row.email.endswith("@example.net")


def test_the_trail_tells_which_fields_and_nothing_that_stood_in_them(recruiter, application):
    service.edit(recruiter, application, NEW, seen=1)

    (found,) = entries("candidate.edited")
    assert found == ("candidate", 1, {"fields": "name pronunciation pronouns place"})


def test_the_same_record_sent_twice_is_written_once(recruiter, application):
    for _click in range(2):
        service.edit(recruiter, application, NEW, seen=1)

    assert record_for(recruiter, application).version == 2
    assert len(entries("candidate.edited")) == 1


def test_a_record_that_somebody_changed_meanwhile_is_not_overwritten(recruiter, application):
    service.edit(recruiter, application, NEW, seen=1)

    with pytest.raises(Conflict) as refused:
        service.edit(recruiter, application, replace(NEW, pronouns="they/them"), seen=1)

    assert "Pronouns: she/her" in (refused.value.theirs or "")
    assert "Pronouns: they/them" in (refused.value.yours or "")
    assert record_for(recruiter, application).person == NEW


def test_only_a_recruiter_of_the_opening_keeps_the_record(team, application):
    for who, refusal in ((team.manager, NotAllowed), (team.panel[0], NotAllowed), (make_account("admin"), NotFound)):
        with pytest.raises(refusal):
            service.edit(viewer_of(who), application, NEW, seen=1)
    with pytest.raises(NotFound):
        service.edit(viewer_of(team.recruiter), 999, NEW, seen=1)

    assert record_for(viewer_of(team.recruiter), application).version == 1


# --- Arranged


def test_what_is_arranged_is_kept_with_its_author_and_version(recruiter, application):
    service.adjust(recruiter, application, WANTED, seen=0)
    service.adjust(recruiter, application, Adjustment("A break after half an hour."), seen=1)

    kept = arranged_for(recruiter, application)
    assert (kept.adjustment, kept.version) == (Adjustment("A break after half an hour."), 2)
    assert (kept.set_by is not None, kept.set_at is not None) == (True, True)


def test_timeline_and_trail_tell_that_it_changed_and_no_message_goes_out(recruiter, application):
    service.adjust(recruiter, application, WANTED, seen=0)

    events = db.session.scalars(select(ApplicationEvent)).all()
    assert [(row.kind, row.data, row.actor_id) for row in events] == [("adjustment_changed", {}, recruiter.account_id)]
    assert entries("application.adjustment_changed") == [("application", application, {})]
    assert count_of(OutboxMessage) == 0


def test_no_row_but_its_own_holds_a_word_of_it(recruiter, application):
    service.adjust(recruiter, application, WANTED, seen=0)

    db.session.rollback()
    everywhere = json.dumps(
        [
            [str(value) for value in row]
            for table in db.metadata.sorted_tables
            if table is not tables.Adjustment.__table__
            for row in db.session.execute(table.select())
        ]
    )
    assert WANTED.reason not in everywhere
    assert WANTED.arrangement not in everywhere


def test_the_same_texts_sent_twice_are_one_change(recruiter, application):
    for _click in range(2):
        service.adjust(recruiter, application, WANTED, seen=0)

    assert arranged_for(recruiter, application).version == 1
    assert len(entries("application.adjustment_changed")) == 1


def test_nothing_to_arrange_where_nothing_was_leaves_no_trace(recruiter, application):
    service.adjust(recruiter, application, Adjustment(), seen=0)

    assert count_of(tables.Adjustment) == 0
    assert count_of(ApplicationEvent) == 0


def test_what_is_not_arranged_any_more_is_blank_and_its_reason_gone(recruiter, application):
    service.adjust(recruiter, application, WANTED, seen=0)

    service.adjust(recruiter, application, Adjustment(), seen=1)

    db.session.rollback()
    row = db.session.scalars(select(tables.Adjustment)).one()
    assert (row.arrangement, row.reason, row.version) == ("", "", 2)


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_what_somebody_changed_meanwhile_is_not_overwritten(recruiter, application, seen):
    service.adjust(recruiter, application, Adjustment("A break."), seen=0)
    service.adjust(recruiter, application, WANTED, seen=1)

    with pytest.raises(Conflict) as refused:
        service.adjust(recruiter, application, Adjustment("A quiet room."), seen=seen)

    assert refused.value.theirs == WANTED.in_words()
    assert refused.value.yours == "To be arranged: A quiet room.\nReason: not given"
    assert arranged_for(recruiter, application).adjustment == WANTED


def test_the_grant_alone_and_the_part_alone_are_not_enough(team, application):
    make_adjustment(application, team.recruiter, reason=WANTED.reason)
    granted = make_account("recruiter", grants=("adjustments",))

    for viewer, refusal in (
        (viewer_of(team.recruiter), NotAllowed),
        (viewer_of(team.manager), NotAllowed),
        (viewer_of(team.panel[0], grants=GRANT), NotAllowed),
        (viewer_of(team.leader, grants=GRANT), NotAllowed),
        (viewer_of(granted, grants=GRANT), NotFound),
    ):
        with pytest.raises(refusal):
            service.adjust(viewer, application, WANTED, seen=1)
    for viewer in (viewer_of(team.recruiter), viewer_of(team.panel[0], grants=GRANT)):
        assert arranged_for(viewer, application).adjustment == Adjustment()
        assert arranged_for(viewer, application).set_by is None


def test_a_hiring_manager_with_the_grant_reads_and_writes_it(team, application):
    make_adjustment(application, team.recruiter, reason=WANTED.reason)
    manager = viewer_of(team.manager, Role.HIRING_MANAGER, grants=GRANT)

    service.adjust(manager, application, WANTED, seen=1)

    assert arranged_for(manager, application).adjustment == WANTED


def test_each_page_costs_one_statement(context, recruiter, application):
    with counted(context) as seen:
        record_for(recruiter, application)
        arranged_for(recruiter, application)

    assert len(seen) == 2
