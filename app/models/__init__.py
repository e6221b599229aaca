"""Tables only: typed columns and constraints; no queries, no rules. Importing this package knows them all."""

from app.models import (
    accounts,
    applications,
    audit,
    candidates,
    debrief,
    decisions,
    ladders,
    notifications,
    openings,
    reports,
    scheduling,
    scorecards,
)

__all__ = [
    "accounts",
    "applications",
    "audit",
    "candidates",
    "debrief",
    "decisions",
    "ladders",
    "notifications",
    "openings",
    "reports",
    "scheduling",
    "scorecards",
]
