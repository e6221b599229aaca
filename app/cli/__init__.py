"""Commands: flask --app wsgi <noun> <verb>. The same services and policy as the pages."""

from app.cli.database import database_commands

COMMANDS = (database_commands,)
