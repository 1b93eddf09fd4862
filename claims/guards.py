"""The rights of the app's role: it owns nothing, and the record it may only read and add to."""

from django.apps import apps
from django.db import connection, transaction

READ_AND_ADD = (
    "Raw", "Revision", "Passage", "Event", "SignOff", "Publication", "LogEntry", "Weighing", "WeighingUse", "Tried",
)  # fmt: skip
NO_DELETE = (
    "Claim", "Evidence", "Mention", "Article", "ApiToken", "Story", "StoryArticle",
    "Suggestion", "LostDraft",
)  # fmt: skip
COLUMNS = {  # read, add, and change these columns
    "Verdict": ("standing",),
    "Anchoring": ("decision", "decided_by_id", "decided_at"),
    "NameProposal": ("accepted", "decided_by_id", "decided_at"),
    "Contact": ("answer", "answered_at", "closed_at"),
    "Conflict": ("settled_by_id", "settled_at", "settled_because"),
    "Comment": ("resolved_by_id", "resolved_at"),
    "Notification": ("read_at", "mailed_at"),
    "BlindVerdict": ("by_id", "rating_id", "rationale", "given_at", "settled_by_id", "settled_note", "settled_at"),
    "Retraction": ("confirmed_by_id", "confirmed_at", "declined_by_id", "declined_at"),
}


@transaction.atomic  # a desk at work never sees the moment without rights
def grant(role: str) -> None:
    """Run by the owner after each migration; safe to run again."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        there = set(connection.introspection.table_names(cursor))  # fewer when migrated to an earlier state
        for table, rights in table_rights().items():
            if table in there:
                cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {name}")


def table_rights() -> dict[str, str]:
    models = {model._meta.db_table: _rights(model.__name__) for model in apps.get_models(include_auto_created=True)}
    return models | {"claims_edge": "SELECT", "django_migrations": "SELECT"}


def _rights(model: str) -> str:
    if model in READ_AND_ADD:
        return "SELECT, INSERT"
    if model in COLUMNS:
        return f"SELECT, INSERT, UPDATE ({', '.join(COLUMNS[model])})"
    return "SELECT, INSERT, UPDATE" if model in NO_DELETE else "SELECT, INSERT, UPDATE, DELETE"


def owned_tables() -> list[str]:
    """The guarded tables that the role now connected owns, or may empty: their record is not safe from it."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__name__ in READ_AND_ADD]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r'"
            " AND (pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE'))",
            [tables],
        )
        return [row[0] for row in cursor.fetchall()]
