"""Publishing content: each part becomes an immutable version, keyed by its digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.catalogue import apply_edit, check_note
from app.domain.catalogue_checks import AreaEdit
from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.deck import Deck
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.scale import Scale
from app.domain.versions import canonical_json, digest, points_at
from app.gateways import clock, ladder_files
from app.gateways.ladder_files import Library
from app.models.ladders import ContentVersion
from app.queries import ladders as queries
from app.queries.ladders import Digests
from app.services import audit

SHIPPED = ("account_executive", "enterprise_account_executive")
Part = Ladder | JobFamily | CompetencySet | Scale | Crosswalk | LevelModel | Deck


@dataclass(frozen=True, slots=True)
class Edited:
    """The version that an edit of the catalogue is in; `was_there` when it had been published before."""

    number: int
    was_there: bool


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
    """Store the playbook of a library, its decks and its scale of impact reviews, in the caller's transaction.

    Returns:
        the playbook's digests.

    Raises:
        BadData: if the parts do not name each other's keys.
    """
    playbook = library.playbook(*SHIPPED)
    digests = publish(session, viewer, playbook=playbook, now=now)
    if playbook.ladder.promotion is not None:
        store(session, viewer, part=library.scales[playbook.ladder.promotion.review_scale], now=now)
    publish_decks(session, viewer, decks=_decks(library), now=now)
    return digests


def publish_decks(session: Session, viewer: Viewer | None, *, decks: Iterable[Deck], now: datetime) -> tuple[str, ...]:
    """Store every deck that is not stored yet, in the caller's transaction; returns the digest of each."""
    return tuple(store(session, viewer, part=deck, now=now) for deck in decks)


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
        kind: None if part is None else store(session, viewer, part=part, now=now) for kind, part in parts.items()
    }
    return Digests(**digests)  # type: ignore[arg-type]


def publish_competencies(viewer: Viewer, area: str, edit: AreaEdit, *, seen: str, note: str) -> Edited:
    """Publish the catalogue with one area as the edit leaves it. Sending the same edit twice makes one version.

    Args:
        viewer: who edits.
        area: key of the area.
        edit: everything of it that can be edited.
        seen: digest of the version that the edit was made from.
        note: what changed, in a few words.

    Raises:
        NotAllowed: for somebody who edits no questions.
        NotFound: if the version that was seen was never published.
        BadData: naming the field that can't be kept; also for an edit that changes nothing or takes everything back.
        Conflict: if somebody published another version meanwhile.
    """
    kept, now = check_note(note), clock.now()
    try:
        with transaction() as session:
            permit(Action.CATALOGUE_EDIT, Relation(viewer))
            session.execute(select(ContentVersion.digest).where(ContentVersion.digest == seen).with_for_update())
            after, newest = _edited(area, edit, seen=seen)
            made = digest(after)
            if made != newest:
                _refuse_overtaken(session, seen=seen, newest=newest, made=made)
                store(session, viewer, part=after, now=now, facts={"area": area, "note": kept})
            return Edited(_number(session, made), was_there=made == newest)
    except IntegrityError as error:
        raise Conflict("Somebody else has just published a version. Nothing of yours was published.") from error


def _edited(area: str, edit: AreaEdit, *, seen: str) -> tuple[CompetencySet, str]:
    """The catalogue that the edit makes, fitting the newest of everything else, and the digest of the newest one."""
    digests = queries.latest()
    if digests is None:
        raise NotReady("There is no ladder yet. Ask an admin to load one; then its questions can be edited.")
    ground = queries.playbook_for(replace(digests, competencies=seen))
    after = apply_edit(ground, area, edit)
    if after == ground.competencies:
        raise BadData("Nothing differs from what is published. Change something first, or leave the page.")
    replace(ground, competencies=after).check()
    return after, digests.competencies


def _refuse_overtaken(session: Session, *, seen: str, newest: str, made: str) -> None:
    if newest != seen:
        by, number = queries.author_of(newest) or "Somebody", _number(session, newest)
        raise Conflict(f"{by} published version {number} while your page was open. Nothing of yours is lost.")
    if session.get(ContentVersion, made) is not None:
        met = f"This makes version {_number(session, made)} again, word for word, and a version is published once."
        raise BadData(f"{met} Change at least one word beside what you take back.")


def _number(session: Session, digest: str) -> int:
    return session.get_one(ContentVersion, digest).number


def lock_content(session: Session) -> None:
    """Hold whatever is published until the transaction ends.

    What fits together is judged over all of it: of two people who publish or retire at once, the second has to see what
    the first did. Openings that take a version are not held up.
    """
    every = select(ContentVersion.digest).order_by(ContentVersion.digest)
    session.execute(every.with_for_update(key_share=True))


def store(
    session: Session, viewer: Viewer | None, *, part: Part, now: datetime, facts: Mapping[str, str] | None = None
) -> str:
    """Store one part as the next version of its key, in the caller's transaction, unless it is stored already.

    Args:
        session: the caller's session.
        viewer: who publishes it; None for a command.
        part: the content.
        now: when.
        facts: what the audit trail keeps beside kind, key and digest; `note` is kept with the version too.

    Returns:
        the digest.
    """
    key = digest(part)
    if session.get(ContentVersion, key) is not None:
        return key
    same = select(func.max(ContentVersion.number)).where(
        ContentVersion.kind == part.kind, ContentVersion.key == part.key
    )
    number = (session.execute(same).scalar() or 0) + 1
    row = ContentVersion(digest=key, kind=part.kind, key=part.key, number=number, name=_name(part), published_at=now)
    row.body, row.points_at = canonical_json(part), points_at(part)
    row.published_by, row.note = viewer.account_id if viewer else None, (facts or {}).get("note", "")
    session.add(row)
    session.flush()
    told = {"kind": part.kind, "key": part.key, "digest": key} | dict(facts or {})
    audit.record(session, viewer, action="content.published", about=("content_version", number), at=now, data=told)
    return key


def _name(part: Part) -> str:
    """What lists call it. A set of competencies and a crosswalk have no name of their own."""
    if isinstance(part, CompetencySet):
        return "Competency catalogue"
    if isinstance(part, Crosswalk):
        return "Titles nearest to levels"
    return part.name
