"""What happened to an interview that was not held: called off, or somebody did not come; and who that was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors import BadData


class Happened(StrEnum):
    """Why an interview was not held."""

    CALLED_OFF = "called_off"
    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"


HAPPENED_NAMES: Mapping[Happened, str] = {
    Happened.CALLED_OFF: "It was called off",
    Happened.CANDIDATE: "The candidate did not come",
    Happened.INTERVIEWER: "An interviewer did not come",
}


@dataclass(frozen=True, slots=True)
class Absence:
    """What is recorded of an interview that was not held. `missed` are the interviewers who did not come."""

    happened: Happened = Happened.CALLED_OFF
    missed: frozenset[int] = frozenset()

    @property
    def is_no_show(self) -> bool:
        """Whether somebody did not come."""
        return self.happened is not Happened.CALLED_OFF

    @property
    def no_show(self) -> str | None:
        """Which side did not come, as the interview keeps it."""
        return self.happened.value if self.is_no_show else None

    def check(self, *, interviewers: Collection[int], starts_at: datetime, now: datetime) -> None:
        """Refuse what can't have happened.

        Args:
            interviewers: account ids of those who hold it; nobody who shadows is among them.
            starts_at: when it begins.
            now: this instant.

        Raises:
            BadData: naming the field.
        """
        if self.is_no_show and now < starts_at:
            raise BadData("It has not begun yet, so nobody can have missed it. Call it off instead.", field="happened")
        if self.happened is Happened.INTERVIEWER and not self.missed:
            raise BadData("Choose who of the interviewers did not come.", field="missed")
        if self.happened is Happened.INTERVIEWER and not self.missed <= set(interviewers):
            raise BadData("Choose who did not come among those who hold this interview.", field="missed")
        if self.happened is not Happened.INTERVIEWER and self.missed:
            raise BadData("You chose somebody who did not come. Say that an interviewer did not come.", field="missed")
