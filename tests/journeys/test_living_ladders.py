"""Versions come and go while fifty applications are under way: what was recommended stays equal to the bit."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.decision import Ruling
from app.domain.pipeline import WithdrawReason
from app.domain.playbook import Playbook
from app.domain.policy import Role, Viewer
from app.domain.snapshot import recompute
from app.domain.versions import digest
from app.gateways import clock
from app.models.decisions import Snapshot
from app.models.ladders import ContentRetirement, ContentVersion
from app.models.scheduling import Seat
from app.queries.ladders import Digests, playbook_for
from app.services import applications, decisions
from tests import factories
from tests.domain.shipped import changed
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.factories.versions import publish_further, renamed, without_stage

HIRE, DECLINE = Ruling("hire", "P4", "", "Seen."), Ruling("decline", "", "area:results", "No figures.")


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def recruiter(team: Team) -> Viewer:
    return Viewer(team.recruiter, "Ayumi Nakagawa", Role.RECRUITER, "Asia/Tokyo", "Recruiter")


def _decided(team: Team, ruling: Ruling, **answers: Any) -> int:
    application_id = make_finalist(team, **answers)
    make_own_level(application_id, team.manager)
    decisions.record(manager(team), application_id, ruling=ruling, seen=1)
    return application_id


def _interviewed(team: Team, stage: str, people: tuple[int, ...], *, cards: int, is_open: bool) -> int:
    application_id = make_application(team.opening, stage=stage)
    interview = make_interview(application_id, stage=stage, interviewers=people, is_open=is_open)
    for person in people[:cards]:
        make_scorecard(interview, person, point=3, level="P4")
    return application_id


def fifty(team: Team) -> list[int]:
    """Applications in every stage and state, some with cards and panels, some decided."""
    found = [make_application(team.opening, stage=stage) for stage in ("screen", "manager", "panel", "final") * 5]
    found += [_interviewed(team, "panel", team.panel, cards=number % 4, is_open=number % 4 == 3) for number in range(8)]
    found += [_interviewed(team, "screen", (team.recruiter,), cards=1, is_open=True) for _ in range(2)]
    found += [make_finalist(team, point=point, level=level) for point, level in ((3, "P4"), (2, "P5"), (4, "P3"))]
    found += [_decided(team, HIRE, point=1 + number % 4, level="P4") for number in range(6)]
    found += [_decided(team, DECLINE, point=4, level="P3") for _ in range(3)]
    for _ in range(4):
        held = make_application(team.opening, stage="manager", state="on_hold")
        found.append(held)
    for _ in range(4):
        gone = make_application(team.opening, stage="manager")
        applications.withdraw(recruiter(team), gone, seen=1, reason=WithdrawReason.OTHER_OFFER, note="")
        found.append(gone)
    return found


def _turned() -> Playbook:
    """Stages the other way round, and the lowest two levels in use under each other's place."""
    book = shipped_playbook()
    stages = [stage.model_dump() for stage in reversed(book.family.stages)]
    return replace(book, family=changed(book.family, ("stages",), stages))


def _other_levels() -> Playbook:
    """A ladder in which the levels stand in another order, so that every rank is another one."""
    book = shipped_playbook()
    ladder = book.ladder.model_dump()
    for part in ("levels", "rules"):
        ladder[part] = list(reversed(ladder[part]))
    for signal in ladder["signals"]:
        for statement in signal["statements"]:
            statement["levels"] = list(reversed(statement["levels"]))
    return replace(book, ladder=type(book.ladder).model_validate(ladder))


def _another_ladder() -> Playbook:
    book = shipped_playbook()
    ladder = changed(book.ladder, ("key",), "another_ladder")
    crosswalk = changed(book.crosswalk, ("ladder",), "another_ladder") if book.crosswalk else None
    return replace(book, ladder=changed(ladder, ("name",), "Another ladder"), crosswalk=crosswalk)


def upheaval(by: int) -> None:
    """Everything that may be published beside running applications, one after the other."""
    playbooks = (renamed(), without_stage("panel"), _turned(), _other_levels(), _another_ladder())
    for number, playbook in enumerate(playbooks, 2):
        publish_further(playbook, number=number)
    family = shipped_playbook().family
    with factories.writing() as session:
        row = ContentRetirement(kind=family.kind, key=family.key, note="A new one comes.", retired_by=by)
        row.retired_at = clock.now()
        session.add(row)


@pytest.mark.timeout(40)  # it takes some six seconds, and more where its processors are shared
def test_what_was_recommended_stays_equal_and_every_page_of_fifty_applications_opens(
    app: Flask, client_for: Any
) -> None:
    team = make_opening()
    with app.app_context():
        under_way = fifty(team)
        stored = _snapshots()
    assert (len(under_way), len(stored)) == (50, 9)

    upheaval(team.recruiter)

    with app.app_context():
        assert len(db.session.scalars(select(ContentVersion.digest)).all()) == 13
        assert _snapshots() == stored
        assert [_recomputed(row) for row in stored] == [row[3] for row in stored]
        pages = _pages(team, under_way)
    clients = {person: client_for(person) for person in {person for person, _ in pages}}
    answers = [(path, clients[person].get(path, follow_redirects=True).status_code) for person, path in pages]
    broken = [f"{status} {path}" for path, status in answers if status != 200]
    assert not broken, "\n".join(broken)


def _snapshots() -> list[tuple[Any, ...]]:
    columns = (Snapshot.id, Snapshot.application_id, Snapshot.input, Snapshot.result, Snapshot.digests)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(Snapshot.id))]


def _recomputed(row: tuple[Any, ...]) -> str:
    return recompute(json.loads(row[2]), playbook=playbook_for(Digests(**json.loads(row[4])))).to_json()


def _pages(team: Team, under_way: list[int]) -> list[tuple[int, str]]:
    """Pages of every application, and the kit and scorecard of every interview, with whom each is for."""
    pages = [(team.recruiter, f"/applications/{number}") for number in under_way]
    pages += [(team.manager, f"/applications/{number}/decision") for number in under_way]
    pages += [(team.manager, f"/applications/{number}/packet") for number in under_way[::3]]
    pages += [(team.recruiter, f"/applications/{number}/version") for number in under_way[::5]]
    seats = db.session.execute(select(func.min(Seat.account_id), Seat.interview_id).group_by(Seat.interview_id)).all()
    return pages + [(person, f"/interviews/{number}/scorecard") for person, number in seats]


def test_the_versions_of_the_upheaval_are_all_others() -> None:
    made = (renamed(), without_stage("panel"), _turned(), _other_levels(), _another_ladder())

    marks = {(digest(book.ladder), digest(book.family)) for book in (shipped_playbook(), *made)}

    assert len(marks) == 1 + len(made)
