"""Builds the application; refuses to start on a route that names no permission."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from app.cli import COMMANDS
from app.config import ROOT, Settings, read_settings
from app.database import start_database
from app.domain.policy import Action, Grant, Relation, Role, may
from app.jobs import start_jobs
from app.web import BLUEPRINTS
from app.web.compression import start_compression
from app.web.errors import start_errors
from app.web.languages import start_languages
from app.web.security import person, refuse_unguarded, start_security
from app.web.times import start_filters


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings; by default, for those of the environment."""
    settings = settings or read_settings()
    app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "app" / "static"))
    app.config["RUNG"] = settings
    if settings.proxies:  # what they say of addresses is believed only where somebody said that they are there
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    start_database(app, settings)
    start_security(app, settings)
    start_compression(app)
    start_errors(app)
    start_filters(app)
    start_languages(app)
    start_jobs(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    app.context_processor(_masthead)
    app.url_defaults(_name_version)
    refuse_unguarded(app)
    return app


def _masthead() -> dict[str, object]:
    """What the layout needs on every page. Asks the database nothing."""
    if not current_user.is_authenticated:
        return {"viewer": person(), "menu": ()}
    entries = [("home", "home.show", "Waiting for me"), ("openings", "openings.index", "Openings")]
    if may(Action.SCHEDULE_READ, Relation(current_user.viewer)):
        entries.append(("schedule", "scheduling.schedule", "Schedule"))
    entries.append(("interviews", "scheduling.mine", "My interviews"))
    if may(Action.POOL_MANAGE, Relation(current_user.viewer)):
        entries.append(("pools", "scheduling.pools", "Pools"))
    entries.append(("ladders", "roles.index", "Ladders"))
    if may(Action.CATALOGUE_EDIT, Relation(current_user.viewer)):
        entries.append(("questions", "ladders.catalogue", "Questions"))
    if current_user.viewer.role is Role.ADMIN:
        entries.append(("staff", "accounts.staff", "Staff"))
    if Grant.PROCESS_OWNER in current_user.viewer.grants:
        entries.append(("reports", "reports.interviewers", "Interviewers"))
    if Grant.COMPENSATION in current_user.viewer.grants:
        entries.append(("pay", "candidates.pay_sheets", "Pay"))
    if current_app.config["RUNG"].shows_outbox:
        entries.append(("outbox", "notifications.outbox", "Outbox"))
    menu = tuple((key, url_for(endpoint), label) for key, endpoint, label in entries)
    return {"viewer": current_user.viewer, "menu": menu}


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    """Let a changed stylesheet or script have another address, so that browsers may keep it for a year."""
    if endpoint == "static":
        values["v"] = _digest(str(values["filename"]))


@lru_cache(maxsize=32)
def _digest(filename: str) -> str:
    path = Path(ROOT, "app", "static", filename)
    return sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""
