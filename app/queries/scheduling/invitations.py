"""Questions about invitations: the link to one, what its candidate sees, which one of an application stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Row, Select, and_, or_, select

from app.config import Settings
from app.database import db
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.interview_links import LinkState
from app.domain.invitations import DEAD, ENDS_AFTER, BookingPass, InvitationState, Standing
from app.domain.inviting import Takes
from app.domain.playbook import Playbook
from app.domain.states import State
from app.domain.wording import Wording
from app.gateways import signatures
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview, Invitation
from app.queries import ladders
from app.queries.scheduling.offers import ASKED, Asked, Guest, asked_from

PURPOSE = "booking link"
_LIVE = (
    Invitation.id,
    Invitation.stage,
    Invitation.state,
    Invitation.takes,
    Invitation.minutes,
    Invitation.created_at,
    Invitation.expires_at,
    Invitation.moves,
    Invitation.most_moves,
    Invitation.interview_id,
    Invitation.asked_at,
    Invitation.asked_note,
    Invitation.version,
)

_SHOWN = (
    *ASKED,
    Invitation.state.label("invitation_state"),
    Invitation.epoch,
    Invitation.created_at,
    Invitation.expires_at,
    Invitation.moves,
    Invitation.most_moves,
    Invitation.cutoff_hours,
    Invitation.ended_because,
    Invitation.asked_at,
    Candidate.name.label("candidate_name"),
    Application.state.label("application_state"),
    Application.stage.label("application_stage"),
    Opening.name.label("opening_name"),
    Account.name.label("recruiter"),
    Account.email.label("recruiter_email"),
    Account.job_title.label("recruiter_title"),
    Interview.state.label("interview_state"),
    Interview.starts_at,
    Interview.ends_at,
    Interview.zone.label("interview_zone"),
    Interview.video_link,
    Interview.version.label("interview_version"),
)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation as staff see it."""

    id: int
    stage: str
    state: InvitationState
    takes: Takes
    minutes: int
    created_at: datetime
    expires_at: datetime
    moves: int
    most_moves: int
    interview_id: int | None
    asked_at: datetime | None
    asked_note: str
    version: int


@dataclass(frozen=True, slots=True)
class BookedTime:
    """The interview that an invitation led to. `zone` is the one in which its time was promised."""

    id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    video_link: str
    version: int


@dataclass(frozen=True, slots=True)
class BookingPage:
    """What the candidate's pages show: nothing that is not theirs to know.

    `writes_to` is the address of the recruiter, whom `standing` names. `keeps_until`: how long a browser may keep the
    link at most; whether it still opens anything is asked anew each time.
    """

    standing: Standing
    invitation_id: int
    application_id: int
    candidate_id: int
    candidate_name: str
    language: str
    zone: str
    organisation: str
    opening_name: str
    stage: Stage
    stages: tuple[str, ...]
    areas: tuple[str, ...]
    writes_to: str
    recruiter_title: str
    asked: Asked
    asked_at: datetime | None
    interview: BookedTime | None
    keeps_until: datetime

    @property
    def minutes(self) -> int:
        """How long the interview is."""
        return self.asked.grid.minutes

    @property
    def meets(self) -> tuple[Guest, ...]:
        """Whom they will meet, as far as that is settled: of several of whom one comes, nobody yet."""
        return () if self.asked.takes is Takes.ONE and len(self.asked.counted) > 1 else self.asked.counted

    @property
    def listens(self) -> tuple[Guest, ...]:
        """Who sits beside the interviewers, once that is settled."""
        return self.asked.beside if self.interview is not None else ()

    @property
    def other_zones(self) -> tuple[str, ...]:
        """The zones of those whom they will meet, each once."""
        return tuple(dict.fromkeys(guest.zone for guest in self.meets))


def invitation_link(invitation_id: int) -> str:
    """The address for a mail to the candidate: one statement.

    It leads to the address by which the installation is known, never to one that a request claims.

    Raises:
        NotFound: if there is no such invitation.
    """
    epoch = db.session.execute(select(Invitation.epoch).where(Invitation.id == invitation_id)).scalar()
    if epoch is None:
        raise NotFound
    token = signatures.sign(_settings().secret_key, PURPOSE, BookingPass(invitation_id, epoch).values())
    return f"{_settings().base_url}/booking-links/{token}"


