"""Pages: URL, permission, load, form, one service call, redirect or render."""

from app.web import (
    accounts,
    applications,
    candidates,
    card_files,
    debrief,
    decisions,
    home,
    ladders,
    notifications,
    openings,
    packet,
    reports,
    scheduling,
    scorecards,
)

BLUEPRINTS = (
    home.bp,
    accounts.bp,
    openings.bp,
    openings.jobs,
    openings.settings,
    ladders.bp,
    candidates.bp,
    candidates.portal,
    candidates.links,
    applications.bp,
    scheduling.bp,
    scorecards.bp,
    card_files.bp,
    debrief.bp,
    decisions.bp,
    packet.bp,
    reports.bp,
    notifications.bp,
)
