"""Questions about scorecards: the kit of an interview, one's own card, the open cards of others."""

from app.queries.scorecards.submitted import SubmittedCard, cards_of_application, cards_of_interview

__all__ = ["SubmittedCard", "cards_of_application", "cards_of_interview"]
