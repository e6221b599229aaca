"""The packet as plain data, key for key what docs/packet.md lists. Outside the feature grid, as the packet is."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.domain.decision import BELOW_NAME
from app.domain.rule import BELOW_BAR
from app.queries.decisions.held import Held
from app.queries.decisions.rulings import Recorded
from app.queries.packet.data_recommendation import plain_of, proof_data, recommendation_data
from app.queries.packet.shapes import Packet, PacketCard, PlannedStage, Reply
from app.queries.scorecards import Change, Early, Said

Data = Mapping[str, Any]
FORMAT = 1


def packet_data(packet: Packet) -> dict[str, Any]:
    """Every figure and text of the packet, keys in the order of the document.

    Before the own level the same keys are there; what is computed then is null.
    """
    page = packet.page
    return {
        "packet": FORMAT,
        "printed": {"at": _at(packet.printed_at), "by": packet.printed_by.name, "as": packet.printed_by.job_title},
        "head": _head(packet),
        "plan": [_stage(stage) for stage in packet.stages],
        "coverage": _coverage(packet),
        "requirements": [_requirement(line) for line in page.requirements],
        "recommendation": recommendation_data(packet),
        "warnings": [_warning(talk) for talk in page.talks],
        "matrix": _matrix(packet),
        "scope": [_signal(row) for row in page.matrix.signals],
        "opened_early": [_early(panel) for panel in page.early],
        "scorecards": [_card(card) for card in packet.cards],
        "debrief": [_topic(topic) for topic in packet.topics],
        "own_level": _own(packet),
        "decision": _decision(page.decision or page.awaited),
        "earlier_decision": _decision(page.earlier),
        "history": [_happening(item) for item in packet.history],
        "proof": proof_data(packet),
        "versions": _versions(packet),
        "input": packet.input,
        "plain": plain_of(packet.ground) if packet.ground else None,
    }


def _head(packet: Packet) -> Data:
    case = packet.page.case
    return {
        "application": case.id,
        "candidate": case.candidate,
        "opening": case.opening,
        "title": packet.title,
        "specialty": packet.specialty,
        "location": packet.location,
        "levels": {"lowest": packet.page.lowest, "highest": packet.page.highest},
        "state": case.position.state.value,
        "stage": case.stage_name,
        "recruiters": [person.name for person in case.recruiters],
        "hiring_managers": [person.name for person in case.managers],
    }


def _stage(stage: PlannedStage) -> Data:
    return {
        "key": stage.key,
        "name": stage.name,
        "interviewers": stage.interviewers,
        "minutes": stage.minutes,
        "focus_areas": list(stage.areas),
        "signals": list(stage.signals),
        "interviews": [_interview(held) for held in stage.held],
    }


def _interview(held: Held) -> Data:
    return {
        "starts_at": _at(held.starts_at),
        "ends_at": _at(held.ends_at),
        "is_open": held.is_open,
        "people": [
            {"name": seat.name, "job_title": seat.job_title, "is_shadow": seat.is_shadow, "scorecard_is_in": seat.is_in}
            for seat in held.seats
        ],
    }


def _coverage(packet: Packet) -> Data:
    gaps = packet.page.gaps
    return {
        "scorecards": len(packet.cards),
        "ratings": gaps.ratings,
        "planned": gaps.planned,
        "missing": gaps.missing,
        "never_assessed": [area.name for area in gaps.never_assessed],
        "one_rater": [area.name for area in gaps.one_rater],
        "missing_stages": [stage.name for stage in gaps.missing_stages],
        "unseen_signals": [signal.name for signal in gaps.unseen_signals],
        "text": gaps.text,
        "not_used": [
            {"stage": item.stage, "awaited": list(item.awaited), "closed": list(item.sealed)}
            for item in packet.page.unused
        ],
    }


def _requirement(line: Any) -> Data:
    asked = line.item.requirement
    return {
        "key": asked.key,
        "text": asked.text,
        "from": line.item.origin,
        "strength": asked.strength,
        "is_gate": asked.is_gate,
        "state": line.state.value,
        "evidence": line.evidence,
    }


def _warning(talk: Any) -> Data:
    return {
        "kind": talk.note.kind,
        "title": talk.note.title,
        "text": talk.note.text,
        "detail": talk.detail,
        "people": list(talk.names),
    }


def _matrix(packet: Packet) -> Data:
    matrix = packet.page.matrix
    stages = {stage.key: stage.name for stage in matrix.stages}
    return {
        "columns": [{"stage": stages[column.stage], "name": column.name} for column in matrix.columns],
        "rows": [
            {
                "group": group.name,
                "key": row.key,
                "name": row.name,
                "cells": [{"state": cell.state, "word": cell.word, "point": cell.point} for cell in row.cells],
                "mean": None if row.mean is None else str(row.mean),
                "reading": row.reading,
                "is_spread": row.is_spread,
            }
            for group in matrix.groups
            for row in group.rows
        ],
    }


def _signal(row: Any) -> Data:
    return {
        "key": row.key,
        "name": row.name,
        "counts": row.counts,
        "reading": row.plain,
        "read_as": row.read_as,
        "phrase": row.phrase,
        "statements": [
            {
                "text": placed.text,
                "levels": list(placed.levels),
                "people": [column.name for column in placed.columns],
            }
            for placed in row.placements
        ],
        "no_evidence": [column.name for column in row.no_evidence],
    }


def _early(panel: Early) -> Data:
    return {"stage": panel.stage, "by": panel.by, "at": _at(panel.at), "why": panel.reason}


def _card(item: PacketCard) -> Data:
    card = item.card
    return {
        "stage": card.stage,
        "name": card.name,
        "job_title": card.job_title,
        "submitted_at": _at(item.submitted_at),
        "lateness": card.lateness,
        "may_not_be_independent": card.is_after_others,
        "focus_areas": [_reply(reply) for reply in item.areas],
        "signals": [_reply(reply) for reply in item.signals],
        "vote": {"word": card.vote, "amendments": _changes(item.of_vote)},
        "summary": {"text": card.summary, "amendments": _changes(item.of_summary)},
    }


def _reply(reply: Reply) -> Data:
    answer = reply.answer
    return {
        "name": answer.name,
        "answer": answer.word,
        "place": answer.tint or None,
        "evidence": answer.evidence,
        "amendments": _changes(reply.changes),
    }


def _changes(changes: Iterable[Change]) -> list[Data]:
    return [
        {
            "at": _at(change.at),
            "before": _said(change.before),
            "after": _said(change.after),
            "why": change.reason,
            "after_reveal": change.after_reveal,
        }
        for change in changes
    ]


def _said(said: Said) -> Data:
    return {"answer": said.word, "place": said.tint or None, "evidence": said.evidence}


def _topic(topic: Any) -> Data:
    return {
        "item": topic.name,
        "question": _note(topic.question) if topic.question else None,
        "notes": [{"outcome": note.word, **_note(note)} for note in topic.notes],
    }


def _note(note: Any) -> Data:
    return {"text": note.text, "by": note.name, "at": _at(note.at)}


def _own(packet: Packet) -> Data | None:
    own = packet.page.own
    if own is None:
        return None
    return {
        "level": BELOW_NAME if own.level == BELOW_BAR else own.level,
        "sureness": own.sureness,
        "reason": own.reason,
        "by": own.name,
        "at": _at(own.at),
    }


def _decision(decision: Recorded | None) -> Data | None:
    if decision is None:
        return None
    approval = decision.approval
    return {
        "outcome": decision.outcome,
        "level": decision.level,
        "about": decision.about,
        "reason": decision.reason,
        "differs": decision.departure,
        "by": decision.name,
        "at": _at(decision.at),
        "outside_range": decision.range_then,
        "awaits_approval": decision.is_awaited,
        "approval": approval
        and {
            "verdict": approval.verdict.value,
            "reason": approval.reason,
            "by": approval.name,
            "at": _at(approval.at),
        },
        "method": decision.method,
        "engine": decision.engine_version,
        "recomputed_equal": decision.is_recomputed_equal,
    }


def _happening(item: Any) -> Data:
    return {"at": _at(item.at), "by": item.who, "what": item.told.what, "detail": item.told.detail}


def _versions(packet: Packet) -> Data:
    judged = packet.page.judged
    found = judged.recommendation if judged else None
    return {
        "content": [
            {"kind": item.kind, "name": item.name, "number": item.number, "digest": item.digest}
            for item in packet.versions
        ],
        "engine": found.engine_version if found else None,
        "method": found.method if found else None,
        "calibration": found.calibration_version if found else None,
    }


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
