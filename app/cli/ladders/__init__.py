"""flask ladder <verb>: the ladder data in files and in the database, and pages that become ladder data."""

from app.cli.ladders import eligibility, linting, showing
from app.cli.ladders.group import ladder_commands

__all__ = ["eligibility", "ladder_commands", "linting", "showing"]
