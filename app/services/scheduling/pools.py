"""Pools: let somebody in, approve them, take them out; keep what people bring."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.skills import Skills
from app.domain.training import Practice, check_approval
from app.gateways import clock
from app.models.accounts import Account
from app.models.scheduling import PersonTag, PoolPlace
from app.queries.scheduling.pool_pages import choices, stage_of
from app.queries.scheduling.rules import rules
from app.queries.scheduling.training import practice_of
from app.services import audit

REASON_LIMIT = 2000
Pool = tuple[str, str]


def join(viewer: Viewer, pool: Pool, account_id: int, *, reason: str = "") -> None:
    """Give somebody a place in a pool: in training, or approved at once where a reason says why.

    Args:
        viewer: who does so.
        pool: keys of the family and of the stage.
        account_id: who gets the place.
        reason: why they need no training, or empty.

    Raises:
        NotFound: if there is no such family or stage.
        BadData: naming the field that is wrong.
    """
    permit(Action.POOL_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        stage_of(*pool)
        person = _locked(session, account_id)
        if person is None or not person.is_active:
            raise BadData("Choose somebody who works here.", field="account")
        if _place(session, pool, account_id) is not None:
            raise BadData(f"{person.name} is in this pool already. Choose somebody else.", field="account")
        place = PoolPlace(family=pool[0], stage=pool[1], account_id=account_id)
        place.added_by, place.added_at, place.reason = viewer.account_id, now, ""
        session.add(place)
        _record(session, viewer, "joined", pool, account_id, now)
        if reason.strip():
            _approve(session, viewer, place, reason, now)


def approve(viewer: Viewer, pool: Pool, account_id: int, *, reason: str) -> None:
    """Say that somebody may interview in this stage. Saying so twice changes nothing.

    Raises:
        NotFound: if they have no place in the pool.
        NotReady: if their training is not done, and no reason says why that is enough.
    """
    permit(Action.POOL_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        person, place = _locked(session, account_id), _place(session, pool, account_id)
        if person is None or place is None:
            raise NotFound
        if place.approved_at is not None:
            return
        done = practice_of([account_id], family=pool[0], stage=pool[1], now=now).get(account_id, Practice())
        check_approval(person.name, done, rules().path, reason=reason)
        _approve(session, viewer, place, reason, now)


def leave(viewer: Viewer, pool: Pool, account_id: int) -> None:
    """Take somebody out of a pool. Interviews that they hold stay theirs.

    Raises:
        NotFound: if they have no place in it.
    """
    permit(Action.POOL_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        _locked(session, account_id)
        place = _place(session, pool, account_id)
        if place is None:
            raise NotFound
        session.delete(place)
        _record(session, viewer, "left", pool, account_id, now)


def keep_skills(viewer: Viewer, account_id: int, skills: Skills, *, seen: int) -> None:
    """Keep what somebody brings: everybody for themself, recruiters and admins for all.

    Raises:
        NotAllowed: for somebody else's.
        NotFound: if they don't work here.
        BadData: for what the lists don't name.
        Conflict: if the account was changed meanwhile.
    """
    own = viewer.account_id == account_id
    permit(Action.SELF_MANAGE if own else Action.POOL_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        person = _locked(session, account_id)
        if person is None or not person.is_active:
            raise NotFound
        if person.version != seen:
            raise Conflict(f"{person.name}'s account was changed by somebody else meanwhile. Reload the page and look.")
        offered = choices()
        skills.check(
            languages=[item.key for item in offered.languages],
            specialties=[item.key for item in offered.specialties],
            areas=[item.key for item in offered.areas],
        )
        session.execute(delete(PersonTag).where(PersonTag.account_id == account_id))
        session.add_all(PersonTag(account_id=account_id, kind=kind, tag=tag) for kind, tag in skills.pairs)
        person.version += 1
        audit.record(session, viewer, action="account.skills_changed", about=("account", account_id), at=now)


def _locked(session: Session, account_id: int) -> Account | None:
    return session.get(Account, account_id, with_for_update=True, populate_existing=True)


def _place(session: Session, pool: Pool, account_id: int) -> PoolPlace | None:
    family, stage = pool
    here = (PoolPlace.family == family, PoolPlace.stage == stage, PoolPlace.account_id == account_id)
    return session.scalars(select(PoolPlace).where(*here).execution_options(populate_existing=True)).one_or_none()


def _approve(session: Session, viewer: Viewer, place: PoolPlace, reason: str, now: datetime) -> None:
    place.approved_by, place.approved_at, place.reason = viewer.account_id, now, reason.strip()[:REASON_LIMIT]
    _record(session, viewer, "approved", (place.family, place.stage), place.account_id, now)


def _record(session: Session, viewer: Viewer, what: str, pool: Pool, account_id: int, now: datetime) -> None:
    data = {"family": pool[0], "stage": pool[1]}
    audit.record(session, viewer, action=f"pool.{what}", about=("account", account_id), at=now, data=data)
