"""What earlier stages had evidence on and which questions they ticked: all that a kit may know of other cards."""

from sqlalchemy import Executable, bindparam, func, literal, select, true, union_all

from app.database import db
from app.domain.asking import AREA, SIGNAL, Asking, Assessed, asking_for
from app.domain.family import JobFamily
from app.models.scheduling import Interview, Seat
from app.models.scorecards import AskedQuestion, CompetencyRating, Scorecard, SignalRating
from app.queries.scorecards.desk import About, Desk
from app.queries.scorecards.submitted import COUNTS

_QUESTION = "question"
_EARLIER = (
    COUNTS,
    Interview.application_id == bindparam("application_id"),
    Interview.stage.in_(bindparam("stages", expanding=True)),
)


def _told() -> Executable:
    """By stage: cards with evidence on an area or a signal, and cards on which a question is ticked.

    Points and statements are asked about only to see whether there is one.
    """
    kinds = (
        (AREA, CompetencyRating.focus_area, CompetencyRating, CompetencyRating.point.is_not(None)),
        (SIGNAL, SignalRating.signal, SignalRating, SignalRating.statement.is_not(None)),
        (_QUESTION, AskedQuestion.question, AskedQuestion, true()),
    )
    parts = [
        select(literal(kind).label("kind"), key.label("key"), Interview.stage, func.count().label("cards"))
        .select_from(Scorecard)
        .join(Interview, Interview.id == Scorecard.interview_id)
        .join(Seat, (Seat.interview_id == Scorecard.interview_id) & (Seat.account_id == Scorecard.account_id))
        .join(table, table.scorecard_id == Scorecard.id)
        .where(*_EARLIER, there_is_one)
        .group_by(key, Interview.stage)
        for kind, key, table, there_is_one in kinds
    ]
    return union_all(*parts).order_by("kind", "key", "stage")


_TOLD = _told()


def asking_at(desk: Desk) -> Asking:
    """What the viewer of this desk should ask first, and the questions of each area: one statement.

    Raises:
        BadData: if the opening's levels are not of its ladder.
    """
    assessed, asked = assessed_before(desk.about, desk.playbook.family)
    levels = (desk.role["lowest_level"], desk.role["highest_level"])
    return asking_for(desk.playbook, desk.about.stage, levels=levels, assessed=assessed, asked=asked)


def assessed_before(about: About, family: JobFamily) -> tuple[Assessed, dict[str, str]]:
    """What was assessed at the stages before this one, on cards that count and are open; never at this one.

    Args:
        about: the interview.
        family: whose plan says which stages come before.

    Returns:
        how many cards have evidence on each area and signal, and the stage's name for each question that was ticked,
        the last such stage if there were several.
    """
    names = {stage.key: stage.name for stage in family.stages}
    order = list(names)
    before = order[: order.index(about.stage)]
    if not before:
        return Assessed(), {}
    found = {"application_id": about.application_id, "stages": before}
    counts: dict[str, dict[str, int]] = {AREA: {}, SIGNAL: {}}
    last: dict[str, int] = {}
    for row in db.session.execute(_TOLD, found):
        if row.kind == _QUESTION:
            last[row.key] = max(last.get(row.key, 0), order.index(row.stage))
        else:
            counts[row.kind][row.key] = counts[row.kind].get(row.key, 0) + row.cards
    asked = {key: names[order[place]] for key, place in last.items()}
    return Assessed(counts[AREA], counts[SIGNAL]), asked
