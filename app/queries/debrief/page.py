"""Loads the debrief: the agenda with both texts, and what was noted. Outside the feature grid, as the page is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.amendment import AREA, SIGNAL, SUMMARY, VOTE, Values
from app.domain.debrief import NOTHING, Item, Question, Topic, agenda, effects_of
from app.domain.debrief_notes import is_open
from app.domain.pipeline import DECISION
from app.domain.policy import Action, Viewer, may, permit
from app.domain.rule import INSUFFICIENT
from app.domain.scorecard import VOTES
from app.models.accounts import Account
from app.models.debrief import DebriefNote
from app.queries.applications import Case, case_for
from app.queries.debrief.shapes import Debrief, Heard, Line, Noted, Voice
from app.queries.decisions import live_ground
from app.queries.scorecards import Change, SubmittedCard, cards_of_application, changes_of, opened_early, said_in

_NOTES = (
    select(
        DebriefNote.id,
        DebriefNote.item,
        DebriefNote.outcome,
        DebriefNote.text,
        DebriefNote.account_id,
        Account.name,
        DebriefNote.at,
    )
    .join(Account, Account.id == DebriefNote.account_id)
    .where(DebriefNote.application_id == bindparam("application_id"))
    .order_by(DebriefNote.id)
)


def debrief_for(viewer: Viewer, application_id: int) -> Debrief:
    """The agenda as this viewer may see it: four statements.

    How much the level turns on each item orders the agenda of whoever may see the recommendation already. For all
    others, and for everybody before the own level is given, disagreement alone does: the order would tell.

    Raises:
        NotFound: if there is no such application, or nothing ties the viewer to it.
        NotAllowed: as the permission table says; nothing of a scorecard is loaded then.
    """
    case = case_for(viewer, application_id)
    permit(Action.DEBRIEF_READ, case.relation)
    cards = cards_of_application(application_id, case.playbook)
    table = _Table(case, cards, notes_of(application_id), changes_of([card.id for card in cards], case.playbook))
    effects = _effects(case, cards)
    items = table.items(effects)
    return Debrief(
        relation=case.relation,
        application_id=case.id,
        candidate=case.candidate,
        opening_id=case.opening_id,
        opening=case.opening,
        cards=len(cards),
        stages=tuple(dict.fromkeys(case.plan.name(card.stage) for card in cards)),
        lines=tuple(table.line(item) for item in items),
        agreed=len(_answered(cards) - {item.key for item in items}),
        heard=tuple(_heard(card, case, table.changes.get(card.id, ())) for card in cards),
        early=opened_early(cards, case.plan),
        knows_effects=bool(effects),
        newest=table.notes[-1].id if table.notes else 0,
        can_note=is_open(case.position.state) and may(Action.DEBRIEF_NOTE, case.relation),
    )


def notes_of(application_id: int) -> tuple[Noted, ...]:
    """Every note of an application, oldest first: one statement."""
    rows = db.session.execute(_NOTES, {"application_id": application_id}).mappings()
    return tuple(Noted(**row) for row in rows)


def _effects(case: Case, cards: Sequence[SubmittedCard]) -> Mapping[Topic, float]:
    if not may(Action.RECOMMENDATION_READ, case.relation):
        return NOTHING
    found = live_ground(case, cards).recommend()
    return NOTHING if found.outcome == INSUFFICIENT else effects_of(found.sensitivity)


@dataclass(frozen=True, slots=True)
class _Table:
    """Everything that lines are made from."""

    case: Case
    cards: tuple[SubmittedCard, ...]
    notes: tuple[Noted, ...]
    changes: Mapping[int, tuple[Change, ...]]

    def items(self, effects: Mapping[Topic, float]) -> tuple[Item, ...]:
        """The agenda. An amendment that was made with the other cards in sight keeps its item there."""
        changes = [change for card in self.changes.values() for change in card]
        amended = {change.part.replace("-", ":", 1) for change in changes if change.after_reveal}
        return agenda(
            [replace(card.as_card(self.case.playbook.ladder), person=_person(card)) for card in self.cards],
            playbook=self.case.playbook,
            effects=effects,
            last={str(person.id) for person in self.case.managers},
            awaited=self._awaited(),
            kept={note.item for note in self.notes} | amended,
            questions=[Question(int(n.item.partition(":")[2]), n.text) for n in self.notes if n.is_question],
        )

    def line(self, item: Item) -> Line:
        """One item with its people and texts."""
        by_ref = {(card.stage, card.rater): card for card in self.cards}
        answering = [by_ref[ref.stage, ref.rater] for ref in item.answers]
        silent = [by_ref[ref.stage, ref.rater] for ref in item.silent]
        names = {_person(card): card.name for card in self.cards}
        deciding = {str(person.id): person.name for person in self.case.managers}
        about = [note for note in self.notes if note.item == item.key]
        me = self.case.relation.viewer.account_id
        return Line(
            item=item,
            voices=tuple(self._voice(card, item) for card in answering),
            silent=tuple(card.name for card in silent),
            speakers=tuple(names[who] for who in item.speakers if who not in deciding),
            last=tuple(deciding.values()),
            question=next((note for note in about if note.is_question), None),
            notes=tuple(note for note in about if not note.is_question),
            mine=tuple(card.interview_id for card in (*answering, *silent) if card.account_id == me),
        )

    def _awaited(self) -> set[str]:
        """Stages that lie ahead and of which no card is open."""
        position, stages = self.case.position, self.case.plan.stages
        ahead = () if position.stage == DECISION else stages[stages.index(position.stage) :]
        return set(ahead) - {card.stage for card in self.cards}

    def _voice(self, card: SubmittedCard, item: Item) -> Voice:
        part, (kind, _, key) = item.key.replace(":", "-", 1), item.key.partition(":")
        values: Values
        if kind == AREA:
            values = {"point": card.ratings[key], "evidence": card.evidence.get(key, "")}
        else:
            values = {"statement": card.signals[key], "evidence": card.signal_evidence.get(key, "")}
        return Voice(
            name=card.name,
            job_title=card.job_title,
            stage=self.case.plan.name(card.stage),
            said=said_in(part, values, self.case.playbook),
            changes=tuple(change for change in self.changes.get(card.id, ()) if change.part == part),
            is_late=card.is_late,
            is_after_others=card.is_after_others,
        )


def _person(card: SubmittedCard) -> str:
    return str(card.account_id)


def _answered(cards: Iterable[SubmittedCard]) -> set[str]:
    """Keys of the areas and signals that somebody answered."""
    found: set[str] = set()
    for card in cards:
        lines: Mapping[str, Mapping[str, int | str | None]] = {AREA: dict(card.ratings), SIGNAL: dict(card.signals)}
        found |= {f"{kind}:{key}" for kind, given in lines.items() for key, value in given.items() if value is not None}
    return found


def _heard(card: SubmittedCard, case: Case, changes: Iterable[Change]) -> Heard:
    return Heard(
        name=card.name,
        job_title=card.job_title,
        stage=case.plan.name(card.stage),
        vote=VOTES.get(card.vote, ""),
        summary=card.summary,
        changes=tuple(change for change in changes if change.part in {VOTE, SUMMARY}),
        is_after_others=card.is_after_others,
    )
