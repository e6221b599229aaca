"""One stage of a draft: who holds it, how many, how long, what it looks at."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.slots import Group, Known, Row, Slot, Values
from app.domain.drafts.working import Holder, Working, number, words
from app.domain.errors import BadData

ROLES = {
    "recruiter": "A recruiter",
    "hiring_manager": "The hiring manager",
    "interviewer": "Interviewers",
    "senior_leader": "A senior leader",
}
MINUTES = 45
_FREE = 2


def stage_groups(stage: Mapping[str, Any], known: Known) -> tuple[Group, ...]:
    """The slots of one stage; its areas in the order of the page, and two free ones."""
    about = (
        Slot("name", "Name", str(stage.get("name") or "")),
        Slot("role", "Held by", str(stage.get("role") or "interviewer"), "choice", ROLES),
        Slot("meets", "Candidates read that they meet", str(stage.get("meets") or "")),
        Slot("interviewers", "Interviewers", _figure(stage.get("interviewers")), "number"),
        Slot("minutes", "Minutes", _figure(stage.get("minutes")), "number", hint="The page may not say: then 45."),
        Slot("happens", "What happens", str(stage.get("happens") or ""), "text"),
    )
    areas = [*(stage.get("focus_areas") or ()), *[""] * _FREE]
    rows = (Row((_area(index, str(key), known),)) for index, key in enumerate(areas))
    line = int(stage.get("line") or 0)
    return (
        Group("", "", tuple(Row((slot,), line) for slot in about)),
        Group("Focus areas", "What it looks at, from the catalogue.", tuple(rows)),
    )


def edit_stage(working: Working, stage: Holder, values: Values) -> None:
    """Change one stage. Its name is read by the caller."""
    role = values.get("role", stage.get("role") or "interviewer")
    if role not in ROLES:
        raise BadData("Choose who holds the stage.", field="role")
    stage["role"] = role
    stage["meets"] = words(values, "meets", stage.get("meets")) or ROLES[role]
    stage["interviewers"] = number(values, "interviewers", stage.get("interviewers"), least=1, most=20) or 1
    stage["minutes"] = number(values, "minutes", stage.get("minutes"), least=5, most=480) or MINUTES
    stage["happens"] = words(values, "happens", stage.get("happens"))
    before = [str(key) for key in stage.get("focus_areas") or ()]
    after = [values.get(f"area-{index}", key) for index, key in enumerate([*before, *[""] * _FREE])]
    stage["focus_areas"] = list(dict.fromkeys(key for key in after if key))
    for index, key in enumerate(before):
        if not after[index]:
            working.put_back(key.replace("_", " "), int(stage.get("line") or 0))


def stage_note(stage: Mapping[str, Any]) -> str:
    """Such as "3 interviewers, 60 minutes, 4 areas"."""
    people, areas = stage.get("interviewers") or 1, len(stage.get("focus_areas") or ())
    told = [f"{people} interviewer{'s' if people != 1 else ''}"]
    told += [f"{stage['minutes']} minutes"] if stage.get("minutes") else []
    return ", ".join([*told, f"{areas} area{'s' if areas != 1 else ''}" if areas else "no areas"])


def new_stage(name: str) -> Holder:
    """A stage that a reviewer adds."""
    return {"name": name, "role": "interviewer", "meets": "Interviewers", "interviewers": 1, "happens": name} | {
        "minutes": MINUTES,
        "focus_areas": [],
        "signals": [],
        "planned_basis": "house judgement",
    }


def _area(index: int, key: str, known: Known) -> Slot:
    strange = {key: f"Not in the catalogue: {key.replace('_', ' ')}"} if key and key not in known.areas else {}
    none = {"": "None" if key else "No further area"}
    return Slot(f"area-{index}", f"Area {index + 1}", key, "choice", none | strange | dict(known.areas))


def _figure(value: object) -> str:
    return "" if value is None else str(value)
