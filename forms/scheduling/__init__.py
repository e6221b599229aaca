"""Forms of scheduling: booking and changing interviews."""

from forms.scheduling.booking import BookForm, CancelForm, ExcuseForm, MoveForm, ReplaceForm

__all__ = ["BookForm", "CancelForm", "ExcuseForm", "MoveForm", "ReplaceForm"]
