"""The form of the crosswalk editor: for each title of a family a level, what that rests on, and a note."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField

from app.domain.catalogue import plain
from app.domain.catalogue_checks import Fault
from app.domain.crosswalk_edit import BASES, CrosswalkEdit, TitleEdit, crosswalk_of
from app.domain.family import Title
from app.domain.playbook import Playbook
from forms.base import RungForm, options, trimmed

BASIS_NAMES = {
    "stated": "Stated by a document",
    "public": "Said in public handbooks",
    "house judgement": "House judgement",
}


@dataclass(frozen=True, slots=True)
class TitleFields:
    """The fields of one title."""

    title: Title
    level: Field
    basis: Field
    note: Field


def _plain(text: str | None) -> str:
    return plain(text or "")


class CrosswalkForm(RungForm):
    """`enabled`, `basis` and `note` of the whole; `level-TITLE`, `basis-TITLE` and `note-TITLE` of each title."""

    playbook: Playbook

    @classmethod
    def for_edit(
        cls, edit: CrosswalkEdit, playbook: Playbook, *, seen: str, sent: "MultiDict[str, str] | None" = None
    ) -> Self:
        """The form of an edit, or of what was sent.

        Args:
            edit: what the fields say when nothing was sent.
            playbook: the family and the ladder that it connects.
            seen: digest of the version that the edit is made from; empty where there is none.
            sent: the fields of a form that was sent; what it does not hold is empty.
        """
        fields: dict[str, Any] = {"playbook": playbook, "seen": HiddenField()}
        fields |= {
            "enabled": BooleanField("Show the nearest title beside a level"),
            "basis": SelectField("It rests on", choices=options(_bases()), validate_choice=False),
            "note": TextAreaField("What it rests on, in words", filters=[_plain]),
        }
        for title in playbook.family.titles:
            fields |= _title_fields(title, playbook)
        data = _data(edit) if sent is None else {}
        form: Self = type(cls.__name__, (cls,), fields)(formdata=sent, data=data)
        form["seen"].data = (form["seen"].data or "") if sent is not None else seen
        return form

    def edit(self) -> CrosswalkEdit:
        """What the fields say."""
        titles = tuple(self._line(title.key) for title in self.playbook.family.titles)
        return CrosswalkEdit(bool(self["enabled"].data), self["basis"].data or "", self["note"].data or "", titles)

    def _line(self, key: str) -> TitleEdit:
        values = (self[f"{part}-{key}"].data or "" for part in ("level", "basis", "note"))
        return TitleEdit(key, *values)

    def refuse_all(self, faults: Iterable[Fault]) -> None:
        """Write each fault beside its field."""
        for fault in faults:
            self.refuse(fault.sentence, fault.field or None)

    def rows(self, track: str) -> tuple[TitleFields, ...]:
        """The titles of one track as the page shows them."""
        return tuple(
            TitleFields(title, *(self[f"{part}-{title.key}"] for part in ("level", "basis", "note")))
            for title in self.playbook.family.track_titles(track)
        )


def _bases() -> dict[str, str]:
    return {basis: BASIS_NAMES[basis] for basis in BASES}


def _title_fields(title: Title, playbook: Playbook) -> dict[str, Any]:
    """The fields of one title. A level that is not in use stays in the list where it is mapped already."""
    kept = {mapping.level for mapping in crosswalk_of(playbook).titles}
    offered = (level for level in playbook.ladder.levels if level.in_use or level.code in kept)
    levels = {"": "None"} | {level.code: f"{level.code} {level.name}" for level in offered}
    bases = {"": "As the whole"} | _bases()
    return {
        f"level-{title.key}": SelectField("Nearest level", choices=options(levels), validate_choice=False),
        f"basis-{title.key}": SelectField("Rests on", choices=options(bases), validate_choice=False),
        f"note-{title.key}": StringField("Note", filters=[trimmed]),
    }


def _data(edit: CrosswalkEdit) -> dict[str, Any]:
    data: dict[str, Any] = {"enabled": edit.enabled, "basis": edit.basis, "note": edit.note}
    for line in edit.titles:
        data |= {f"level-{line.title}": line.level, f"basis-{line.title}": line.basis, f"note-{line.title}": line.note}
    return data
