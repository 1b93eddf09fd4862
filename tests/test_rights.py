"""The app's role owns nothing, and the record it may only read and add to."""

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from claims import guards
from claims.checks import record_is_guarded
from factcheck.local import places
from tests.services import TEST, Services, connected_to

pytestmark = pytest.mark.django_db
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def ask(sql: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE extra (id int)",
        "CREATE SCHEMA extra",
        "CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE claims_event",
        "ALTER TABLE claims_event ADD COLUMN extra int",
        "ALTER TABLE claims_event OWNER TO factcheck_app",
        "ALTER TABLE claims_event DISABLE TRIGGER ALL",
        "ALTER TABLE claims_verdict DISABLE TRIGGER walks",
        "ALTER TABLE claims_verdict DROP CONSTRAINT verdict_has_rationale",
        "DROP TRIGGER kept ON claims_revision",
        "CREATE TRIGGER mine BEFORE INSERT ON claims_event FOR EACH ROW EXECUTE FUNCTION desk_refuse()",
        "CREATE OR REPLACE FUNCTION desk_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DROP FUNCTION desk_refuse() CASCADE",
        "DROP INDEX one_open_verdict",
        "SET session_replication_role = replica",
        "SET ROLE factcheck_owner",
        "SET SESSION AUTHORIZATION factcheck_owner",
        "GRANT ALL ON claims_event TO factcheck_app; UPDATE claims_event SET note = 'x'",  # the grant only warns
        "GRANT factcheck_owner TO factcheck_app",
        "INSERT INTO claims_edge VALUES ('queued', 'published')",
        "DELETE FROM claims_edge",
        "DELETE FROM django_migrations",
        "COPY claims_event TO PROGRAM 'true'",
        "LOCK TABLE claims_event IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_the_app_s_role_is_refused(sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied|must be|denied to"), transaction.atomic():
        execute(sql)


def test_the_app_s_role_owns_nothing_and_is_a_plain_one() -> None:
    owned = "SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')"
    assert ask(owned) == []
    functions = "SELECT proname FROM pg_proc WHERE proname LIKE 'desk_%%' AND pg_has_role(proowner, 'MEMBER')"
    assert ask(functions) == []
    special = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreatedb OR rolcreaterole"
    assert ask(special + " OR rolreplication OR rolbypassrls)") == []
    assert ask("SELECT has_schema_privilege('public', 'CREATE')") == [False]


def test_the_rights_on_every_table_are_those_written_down() -> None:
    tables = ask("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    written = guards.table_rights() | {"claims_edge": "SELECT", "django_migrations": "SELECT"}
    assert set(tables) == set(written)
    assert {table: rights_on(table) for table in tables} == {
        table: {right.strip() for right in rights.split("(")[0].split(",")} - ({"UPDATE"} if "(" in rights else set())
        for table, rights in written.items()
    }


def rights_on(table: str) -> set[str]:
    return {right for right in RIGHTS if ask("SELECT has_table_privilege(%s, %s)", table, right) == [True]}


@pytest.mark.parametrize("model", guards.COLUMNS)
def test_of_these_tables_only_the_named_columns_may_be_changed(model: str) -> None:
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    table = apps.get_model("claims", model)._meta.db_table
    may = ask(columns + " AND has_column_privilege(attrelid, attnum, 'UPDATE')", table)
    assert sorted(may) == sorted(guards.COLUMNS[model])


def test_the_app_s_role_guards_the_record_from_itself() -> None:
    assert record_is_guarded(databases=["default"]) == []
    assert record_is_guarded(databases=None) == []


@pytest.mark.django_db(transaction=True)
def test_a_desk_that_works_as_the_owner_is_warned(services: Services) -> None:
    with connected_to(services.postgres.url(places.OWNER, TEST)):
        warned = record_is_guarded(databases=["default"])
    assert [message.id for message in warned] == ["claims.W001"]
    assert "claims_event" in warned[0].msg
    assert "claims_revision" in warned[0].msg
