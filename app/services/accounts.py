"""Accounts: first run, signing in and out, staff, first passwords."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.people import Profile, check_password, check_team_page, check_zone, name_from_email, normal_email
from app.domain.policy import Action, Relation, Role, Viewer, permit
from app.domain.reporting_lines import check_manager
from app.domain.switches import Switches
from app.gateways import clock
from app.gateways.passwords import hash_password, new_token, password_matches, token_hash
from app.models.accounts import Account, AccountGrant, Organisation, PasswordLink, SignIn
from app.models.scheduling import Seat
from app.queries import accounts as queries
from app.services import audit, ladders
from app.services.notifications.password_links import mail_link

SESSION_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(hours=72)
WRONG = "The e-mail address or the password is not right. Try again, or ask an admin for a new password link."


def _time_cost() -> int:
    cost: int = current_app.config["RUNG"].argon2_time_cost
    return cost


def first_run(*, organisation: str, email: str, load_ladder: bool) -> str:
    """Make the organisation and its first admin; returns the token of the link that sets the password.

    Raises:
        Conflict: if there is an organisation already.
    """
    now = clock.now()
    library = ladders.shipped_library() if load_ladder else None
    with transaction() as session:
        if session.execute(select(exists(select(Organisation.id)))).scalar():
            raise Conflict("This installation is set up already. Sign in instead.")
        session.add(Organisation(id=1, name=organisation, created_at=now))
        profile = Profile(name_from_email(email), normal_email(email), Role.ADMIN, "Admin", "UTC", "", frozenset())
        admin = _add_account(session, profile, now)
        audit.record(session, None, action="organisation.made", about=("account", admin.id), at=now)
        if library is not None:
            ladders.publish_library(session, None, library=library, now=now)
        return _add_link(session, admin.id, now)


def sign_in(*, email: str, password: str) -> str:
    """Check a password and start a session; returns its token.

    Raises:
        BadData: for an unknown person, a wrong password or somebody who left, all with the same sentence.
    """
    found = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.email == email.strip().lower(), Account.is_active)
    ).first()
    if not password_matches(found.password_hash if found else None, password, time_cost=_time_cost()) or not found:
        raise BadData(WRONG, field="password")
    with transaction() as session:
        return _start_session(session, found.id, clock.now())


def _start_session(session: Session, account_id: int, now: datetime) -> str:
    token = new_token()
    row = SignIn(token_hash=token_hash(token), account_id=account_id, created_at=now, expires_at=now + SESSION_LASTS)
    session.add(row)
    audit.record(session, None, action="account.signed_in", about=("account", account_id), at=now)
    return token


def sign_out(token: str) -> None:
    """End one session."""
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.token_hash == token_hash(token)).values(revoked_at=clock.now()))


def set_password(token: str, password: str) -> str:
    """Use a password link up; every older session of that person ends, and every link to an interview of theirs.

    Returns:
        the token of a new session.

    Raises:
        NotFound: if the link is unknown, used or too old.
    """
    now = clock.now()
    hashed = hash_password(check_password(password), time_cost=_time_cost())
    with transaction() as session:
        link = session.execute(
            select(PasswordLink).where(PasswordLink.token_hash == token_hash(token)).with_for_update()
        ).scalar_one_or_none()
        account = session.get(Account, link.account_id) if link else None
        if link is None or link.used_at or link.expires_at <= now or account is None or not account.is_active:
            raise NotFound("This link was used or is too old. Ask an admin for a new one.")
        link.used_at = now
        account.password_hash = hashed
        _revoke_sessions(session, account.id, now)
        _end_links(session, account.id)
        audit.record(session, None, action="account.password_set", about=("account", account.id), at=now)
        return _start_session(session, account.id, now)


def create(viewer: Viewer, profile: Profile) -> tuple[int, str]:
    """Add a member of staff; returns the id and the token of the link that sets the first password, mailed too."""
    permit(Action.STAFF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        _refuse_known_email(session, profile.email, None)
        account = _add_account(session, profile, now)
        _set_manager(session, account, profile.manager_id)
        about = ("account", account.id)
        audit.record(session, viewer, action="account.created", about=about, at=now, data={"role": profile.role})
        return account.id, mail_link(session, account.id, now)


def edit(viewer: Viewer, account_id: int, profile: Profile, *, seen: int) -> None:
    """Change a member of staff. A changed role or grant holds from that person's next request on."""
    permit(Action.STAFF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        account = _locked(session, account_id, seen)
        _refuse_known_email(session, profile.email, account_id)
        if account.role == Role.ADMIN and profile.role is not Role.ADMIN:
            _refuse_last_admin(session, account_id)
        data = {"role": profile.role.value, "grants": ", ".join(sorted(profile.grants))}
        # Who applied themself is known by the address, so that a change of it opens their own application.
        data |= {"email": "changed"} if profile.email != account.email else {}
        account.name, account.email, account.role = profile.name, profile.email, profile.role.value
        account.job_title, account.zone, account.team_page = (
            profile.job_title,
            check_zone(profile.zone),
            check_team_page(profile.team_page),
        )
        _set_manager(session, account, profile.manager_id)
        account.version += 1
        session.execute(delete(AccountGrant).where(AccountGrant.account_id == account_id))
        session.add_all(AccountGrant(account_id=account_id, grant=grant.value) for grant in sorted(profile.grants))
        audit.record(session, viewer, action="account.changed", about=("account", account_id), at=now, data=data)


def set_active(viewer: Viewer, account_id: int, *, active: bool, seen: int) -> None:
    """Let somebody go, or back in. Whoever leaves is out with the next request; their scorecards stay."""
    permit(Action.STAFF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        account = _locked(session, account_id, seen)
        if not active and account.role == Role.ADMIN:
            _refuse_last_admin(session, account_id)
        account.is_active = active
        account.version += 1
        if not active:
            _revoke_sessions(session, account_id, now)
        action = "account.reactivated" if active else "account.deactivated"
        audit.record(session, viewer, action=action, about=("account", account_id), at=now)


def new_link(viewer: Viewer, account_id: int) -> str:
    """A fresh password link; older ones stop working. Returns its token, which is shown once and mailed."""
    permit(Action.STAFF_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        account = session.get(Account, account_id)
        if account is None or not account.is_active:
            raise NotFound
        session.execute(
            update(PasswordLink)
            .where(PasswordLink.account_id == account_id, PasswordLink.used_at.is_(None))
            .values(used_at=now)
        )
        audit.record(session, viewer, action="account.link_made", about=("account", account_id), at=now)
        return mail_link(session, account_id, now)


def edit_own(viewer: Viewer, *, name: str, job_title: str, zone: str, team_page: str) -> None:
    """Change what everybody may change about themselves."""
    now = clock.now()
    with transaction() as session:
        account = session.get(Account, viewer.account_id, with_for_update=True)
        if account is None:
            raise NotFound
        account.name, account.job_title = name, job_title
        account.zone, account.team_page = check_zone(zone), check_team_page(team_page)
        account.version += 1
        audit.record(session, viewer, action="account.changed", about=("account", viewer.account_id), at=now)


def sign_out_elsewhere(viewer: Viewer, token: str) -> None:
    """End every session of this person but the one in use, and the links by which other browsers hold interviews."""
    now = clock.now()
    with transaction() as session:
        _revoke_sessions(session, viewer.account_id, now, but=token_hash(token))
        _end_links(session, viewer.account_id)
        about = ("account", viewer.account_id)
        audit.record(session, viewer, action="account.signed_out_elsewhere", about=about, at=now)


def switch(viewer: Viewer, switches: Switches, *, seen: int) -> None:
    """Turn on and off, for the whole organisation and from the next page on, what is computed.

    Raises:
        Conflict: if another admin changed the settings meanwhile.
    """
    permit(Action.SETTINGS_MANAGE, Relation(viewer))
    now = clock.now()
    with transaction() as session:
        organisation = session.get(Organisation, 1, with_for_update=True)
        if organisation is None or organisation.version != seen:
            raise Conflict(_who_switched(viewer))
        changes = switches.differing(Switches(organisation.computes_levels, organisation.adjusts_severity))
        if not changes:
            return
        organisation.computes_levels = switches.computes_levels
        organisation.adjusts_severity = switches.adjusts_severity
        organisation.version += 1
        about = ("organisation", organisation.id)
        audit.record(session, viewer, action="organisation.switched", about=about, at=now, data=changes)


def _who_switched(viewer: Viewer) -> str:
    last = queries.settings()
    met = "The settings changed"
    if last.changed_at and last.changed_by:
        met = f"{last.changed_by} changed the settings at {last.changed_at.astimezone(ZoneInfo(viewer.zone)):%H:%M}"
    return f"{met}, while your page was open. Nothing of yours was saved: open the page again and see what it says now."


def _add_account(session: Session, profile: Profile, now: datetime) -> Account:
    account = Account(
        email=profile.email,
        name=profile.name,
        role=profile.role.value,
        job_title=profile.job_title,
        zone=check_zone(profile.zone),
        team_page=check_team_page(profile.team_page),
        created_at=now,
    )
    session.add(account)
    session.flush()
    session.add_all(AccountGrant(account_id=account.id, grant=grant.value) for grant in sorted(profile.grants))
    return account


def _set_manager(session: Session, account: Account, manager_id: int | None) -> None:
    """Keep whom somebody reports to. One change at a time, so that two of them together close no ring."""
    if manager_id == account.manager_id:
        return
    session.execute(select(Organisation.id).with_for_update())
    rows = session.execute(select(Account.id, Account.manager_id, Account.is_active).order_by(Account.id)).all()
    if manager_id is not None and not any(row.id == manager_id and row.is_active for row in rows):
        raise BadData("Choose somebody who works here, or nobody.", field="manager_id")
    check_manager(account.id, manager_id, {row.id: row.manager_id for row in rows})
    account.manager_id = manager_id


def _add_link(session: Session, account_id: int, now: datetime) -> str:
    token = new_token()
    row = PasswordLink(token_hash=token_hash(token), account_id=account_id, created_at=now, expires_at=now + LINK_LASTS)
    session.add(row)
    return token


def _locked(session: Session, account_id: int, seen: int) -> Account:
    account = session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound
    if account.version != seen:
        raise Conflict(f"{account.name}'s account was changed by somebody else meanwhile. Reload the page and look.")
    return account


def _refuse_known_email(session: Session, email: str, own_id: int | None) -> None:
    taken = session.execute(select(Account.id, Account.name).where(Account.email == email)).first()
    if taken is not None and taken.id != own_id:
        raise BadData(f"{taken.name} already has this e-mail address. Use another one.", field="email")


def _refuse_last_admin(session: Session, account_id: int) -> None:
    others = select(func.count()).where(Account.role == Role.ADMIN, Account.is_active, Account.id != account_id)
    if not session.execute(others).scalar():
        raise BadData("This is the last active admin. Make somebody else an admin first.", field="role")


def _end_links(session: Session, account_id: int) -> None:
    """Let no link to an interview that was given to this person before open it any more."""
    theirs = (Seat.account_id == account_id, Seat.left_at.is_(None))
    session.execute(update(Seat).where(*theirs).values(link_epoch=Seat.link_epoch + 1))


def _revoke_sessions(session: Session, account_id: int, now: datetime, *, but: str = "") -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.account_id == account_id, SignIn.revoked_at.is_(None), SignIn.token_hash != but)
        .values(revoked_at=now)
    )
