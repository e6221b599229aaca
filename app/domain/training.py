"""How somebody learns to hold a stage: shadow, then reverse shadow, then approved; and who may sit as what."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadData, NotReady
from app.domain.wording import NUMBERS

# House judgement: twice beside somebody, twice leading with somebody beside.
USUAL_SHADOWS, USUAL_REVERSE_SHADOWS = 2, 2
MOST = 10


class Standing(StrEnum):
    """How far somebody has come in one stage. Only the approved count as interviewers."""

    SHADOW = "shadow"
    REVERSE_SHADOW = "reverse_shadow"
    APPROVED = "approved"


class SitsAs(StrEnum):
    """What somebody is in an interview: beside it, leading it with an interviewer beside, or an interviewer."""

    SHADOW = "shadow"
    REVERSE_SHADOW = "reverse_shadow"
    INTERVIEWER = "interviewer"


STANDING_WORDS = {
    Standing.SHADOW: "shadow",
    Standing.REVERSE_SHADOW: "reverse shadow",
    Standing.APPROVED: "approved",
}
_SEATS = {
    Standing.SHADOW: (SitsAs.SHADOW,),
    Standing.REVERSE_SHADOW: (SitsAs.REVERSE_SHADOW, SitsAs.SHADOW),
    Standing.APPROVED: (SitsAs.INTERVIEWER, SitsAs.SHADOW),
}


@dataclass(frozen=True, slots=True)
class TrainingPath:
    """How often somebody shadows and leads in reverse shadow before the approval; a setting of the organisation."""

    shadows: int = USUAL_SHADOWS
    reverse_shadows: int = USUAL_REVERSE_SHADOWS

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, so that everybody in the pool is an interviewer at once."""
        return not self.shadows and not self.reverse_shadows

    def check(self) -> None:
        """Refuse counts that make no path.

        Raises:
            BadData: naming the field.
        """
        for field, count in (("shadows", self.shadows), ("reverse_shadows", self.reverse_shadows)):
            if not 0 <= count <= MOST:
                raise BadData(f"Choose a number from 0 to {MOST}; {count} is not one.", field=field)


@dataclass(frozen=True, slots=True)
class Practice:
    """What somebody did in one stage: interviews that took place, and whether somebody approved them for it."""

    shadowed: int = 0
    reverse_shadowed: int = 0
    is_approved: bool = False

    def lacks(self, path: TrainingPath) -> tuple[int, int]:
        """How often shadowing and leading in reverse shadow are still to come."""
        return max(0, path.shadows - self.shadowed), max(0, path.reverse_shadows - self.reverse_shadowed)

    def standing(self, path: TrainingPath) -> Standing:
        """How far this is along the path. Whoever has done everything stays where they are until somebody approves."""
        if self.is_approved or path.is_empty:
            return Standing.APPROVED
        if self.lacks(path)[0] or not path.reverse_shadows:
            return Standing.SHADOW
        return Standing.REVERSE_SHADOW

    def awaits_approval(self, path: TrainingPath) -> bool:
        """Whether everything is done but somebody's yes."""
        return self.standing(path) is not Standing.APPROVED and self.lacks(path) == (0, 0)

    def seats(self, path: TrainingPath) -> tuple[SitsAs, ...]:
        """As what this person may sit in an interview of the stage, what brings them on before the rest."""
        return _SEATS[self.standing(path)]


def next_step(name: str, practice: Practice, path: TrainingPath) -> str:
    """What comes next for somebody, as a sentence.

    Source: house judgement; the order is that of interviewer training everywhere: watch, do it watched, do it.
    """
    shadows, reverse = practice.lacks(path)
    if practice.standing(path) is Standing.APPROVED:
        return f"{name} is approved for this stage."
    if practice.awaits_approval(path):
        return f"{name} has done all of the training: approve {name} for this stage, or say what is missing."
    if not shadows:
        return f"{name} leads in reverse shadow {_times(reverse, practice.reverse_shadowed)}, then can be approved."
    then = f", then leads in reverse shadow {_times(reverse, practice.reverse_shadowed)}" if reverse else ""
    return f"{name} shadows {_times(shadows, practice.shadowed)}{then}, then can be approved."


def check_seat(name: str, practice: Practice, path: TrainingPath, sits_as: SitsAs) -> None:
    """Refuse a seat that somebody's training does not allow.

    Raises:
        NotReady: saying what comes first.
    """
    if sits_as in practice.seats(path):
        return
    if sits_as is SitsAs.REVERSE_SHADOW and practice.standing(path) is Standing.APPROVED:
        raise NotReady(f"{name} is approved for this stage. Seat {name} as an interviewer.", field="seats")
    raise NotReady(f"{next_step(name, practice, path)} Choose somebody else for this seat until then.", field="seats")


def check_approval(name: str, practice: Practice, path: TrainingPath, *, reason: str = "") -> None:
    """Refuse to approve somebody whose path is not walked yet, unless a reason says why it is enough.

    Raises:
        NotReady: naming what is missing.
    """
    shadows, reverse = practice.lacks(path)
    missing = (
        *((f"shadow {_times(shadows, practice.shadowed)}",) if shadows else ()),
        *((f"lead in reverse shadow {_times(reverse, practice.reverse_shadowed)}",) if reverse else ()),
    )
    if missing and not practice.is_approved and not reason.strip():
        raise NotReady(
            f"{name} is still to {' and '.join(missing)}. Wait until then, or write why {name} is ready without it.",
            missing=missing,
            field="reason",
        )


def _times(count: int, done: int) -> str:
    """once, twice, three times; "once more" after the first."""
    words = {1: "once", 2: "twice"}.get(count, f"{NUMBERS[min(count, len(NUMBERS) - 1)]} times")
    if not done:
        return words
    return f"{words} more" if count == 1 else f"{NUMBERS[min(count, len(NUMBERS) - 1)]} more times"
