"""Numbers for whoever watches the machine, in the text format of Prometheus: how many, how fast, how long it waits.

Labels come from closed lists: our processes, names of our own pages, classes of answers, names of other nodes. None
says anything about a member, an agency, a case or a person. With several processes of pages each writes what it counts
into a file of its own in `metrics/` of the node's folder, the inbox too, and whichever is asked adds all of them up.
"""

import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from safeconduct.access.emergency import numbers

TOKEN = "metrics"  # noqa: S105 - the name of a secret
"""In `secrets/` of the node: what a caller must bring. `./run doctor --metrics-token` makes and shows it."""
NO_PAGE = "none"
"""In the place of a page's name where the address leads nowhere."""
STATUS = ("1xx", "2xx", "3xx", "4xx", "5xx")
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

OWN = CollectorRegistry()
REQUESTS = Counter(
    "safeconduct_requests",
    "Requests by page and class of answer",
    ["process", "page", "status"],
    registry=OWN,
)
DURATION = Histogram(
    "safeconduct_request_seconds", "How long answers took", ["process"], buckets=SECONDS, registry=OWN
)


class Counted:
    """Counts each request and its time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, and count what came back."""
        begun = time.perf_counter()
        response = self.get_response(request)
        DURATION.labels(settings.PROCESS).observe(time.perf_counter() - begun)
        REQUESTS.labels(settings.PROCESS, page_of(request), f"{response.status_code // 100}xx").inc()
        return response


def page_of(request: HttpRequest) -> str:
    """The name of the page that answered, as our list of addresses has it; never a part of the address."""
    match = request.resolver_match
    return match.view_name if match is not None and match.url_name else NO_PAGE


def metrics(request: HttpRequest) -> HttpResponse:
    """All numbers, for whoever brings the token; for anybody else there is nothing here."""
    if not _is_known(request):
        raise Http404
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _is_known(request: HttpRequest) -> bool:
    kind, _, brought = request.headers.get("Authorization", "").partition(" ")
    token = _token()
    return bool(token) and kind.lower() == "bearer" and hmac.compare_digest(brought.encode(), token.encode())


def _token() -> str:
    """Read at each request, so that a new one needs no new start; "" while nobody has asked for one."""
    if settings.NODE_HOME is None:
        return ""
    try:
        return str((settings.NODE_HOME / "secrets" / TOKEN).read_text())
    except OSError:
        return ""


def _registry() -> CollectorRegistry:
    together = CollectorRegistry()
    together.register(Pulse())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # it registers itself
    else:
        together.register(_Counts())
    return together


class _Counts(Collector):
    """What this process alone has counted."""

    def collect(self) -> Iterator[Any]:
        """As its registry has it."""
        yield from OWN.collect()


class Pulse(Collector):
    """What the database knows: the same whichever process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One look at it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT site.pulse()")
            row = cursor.fetchone()
        assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
        found: dict[str, Any] = json.loads(row[0])
        waiting = _gauge("outbox_waiting", "Messages that wait to go, by node", ["node"])
        oldest = _gauge("outbox_oldest_seconds", "How long the oldest of them has waited, by node", ["node"])
        for node, (number, seconds) in found["waiting"].items():
            waiting.add_metric([node], number)
            oldest.add_metric([node], seconds)
        peers = _gauge("nodes", "Other nodes, by how they stand", ["standing"])
        for standing, number in found["nodes"].items():
            peers.add_metric([standing], number)
        yield from (waiting, oldest, peers)
        emergencies = _gauge(
            "emergency_readings",
            "Emergency readings of the last twelve months, by how they stand",
            ["standing"],
        )
        for standing, number in asdict(numbers()).items():
            emergencies.add_metric([standing], number)
        yield emergencies
        for name, what in SINGLE.items():
            if found[name] is not None:
                yield _gauge(name, what, value=found[name])


SINGLE = {
    "not_caught_up": "Nodes with which the numbers of messages are not agreed on after a restore, ours or theirs",
    "set_aside": "Messages of the last thirty days that were not believed",
    "jobs_failed": "Jobs that failed in the last seven days",
    "clock_lag_seconds": "How long ago the clock has looked for what is due",
    "workers": "Workers that were heard of in the last 90 seconds",
    "database_connections": "Connections to the node's database",
}


def _gauge(
    name: str, what: str, labels: list[str] | None = None, value: float | None = None
) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"safeconduct_{name}", what, labels=labels, value=value)
