"""Scorecards with all lines that their stage asks."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.gateways import files
from app.models.scheduling import Interview
from app.models.scorecards import CardFile, CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START
from tests.factories.ladders import shipped_playbook


def make_scorecard(
    interview_id: int,
    account_id: int,
    *,
    point: int | None = 3,
    level: str = "P4",
    points: dict[str, int | None] | None = None,
    text: str = "Said what was done, by whom, and what came of it.",
    submitted: bool = True,
    next_note: str = "",
) -> int:
    """A card with one point for all areas (or those of `points`) and the statement of one level for all signals."""
    playbook = shipped_playbook()
    with factories.writing() as session:
        interview = session.execute(select(Interview).where(Interview.id == interview_id)).scalar_one()
        stage = playbook.family.stage(interview.stage)
        done_at = max(interview.ends_at, START) + timedelta(hours=1)
        card = Scorecard(interview_id=interview_id, account_id=account_id, vote="yes", summary=text, saved_at=done_at)
        card.submitted_at = done_at if submitted else None
        card.next_note = next_note
        session.add(card)
        session.flush()
        for area in stage.focus_areas:
            chosen = (points or {}).get(area, point)
            line = CompetencyRating(scorecard_id=card.id, focus_area=area, is_answered=True, point=chosen)
            line.evidence = text
            session.add(line)
        for key in stage.signals:
            statements = playbook.ladder.signal(key).statements
            statement = next(item for item in statements if level in item.levels)
            line_of_signal = SignalRating(scorecard_id=card.id, signal=key, is_answered=True, evidence=text)
            line_of_signal.statement = statement.key
            session.add(line_of_signal)
        return card.id


def make_card_file(interview_id: int, account_id: int, folder: Path, *, name: str = "slides.pdf") -> int:
    """A file beside somebody's card; returns its id."""
    content = b"%PDF-1.7 of slides"
    row = CardFile(interview_id=interview_id, account_id=account_id, name=name, media_type=files.PDF)
    row.size, row.stored_as, row.added_at = len(content), files.store(folder, content), START
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id
