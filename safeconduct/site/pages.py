"""Pages for the operator: is the process alive, and can it serve; and a number for everybody."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from safeconduct.access.emergency import published


def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"healthy": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """The database is reachable and no migration is waiting; else 503 with the reason as a code."""
    try:
        reason = "migrations_waiting" if _migrations_wait() else None
    except DatabaseError:
        reason = "database_unreachable"
    if reason is not None:
        return JsonResponse({"ready": False, "reason": reason}, status=503)
    return JsonResponse({"ready": True})


def emergency_readings(request: HttpRequest) -> HttpResponse:
    """How often files were read in an emergency at this node: for everybody, and for nobody's address in particular."""
    return render(request, "site/emergency_readings.html", {"count": published()})


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
