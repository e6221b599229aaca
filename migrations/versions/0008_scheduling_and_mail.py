"""Scheduling and mail: people's time, pools, invitations, replies, templates, and what a sender of mail keeps."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0008"
down_revision = "0007"


def _holiday_year() -> None:
    op.create_table(
        "holiday_year",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("country", "region", "year", name=op.f("pk_holiday_year")),
    )


def _public_holiday() -> None:
    op.create_table(
        "public_holiday",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("country", "region", "day", name=op.f("pk_public_holiday")),
    )


def _scheduling_rules() -> None:
    op.create_table(
        "scheduling_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("invitation_days", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("most_moves", sa.Integer(), nullable=False),
        sa.Column("cutoff_hours", sa.Integer(), nullable=False),
        sa.Column("full_week", sa.Integer(), nullable=False),
        sa.Column("shadows", sa.Integer(), nullable=False),
        sa.Column("reverse_shadows", sa.Integer(), nullable=False),
        sa.Column("waits_days", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_scheduling_rules_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduling_rules")),
    )


def _busy_calendar() -> None:
    op.create_table(
        "busy_calendar",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("modified", sa.String(length=60), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.Column("tried_at", UTCDateTime(), nullable=True),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_busy_calendar_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_busy_calendar")),
    )
    op.create_index(op.f("ix_busy_calendar_next"), "busy_calendar", ["next_at", "account_id"])


def _busy_span() -> None:
    op.create_table(
        "busy_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_busy_span_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_span")),
    )
    op.create_index(op.f("ix_busy_span_account"), "busy_span", ["account_id", "ends_at", "id"])


def _conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conflict_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_conflict_candidate_id_candidate"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["declared_by"], ["account.id"], name=op.f("fk_conflict_declared_by_account")),
        sa.PrimaryKeyConstraint("candidate_id", "account_id", "kind", name=op.f("pk_conflict")),
    )


def _mail_choice() -> None:
    op.create_table(
        "mail_choice",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_mail_choice_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_mail_choice")),
    )


def _mail_template() -> None:
    op.create_table(
        "mail_template",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_mail_template_changed_by_account")),
        sa.PrimaryKeyConstraint("kind", "language", name=op.f("pk_mail_template")),
    )


def _other_day() -> None:
    op.create_table(
        "other_day",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_other_day_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_other_day")),
    )


def _person_tag() -> None:
    op.create_table(
        "person_tag",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_person_tag_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", "tag", name=op.f("pk_person_tag")),
    )


def _pool_place() -> None:
    op.create_table(
        "pool_place",
        sa.Column("family", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_pool_place_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_pool_place_added_by_account")),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name=op.f("fk_pool_place_approved_by_account")),
        sa.PrimaryKeyConstraint("family", "stage", "account_id", name=op.f("pk_pool_place")),
    )
    op.create_index(op.f("ix_pool_place_account"), "pool_place", ["account_id", "family", "stage"])


def _time_away() -> None:
    op.create_table(
        "time_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_time_away_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_time_away_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_away")),
    )
    op.create_index(op.f("ix_time_away_account"), "time_away", ["account_id", "first", "id"])


def _work_pattern() -> None:
    op.create_table(
        "work_pattern",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=True),
        sa.Column("most_a_week", sa.Integer(), nullable=True),
        sa.Column("notice_hours", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_work_pattern_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_work_pattern")),
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("takes", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("video_link", sa.String(length=500), nullable=False),
        sa.Column("from_at", UTCDateTime(), nullable=False),
        sa.Column("until_at", UTCDateTime(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("most_moves", sa.Integer(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("cutoff_hours", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("asked_note", sa.Text(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("ended_because", sa.String(length=20), nullable=False),
        sa.CheckConstraint("until_at > from_at", name=op.f("ck_invitation_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_invitation_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_invitation_created_by_account")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_invitation_interview_id_interview"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_application"), "invitation", ["application_id", "stage", "id"])
    op.create_index(op.f("ix_invitation_interview_id"), "invitation", ["interview_id"])
    op.create_index(op.f("ix_invitation_state"), "invitation", ["state", "expires_at", "id"])


def _candidate_window() -> None:
    op.create_table(
        "candidate_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_candidate_window_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_candidate_window_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_window")),
    )
    op.create_index(op.f("ix_candidate_window_invitation"), "candidate_window", ["invitation_id", "starts_at", "id"])


def _invitation_seat() -> None:
    op.create_table(
        "invitation_seat",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("sits_as", sa.String(length=20), nullable=False),
        sa.Column("leads", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_seat_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_seat_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("invitation_id", "account_id", name=op.f("pk_invitation_seat")),
    )
    op.create_index(op.f("ix_invitation_seat_account"), "invitation_seat", ["account_id", "invitation_id"])


TABLES = (
    _holiday_year,
    _public_holiday,
    _scheduling_rules,
    _busy_calendar,
    _busy_span,
    _conflict,
    _mail_choice,
    _mail_template,
    _other_day,
    _person_tag,
    _pool_place,
    _time_away,
    _work_pattern,
    _invitation,
    _candidate_window,
    _invitation_seat,
)


COLUMNS = {
    "account": (
        sa.Column("language", sa.String(length=8), server_default="en", nullable=False),
        sa.Column("feed_epoch", sa.Integer(), server_default="1", nullable=False),
    ),
    "candidate": (
        sa.Column("language", sa.String(length=8), server_default="en", nullable=False),
        sa.Column("feed_epoch", sa.Integer(), server_default="1", nullable=False),
    ),
    "interview": (
        sa.Column("no_show", sa.String(length=20), nullable=True),
        sa.Column("candidate_reply", sa.String(length=20), nullable=True),
        sa.Column("candidate_replied_at", UTCDateTime(), nullable=True),
        sa.Column("clock_changed_at", UTCDateTime(), nullable=True),
    ),
    "outbox_message": (
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.Column("lease_by", sa.String(length=60), nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("failed_at", UTCDateTime(), nullable=True),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("dropped", sa.String(length=40), nullable=True),
    ),
    "seat": (
        sa.Column("is_reverse", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("leads", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reply", sa.String(length=20), nullable=True),
        sa.Column("replied_at", UTCDateTime(), nullable=True),
        sa.Column("missed", sa.Boolean(), server_default=sa.false(), nullable=False),
    ),
}


def upgrade() -> None:
    """Add the columns, without making any table anew, and the tables."""
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column._copy())
    # Written out: nothing else adds a reference in place on SQLite, and PostgreSQL reads it as well.
    reference = "CONSTRAINT fk_account_manager_id_account REFERENCES account (id)"
    op.execute(f"ALTER TABLE account ADD COLUMN manager_id INTEGER {reference}")
    for make in TABLES:
        make()


def downgrade() -> None:
    """Take them away again."""
    for make in reversed(TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
    for table, columns in reversed(COLUMNS.items()):
        for column in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.name}")
    op.execute("ALTER TABLE account DROP COLUMN manager_id")
