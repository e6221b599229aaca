"""How an organisation schedules: notice, how far ahead, how often a candidate may move, training, when to worry."""

from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.free_time import LONGEST_NOTICE_HOURS, LONGEST_WINDOW_DAYS, NOTICE_HOURS, STEPS
from app.domain.load import FULL_WEEK
from app.domain.training import USUAL_REVERSE_SHADOWS, USUAL_SHADOWS, TrainingPath

LANGUAGES = {"en": "English", "ja": "日本語"}
# What each number may be at least and at most; everything else about them is said by their names.
_BOUNDS = {
    "notice_hours": (0, LONGEST_NOTICE_HOURS, "hours of notice"),
    "window_days": (1, LONGEST_WINDOW_DAYS, "days ahead"),
    "invitation_days": (1, LONGEST_WINDOW_DAYS, "days for an answer"),
    "most_moves": (0, 20, "changes by the candidate"),
    "cutoff_hours": (0, LONGEST_NOTICE_HOURS, "hours before the interview"),
    "full_week": (1, 40, "interviews a week"),
    "waits_days": (1, 90, "days of waiting"),
}


@dataclass(frozen=True, slots=True)
class SchedulingRules:
    """What holds where nobody says otherwise.

    notice_hours: nothing is booked nearer than this. window_days: how far ahead hours are offered. invitation_days: how
    long an invitation holds. step_minutes: how far apart offered starts lie. most_moves, cutoff_hours: how often, and
    until how long before, a candidate may move what they booked. full_week: interviews that fill somebody's week.
    waits_days: how long a candidate waits before a recruiter is told. language: of mails, where no other is known.

    Source: house judgement; 48 hours of notice is common practice.
    """

    notice_hours: int = NOTICE_HOURS
    window_days: int = 21
    invitation_days: int = 10
    step_minutes: int = 30
    most_moves: int = 2
    cutoff_hours: int = 24
    full_week: int = FULL_WEEK
    shadows: int = USUAL_SHADOWS
    reverse_shadows: int = USUAL_REVERSE_SHADOWS
    waits_days: int = 7
    language: str = "en"

    @property
    def path(self) -> TrainingPath:
        """What somebody does before they may interview."""
        return TrainingPath(self.shadows, self.reverse_shadows)

    def check(self) -> None:
        """Refuse a number that makes no sense.

        Raises:
            BadData: naming the field.
        """
        for field, (least, most, what) in _BOUNDS.items():
            number = getattr(self, field)
            if not least <= number <= most:
                raise BadData(f"Choose from {least} to {most} {what}; {number} is not among them.", field=field)
        if self.step_minutes not in STEPS:
            raise BadData("Offer a start every 5, 10, 15, 20, 30 or 60 minutes.", field="step_minutes")
        if self.language not in LANGUAGES:
            raise BadData(f"Choose one of these languages: {', '.join(LANGUAGES.values())}.", field="language")
        self.path.check()
