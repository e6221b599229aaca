"""Commands: flask --app wsgi <noun> <verb>. The same services and policy as the pages."""

from app.cli.candidates import candidate_commands
from app.cli.database import database_commands
from app.cli.demo import demo_commands
from app.cli.jobs import jobs_commands
from app.cli.ladders import ladder_commands
from app.cli.levels import level_commands
from app.cli.mail import mail_commands
from app.cli.reminders import reminders_commands
from app.cli.reports import reports_commands
from app.cli.schedule import schedule_commands

COMMANDS = (
    candidate_commands,
    database_commands,
    demo_commands,
    jobs_commands,
    ladder_commands,
    level_commands,
    mail_commands,
    reminders_commands,
    reports_commands,
    schedule_commands,
)
