"""Openings: opening one, its hiring team, closing and re-opening it, and showing it to the public."""

from app.services.openings.publishing import publish, take_down
from app.services.openings.staffed import CREATOR_PART, LEADS, Members, change_team, close, create, reopen

__all__ = ["CREATOR_PART", "LEADS", "Members", "change_team", "close", "create", "publish", "reopen", "take_down"]
