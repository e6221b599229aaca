"""The commands that begin with flask ladder."""

from flask.cli import AppGroup

ladder_commands = AppGroup(
    "ladder", help="The ladder data: ladder, job family, competencies, scales, crosswalk, level model."
)
