"""flask ladder <verb>: the ladder data in files and in the database, and pages that become ladder data."""

from app.cli.ladders import eligibility, importing, linting, publishing, showing
from app.cli.ladders.group import ladder_commands

__all__ = ["eligibility", "importing", "ladder_commands", "linting", "publishing", "showing"]
