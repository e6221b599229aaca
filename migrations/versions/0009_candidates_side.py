"""The candidate's side: what they send, their own pages, public openings, rules and pay of places, who was erased."""

import sqlalchemy as sa
from alembic import op

from app.database import UTCDateTime

revision = "0009"
down_revision = "0008"


def _privacy_notice() -> None:
    op.create_table(
        "privacy_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_ja", sa.Text(), server_default="", nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["account.id"], name=op.f("fk_privacy_notice_published_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_notice")),
    )


def _location_rules() -> None:
    op.create_table(
        "location_rules",
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("unlocks_pay", sa.String(length=20), nullable=False),
        sa.Column("sends_letters", sa.Boolean(), nullable=False),
        sa.Column("keeps_days", sa.Integer(), nullable=True),
        sa.Column("self_id", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_location_rules_changed_by_account")),
        sa.PrimaryKeyConstraint("country", name=op.f("pk_location_rules")),
    )


def _pay_sheet() -> None:
    op.create_table(
        "pay_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("specialty", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("on_target", sa.Integer(), nullable=True),
        sa.Column("on_target_top", sa.Integer(), nullable=True),
        sa.Column("base_share", sa.Integer(), nullable=True),
        sa.Column("ramp", sa.JSON(), nullable=False),
        sa.Column("seasons", sa.JSON(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_pay_sheet_made_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_sheet")),
    )
    op.create_index("ix_pay_sheet_place", "pay_sheet", ["family", "title", "specialty", "country", "id"])


def _address_change() -> None:
    op.create_table(
        "address_change",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_address_change_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_address_change")),
    )
    op.create_index(op.f("ix_address_change_candidate_id"), "address_change", ["candidate_id"])


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False),
        sa.Column("erased_by", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidate.id"], name=op.f("fk_erasure_candidate_id_candidate")),
        sa.ForeignKeyConstraint(["erased_by"], ["account.id"], name=op.f("fk_erasure_erased_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index("ix_erasure_candidate", "erasure", ["candidate_id", "id"])


def _portal_link() -> None:
    op.create_table(
        "portal_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidate.id"], name=op.f("fk_portal_link_candidate_id_candidate"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_portal_link")),
    )
    op.create_index(op.f("ix_portal_link_candidate_id"), "portal_link", ["candidate_id"])


def _portal_session() -> None:
    op.create_table(
        "portal_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_portal_session_candidate_id_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_portal_session")),
    )
    op.create_index(op.f("ix_portal_session_candidate_id"), "portal_session", ["candidate_id"])


def _stage_brief() -> None:
    op.create_table(
        "stage_brief",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_ja", sa.Text(), server_default="", nullable=False),
        sa.Column("asks_for_deck", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("media_type", sa.String(length=100), server_default="", nullable=False),
        sa.Column("stored_as", sa.String(length=80), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_stage_brief_changed_by_account")),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_stage_brief_opening_id_opening"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("opening_id", "stage", name=op.f("pk_stage_brief")),
    )


def _candidate_file_text() -> None:
    op.create_table(
        "candidate_file_text",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["candidate_file.id"],
            name=op.f("fk_candidate_file_text_file_id_candidate_file"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_candidate_file_text")),
    )


def _adjustment_request() -> None:
    op.create_table(
        "adjustment_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("wants", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_adjustment_request_answered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_adjustment_request_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_request")),
    )
    op.create_index("ix_adjustment_request_application", "adjustment_request", ["application_id", "id"])


def _application_answer() -> None:
    op.create_table(
        "application_answer",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_answer_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "question", name=op.f("pk_application_answer")),
    )


def _growth_letter() -> None:
    op.create_table(
        "growth_letter",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("composed_at", UTCDateTime(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_growth_letter_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["edited_by"], ["account.id"], name=op.f("fk_growth_letter_edited_by_account")),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_growth_letter_sent_by_account")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_growth_letter")),
    )


def _portal_message() -> None:
    op.create_table(
        "portal_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_portal_message_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_portal_message_author_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_message")),
    )
    op.create_index("ix_portal_message_application", "portal_message", ["application_id", "id"])


