"""For whoever watches the desk: is the process there, and can the desk work?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ExpressionWrapper, F, fields
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from claims.models import Pulse

OLD = timedelta(seconds=120)
PULSES = ("beat", "sweep")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"process": "up"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Each part with what was found; 503 as soon as one is not as it has to be."""
    parts: list[tuple[bool, dict[str, Any]]] = [_asked(look) for look in (_database, _migrations, _pulses)]
    ready = all(fine for fine, _ in parts)
    found = {name: value for _, part in parts for name, value in part.items()}
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def _asked(look: Callable[[], tuple[bool, dict[str, Any]]]) -> tuple[bool, dict[str, Any]]:
    """What `look` found; the reason why it could not is for the log of the database, not for strangers."""
    try:
        return look()
    except DatabaseError:
        return False, {look.__name__.strip("_"): "no answer"}


def _database() -> tuple[bool, dict[str, Any]]:
    """A real write, taken back: a read-only standby answers everything else."""
    try:
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '5s'")
            Pulse.objects.update_or_create(name="ready", defaults={"at": Now()})
            transaction.set_rollback(True)
    except DatabaseError:
        return False, {"database": "not writable"}
    return True, {"database": "writable"}


def _migrations() -> tuple[bool, dict[str, Any]]:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return not missing, {"migrations": f"{missing} missing" if missing else "applied"}


def _pulses() -> tuple[bool, dict[str, Any]]:
    age = ExpressionWrapper(Now() - F("at"), output_field=fields.DurationField())
    ages = dict(Pulse.objects.filter(name__in=PULSES).values_list("name", age))
    seconds = {name: round(ages[name].total_seconds()) if name in ages else None for name in PULSES}
    return all(name in ages and ages[name] < OLD for name in PULSES), {
        name: {"seconds_ago": value} for name, value in seconds.items()
    }
