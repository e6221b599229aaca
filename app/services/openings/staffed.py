"""Opening an opening, changing its hiring team, closing and re-opening it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.opening import CloseReason, OpeningState, OpeningTerms
from app.domain.policy import PART_NAMES, PART_ROLES, Action, Part, Relation, Role, Viewer, permit
from app.gateways import clock
from app.models.accounts import Account
from app.models.openings import Opening, OpeningMember
from app.queries.ladders import Digests, latest, playbook_for
from app.services import audit
from app.services.openings.locking import locked

CREATOR_PART: Mapping[Role, Part] = {
    Role.ADMIN: Part.RECRUITER,
    Role.RECRUITER: Part.RECRUITER,
    Role.HIRING_MANAGER: Part.HIRING_MANAGER,
}
LEADS = (Part.RECRUITER, Part.HIRING_MANAGER)
Members = Mapping[Part, frozenset[int]]


def create(viewer: Viewer, terms: OpeningTerms, *, family: str | None = None) -> int:
    """Open an opening on the newest published versions; who opens it gets the part of the own role.

    Args:
        viewer: who opens it.
        terms: title, levels, place and what else was chosen.
        family: key of the job family; without it, the one that was published first.

    Returns:
        the opening's number.

    Raises:
        NotAllowed: for somebody who opens no openings.
        NotReady: while no ladder is published.
        BadData: naming the field that does not fit the published lists.
    """
    now = clock.now()
    with transaction() as session:
        permit(Action.OPENING_CREATE, Relation(viewer))
        digests = latest(family)
        if digests is None:
            raise NotReady("There is no ladder yet. Ask an admin to load one; then openings can be opened.")
        opening = _opening(viewer, terms, digests=digests, now=now)
        session.add(opening)
        session.flush()
        part = CREATOR_PART[viewer.role]
        session.add(OpeningMember(opening_id=opening.id, account_id=viewer.account_id, part=part.value))
        facts = {"title": terms.title, "levels": f"{terms.lowest_level}-{terms.highest_level}"}
        audit.record(session, viewer, action="opening.created", about=("opening", opening.id), at=now, data=facts)
        return opening.id


def _opening(viewer: Viewer, terms: OpeningTerms, *, digests: Digests, now: datetime) -> Opening:
    playbook = playbook_for(digests)
    terms.check(playbook)
    return Opening(
        name=terms.name(playbook),
        title=terms.title,
        lowest_level=terms.lowest_level,
        highest_level=terms.highest_level,
        place=terms.place,
        location=terms.location,
        specialty=terms.specialty,
        ladder_digest=digests.ladder,
        family_digest=digests.family,
        competencies_digest=digests.competencies,
        scale_digest=digests.scale,
        crosswalk_digest=digests.crosswalk,
        model_digest=digests.model,
        created_at=now,
        created_by=viewer.account_id,
    )


def change_team(viewer: Viewer, opening_id: int, *, members: Members, seen: int) -> bool:
    """Make the hiring team exactly these people; whoever is not among them any more loses access at once.

    Args:
        viewer: who changes it.
        opening_id: the opening.
        members: account numbers by part; a part that is absent becomes empty.
        seen: the version of the opening that was shown.

    Returns:
        whether the viewer still has to do with the opening.

    Raises:
        BadData: naming the part that would have nobody, or somebody who can't have it.
        Conflict: if somebody else changed the opening meanwhile.
    """
    now = clock.now()
    wanted = {(part, person) for part, people in members.items() for person in people}
    with transaction() as session:
        opening = locked(session, viewer, opening_id, action=Action.OPENING_STAFF, seen=seen)
        present = _members(session, opening_id)
        _check_people(session, members, present=present)
        _replace(session, opening_id, leaving=present - wanted, joining=wanted - present)
        if wanted != present:
            opening.version += 1
            facts = {"left": _listed(present - wanted), "joined": _listed(wanted - present)}
            audit.record(session, viewer, action="opening.staffed", about=("opening", opening_id), at=now, data=facts)
        return viewer.role is Role.ADMIN or any(person == viewer.account_id for _, person in wanted)


def close(viewer: Viewer, opening_id: int, *, reason: CloseReason, seen: int) -> None:
    """Let an opening take no more candidates; those who are in it stay in it.

    Raises:
        Conflict: if somebody else changed the opening meanwhile.
    """
    _turn(viewer, opening_id, OpeningState.CLOSED, seen=seen, facts={"reason": reason.value})


def reopen(viewer: Viewer, opening_id: int, *, seen: int) -> None:
    """Let a closed opening take candidates again.

    Raises:
        Conflict: if somebody else changed the opening meanwhile.
    """
    _turn(viewer, opening_id, OpeningState.OPEN, seen=seen, facts={})


def _turn(viewer: Viewer, opening_id: int, state: OpeningState, *, seen: int, facts: Mapping[str, str]) -> None:
    now = clock.now()
    action = "opening.closed" if state is OpeningState.CLOSED else "opening.reopened"
    with transaction() as session:
        opening = locked(session, viewer, opening_id, action=Action.OPENING_CLOSE, seen=seen)
        if opening.state == state.value:
            raise Conflict(f"This opening is {state.value} already. Nothing was changed.")
        opening.state = state.value
        opening.version += 1
        audit.record(session, viewer, action=action, about=("opening", opening_id), at=now, data=facts)


def _members(session: Session, opening_id: int) -> set[tuple[Part, int]]:
    rows = select(OpeningMember.part, OpeningMember.account_id).where(OpeningMember.opening_id == opening_id)
    return {(Part(row.part), row.account_id) for row in session.execute(rows.order_by(OpeningMember.account_id))}


def _check_people(session: Session, members: Members, *, present: set[tuple[Part, int]]) -> None:
    """Everybody works here, whoever joins has a role that allows the part, and both leads stay taken."""
    listed = sorted({person for people in members.values() for person in people})
    found = select(Account.id, Account.name, Account.role).where(Account.id.in_(listed), Account.is_active)
    people = {row.id: row for row in session.execute(found.order_by(Account.id))}
    for part, person in sorted((part, person) for part, chosen in members.items() for person in chosen):
        if person not in people:
            met = "Somebody you chose does not work here any more."
            raise BadData(f"{met} Choose again from the list as it is now.", field=part.value)
        if (part, person) not in present and Role(people[person].role) not in PART_ROLES[part]:
            met = f"{people[person].name} can't be in the part “{PART_NAMES[part]}”."
            raise BadData(
                f"{met} Choose somebody whose role allows it, or ask an admin to change it.", field=part.value
            )
    for part in LEADS:
        if not members.get(part):
            name = PART_NAMES[part].lower()
            raise BadData(f"Leave at least one {name}. Choose the next one before this one goes.", field=part.value)


def _replace(
    session: Session, opening_id: int, *, leaving: set[tuple[Part, int]], joining: set[tuple[Part, int]]
) -> None:
    for part, person in sorted(leaving):
        gone = OpeningMember.opening_id == opening_id, OpeningMember.part == part.value
        session.execute(delete(OpeningMember).where(*gone, OpeningMember.account_id == person))
    session.add_all(
        OpeningMember(opening_id=opening_id, account_id=person, part=part.value) for part, person in sorted(joining)
    )


def _listed(members: set[tuple[Part, int]]) -> str:
    return " ".join(f"{part.value}:{person}" for part, person in sorted(members))
