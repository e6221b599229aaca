"""Drafts of content, and finished recommendations in any number."""

import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import insert, select

from app.domain.ladder import Ladder
from app.domain.recommendation import ENGINE_VERSION
from app.domain.shapes import Shape
from app.domain.snapshot import Ground
from app.domain.versions import canonical_json
from app.gateways.passwords import token_hash
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.decisions import Decision, Snapshot
from app.models.ladders import ContentDraft
from app.models.openings import OpeningMember
from tests import factories
from tests.domain.evidence import full_loop
from tests.domain.shipped import changed
from tests.factories.accounts import START, make_account, make_sign_in
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.factories.openings import Team, make_opening

ANSWERS = ((3, "P4"), (2, "P5"), (3, "P5"), (4, "P3"), (2, "P4"), (1, "P6"))


def make_draft(shape: Shape, by: int) -> int:
    """An open draft that is whole; returns its number."""
    kind, key = str(getattr(shape, "kind")), str(getattr(shape, "key"))  # noqa: B009 - Shape itself has neither
    row = ContentDraft(kind=kind, key=key, name=str(getattr(shape, "name", key)), origin="version")
    row.body, row.made_by, row.made_at, row.changed_by, row.changed_at = canonical_json(shape), by, START, by, START
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


@lru_cache(maxsize=len(ANSWERS))
def _stored(point: int, level: str) -> tuple[str, str]:
    """Input and result of a full loop with these answers."""
    ground = Ground(full_loop(point, level), shipped_playbook(), "strategic")
    return json.dumps(ground.to_data(), sort_keys=True), ground.recommend().to_json()


def make_decided(team: Team, number: int) -> tuple[int, ...]:
    """So many applications that were decided, each with the snapshot it rests on; returns their numbers."""
    digests = json.dumps(publish_shipped())
    made = []
    with factories.writing() as session:
        last = session.scalars(select(Candidate.id).order_by(Candidate.id.desc()).limit(1)).first() or 0
        people = [
            Candidate(name=name, search_name=name.lower(), email=f"finalist{i}@example.net", place="Oslo", zone="UTC")
            for i in range(last + 1, last + 1 + number)
            if (name := f"Finalist {i}")
        ]
        for person in people:
            person.created_at = START
        session.add_all(people)
        session.flush()
        place = {"opening_id": team.opening, "state": "decided", "stage": "decision", "level": "P4"}
        rows = [Application(candidate_id=each.id, stage_entered_at=START, applied_at=START, **place) for each in people]
        session.add_all(rows)
        session.flush()
        made = [row.id for row in rows]
        for index, application_id in enumerate(made):
            given, result = _stored(*ANSWERS[index % len(ANSWERS)])
            snapshot = Snapshot(application_id=application_id, method="A+B", engine_version=ENGINE_VERSION, at=START)
            snapshot.input, snapshot.result, snapshot.digests = given, result, digests
            session.add(snapshot)
        session.flush()
        snapshots = {
            row.application_id: row.id for row in session.execute(select(Snapshot.application_id, Snapshot.id))
        }
        shared = {"outcome": "hire", "level": "P4", "reason": "Seen.", "decided_by": team.manager, "at": START}
        session.execute(
            insert(Decision), [{"application_id": id, "snapshot_id": snapshots[id], **shared} for id in made]
        )
    return tuple(made)


@dataclass(frozen=True)
class PreviewWorld:
    """Numbers of an opening and a draft, and the cookie of somebody who edits the one and leads the other."""

    opening: int
    draft: int
    cookie: str


def harder(level: str = "P4") -> Ladder:
    """The shipped ladder with the hardest bar in all clauses of one level over areas."""
    book = shipped_playbook()
    ladder, marks = book.ladder, book.scale.marks
    number = next(i for i, rule in enumerate(ladder.rules) if rule.level == level)
    for index, clause in enumerate(ladder.rules[number].clauses):
        if clause.over == "areas":
            hardest = min(marks, key=lambda mark: marks[mark])
            ladder = changed(ladder, ("rules", number, "clauses", index, "bar"), hardest)
    return ladder


def make_preview_world(number: int) -> PreviewWorld:
    """So many finished recommendations, a draft that changes some, and an admin who is signed in."""
    team = make_opening()
    make_decided(team, number)
    admin = make_account("admin")
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=team.opening, account_id=admin, part="recruiter"))
    token = "token of whoever looks"
    make_sign_in(admin, token_hash(token))
    client = factories.app().test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    cookie = client.get_cookie("rung")
    assert cookie is not None
    return PreviewWorld(team.opening, make_draft(harder(), admin), f"rung={cookie.value}")
