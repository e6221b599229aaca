"""Who sits in an interview and where they meet: exactly as many interviewers as the stage asks, shadows beside them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.errors import BadData, NotReady
from app.domain.family import JobFamily, Stage
from app.domain.states import NEXT_STEPS, STATE_WORDS, State

LINK_LIMIT = 500
# Only a stage with a panel of this size may do with one person less, and only with a reason.
SMALLEST_PANEL = 3


@dataclass(frozen=True, slots=True)
class Seating:
    """Account numbers of the interviewers and of the shadows, and why there is one interviewer less, if so."""

    interviewers: tuple[int, ...]
    shadows: tuple[int, ...] = ()
    fewer_reason: str = ""

    @property
    def everybody(self) -> tuple[int, ...]:
        """All whose time is held."""
        return (*self.interviewers, *self.shadows)

    def check(self, stage: Stage) -> None:
        """Refuse what the stage does not allow.

        Raises:
            BadData: naming the field.
        """
        wanted, chosen = stage.interviewers, len(set(self.interviewers))
        if chosen > wanted:
            raise BadData(f"{stage.name} has {_people(wanted)}, never more. Take out {chosen - wanted}.", field="seats")
        one_less = wanted >= SMALLEST_PANEL and chosen == wanted - 1
        if one_less and not self.fewer_reason.strip():
            raise BadData(
                f"{stage.name} has {_people(wanted)}. Choose one more, or write why {chosen} have to do.", field="seats"
            )
        if chosen < wanted and not one_less:
            raise BadData(
                f"{stage.name} has {_people(wanted)}. Choose {_more(wanted, chosen)}.",
                field="seats",
            )
        if set(self.interviewers) & set(self.shadows):
            raise BadData("Somebody can't both interview and shadow. Choose one of the two.", field="shadows")


def _people(number: int) -> str:
    return "one interviewer" if number == 1 else f"exactly {number} interviewers"


def _more(wanted: int, chosen: int) -> str:
    return f"{wanted - chosen} more" if chosen else ("who it is" if wanted == 1 else "who they are")


def stage_to_book(state: State, stage: str, family: JobFamily) -> Stage:
    """The stage whose interview can be booked for an application.

    Raises:
        NotReady: if the application is not active, or has all its stages behind it.
    """
    if state is not State.ACTIVE:
        raise NotReady(f"Nothing can be booked: the application is {STATE_WORDS[state]}. {NEXT_STEPS[state]}")
    found = [item for item in family.stages if item.key == stage]
    if not found:
        raise NotReady("All interviews of this application are done. The next step is the hiring manager's decision.")
    return found[0]


def checked_link(text: str) -> str:
    """An address to meet at, or nothing.

    Raises:
        BadData: unless it is a whole https address.
    """
    link = text.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    plain = link.isprintable() and not any(sign in link for sign in ' "<>\\')
    if parts.scheme != "https" or not parts.hostname or not plain or len(link) > LINK_LIMIT:
        raise BadData(
            "Enter the whole address of the video call; it starts with https:// and has at most 500 characters.",
            field="video_link",
        )
    return link
