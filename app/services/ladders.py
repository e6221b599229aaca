"""Publishing content: each part becomes an immutable version, keyed by its digest."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.deck import Deck
from app.domain.errors import Conflict
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.policy import Viewer
from app.domain.scale import Scale
from app.domain.versions import canonical_json, digest
from app.gateways import clock, ladder_files
from app.gateways.ladder_files import Library
from app.models.ladders import ContentVersion
from app.queries.ladders import Digests
from app.services import audit

SHIPPED = ("account_executive", "enterprise_account_executive")
Part = Ladder | JobFamily | CompetencySet | Scale | Crosswalk | LevelModel | Deck


def shipped() -> Playbook:
    """The content that comes with the product, read from its files.

    Raises:
        BadData: if a file is broken; the sentence names file, line and column.
    """
    return shipped_library().playbook(*SHIPPED)


def shipped_library() -> Library:
    """Everything that comes with the product, decks included.

    Raises:
        BadData: if a file is broken; the sentence names file, line and column.
    """
    return ladder_files.read_directory(ladder_files.shipped_directory())


def publish_shipped(viewer: Viewer | None) -> Digests:
    """Store the content that comes with the product. Doing so twice changes nothing.

    Args:
        viewer: who asked for it; None when a command or the first run does.

    Returns:
        the digest of each part, for `queries.ladders.playbook_for`.

    Raises:
        BadData: if a file is broken; the sentence names file, line and column.
        Conflict: if somebody else publishes the same content at the same moment.
    """
    library = shipped_library()
    try:
        with transaction() as session:
            return publish_library(session, viewer, library=library, now=clock.now())
    except IntegrityError as error:
        raise Conflict("Somebody else has just loaded the same ladder. Reload the page: it is there.") from error


def publish_shipped_decks(viewer: Viewer | None) -> tuple[str, ...]:
    """Store the decks that come with the product, and nothing else; returns their digests. Twice changes nothing.

    Raises:
        BadData: if a file is broken; the sentence names file, line and column.
        Conflict: if somebody else publishes the same decks at the same moment.
    """
    decks = _decks(shipped_library())
    try:
        with transaction() as session:
            return publish_decks(session, viewer, decks=decks, now=clock.now())
    except IntegrityError as error:
        raise Conflict("Somebody else has just published the same decks. They are there.") from error


def publish_library(session: Session, viewer: Viewer | None, *, library: Library, now: datetime) -> Digests:
    """Store the playbook and the decks of a library, in the caller's transaction; returns the playbook's digests.

    Raises:
        BadData: if the parts do not name each other's keys.
    """
    publish_decks(session, viewer, decks=_decks(library), now=now)
    return publish(session, viewer, playbook=library.playbook(*SHIPPED), now=now)


def publish_decks(session: Session, viewer: Viewer | None, *, decks: Iterable[Deck], now: datetime) -> tuple[str, ...]:
    """Store every deck that is not stored yet, in the caller's transaction; returns the digest of each."""
    return tuple(_store(session, viewer, part=deck, now=now) for deck in decks)


def _decks(library: Library) -> tuple[Deck, ...]:
    return tuple(library.decks[key] for key in sorted(library.decks))


def publish(session: Session, viewer: Viewer | None, *, playbook: Playbook, now: datetime) -> Digests:
    """Store every part of a playbook that is not stored yet, in the caller's transaction.

    Raises:
        BadData: if the parts do not name each other's keys.
    """
    playbook.check()
    parts: dict[str, Part | None] = {
        "ladder": playbook.ladder,
        "family": playbook.family,
        "competencies": playbook.competencies,
        "scale": playbook.scale,
        "crosswalk": playbook.crosswalk,
        "model": playbook.model,
    }
    digests = {
        kind: None if part is None else _store(session, viewer, part=part, now=now) for kind, part in parts.items()
    }
    return Digests(**digests)  # type: ignore[arg-type]


def _store(session: Session, viewer: Viewer | None, *, part: Part, now: datetime) -> str:
    key = digest(part)
    if session.get(ContentVersion, key) is not None:
        return key
    same = select(func.max(ContentVersion.number)).where(
        ContentVersion.kind == part.kind, ContentVersion.key == part.key
    )
    number = (session.execute(same).scalar() or 0) + 1
    row = ContentVersion(digest=key, kind=part.kind, key=part.key, number=number, name=_name(part), published_at=now)
    row.body = canonical_json(part)
    session.add(row)
    session.flush()
    facts = {"kind": part.kind, "key": part.key, "digest": key}
    audit.record(session, viewer, action="content.published", about=("content_version", number), at=now, data=facts)
    return key


def _name(part: Part) -> str:
    """What lists call it. A set of competencies and a crosswalk have no name of their own."""
    if isinstance(part, CompetencySet):
        return "Competency catalogue"
    if isinstance(part, Crosswalk):
        return "Titles nearest to levels"
    return part.name
