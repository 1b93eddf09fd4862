"""Real servers for a test run: one PostgreSQL, one Valkey, and desks of separate processes on them."""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections
from psycopg import sql

from factcheck import env
from factcheck.local import places
from factcheck.local.postgres import Postgres
from factcheck.local.valkey import Valkey

TEMPLATE = "factcheck_template"
TEST = "factcheck_test"
PASSWORD = "only-for-tests"

# The rows that migrations and `seed` made, kept beside the tables that tests empty.
KEEP = """
DO $$ DECLARE name text; filled boolean; BEGIN
  CREATE SCHEMA reference;
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE reference.%1$I AS TABLE public.%1$I', name); END IF;
  END LOOP;
END $$
"""
EMPTY = """
DO $$ DECLARE names text; BEGIN
  SELECT string_agg(oid::regclass::text, ', ') INTO names
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r';
  EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY CASCADE';
END $$
"""
RELOAD = """
DO $$ DECLARE name text; columns text; numbered text; BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'reference'::regnamespace LOOP
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
      WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM reference.%1$I',
      name, columns);
    FOR numbered IN SELECT attname FROM pg_attribute
        WHERE attrelid = format('public.%I', name)::regclass AND attidentity <> '' LOOP
      EXECUTE format('SELECT setval(pg_get_serial_sequence(%1$L, %2$L), max(%2$I)) FROM public.%3$I',
        'public.' || quote_ident(name), numbered, name);
    END LOOP;
  END LOOP;
END $$
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Services:
    """Started when a test first needs them; the places are known before, so that nothing reaches a real desk."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="factcheck-test-", dir="/tmp"))
        self.home.chmod(0o711)
        os.environ["FACTCHECK_VAR"] = str(self.home)
        self.postgres = Postgres(
            self.home / "postgres", places.make_sockets() / "postgres", durable=False, port=free_port()
        )
        self.valkey = Valkey(places.valkey_socket(), self.home / "valkey.log", port=free_port())

    @cached_property
    def started(self) -> bool:
        self.valkey.start()
        self.postgres.start()
        self._make_template()
        self.make_database(TEST)
        connect_to(self.app_url(TEST))
        return True

    def stop(self) -> None:
        self.postgres.stop()
        self.valkey.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def app_url(self, database: str) -> str:
        return self.postgres.url(places.APP, database)

    def broker_url(self, number: int = 0) -> str:
        return f"redis+socket://{self.valkey.path}?virtual_host={number}"

    def make_database(self, name: str) -> None:
        """A migrated and seeded database, copied whole."""
        self.postgres.prepare(name, template=TEMPLATE)

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.postgres.superuser_url(), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def superuser(self, database: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.postgres.superuser_url(database))

    def empty(self, database: str) -> None:
        """Back to what migrations and `seed` made. Triggers and rights forbid it to everyone but the superuser."""
        with self.superuser(database) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("SET lock_timeout = '10s'")
            connection.execute(EMPTY)
            connection.execute(RELOAD)

    def _make_template(self) -> None:
        self.postgres.prepare(TEMPLATE)
        settings.DATABASE_OWNER_URL = self.postgres.url(places.OWNER, TEMPLATE)
        connect_to(self.app_url(TEMPLATE))
        call_command("migrate", verbosity=0)
        connect_to(self.app_url(TEMPLATE))
        if "seed" in get_commands():
            call_command("seed", verbosity=0)
        connections["default"].close()
        with self.superuser(TEMPLATE) as connection:
            connection.execute(KEEP)
            for role in (places.OWNER, places.APP):
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(PASSWORD))
                )


def connect_to(url: str) -> None:
    """Point Django's connection, in every thread, at another database; without the pool, which outlives databases."""
    connection = connections["default"]
    connection.close()
    connection.settings_dict.update(env.database(url))


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    before = dict(connections["default"].settings_dict)
    connect_to(url)
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update(before)


def new_name(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(4)}"
