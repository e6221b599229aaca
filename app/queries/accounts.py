"""Questions about staff: who is signed in, who works here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.errors import NotFound, NotReady
from app.domain.policy import ROLE_NAMES, Grant, Role, Viewer
from app.domain.switches import Switches
from app.models.accounts import Account, AccountGrant, Organisation, PasswordLink, SignIn
from app.models.audit import AuditEntry

_SIGNED_IN = (
    select(Account.id, Account.name, Account.role, Account.zone, Account.job_title, AccountGrant.grant)
    .join(SignIn, SignIn.account_id == Account.id)
    .outerjoin(AccountGrant, AccountGrant.account_id == Account.id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.revoked_at.is_(None),
        SignIn.expires_at > bindparam("now"),
        Account.is_active,
    )
)
_STAFF = select(
    Account.id,
    Account.name,
    Account.email,
    Account.role,
    Account.job_title,
    Account.zone,
    Account.team_page,
    Account.is_active,
    Account.manager_id,
    Account.password_hash.is_not(None).label("has_password"),
    Account.version,
).order_by(Account.is_active.desc(), Account.name, Account.id)
_SITE = select(
    Organisation.name,
    Organisation.writes_to,
    Organisation.about,
    Organisation.about_ja,
    Organisation.asks_surveys,
    Organisation.version,
)
_SWITCHES = select(Organisation.computes_levels, Organisation.adjusts_severity)
_Trail = aliased(AuditEntry)
_LAST_CHANGE = (
    select(func.max(_Trail.id))
    .where(
        _Trail.object_kind == "organisation",
        _Trail.object_id == Organisation.id,
        _Trail.action == "organisation.switched",
    )
    .scalar_subquery()
)
_SETTINGS = (
    select(
        Organisation.name,
        Organisation.computes_levels,
        Organisation.adjusts_severity,
        Organisation.version,
        AuditEntry.at.label("changed_at"),
        Account.name.label("changed_by"),
    )
    .select_from(Organisation)
    .outerjoin(AuditEntry, AuditEntry.id == _LAST_CHANGE)
    .outerjoin(Account, Account.id == AuditEntry.actor_id)
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole organisation; who changed it last, and when."""

    name: str
    computes_levels: bool
    adjusts_severity: bool
    version: int
    changed_at: datetime | None
    changed_by: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """What candidates' pages say of the organisation. `writes_to` is whom they write to about their data, if anybody.

    `about` is what it says of itself, in English and in Japanese; either may be empty.
    """

    name: str
    writes_to: str = ""
    about: str = ""
    about_ja: str = ""
    asks_surveys: bool = False
    version: int = 0

    def about_in(self, language: str) -> str:
        """What it says of itself in a language, or in the other one."""
        first, second = (self.about_ja, self.about) if language == "ja" else (self.about, self.about_ja)
        return first or second


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account as the staff pages show it."""

    id: int
    name: str
    email: str
    role: Role
    job_title: str
    zone: str
    team_page: str
    is_active: bool
    manager_id: int | None
    has_password: bool
    version: int
    grants: frozenset[Grant] = frozenset()

    @property
    def role_name(self) -> str:
        """What the role is called."""
        return ROLE_NAMES[self.role]


def viewer_for(token_hash: str, now: datetime) -> Viewer | None:
    """The person of a running sign-in, with grants, in one statement."""
    rows = db.session.execute(_SIGNED_IN, {"token_hash": token_hash, "now": now}).all()
    if not rows:
        return None
    first = rows[0]
    grants = frozenset(Grant(row.grant) for row in rows if row.grant)
    return Viewer(first.id, first.name, Role(first.role), first.zone, first.job_title, grants)


def organisation_name() -> str | None:
    """The organisation's name; None before the first run is finished."""
    return db.session.execute(select(Organisation.name)).scalar()


def site() -> Site:
    """What candidates' pages say of the organisation, in one statement; little before the first run is finished."""
    row = db.session.execute(_SITE).first()
    return Site(**row._mapping) if row else Site("Rung")


def switches() -> Switches:
    """What the organisation has switched on, in one statement; everything before the first run is finished."""
    row = db.session.execute(_SWITCHES).first()
    return Switches(row.computes_levels, row.adjusts_severity) if row else Switches()


def settings() -> Settings:
    """The organisation's settings, in one statement.

    Raises:
        NotReady: before the first run is finished.
    """
    row = db.session.execute(_SETTINGS).first()
    if row is None:
        raise NotReady("There is no organisation yet. Finish the set-up first.")
    return Settings(**row._mapping)


def name_behind_link(token_hash: str, now: datetime) -> str:
    """Whose password a link sets.

    Raises:
        NotFound: if the link is unknown, used or too old.
    """
    name = db.session.execute(
        select(Account.name)
        .join(PasswordLink, PasswordLink.account_id == Account.id)
        .where(
            PasswordLink.token_hash == token_hash,
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > now,
            Account.is_active,
        )
    ).scalar()
    if name is None:
        raise NotFound("This link was used or is too old. Ask an admin for a new one.")
    return name


def staff() -> tuple[StaffRow, ...]:
    """Everybody who works or worked here, active people first, by name."""
    return tuple(_staff_row(row._mapping) for row in db.session.execute(_STAFF))


def staff_member(account_id: int) -> StaffRow:
    """One account with its grants.

    Raises:
        NotFound: if there is none.
    """
    row = db.session.execute(_STAFF.where(Account.id == account_id)).first()
    if row is None:
        raise NotFound
    found = db.session.execute(select(AccountGrant.grant).where(AccountGrant.account_id == account_id)).scalars()
    return _staff_row(row._mapping, found)


def _staff_row(values: object, grants: Iterable[str] = ()) -> StaffRow:
    fields = dict(values)  # type: ignore[call-overload]
    return StaffRow(**fields | {"role": Role(fields["role"]), "grants": frozenset(Grant(grant) for grant in grants)})
