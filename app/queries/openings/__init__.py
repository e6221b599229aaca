"""Questions about openings: what staff see of them, what the public does, and the rules of places."""

from app.queries.openings.staffed import (
    PAGE,
    Closing,
    Colleague,
    Member,
    OpeningList,
    OpeningPage,
    OpeningRow,
    Team,
    closing_of,
    colleagues_for,
    opening_for,
    openings_for,
    team_of,
)

__all__ = [
    "PAGE",
    "Closing",
    "Colleague",
    "Member",
    "OpeningList",
    "OpeningPage",
    "OpeningRow",
    "Team",
    "closing_of",
    "colleagues_for",
    "opening_for",
    "openings_for",
    "team_of",
]
