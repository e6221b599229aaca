"""The migrations make exactly the tables of the models, and take them all away again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import CheckConstraint, MetaData, NullPool, Table, create_engine, inspect, make_url, select, text

from app.database import Base, db
from app.factory import create_app
from app.services.database import migrate_to
from tests.databases import settings_for

OWN_DATABASE = "rung_migrations"


@pytest.fixture
def empty(app: Flask, tmp_path: Path):
    """An application on a database of its own without any table."""
    url = make_url(app.config["RUNG"].database_url)
    if url.drivername.startswith("sqlite"):
        made = create_app(settings_for(f"sqlite:///{tmp_path}/empty.sqlite", tmp_path))
        with made.app_context():
            yield made
            db.engine.dispose()
        return
    server = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    own = url.set(database=f"{url.database}_{OWN_DATABASE}")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {own.database}"))
        connection.execute(text(f"CREATE DATABASE {own.database}"))
    made = create_app(settings_for(own.render_as_string(hide_password=False), tmp_path))
    with made.app_context():
        yield made
        db.engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {own.database}"))


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def leftovers() -> list[str]:
    """What beside tables a database holds: triggers, and functions of ours."""
    if db.engine.dialect.name == "sqlite":
        statement = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        statement = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION SELECT proname FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
        )
    with db.engine.connect() as connection:
        return list(connection.execute(text(statement)).scalars())


def test_an_empty_database_gets_the_tables_of_the_models_and_nothing_else(empty):
    migrate_to()

    assert tables() == {*Base.metadata.tables, "alembic_version"}


def test_columns_types_keys_and_indexes_equal_the_models(empty):
    migrate_to()

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_check_constraints_and_deletion_rules_equal_the_models(empty):
    migrate_to()
    found = inspect(db.engine)

    for table in Base.metadata.sorted_tables:
        wanted = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}
        assert {rule["name"] for rule in found.get_check_constraints(table.name)} == wanted
        rules = {
            (key["constrained_columns"][0], key["options"].get("ondelete"))
            for key in found.get_foreign_keys(table.name)
        }
        assert rules == {(key.parent.name, key.ondelete) for key in table.foreign_keys}


def test_the_way_down_leaves_nothing_and_the_way_up_can_be_gone_again(empty):
    migrate_to()

    migrate_to("base")

    assert tables() == {"alembic_version"}
    assert leftovers() == []
    migrate_to()
    assert tables() == {*Base.metadata.tables, "alembic_version"}


def test_bringing_tables_up_to_date_twice_changes_nothing(empty):
    migrate_to()
    before = leftovers()

    migrate_to()

    assert leftovers() == before
    assert before != []


FILL = {bool: True, datetime: datetime(2030, 1, 1, tzinfo=UTC), int: 1, str: "x"}


def put(table: str, **values: object) -> None:
    """Add a row to a table as it is at this revision; what is not given is filled in by its type."""
    with db.engine.begin() as connection:
        columns = Table(table, MetaData(), autoload_with=connection)
        needed = {c.name: c.type.python_type for c in columns.columns if not c.nullable and c.name not in values}
        filled = {name: FILL[kind] for name, kind in needed.items()}
        connection.execute(columns.insert().values(filled | values))


def test_every_step_up_and_down_keeps_what_is_in_the_tables(empty):
    migrate_to("0001")
    put("account")
    put("content_version")
    put("opening")
    put("opening_member", part="recruiter")
    put("candidate")
    put("application")
    put("interview", ends_at=datetime(2030, 1, 1, 1, tzinfo=UTC))
    put("seat")

    migrate_to()
    downgrade(revision="0001")

    with db.engine.connect() as connection:
        members = connection.execute(text("SELECT opening_id, account_id, part FROM opening_member")).all()
        seats = connection.execute(text("SELECT interview_id, account_id FROM seat")).all()
    assert members == [(1, 1, "recruiter")]
    assert seats == [(1, 1)]


def put_published(kind: str, *, body: str = "{}", note: str | None = None) -> None:
    """A version as revision 0009 has it; with a note, the audit trail tells who published it."""
    digest = kind[0] * 64
    put("content_version", digest=digest, kind=kind, key=kind, number=1, body=body)
    if note is not None:
        data = {"kind": kind, "digest": digest, "note": note}
        put("audit_entry", id=1, actor_id=1, action="content.published", data=data)


def test_versions_learn_from_the_audit_trail_who_published_them_and_from_themselves_what_they_name(empty):
    migrate_to("0009")
    put("account")
    put_published("family", note="A shorter name.")
    put_published("crosswalk", body='{"ladder": "sellers", "family": "selling"}')

    migrate_to("0010")
    downgrade(revision="0009")
    migrate_to("0010")

    with db.engine.connect() as connection:
        columns = Table("content_version", MetaData(), autoload_with=connection).columns
        wanted = [columns[name] for name in ("kind", "published_by", "note", "points_at")]
        found = connection.execute(select(*wanted).order_by(columns["kind"])).all()
    assert found == [
        ("crosswalk", None, "", {"ladder": "sellers", "family": "selling"}),
        ("family", 1, "A shorter name.", {}),
    ]