def _requirement_claim() -> None:
    op.create_table(
        "requirement_claim",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_requirement_claim_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "requirement", name=op.f("pk_requirement_claim")),
    )


def _review_request() -> None:
    op.create_table(
        "review_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_review_request_answered_by_account")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_review_request_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
    )
    op.create_index("ix_review_request_application", "review_request", ["application_id", "id"])


def _stage_file() -> None:
    op.create_table(
        "stage_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(length=80), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_stage_file_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_file")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_stage_file_stored_as")),
    )
    op.create_index("ix_stage_file_application", "stage_file", ["application_id", "stage", "id"])


def _stage_survey() -> None:
    op.create_table(
        "stage_survey",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_stage_survey_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "stage", name=op.f("pk_stage_survey")),
    )


TABLES = (
    _privacy_notice,
    _location_rules,
    _pay_sheet,
    _address_change,
    _erasure,
    _portal_link,
    _portal_session,
    _stage_brief,
    _candidate_file_text,
    _adjustment_request,
    _application_answer,
    _growth_letter,
    _portal_message,
    _requirement_claim,
    _review_request,
    _stage_file,
    _stage_survey,
)
COLUMNS = {
    "adjustment": (sa.Column("extra_minutes", sa.Integer(), server_default="0", nullable=False),),
    "application": (
        sa.Column("came_by", sa.String(length=20), server_default="staff", nullable=False),
        sa.Column("referrer", sa.String(length=200), server_default="", nullable=False),
        sa.Column("links", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("consented_at", UTCDateTime(), nullable=True),
        sa.Column("pay_unlocked_at", UTCDateTime(), nullable=True),
    ),
    "candidate": (
        sa.Column("preferred_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("phone", sa.String(length=40), server_default="", nullable=False),
        sa.Column("country", sa.String(length=2), server_default="", nullable=False),
        sa.Column("joined_at", UTCDateTime(), nullable=True),
        sa.Column("legal_hold", sa.Text(), server_default="", nullable=False),
        sa.Column("held_at", UTCDateTime(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
    ),
    "candidate_file": (sa.Column("text_state", sa.String(length=20), server_default="none", nullable=False),),
    "opening": (
        sa.Column("country", sa.String(length=2), server_default="", nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
    ),
    "organisation": (
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("about_ja", sa.Text(), server_default="", nullable=False),
        sa.Column("writes_to", sa.String(length=254), server_default="", nullable=False),
        sa.Column("asks_surveys", sa.Boolean(), server_default=sa.true(), nullable=False),
    ),
}
# Columns that point at another table: table, column, name of the constraint, the other table.
REFERENCES = (
    ("application", "notice_id", "fk_application_notice_id_privacy_notice", "privacy_notice"),
    ("candidate", "same_as_id", "fk_candidate_same_as_id_candidate", "candidate"),
    ("candidate", "joined_by", "fk_candidate_joined_by_account", "account"),
    ("candidate", "held_by", "fk_candidate_held_by_account", "account"),
)


def upgrade() -> None:
    """Add the tables, and the columns without making any table anew."""
    for make in TABLES:
        make()
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column._copy())
    # Written out: nothing else adds a reference in place on SQLite, and PostgreSQL reads it as well.
    for table, column, name, other in REFERENCES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {other} (id)")
    op.create_index(op.f("ix_candidate_same_as_id"), "candidate", ["same_as_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_index(op.f("ix_candidate_same_as_id"), "candidate")
    for table, column, _name, _other in reversed(REFERENCES):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table, columns in reversed(COLUMNS.items()):
        for column in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.name}")
    for make in reversed(TABLES):
        op.drop_table(make.__name__.removeprefix("_"))
