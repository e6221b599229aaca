"""Forms of openings: those of their staff, of what the public reads, and of the settings of that."""

from forms.openings.staffed import CloseForm, OpeningForm, TeamForm, printable

__all__ = ["CloseForm", "OpeningForm", "TeamForm", "printable"]
