"""The form of the plan designer: stages in order, and for each area and signal the stages that look at it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField

from app.domain.catalogue import plain
from app.domain.catalogue_checks import Fault
from app.domain.plan_design import ADD, DOWN, HOLDERS, MOST_STAGES, REMOVE, UP, StageEdit, arranged
from app.domain.playbook import Playbook
from forms.base import RungForm, options, trimmed

SEE, SAVE = "see", "save"
# One more than a plan may have, so that a form can be sent back with what is too much.
ROWS = MOST_STAGES + 1


@dataclass(frozen=True, slots=True)
class StageFields:
    """The fields of one stage, and its number on the page."""

    number: int
    is_last: bool
    name: Field
    role: Field
    interviewers: Field
    minutes: Field
    meets: Field
    happens: Field
    areas: Field
    signals: Field


def act_in(sent: Mapping[str, str]) -> tuple[str, int]:
    """What a button asks for, and the place of the stage that it belongs to; the consequences, when it asks nothing."""
    act, _, place = sent.get("act", "").partition("-")
    known = act in {SAVE, ADD, UP, DOWN, REMOVE}
    return (act if known else SEE), int(place) if re.fullmatch(r"[0-9]{1,2}", place) else ROWS


def _plain(text: str | None) -> str:
    return plain(text or "")


class PlanForm(RungForm):
    """Every stage: `key-N`, `name-N`, `role-N`, `interviewers-N`, `minutes-N`, `meets-N`, `happens-N`, counted from 0.

    `areas-N` and `signals-N` are the boxes that are ticked for it.
    """

    playbook: Playbook
    rows_sent: int

    @classmethod
    def for_plan(
        cls, edits: Sequence[StageEdit], playbook: Playbook, *, seen: str, sent: "MultiDict[str, str] | None" = None
    ) -> Self:
        """The form of a plan, or of what was sent.

        Args:
            edits: the stages that the fields say when nothing was sent.
            playbook: the catalogue and the ladder that areas and signals are of.
            seen: digest of the family that the plan is made from.
            sent: the fields of a form that was sent; what it does not hold is empty.
        """
        number = len(edits) if sent is None else _number_sent(sent)
        fields: dict[str, Any] = {"playbook": playbook, "rows_sent": number}
        fields |= {"seen": HiddenField(), "count": HiddenField()}
        for place in range(number):
            fields |= _stage_fields(place, playbook)
        data = _data(edits) if sent is None else {}
        form: Self = type(cls.__name__, (cls,), fields)(formdata=sent, data=data)
        form["seen"].data = (form["seen"].data or "") if sent is not None else seen
        form["count"].data = str(number)
        return form

    def edits(self) -> tuple[StageEdit, ...]:
        """What the fields say."""
        return tuple(self._edit(place) for place in range(self.rows_sent))

    def _edit(self, place: int) -> StageEdit:
        return StageEdit(
            self[f"key-{place}"].data or "",
            self[f"name-{place}"].data or "",
            self[f"role-{place}"].data or "",
            _whole(self[f"interviewers-{place}"].data),
            _whole(self[f"minutes-{place}"].data),
            self[f"meets-{place}"].data or "",
            self[f"happens-{place}"].data or "",
            frozenset(self[f"areas-{place}"].data or ()),
            frozenset(self[f"signals-{place}"].data or ()),
        )

    def rearranged(self, act: str, place: int) -> Self:
        """The same form with one stage more, fewer, or in another place."""
        edits = arranged(self.edits(), act, place)
        return type(self).for_plan(edits, self.playbook, seen=self["seen"].data)

    def refuse_all(self, faults: Iterable[Fault]) -> None:
        """Write each fault beside its field."""
        for fault in faults:
            self.refuse(fault.sentence, fault.field or None)

    def rows(self) -> tuple[StageFields, ...]:
        """The stages as the page shows them."""
        parts = ("name", "role", "interviewers", "minutes", "meets", "happens", "areas", "signals")
        return tuple(
            StageFields(place + 1, place + 1 == self.rows_sent, *(self[f"{part}-{place}"] for part in parts))
            for place in range(self.rows_sent)
        )


def _number_sent(sent: "MultiDict[str, str]") -> int:
    count = sent.get("count", "")
    return min(int(count), ROWS) if re.fullmatch(r"[0-9]{1,2}", count) else 0


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else 0


def _stage_fields(place: int, playbook: Playbook) -> dict[str, Any]:
    areas = options({item.key: item.name for item in playbook.competencies.competencies})
    signals = options({item.key: item.name for item in playbook.ladder.signals})
    return {
        f"key-{place}": HiddenField(),
        f"name-{place}": StringField("Name", filters=[trimmed]),
        f"role-{place}": SelectField("Held by", choices=options(HOLDERS), validate_choice=False),
        f"interviewers-{place}": StringField("Interviewers", filters=[trimmed]),
        f"minutes-{place}": StringField("Minutes", filters=[trimmed]),
        f"meets-{place}": StringField("Whom the candidate meets", filters=[trimmed]),
        f"happens-{place}": TextAreaField("What happens, told to the candidate", filters=[_plain]),
        f"areas-{place}": SelectMultipleField("Areas", choices=areas, validate_choice=False),
        f"signals-{place}": SelectMultipleField("Signals", choices=signals, validate_choice=False),
    }


def _data(edits: Sequence[StageEdit]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for place, edit in enumerate(edits):
        data |= {f"key-{place}": edit.key, f"name-{place}": edit.name, f"role-{place}": edit.role}
        data |= {f"interviewers-{place}": str(edit.interviewers or ""), f"minutes-{place}": str(edit.minutes or "")}
        data |= {f"meets-{place}": edit.meets, f"happens-{place}": edit.happens}
        data |= {f"areas-{place}": sorted(edit.areas), f"signals-{place}": sorted(edit.signals)}
    return data
