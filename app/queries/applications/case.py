"""One application with all that its moves rest on: candidate, opening, position, plan, people, relation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select, true
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.candidate import BY_PROMOTION
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.pipeline import DECISION, Plan, Position, State
from app.domain.playbook import Playbook
from app.domain.policy import Part, Relation, Viewer
from app.domain.requirement import EffectiveRequirement
from app.domain.switches import Switches
from app.domain.turns import Facts, Person, Progress, progress_of
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile
from app.models.openings import Opening, OpeningMember
from app.queries import access
from app.queries.applications.interviews import StageFacts, stage_facts
from app.queries.ladders import Digests, digests_from, own_digest_columns, playbook_for
from app.queries.notifications.troubles import may_have_trouble

LEADS = (Part.RECRUITER.value, Part.HIRING_MANAGER.value)
Lead = aliased(OpeningMember)  # an alias, since the relation's columns ask the same table about the viewer
_COLUMNS = (
    Application.id,
    Application.version,
    Application.state,
    Application.stage,
    Application.stage_entered_at,
    Application.hold_until,
    Application.level,
    Application.source,
    Application.applied_at,
    Application.came_by,
    Candidate.id.label("candidate_id"),
    Candidate.name.label("candidate"),
    Candidate.email,
    Candidate.place,
    Candidate.zone,
    Candidate.pronunciation,
    Candidate.pronouns,
    CandidateFile.name.label("cv"),
    Opening.id.label("opening_id"),
    Opening.name.label("opening"),
    Opening.title,
    Opening.lowest_level,
    Opening.highest_level,
    Opening.location,
    Opening.specialty,
    access.applicant().label("applicant"),
    may_have_trouble().label("mail_waits"),
)
_STATEMENT: Select[*tuple[Any, ...]] = (
    select(
        *_COLUMNS,
        *own_digest_columns(),
        *access.relation_columns(bindparam("account_id")),
        Lead.part,
        Account.id.label("lead_id"),
        Account.name.label("lead"),
        Organisation.computes_levels,
        Organisation.adjusts_severity,
    )
    .select_from(Application)
    .join(Candidate, Candidate.id == Application.candidate_id)
    .join(Opening, Opening.id == Application.opening_id)
    .outerjoin(CandidateFile, CandidateFile.id == Application.cv_id)
    .outerjoin(Lead, and_(Lead.opening_id == Opening.id, Lead.part.in_(LEADS)))
    .outerjoin(Account, and_(Account.id == Lead.account_id, Account.is_active))
    .outerjoin(Organisation, true())  # a table with one row
    .where(Application.id == bindparam("application_id"))
    .order_by(Account.name, Account.id, Lead.part)
)


@dataclass(frozen=True, slots=True)
class Case:
    """One application. `cv` is the file's name, or None; `recruiters` and `managers` are the team's, by name.

    `applicant` is the candidate's account, if they work here; nobody is recruiter or manager of their own application.

    `title`, `location` and `specialty` are the opening's, by key. `switches` are the organisation's. `mail_waits`: a
    message about it has not left, or did not arrive.
    """

    relation: Relation
    id: int
    version: int
    position: Position
    stage_entered_at: datetime
    hold_until: date | None
    level: str | None
    source: str
    applied_at: datetime
    came_by: str
    candidate_id: int
    candidate: str
    email: str
    place: str
    zone: str
    pronunciation: str
    pronouns: str
    cv: str | None
    opening_id: int
    opening: str
    title: str
    location: str | None
    specialty: str | None
    lowest_level: str
    highest_level: str
    digests: Digests
    playbook: Playbook
    requirements: tuple[EffectiveRequirement, ...]
    applicant: int | None
    mail_waits: bool
    recruiters: tuple[Person, ...]
    managers: tuple[Person, ...]
    switches: Switches

    @property
    def is_promotion(self) -> bool:
        """Whether a colleague is considered for another level here, not somebody for a job."""
        return self.came_by == BY_PROMOTION

    @property
    def plan(self) -> Plan:
        """The stages of the pinned family."""
        return plan_of(self.playbook)

    @property
    def stage(self) -> Stage | None:
        """The stage in which it stands; None in the decision."""
        return None if self.position.stage == DECISION else self.playbook.family.stage(self.position.stage)

    @property
    def stage_name(self) -> str:
        """What people call that."""
        return self.plan.name(self.position.stage)


def plan_of(playbook: Playbook) -> Plan:
    """The stages of a playbook, in order."""
    stages = playbook.family.stages
    return Plan(tuple(stage.key for stage in stages), {stage.key: stage.name for stage in stages})


def case_for(viewer: Viewer, application_id: int) -> Case:
    """One application with the viewer's relation to it: one statement.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    values = {"application_id": application_id, "account_id": viewer.account_id}
    rows = db.session.execute(_STATEMENT, values).all()
    if not rows:
        raise NotFound
    relation = access.relation_from(viewer, rows[0]._mapping)
    if not relation.exists:
        raise NotFound
    return _case(relation, rows)


def _case(relation: Relation, rows: Sequence[Row[*tuple[Any, ...]]]) -> Case:
    row = rows[0]
    team = [each for each in rows if each.lead_id != row.applicant]
    digests = digests_from(row._mapping)
    playbook = playbook_for(digests)
    same = {column.key for column in _COLUMNS} - {"state", "stage"}
    return Case(
        relation=relation,
        position=Position(State(row.state), row.stage),
        digests=digests,
        playbook=playbook,
        requirements=playbook.family.requirements_of(row.title, specialty=row.specialty, location=row.location),
        recruiters=leads(team, Part.RECRUITER),
        managers=leads(team, Part.HIRING_MANAGER),
        switches=Switches(row.computes_levels is not False, row.adjusts_severity is not False),
        **{name: row._mapping[name] for name in same},
    )


def leads(rows: Sequence[Row[*tuple[Any, ...]]], part: Part) -> tuple[Person, ...]:
    """The people with one part, of rows that were joined with the team."""
    return tuple(Person(row.lead_id, row.lead) for row in rows if row.part == part.value and row.lead_id is not None)


def progress_of_case(case: Case, *, now: datetime) -> Progress:
    """What it misses and whose turn it is: one statement."""
    viewer = case.relation.viewer
    here = stage_facts([case.id]).get(case.id, StageFacts())
    return progress_of(
        Facts(
            position=case.position,
            stage=case.stage,
            interviews=here.interviews,
            invitation=here.invitation,
            no_show=here.no_show,
            recruiters=case.recruiters,
            managers=case.managers,
            candidate=case.candidate,
            now=now,
            zone=viewer.zone,
            hold_until=case.hold_until,
            own_level_given=case.relation.own_level_given,
            awaits_approval=case.relation.asked_by is not None,
            approvers=(Person(viewer.account_id, viewer.name),) if case.relation.is_asked else (),
        )
    )
