"""What is computed, as plain data for the packet. Outside the feature grid, as the packet is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from app.domain.calibration import calibration_to_data
from app.domain.chance_bar import ChanceBar
from app.domain.scorecard import Card, in_order
from app.domain.snapshot import Ground
from app.queries.decisions.judging import Judged
from app.queries.decisions.outlook import Adjusted, Outlook, Share
from app.queries.packet.shapes import Packet

Data = Mapping[str, Any]


def recommendation_data(packet: Packet) -> Data | None:
    """The level with its chances, what would change it, and on whom it rests; null before the own level.

    Where the organisation has switched computed levels off no level is in it, and where too little was assessed no
    chance.
    """
    judged = packet.page.judged
    if judged is None:
        return None
    found = judged.recommendation
    if not judged.names_levels:
        return {"is_switched_off": True, "scorecards_changed_since": judged.cards_changed}
    return {
        "is_switched_off": False,
        "scorecards_changed_since": judged.cards_changed,
        "outcome": found.outcome,
        "level_name": found.level_name,
        "nearest_title": found.nearest_title.text if found.nearest_title else None,
        "by_proof": judged.by_proof,
        "why": judged.why,
        "why_not": {"level": judged.next_level, "text": judged.why_not},
        "ties": [tie.text for tie in found.ties],
        "estimate": _estimate(judged.outlook, packet) if judged.outlook else None,
        "strictness": [_adjusted(item) for item in judged.adjusted],
        "not_adjusted": judged.not_adjusted,
    }


def _estimate(outlook: Outlook, packet: Packet) -> Data:
    found = packet.page.judged.recommendation if packet.page.judged else None
    numbers = {item.level: item for item in found.estimate.chances} if found and found.estimate else {}
    names = {column.rater: column.name for column in packet.page.matrix.columns}
    return {
        "lede": outlook.lede,
        "how_sure": found.how_sure if found else "",
        "is_clear": outlook.is_clear,
        "chances": [
            {
                "level": part.level,
                "name": part.name,
                "probability": numbers[part.level].probability,
                "at_least": numbers[part.level].at_least,
                "figure": part.figure,
                "at_least_figure": part.at_least,
            }
            for part in outlook.bar.parts
        ],
        "up": {"heading": outlook.up.heading, "text": outlook.up.text},
        "down": {"heading": outlook.down.heading, "text": outlook.down.text},
        "deciding": [
            {"person": names.get(slot.rater, slot.rater), "stage": slot.stage, "kind": slot.kind, "key": slot.key}
            for slot in (found.sensitivity.deciding if found and found.sensitivity else ())
        ],
        "compared": {"level": outlook.from_level, "figure": outlook.at_least},
        "without": [_share(share) for share in outlook.shares],
        "agreement": _agreement(packet),
    }


def _share(share: Share) -> Data:
    return {
        "person": share.name,
        "level": share.level,
        "changes": share.changes,
        "weight": share.weight,
        "at_least": share.at_least,
        "chances": _figures(share.bar) if share.bar else [],
    }


def _figures(bar: ChanceBar) -> list[Data]:
    return [{"level": part.level, "figure": part.figure} for part in bar.parts]


def _agreement(packet: Packet) -> Data | None:
    judged = packet.page.judged
    if judged is None or judged.recommendation.agreement is None:
        return None
    return {"text": packet.page.agreement, **asdict(judged.recommendation.agreement)}


def _adjusted(item: Adjusted) -> Data:
    known = item.strictness
    return {
        "person": item.name,
        "interviews": item.interviews,
        "words": known.words if known else None,
        "interval": known.interval if known else None,
    }


def proof_data(packet: Packet) -> list[Data] | None:
    """Every level in use, lowest first, clause by clause; null before the own level."""
    judged: Judged | None = packet.page.judged
    if judged is None:
        return None
    return [
        {
            "level": level.level,
            "heading": level.heading,
            "truth": level.truth,
            "rests_on": level.base_says,
            "clauses": [_clause(clause) for clause in level.clauses],
            "allows": [{"says": item.says, "basis": item.basis} for item in level.allows],
        }
        for level in judged.recommendation.proof
    ]


def _clause(clause: Any) -> Data:
    result = clause.result
    return {
        "key": result.key,
        "truth": result.truth,
        "says": result.says,
        "figure": clause.figure,
        "needs": clause.needs,
        "count": result.count,
        "out_of": result.out_of,
        "needed": result.needed,
        "note": clause.note,
        "source": clause.source,
    }


def plain_of(ground: Ground) -> Data:
    """The input once more as `flask level` takes it: scorecards with one name a person, and the calibration."""
    names, writers = _names(ground.cards), {card.who for card in ground.cards}
    known = {person: offset for person, offset in ground.calibration.offsets.items() if person in writers}
    return {
        "scorecards": [_plain(card, names) for card in in_order(ground.cards)],
        "calibration": calibration_to_data(replace(ground.calibration, offsets=known)),
    }


def _names(cards: Sequence[Card]) -> Mapping[tuple[str, str], str]:
    """A name for each card: its person's, unless that person has two at one stage."""
    seats = [(card.stage, card.who) for card in cards]
    return {
        (card.stage, card.rater): card.who if seats.count((card.stage, card.who)) == 1 else card.rater for card in cards
    }


def _plain(card: Card, names: Mapping[tuple[str, str], str]) -> Data:
    return {
        "stage": card.stage,
        "rater": names[card.stage, card.rater],
        "late": card.late,
        "ratings": [{"competency": key, "rating": point} for key, point in sorted(card.ratings.items())],
        "anchors": [{"dimension": key, "level": level} for key, level in sorted(card.signals.items())],
    }
