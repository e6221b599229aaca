"""An application beside the versions that it could rest on instead: which they are, what changes, what hinders."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.domain.playbook import Playbook
from app.domain.policy import Action, Viewer, permit
from app.domain.regrounding import lost_answers
from app.domain.version_move import PART_NAMES, PartChanges, Resting, effects, hindrances, part_changes
from app.models.ladders import ContentVersion
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.queries.applications.case import Case, case_for
from app.queries.ladders import KINDS, Digests, digest_columns, digests_from, latest, playbook_for, versions_where
from app.queries.scorecards import cards_of_application

NEWEST, OPENINGS = "newest", "opening"


@dataclass(frozen=True, slots=True)
class Target:
    """Versions that an application could rest on. `mark` tells them apart in a form."""

    key: str
    digests: Digests

    @property
    def mark(self) -> str:
        """The beginning of every digest."""
        return "-".join((getattr(self.digests, kind) or "")[:8] for kind in KINDS)


@dataclass(frozen=True, slots=True)
class PartVersion:
    """One part with the number of its version now and then; 0 where there is none."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class VersionPage:
    """An application and one set of versions that it could rest on instead; `target` is None where there is none."""

    case: Case
    opening_digests: Digests
    targets: tuple[Target, ...]
    target: Target | None
    playbook: Playbook
    parts: tuple[PartVersion, ...]
    changes: tuple[PartChanges, ...]
    hindrances: tuple[str, ...]
    effects: tuple[str, ...]
    lost: tuple[str, ...]


def version_page(viewer: Viewer, application_id: int, *, wanted: str = "") -> VersionPage:
    """What another set of versions would mean for an application: seven statements, one more with a cold playbook.

    Args:
        viewer: a recruiter or hiring manager of the opening.
        application_id: the application.
        wanted: the key of a target, else the first there is.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: as the permission table says.
    """
    case = case_for(viewer, application_id)
    permit(Action.VERSION_MOVE, case.relation)
    opening = _opening_digests(case.opening_id)
    targets = _targets(case, opening)
    target = next((each for each in targets if each.key == wanted), targets[0] if targets else None)
    if target is None:
        return VersionPage(case, opening, (), None, case.playbook, (), (), (), (), ())
    after, resting = playbook_for(target.digests), resting_of(case)
    found = hindrances(resting, case.playbook, after)
    return VersionPage(
        case=case,
        opening_digests=opening,
        targets=targets,
        target=target,
        playbook=after,
        parts=_parts(case.digests, target.digests),
        changes=part_changes(case.playbook, after),
        hindrances=found,
        effects=() if found else effects(resting, case.playbook, after),
        lost=_lost(case, after),
    )


def resting_of(case: Case) -> Resting:
    """What of the application a change of versions turns on: one statement."""
    visited = select(Interview.stage).where(Interview.application_id == case.id, Interview.state == "booked")
    return Resting(
        position=case.position,
        title=case.title,
        specialty=case.specialty,
        location=case.location,
        levels=(case.lowest_level, case.highest_level),
        visited=tuple(db.session.scalars(visited.order_by(Interview.starts_at, Interview.id))),
        awaits_approval=case.relation.asked_by is not None,
    )


def _opening_digests(opening_id: int) -> Digests:
    row = db.session.execute(select(*digest_columns()).where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    return digests_from(row._mapping)


def _targets(case: Case, opening: Digests) -> tuple[Target, ...]:
    """The newest versions, then those of the opening, as far as they are others than it has."""
    newest = latest(case.playbook.family.key)
    found = [Target(OPENINGS, opening)]
    if newest is not None:
        found.insert(0, Target(NEWEST, _whole(newest, opening)))
    by_digests: dict[Digests, Target] = {}
    for each in found:
        if each.digests != case.digests:
            by_digests.setdefault(each.digests, each)
    return tuple(by_digests.values())


def _whole(newest: Digests, opening: Digests) -> Digests:
    """What an application has no part of its own for is its opening's."""
    return replace(newest, crosswalk=newest.crosswalk or opening.crosswalk, model=newest.model or opening.model)


def _parts(before: Digests, after: Digests) -> tuple[PartVersion, ...]:
    wanted = {getattr(digests, kind) for digests in (before, after) for kind in KINDS} - {None}
    numbers = {version.digest: version.number for version in versions_where(ContentVersion.digest.in_(wanted))}
    return tuple(
        PartVersion(name, numbers.get(getattr(before, kind), 0), numbers.get(getattr(after, kind), 0))
        for kind, name in PART_NAMES.items()
        if getattr(before, kind) != getattr(after, kind)
    )


def _lost(case: Case, after: Playbook) -> tuple[str, ...]:
    """Answers that would count no more. Whoever still owes a scorecard is not told how many there are."""
    if case.relation.owes_a_card:
        return ()
    cards = [card.as_card(case.playbook.ladder) for card in cards_of_application(case.id, case.playbook)]
    return lost_answers(cards, under=after, was=case.playbook)
