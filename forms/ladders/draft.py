"""Forms of drafts: importing pages, one part of a draft under review, publishing it, and notes on what is in use."""

from collections.abc import Sequence
from typing import Any, Self

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField

from app.domain.drafts.slots import ON, Group, Slot
from app.domain.drafts.words import Words
from app.domain.errors import BadData
from forms.base import RungForm, SeenForm, options, trimmed

MOST_FILES = 20
# One byte more than a page may have is read, so that one that is too large is told from one that is not.
LARGEST = 5_000_000
PREVIEW, SAVE = "preview", "save"


def _lines(text: str | None) -> str:
    """Line ends as they are kept everywhere."""
    return (text or "").replace("\r\n", "\n").strip()


class ImportForm(RungForm):
    """Pages to import: files, or a text that was pasted."""

    files = MultipleFileField("Files")
    name = StringField("Name of the page", filters=[trimmed])
    text = TextAreaField("Or the page’s text")

    def sent(self) -> tuple[tuple[str, bytes], ...]:
        """Name and bytes of each page.

        Raises:
            BadData: naming the field, when nothing was sent, or too much.
        """
        chosen = [file for file in self.files.data or [] if file.filename]
        if len(chosen) > MOST_FILES:
            met = f"{len(chosen)} files were chosen; {MOST_FILES} can be imported at once."
            raise BadData(f"{met} Choose fewer.", field="files")
        pages = [(file.filename or "", file.read(LARGEST + 1)) for file in chosen]
        if (self.text.data or "").strip():
            pages.append((self.name.data or "pasted.md", (self.text.data or "").encode()))
        if not pages:
            raise BadData("Choose a file, or paste the text of a page.", field="files")
        return tuple(pages)


class DraftForm(SeenForm):
    """One part of a draft; a field for each slot."""

    slots: tuple[Slot, ...]

    @classmethod
    def for_groups(cls, groups: Sequence[Group], *, version: int, sent: "MultiDict[str, str] | None" = None) -> Self:
        """The form of a part, with what the draft says or what was sent.

        Args:
            groups: the slots of the part.
            version: the draft's version.
            sent: the fields of a form that was sent; None shows the draft.
        """
        slots = tuple(slot for group in groups for slot in group.slots)
        fields: dict[str, Any] = {slot.name: _field(slot) for slot in slots}
        data = {slot.name: slot.value == ON if slot.kind == "check" else slot.value for slot in slots}
        made = type(cls.__name__, (cls,), fields | {"slots": slots})
        form: Self = made(formdata=sent, data=data | {"version": str(version)})
        return form

    def values(self) -> dict[str, str]:
        """What was sent, by name of the slot; a check box that is off sends nothing."""
        return {slot.name: _value(slot, self[slot.name]) for slot in self.slots}

    def shown(self, name: str) -> Field:
        """The field of a slot."""
        return self[name]


class PublishForm(SeenForm):
    """What is said to publish a draft. `base` is the version it was made from, `newest` the one published since."""

    base = HiddenField()
    newest = HiddenField()
    note = TextAreaField("What changes, and why", filters=[_lines])
    ladder = SelectField("Read with", choices=[], validate_choice=False)
    over = BooleanField("I have read what changed there; publish mine after it")

    @classmethod
    def of(cls, *, version: int, base: str, newest: str = "") -> Self:
        """The form of a draft that nobody has sent yet."""
        return cls(formdata=None, data={"version": str(version), "base": base, "newest": newest})

    def words(self) -> Words:
        """What was said."""
        base = self.newest.data if self.over.data else self.base.data
        return Words(base or "", self.note.data or "", self.ladder.data or None)

    def offer(self, ladders: dict[str, str]) -> None:
        """Let a ladder be chosen, for a family that is read with none yet."""
        self.ladder.choices = options(ladders)


class NoteForm(RungForm):
    """Why something is taken out of use, or into use again."""

    note = TextAreaField("Why", filters=[_lines])


def _field(slot: Slot) -> Any:
    if slot.kind == "choice":
        return SelectField(slot.label, choices=options(slot.choices))
    if slot.kind == "check":
        return BooleanField(slot.label)
    return (
        TextAreaField(slot.label, filters=[_lines]) if slot.kind == "text" else StringField(slot.label, [], [trimmed])
    )


def _value(slot: Slot, field: Field) -> str:
    if slot.kind == "check":
        return ON if field.data else ""
    return str(field.data or "")
