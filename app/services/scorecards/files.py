"""Attaching files to one's own card while it is written, and removing them again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.candidate import SentFile
from app.domain.card_files import check_changeable, check_room
from app.domain.errors import NotFound
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock, files
from app.gateways.files import CheckedFile
from app.models.scorecards import CardFile
from app.queries.scorecards.desk import Desk
from app.services import audit
from app.services.scorecards.locks import locked_desk

_KEPT = (
    select(CardFile.name, CardFile.size, CardFile.stored_as)
    .where(CardFile.interview_id == bindparam("interview_id"), CardFile.account_id == bindparam("account_id"))
    .order_by(CardFile.id)
)


def attach(viewer: Viewer, interview_id: int, sent: Sequence[SentFile], *, folder: Path) -> int:
    """Keep files beside the viewer's card, all of them or none. A file that stands there already is kept once.

    Args:
        viewer: the author.
        interview_id: the interview.
        sent: pictures and PDFs.
        folder: where files are kept.

    Returns:
        how many were added.

    Raises:
        NotFound, NotAllowed: for anybody who does not sit in the interview.
        NotReady: once the card is submitted, or closed with its application.
        BadData: if one is of another kind, broken or too large, or they are too many.
    """
    check_room(0, len(sent))
    checked = [files.checked_for_card(one) for one in sent]
    stored: list[str] = []
    try:
        with transaction() as session:
            now = clock.now()
            desk = _changeable(session, viewer, interview_id)
            new = _new(session, desk, checked, folder=folder)
            for one in new:
                stored.append(files.store(folder, one.content))
                session.add(_row(desk, one, stored_as=stored[-1], now=now))
            if new:
                _record(session, desk, "scorecard.files_attached", data={"files": str(len(new))}, now=now)
            return len(new)
    except BaseException:
        for name in stored:
            files.remove(folder, name)
        raise


def remove(viewer: Viewer, interview_id: int, file_id: int, *, folder: Path) -> None:
    """Take a file away from the viewer's card; it is gone for good.

    Args:
        viewer: the author.
        interview_id: the interview.
        file_id: the file.
        folder: where files are kept.

    Raises:
        NotFound: if no such file stands beside this card, or nothing ties the viewer to the interview.
        NotAllowed: for anybody who does not sit in it.
        NotReady: once the card is submitted, or closed with its application.
    """
    with transaction() as session:
        desk = _changeable(session, viewer, interview_id)
        here = (CardFile.interview_id == interview_id, CardFile.account_id == viewer.account_id)
        removing = delete(CardFile).where(CardFile.id == file_id, *here).returning(CardFile.stored_as)
        stored_as = session.execute(removing).scalar_one_or_none()
        if stored_as is None:
            raise NotFound
        _record(session, desk, "scorecard.file_removed", data={"file": str(file_id)}, now=clock.now())
    files.remove(folder, stored_as)


def _changeable(session: Session, viewer: Viewer, interview_id: int) -> Desk:
    """The viewer's desk, locked: nobody attaches while the card is being submitted."""
    desk = locked_desk(session, viewer, interview_id)
    permit(Action.SCORECARD_FILL, desk.relation)
    check_changeable(submitted_at=desk.card.submitted_at, closed_at=desk.about.cards_closed_at)
    return desk


def _new(session: Session, desk: Desk, checked: Sequence[CheckedFile], *, folder: Path) -> list[CheckedFile]:
    """What does not stand beside the card already, so that a click that was repeated does no harm."""
    about = {"interview_id": desk.about.interview_id, "account_id": desk.relation.viewer.account_id}
    rows = session.execute(_KEPT, about).all()
    new: list[CheckedFile] = []
    for one in checked:
        alike = [row for row in rows if (row.name, row.size) == (one.name, len(one.content))]
        if one not in new and not any(files.holds(folder, row.stored_as, one.content) for row in alike):
            new.append(one)
    if new:
        check_room(len(rows), len(new))
    return new


def _row(desk: Desk, one: CheckedFile, *, stored_as: str, now: datetime) -> CardFile:
    return CardFile(
        interview_id=desk.about.interview_id,
        account_id=desk.relation.viewer.account_id,
        name=one.name,
        media_type=one.media_type,
        size=len(one.content),
        stored_as=stored_as,
        added_at=now,
    )


def _record(session: Session, desk: Desk, action: str, *, data: dict[str, str], now: datetime) -> None:
    """The trail tells how many and which number, never what a file is called."""
    about, facts = ("interview", desk.about.interview_id), {"stage": desk.about.stage} | data
    audit.record(session, desk.relation.viewer, action=action, about=about, at=now, data=facts)
