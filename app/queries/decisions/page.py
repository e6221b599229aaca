"""Loads the decision page: what the viewer may see of an application's evidence, recommendation and decision."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.columns import NamedCard
from app.domain.finding import CheckState
from app.domain.gaps import gaps_of
from app.domain.matrix import matrix
from app.domain.policy import Action, Viewer, may, permit
from app.domain.scorecard import Card
from app.domain.snapshot import Ground, cards_to_data
from app.domain.warnings import WarningNote, warnings_of
from app.models.applications import RequirementCheck
from app.queries.applications import Case, case_for
from app.queries.decisions import evidence
from app.queries.decisions.ground import live_ground, marks_of
from app.queries.decisions.held import Held, held_of, unused_of
from app.queries.decisions.judging import Judged, judged_of
from app.queries.decisions.records import Records, records_of
from app.queries.decisions.shapes import DecisionPage, RequirementLine
from app.queries.decisions.standing import standing_of
from app.queries.scorecards import SubmittedCard, cards_of_application, opened_early

_CHECKS = (
    select(RequirementCheck.requirement, RequirementCheck.state, RequirementCheck.evidence)
    .where(RequirementCheck.application_id == bindparam("application_id"))
    .order_by(RequirementCheck.requirement)
)


def decision_page(viewer: Viewer, application_id: int) -> DecisionPage:
    """The page as this viewer may see it, in six statements.

    While a decision awaits approval one tells who can approve; where there was more than one decision, one its history.

    Nothing of a scorecard is loaded for somebody who may not see the page.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: if the viewer has no lead in the opening, or still owes a scorecard on the application.
    """
    case = case_for(viewer, application_id)
    permit(Action.DECISION_READ, case.relation)
    records = records_of(application_id, names_levels=case.switches.computes_levels)
    cards = cards_of_application(application_id, case.playbook)
    page = page_of(case, records, cards=cards, held=held_of(application_id))
    return replace(page, standing=standing_of(page, records)) if page.judged else page


def page_of(
    case: Case,
    records: Records,
    *,
    cards: Sequence[SubmittedCard],
    held: Sequence[Held],
    changes: evidence.Changes | None = None,
) -> DecisionPage:
    """What was loaded, as a page without what stands beside its decision.

    The requirements are one statement more, the calibration one where a level is computed, and the amendments one
    where there are any and `changes` were left out.

    Args:
        case: the application, whose viewer may see the page.
        records: what was put down about it.
        cards: the opened scorecards that count.
        held: its interviews.
        changes: what amendments changed, by card.
    """
    shown, judged = _shown(case, records, cards)
    plain = [item.card for item in shown]
    told = evidence.amendments_of(cards, case.playbook) if changes is None else changes
    notes = judged.warnings if judged else _plain_warnings(case, plain, cards)
    return DecisionPage(
        case=case,
        lowest=records.lowest,
        highest=records.highest,
        requirements=_requirements(case),
        cards=evidence.open_cards(cards, case.playbook, told),
        unused=unused_of(held, case.plan),
        matrix=matrix(shown, playbook=case.playbook, judged=judged is not None),
        gaps=judged.recommendation.gaps if judged else gaps_of(plain, playbook=case.playbook),
        talks=evidence.talks(notes, cards, plain, case.playbook, changes=told),
        own=records.own,
        judged=judged,
        decision=records.decision,
        earlier=records.earlier,
        awaited=records.awaited,
        early=opened_early(cards, case.plan),
    )


def ground_of(case: Case, records: Records, cards: Sequence[SubmittedCard]) -> Ground:
    """What the shown recommendation is computed from: what was stored with the decision, else the cards as they are."""
    if records.kept is None or records.earlier:
        return live_ground(case, cards)
    return records.kept.ground(case.playbook)


def _shown(case: Case, records: Records, cards: Sequence[SubmittedCard]) -> tuple[tuple[NamedCard, ...], Judged | None]:
    """The cards that the page rests on, and what is computed from them once the own level is given.

    After a decision both are what was stored with it.
    """
    now = evidence.named(cards, case.playbook)
    if records.own is None or not may(Action.RECOMMENDATION_READ, case.relation):
        return now, None
    switches, own, kept = case.switches, records.own.level, records.kept
    ground = ground_of(case, records, cards)
    if kept is None or records.earlier:
        return now, judged_of(ground.recommend(), ground, cards=now, own=own, switches=switches)
    then = evidence.named_then(kept.cards, cards)
    judged = judged_of(kept.recommendation, ground, cards=then, own=own, switches=switches)
    return then, replace(judged, cards_changed=cards_to_data([item.card for item in now]) != kept.cards)


def _plain_warnings(case: Case, used: Sequence[Card], cards: Sequence[SubmittedCard]) -> tuple[WarningNote, ...]:
    marks = marks_of(cards)
    notes = warnings_of(
        used,
        playbook=case.playbook,
        amended=marks.amended,
        after_others=marks.after_others,
        without_evidence=marks.without_evidence,
    )
    return tuple(note for note in notes if not note.is_about_level)


def _requirements(case: Case) -> tuple[RequirementLine, ...]:
    checks = {row.requirement: row for row in db.session.execute(_CHECKS, {"application_id": case.id})}
    lines = []
    for item in case.requirements:
        check = checks.get(item.requirement.key)
        state = CheckState(check.state) if check else CheckState.TO_VERIFY
        lines.append(RequirementLine(item, state, check.evidence if check else ""))
    return tuple(lines)
