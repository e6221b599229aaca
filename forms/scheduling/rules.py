"""The form of the rules by which an organisation schedules."""

from dataclasses import fields
from typing import Self

from wtforms import SelectField

from app.domain.errors import BadData
from app.domain.free_time import STEPS
from app.domain.scheduling_rules import LANGUAGES, SchedulingRules
from forms.base import SeenForm, options
from forms.scheduling.hours import whole_number


class RulesForm(SeenForm):
    """Every rule; each of them has a value."""

    notice_hours = whole_number("Hours of notice")
    window_days = whole_number("Days ahead")
    step_minutes = SelectField("A start every", choices=lambda: options({str(step): f"{step} min" for step in STEPS}))
    invitation_days = whole_number("Days for an answer")
    most_moves = whole_number("Changes by the candidate")
    cutoff_hours = whole_number("Last change, in hours before")
    full_week = whole_number("Interviews that fill a week")
    shadows = whole_number("Interviews to shadow")
    reverse_shadows = whole_number("Interviews to lead in reverse shadow")
    waits_days = whole_number("Days without anything booked")
    language = SelectField("Language of mails", choices=lambda: options(LANGUAGES))

    @classmethod
    def showing(cls, rules: SchedulingRules, *, version: int) -> Self:
        """The form, filled with the rules as they are."""
        now = {field.name: getattr(rules, field.name) for field in fields(SchedulingRules)}
        return cls(version=version, **now | {"step_minutes": str(rules.step_minutes)})

    def rules(self) -> SchedulingRules:
        """What was entered, as the domain has it. Only after validation.

        Raises:
            BadData: naming the first number that is missing.
        """
        entered = {field.name: self[field.name].data for field in fields(SchedulingRules)}
        missing = next((name for name, value in entered.items() if value is None), None)
        if missing:
            raise BadData(f"Enter a number for “{self[missing].label.text}”.", field=missing)
        return SchedulingRules(**entered | {"step_minutes": int(entered["step_minutes"])})
