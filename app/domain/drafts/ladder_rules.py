"""The rules of a ladder under the pen: what each level in use asks, chosen from sentences instead of written."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.slots import Group, Known, Row, Slot, Values
from app.domain.drafts.working import Holder, Working

MOST = 3
_SHARES = {"majority": "A majority of", "all": "All"}
_SIGNALS = {
    "signals.majority.": "A majority of scope signals reach the level.",
    "signals.all.": "All scope signals reach the level.",
}


def sentences(known: Known) -> dict[str, str]:
    """Every clause that can be chosen, by its value: what it is over, the share and the bar with dots between."""
    found = {}
    for share, many in _SHARES.items():
        for mark, bar in known.marks.items():
            found[f"areas.{share}.{mark}"] = f"{many} focus areas reach “{bar}” or better."
    return found | _SIGNALS


def rules_of_level(content: Mapping[str, Any], level: Mapping[str, Any], known: Known) -> Group:
    """The clauses of one level: those that it has, and room for more."""
    code = level["code"]
    clauses = _clauses(content, code)
    rows = []
    for index in range(max(MOST, len(clauses))):
        clause = clauses[index] if index < len(clauses) else None
        value = _value(clause) if clause else ""
        own = {value: str(clause["says"])} if clause else {}
        choices = {"": "No further clause"} | sentences(known) | own
        rows.append(Row((Slot(f"clause-{code}-{index}", f"Clause {index + 1} of {code}", value, "choice", choices),)))
    return Group(f"{code} {level.get('name') or ''}".strip(), "", tuple(rows))


def edit_rules(working: Working, values: Values, known: Known) -> None:
    """Let each level in use have the clauses that were chosen; what was not changed stays as it is written."""
    content = working.content
    rules = []
    for level in content.get("levels") or ():
        if not level.get("in_use"):
            continue
        code = level["code"]
        before = _clauses(content, code)
        rule = next((each for each in content.get("rules") or () if each["level"] == code), {"level": code})
        chosen = [_chosen(content, before, index, values, code, known) for index in range(max(MOST, len(before)))]
        rules.append({"allows": []} | rule | {"clauses": [clause for clause in chosen if clause is not None]})
    content["rules"] = rules


def _chosen(
    content: Holder, before: list[Holder], index: int, values: Values, code: str, known: Known
) -> Holder | None:
    now = before[index] if index < len(before) else None
    value = values.get(f"clause-{code}-{index}", _value(now) if now else "")
    if now is not None and value == _value(now):
        return now
    says = sentences(known).get(value)
    rows = content.get("rows") or ()
    if says is None or not rows:
        return None
    over, share, bar = value.split(".")
    made = {"key": "_".join(word for word in (over, share, bar) if word), "over": over, "share": share}
    return made | {"bar": bar or None, "says": says, "row": rows[0]["key"], "basis": "house judgement"}


def _clauses(content: Mapping[str, Any], code: str) -> list[Holder]:
    rule = next((each for each in content.get("rules") or () if each["level"] == code), None)
    return list(rule["clauses"]) if rule else []


def _value(clause: Mapping[str, Any]) -> str:
    return f"{clause['over']}.{clause['share']}.{clause['bar'] or ''}"