def booking_pass(token: str) -> BookingPass | None:
    """What a token says, if we signed it for this purpose. Asks the database nothing."""
    said = signatures.read(_settings().secret_key, PURPOSE, token)
    return BookingPass(*said) if said is not None and len(said) == len(BookingPass.__slots__) else None


def booking_page(found: BookingPass) -> BookingPage:
    """What the candidate who holds a link sees: two statements, one more when the playbook is cold.

    Raises:
        NotFound: if the link was replaced by a newer one.
    """
    row = db.session.execute(_page_statement().where(Invitation.id == found.invitation_id)).first()
    if row is None or row.epoch != found.epoch:
        raise NotFound(DEAD)
    values = row._mapping
    playbook = ladders.playbook_for(ladders.digests_from(values))
    stage = playbook.family.stage(row.stage)
    booked = _booked(row)
    asked = asked_from(values) if booked is None else asked_from(values).lasting(booked.starts_at, booked.ends_at)
    return BookingPage(
        standing=_standing(row),
        invitation_id=row.id,
        application_id=row.application_id,
        candidate_id=row.candidate_id,
        candidate_name=row.candidate_name,
        language=row.candidate_language,
        zone=row.candidate_zone,
        organisation=row.organisation or "",
        opening_name=row.opening_name,
        stage=stage,
        stages=tuple(item.name for item in playbook.family.stages),
        areas=_areas(playbook, stage),
        writes_to=row.recruiter_email,
        recruiter_title=row.recruiter_title,
        asked=asked,
        asked_at=row.asked_at,
        interview=booked,
        keeps_until=max(row.expires_at, row.until_at + timedelta(minutes=asked.grid.minutes) + ENDS_AFTER),
    )


def may_keep(page: BookingPage, now: datetime) -> bool:
    """Whether the link opens something at this instant."""
    return page.standing.window().state(now) is LinkState.OPEN


def invitation_of(application_id: int) -> InvitationRow | None:
    """The newest invitation of an application that is open, or whose interview is booked: one statement."""
    is_booked = and_(Invitation.state == InvitationState.BOOKED.value, Interview.state == "booked")
    statement = (
        select(*_LIVE)
        .outerjoin(Interview, Interview.id == Invitation.interview_id)
        .where(
            Invitation.application_id == application_id,
            or_(Invitation.state == InvitationState.OPEN.value, is_booked),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).first()
    if row is None:
        return None
    values = dict(row._mapping)
    return InvitationRow(**values | {"state": InvitationState(row.state), "takes": Takes(row.takes)})


def _page_statement() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_SHOWN,
            select(Organisation.name).scalar_subquery().label("organisation"),
            *ladders.own_digest_columns(),
        )
        .select_from(Invitation)
        .join(Application, Application.id == Invitation.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Account, Account.id == Invitation.created_by)
        .outerjoin(Interview, Interview.id == Invitation.interview_id)
    )


def _standing(row: Row[*tuple[Any, ...]]) -> Standing:
    booked = _booked(row)
    return Standing(
        state=InvitationState(row.invitation_state),
        created_at=row.created_at,
        expires_at=row.expires_at,
        recruiter=row.recruiter,
        is_here=row.application_stage == row.stage,
        is_active=row.application_state == State.ACTIVE.value,
        moves=row.moves,
        most_moves=row.most_moves,
        cutoff_hours=row.cutoff_hours,
        ended_because=row.ended_because,
        starts_at=booked.starts_at if booked else None,
        ends_at=booked.ends_at if booked else None,
    )


def _booked(row: Row[*tuple[Any, ...]]) -> BookedTime | None:
    if row.interview_state != "booked":
        return None
    return BookedTime(
        row.interview_id, row.starts_at, row.ends_at, row.interview_zone, row.video_link, row.interview_version
    )


def _areas(playbook: Playbook, stage: Stage) -> tuple[str, ...]:
    """Names of what the stage looks at, in the stage's order."""
    return tuple(Wording(playbook).area(key) for key in stage.focus_areas)


def _settings() -> Settings:
    settings: Settings = current_app.config["RUNG"]
    return settings
