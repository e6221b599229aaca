"""Publishing a draft: it becomes the next version of its key, if what it was made from is still the newest."""

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.catalogue import check_note
from app.domain.crosswalk import Crosswalk
from app.domain.drafts.finished import finished
from app.domain.drafts.fitting import check_fit
from app.domain.drafts.kinds import ONE
from app.domain.drafts.words import Words
from app.domain.errors import BadData, Conflict
from app.domain.family import JobFamily
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.shapes import Shape
from app.domain.versions import digest
from app.gateways import clock
from app.models.accounts import Account
from app.models.ladders import ContentDraft, ContentVersion
from app.queries import ladders as queries
from app.services.ladders.drafting import locked
from app.services.ladders.publishing import Part, lock_content, store


@dataclass(frozen=True, slots=True)
class Published:
    """The version that a draft or a file became."""

    kind: str
    key: str
    name: str
    number: int
    digest: str


def publish_draft(viewer: Viewer, draft_id: int, *, seen: int, words: Words) -> Published:
    """Publish a draft as the next version.

    Args:
        viewer: who publishes; the version names them.
        draft_id: the draft's number.
        seen: the draft's version that the page showed.
        words: what is said to publish it.

    Raises:
        NotAllowed: for somebody who edits no content.
        NotFound: if there is no such draft.
        NotReady: if the draft was discarded, or there is nothing to read a family with.
        BadData: naming the field; also for a draft that is not whole, does not fit what it names, or changes nothing.
        Conflict: if the draft was published or saved meanwhile, or another version of the same was.
    """
    note = check_note(words.note)
    try:
        with transaction() as session:
            permit(Action.CONTENT_EDIT, Relation(viewer))
            row = locked(session, draft_id, seen=seen)
            lock_content(session)
            shape = finished(row.kind, json.loads(row.body))
            _refuse_overtaken(session, row, words.base)
            done = publish_part(session, viewer, shape, note=note, ladder=words.ladder)
            row.state, row.digest, row.version = "published", done.digest, row.version + 1
            row.changed_by, row.changed_at = viewer.account_id, clock.now()
            return done
    except IntegrityError as error:
        met = "Somebody else has published a version of the same at this moment."
        raise Conflict(f"{met} Nothing of yours was published; open the draft again.") from error


def publish_part(
    session: Session, viewer: Viewer | None, shape: Shape, *, note: str, ladder: str | None = None
) -> Published:
    """Store content as the next version of its key, in the caller's transaction, if everything that rests on it fits.

    Raises:
        BadData: if something does not fit, or if this very content was published before.
        NotReady: if there is nothing to read a family with.
    """
    if not isinstance(shape, Part):
        raise BadData("This is part of other content and not published by itself.")
    lock_content(session)
    books = queries.playbooks_with(shape, ladder=ladder)
    check_fit(shape, books.values(), ladders=queries.keys_of("ladder"), scales=queries.keys_of("scale"))
    _refuse_again(session, shape)
    is_first_family = isinstance(shape, JobFamily) and all(book.crosswalk is None for book in books.values())
    made = store(session, viewer, part=shape, now=clock.now(), facts={"note": note})
    if is_first_family:
        for book in books.values():
            _read_with(session, viewer, book.ladder.key, shape.key)
    row = session.get_one(ContentVersion, made)
    return Published(row.kind, row.key, row.name, row.number, made)


def _read_with(session: Session, viewer: Viewer | None, ladder: str, family: str) -> None:
    """Keep which ladder a new family is read with: a crosswalk without titles, turned off."""
    note = "Says which ladder the family is read with. No title is mapped to a level yet."
    crosswalk = Crosswalk(
        key=family, ladder=ladder, family=family, basis="house judgement", enabled=False, note=note, titles=()
    )
    store(
        session, viewer, part=crosswalk, now=clock.now(), facts={"note": "Made with the first version of the family."}
    )


def _refuse_overtaken(session: Session, draft: ContentDraft, base: str) -> None:
    same = (ContentVersion.kind == draft.kind) & (ContentVersion.key == draft.key)
    newest = select(ContentVersion, Account.name).outerjoin(Account, Account.id == ContentVersion.published_by)
    found = session.execute(newest.where(same).order_by(ContentVersion.number.desc()).limit(1)).first()
    if found is None or found[0].digest == base:
        return
    version, by = found
    met = f"{by or 'Somebody'} published version {version.number} of this {ONE[draft.kind]} after your page was made."
    raise Conflict(f"{met} Nothing of yours is lost: look at what it changed, then publish yours after it.")


def _refuse_again(session: Session, shape: Shape) -> None:
    known = session.get(ContentVersion, digest(shape))
    if known is not None:
        met = f"This is version {known.number}, word for word, and a version is published once."
        raise BadData(f"{met} Change something first.")
