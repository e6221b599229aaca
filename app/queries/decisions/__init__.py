"""Questions about decisions: the page on which the hiring manager gives an own level, reads and decides."""

from app.queries.decisions.page import amended, decision_page, live_recommendation
from app.queries.decisions.shapes import DecisionPage

__all__ = ["DecisionPage", "amended", "decision_page", "live_recommendation"]
