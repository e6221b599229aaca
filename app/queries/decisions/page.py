"""Loads the decision page: what the viewer may see of an application's evidence, recommendation and decision."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import and_, bindparam, or_, select

from app.database import db
from app.domain.columns import NamedCard
from app.domain.finding import CheckState
from app.domain.gaps import gaps_of
from app.domain.matrix import matrix
from app.domain.policy import Action, Viewer, may, permit
from app.domain.scorecard import Card
from app.domain.snapshot import cards_to_data
from app.domain.warnings import WarningNote, warnings_of
from app.models.accounts import Account
from app.models.applications import RequirementCheck
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries.applications import Case, case_for
from app.queries.decisions import evidence
from app.queries.decisions.ground import live_ground, marks_of
from app.queries.decisions.judging import Judged, judged_of
from app.queries.decisions.records import Records, records_of
from app.queries.decisions.shapes import DecisionPage, RequirementLine, Unused
from app.queries.decisions.standing import standing_of
from app.queries.scorecards import SubmittedCard, cards_of_application

_CHECKS = (
    select(RequirementCheck.requirement, RequirementCheck.state, RequirementCheck.evidence)
    .where(RequirementCheck.application_id == bindparam("application_id"))
    .order_by(RequirementCheck.requirement)
)
_UNUSED = (
    select(
        Interview.id,
        Interview.stage,
        Interview.panel_opened_at.is_not(None).label("is_open"),
        Interview.cards_closed_at.is_not(None).label("is_closed"),
        Account.name,
        Scorecard.submitted_at,
    )
    .join(Seat, and_(Seat.interview_id == Interview.id, Seat.left_at.is_(None), Seat.is_shadow.is_(False)))
    .join(Account, Account.id == Seat.account_id)
    .outerjoin(Scorecard, and_(Scorecard.interview_id == Interview.id, Scorecard.account_id == Seat.account_id))
    .where(
        Interview.application_id == bindparam("application_id"),
        Interview.state == "booked",
        or_(Interview.panel_opened_at.is_(None), Scorecard.submitted_at.is_(None)),
    )
    .order_by(Interview.starts_at, Interview.id, Account.name, Account.id)
)


def decision_page(viewer: Viewer, application_id: int) -> DecisionPage:
    """The page as this viewer may see it, in six statements; one more tells what a decline rests on.

    While a decision awaits approval one tells who can approve; where there was more than one decision, one its history.

    Nothing of a scorecard is loaded for somebody who may not see the page.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: if the viewer has no lead in the opening, or still owes a scorecard on the application.
    """
    case = case_for(viewer, application_id)
    permit(Action.DECISION_READ, case.relation)
    records = records_of(application_id, names_levels=case.switches.computes_levels)
    cards = cards_of_application(application_id)
    shown, judged = _shown(case, records, cards)
    plain = [item.card for item in shown]
    notes = judged.warnings if judged else _plain_warnings(case, plain, cards)
    page = DecisionPage(
        case=case,
        lowest=records.lowest,
        highest=records.highest,
        requirements=_requirements(case),
        cards=evidence.open_cards(cards, case.playbook),
        unused=_unused(case),
        matrix=matrix(shown, playbook=case.playbook, judged=judged is not None),
        gaps=judged.recommendation.gaps if judged else gaps_of(plain, playbook=case.playbook),
        talks=evidence.talks(notes, cards, plain, case.playbook),
        own=records.own,
        judged=judged,
        decision=records.decision,
        earlier=records.earlier,
        awaited=records.awaited,
    )
    return replace(page, standing=standing_of(page, records)) if judged else page


def _shown(case: Case, records: Records, cards: Sequence[SubmittedCard]) -> tuple[tuple[NamedCard, ...], Judged | None]:
    """The cards that the page rests on, and what is computed from them once the own level is given.

    After a decision both are what was stored with it.
    """
    now = evidence.named(cards, case.playbook)
    if records.own is None or not may(Action.RECOMMENDATION_READ, case.relation):
        return now, None
    switches, own, kept = case.switches, records.own.level, records.kept
    if kept is None or records.earlier:
        ground = live_ground(case, cards)
        return now, judged_of(ground.recommend(), ground, cards=now, own=own, switches=switches)
    ground, then = kept.ground(case.playbook), evidence.named_then(kept.cards, cards)
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


def _unused(case: Case) -> tuple[Unused, ...]:
    found = []
    rows = db.session.execute(_UNUSED, {"application_id": case.id}).all()
    for _id, group in groupby(rows, key=lambda row: row.id):
        seats = list(group)
        found.append(
            Unused(
                stage=case.plan.name(seats[0].stage),
                is_open=bool(seats[0].is_open),
                is_closed=bool(seats[0].is_closed),
                awaited=tuple(row.name for row in seats if row.submitted_at is None),
                sealed=tuple(row.name for row in seats if row.submitted_at is not None),
            )
        )
    return tuple(found)
