"""Forms of scheduling: booking and changing interviews."""

from forms.scheduling.booking import AnswerForm, BookForm, CancelForm, ExcuseForm, MoveForm, ReplaceForm

__all__ = ["AnswerForm", "BookForm", "CancelForm", "ExcuseForm", "MoveForm", "ReplaceForm"]
