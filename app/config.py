"""Settings: the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import BadData

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "development only, never in production"  # noqa: S105 - refused in production mode


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations."""

    database_url: str
    secret_key: str
    base_url: str
    files_directory: Path
    production: bool = False
    argon2_time_cost: int = 3
    smtp_url: str = ""
    mail_from: str = ""
    mail_replies: str = ""
    jobs_url: str = ""
    jobs_file: Path = ROOT / "instance" / "jobs.sqlite"
    caldav_url: str = ""
    caldav_user: str = ""
    caldav_password: str = ""
    proxies: int = 0
    self_id_url: str = ""

    @property
    def self_id_database(self) -> str:
        """Where answers of self-identification are kept: a file of their own, unless another database is named."""
        return self.self_id_url or f"sqlite:///{self.files_directory.parent / 'self_identification.sqlite'}"

    @property
    def is_https(self) -> bool:
        """Whether people reach this installation over https; cookies depend on it."""
        return self.base_url.startswith("https://")

    @property
    def sends_mail(self) -> bool:
        """Whether messages leave this installation; where they don't, they are shown at /outbox."""
        return bool(self.smtp_url)

    @property
    def erasures_log(self) -> Path:
        """Who was erased, by number: kept beside the files, where no restored backup takes it back."""
        return self.files_directory.parent / "erasures.log"

    @property
    def shows_outbox(self) -> bool:
        """Whether everybody who signs in may read what would have been sent: where nothing is real."""
        return not self.sends_mail and not self.production


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment: prefix RUNG_, and DATABASE_URL.

    Raises:
        BadData: in production mode with a default secret or an http address.
    """
    env = os.environ if environment is None else environment
    instance = Path(env.get("RUNG_INSTANCE", str(ROOT / "instance")))
    settings = Settings(
        database_url=_database_url(env, instance),
        secret_key=_secret(env, instance),
        base_url=env.get("RUNG_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        files_directory=Path(env.get("RUNG_FILES", str(instance / "files"))),
        production=env.get("RUNG_PRODUCTION", "") in {"1", "true", "yes"},
        argon2_time_cost=int(env.get("RUNG_ARGON2_TIME_COST", "3")),
        smtp_url=env.get("RUNG_SMTP_URL", ""),
        mail_from=env.get("RUNG_MAIL_FROM", ""),
        mail_replies=env.get("RUNG_MAIL_REPLIES", ""),
        jobs_url=env.get("RUNG_JOBS_URL", ""),
        jobs_file=Path(env.get("RUNG_JOBS_FILE", str(instance / "jobs.sqlite"))),
        caldav_url=env.get("RUNG_CALDAV_URL", ""),
        caldav_user=env.get("RUNG_CALDAV_USER", ""),
        caldav_password=env.get("RUNG_CALDAV_PASSWORD", ""),
        proxies=int(env.get("RUNG_PROXIES", "0")),
        self_id_url=_with_driver(env.get("RUNG_SELF_ID_URL") or f"sqlite:///{instance / 'self_identification.sqlite'}"),
    )
    if settings.production and (settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < 32):
        raise BadData("Set RUNG_SECRET_KEY to at least 32 random characters before you start in production mode.")
    if settings.production and not settings.is_https:
        raise BadData(
            "Set RUNG_BASE_URL to the https address of this installation before you start in production mode."
        )
    return settings


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("RUNG_DATABASE_URL") or env.get("DATABASE_URL") or f"sqlite:///{instance / 'rung.sqlite'}"
    return _with_driver(url)


def _with_driver(url: str) -> str:
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _secret(env: Mapping[str, str], instance: Path) -> str:
    if env.get("RUNG_SECRET_KEY"):
        return env["RUNG_SECRET_KEY"]
    kept = instance / "secret"
    return kept.read_text().strip() if kept.is_file() else DEVELOPMENT_SECRET
