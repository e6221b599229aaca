"""Outside the feature grid: what the demo's recruiters find about the requirements of an opening."""

import re
from collections.abc import Sequence
from random import Random

from app.cli.demo.answers import Pen
from app.domain.finding import Certainty, CheckState, Finding
from app.domain.requirement import Requirement

CURRENCIES = {"¥": "JPY", "$": "USD", "€": "EUR", "£": "GBP"}
UNITS = {"M": 1_000_000, "K": 1_000}
GATE_TO_VERIFY = "security_clearance"
TESTABLE = {"tool"}
ASKS_AN_AUTHORITY = {"on_hold_screen", "reopened"}


def findings_of(pen: Pen, requirements: Sequence[Requirement], *, this_year: int) -> dict[str, Finding]:
    """One entry for each requirement: gates are met, one thing is to verify, what a decline rests on is not met."""
    candidate = pen.candidate
    rng = Random(f"{candidate.key}/requirements")
    doubtful = [item.key for item in requirements if item.asks or TESTABLE & set(item.kinds)]
    unsure = GATE_TO_VERIFY if candidate.path in ASKS_AN_AUTHORITY else rng.choice(doubtful) if doubtful else ""
    # Whoever is taken up again later lacks it only from the decline on.
    lacking = candidate.reason.requirement if candidate.reason and candidate.path != "reopened" else None
    found = {}
    for item in requirements:
        if item.key == lacking:
            text = pen.desk.demo.requirements.not_met[item.key]
            found[item.key] = Finding(CheckState.NOT_MET, Certainty.VERIFIED, text)
        elif item.key == unsure:
            texts = pen.desk.demo.requirements.to_verify
            fitting = texts["gate"] if item.is_gate else texts["figure"] if "amount" in item.asks else texts["other"]
            found[item.key] = Finding(CheckState.TO_VERIFY, Certainty.CLAIMED, pen.pick(fitting, rng))
        else:
            found[item.key] = met(pen, item, rng, this_year=this_year)
    return found


def met(pen: Pen, requirement: Requirement, rng: Random, *, this_year: int) -> Finding:
    """A requirement that is met, with the figures that it asks for."""
    text = rng.choice(pen.desk.demo.requirements.met[requirement.key])
    amount = rng.choice(pen.values["amount"])
    evidence = pen.fill(text.replace("{amount}", amount), rng)
    certainty = rng.choice((Certainty.CLAIMED, Certainty.PROBED, Certainty.PROBED, Certainty.VERIFIED))
    if requirement.is_gate:
        certainty = Certainty.VERIFIED
    figures = figures_in(amount) if "amount" in requirement.asks else (None, None)
    year = this_year - rng.choice((1, 1, 2)) if "year" in requirement.asks else None
    return Finding(CheckState.MET, certainty, evidence, amount=figures[0], currency=figures[1], year=year)


def figures_in(text: str) -> tuple[int, str]:
    """Whole units and the currency of an amount such as "$1.2M".

    Raises:
        ValueError: if it is written otherwise.
    """
    match = re.fullmatch(r"([¥$€£])(\d+)(?:\.(\d))?([MK])", text)
    if match is None:
        raise ValueError(f"{text!r} is no amount such as $1.2M")
    sign, whole, tenths, unit = match.groups()
    return (int(whole) * 10 + int(tenths or 0)) * UNITS[unit] // 10, CURRENCIES[sign]
