"""The numbers for whoever watches: behind a token, from closed lists, and the same from whichever process is asked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from prometheus_client.parser import text_string_to_metric_families

from safeconduct.referrals.moves import State
from safeconduct.site import metrics
from tests.conftest import ConnectAs
from tests.referrals.envelopes import Envelopes

STANDINGS = {"confirmed", "held", "suspended"}
OF_EMERGENCIES = {"used", "waiting", "late", "reviewed_in_time", "not_justified"}


@pytest.fixture
def token(tmp_path: Path) -> Iterator[str]:
    """The node has a token for metrics."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "metrics").write_text("a-token")
    with override_settings(NODE_HOME=tmp_path):
        yield "a-token"


def asked(token: str, client: Client | None = None) -> str:
    answer = (client or Client()).get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "text/plain")
    return answer.content.decode()


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer another", "Basic a-token", "a-token", "Bearer é"]
)
def test_without_the_token_there_is_nothing(token: str, header: str) -> None:
    answer = Client().get("/metrics", headers={"Authorization": header})
    assert answer.status_code == 404
    assert b"safeconduct_" not in answer.content


@pytest.mark.django_db
def test_while_nobody_has_made_a_token_there_is_nothing(tmp_path: Path) -> None:
    with override_settings(NODE_HOME=tmp_path):
        assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_what_waits_is_counted_by_node(envelopes: Envelopes, token: str, connect_as: ConnectAs) -> None:
    envelopes.offer(envelopes.add(State.SENT))
    connect_as("owner").execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'look', 'failed')"
    )
    found = samples(asked(token))
    assert found["safeconduct_outbox_waiting", (("node", "be"),)] == 1
    assert 0 <= found["safeconduct_outbox_oldest_seconds", (("node", "be"),)] < 60
    assert found["safeconduct_jobs_failed", ()] == 1
    assert found["safeconduct_database_connections", ()] >= 2


USE = """
    INSERT INTO access.break_glass_use (case_id, member_id, sections, reason, at, until)
    SELECT gen_random_uuid(), m.id, '{safety}', 'person_here', now() - interval '%s days', now() - interval '%s days'
      FROM agencies.member m LIMIT 1
"""


def test_emergency_readings_are_counted_and_published_by_whole_months(
    envelopes: Envelopes, token: str, connect_as: ConnectAs
) -> None:
    owner = connect_as("owner")
    owner.execute((USE % (5, 5)).encode())
    found = samples(asked(token))
    assert [found["safeconduct_emergency_readings", (("standing", name),)] for name in ("used", "late")] == [
        1,
        1,
    ]
    owner.execute(
        b"UPDATE access.break_glass_use SET at = date_trunc('month', now()), until = date_trunc('month', now())"
    )
    assert "0 times" in Client().get("/emergency-readings/").content.decode(), "this month is not told yet"
    owner.execute(
        b"UPDATE access.break_glass_use SET at = at - interval '1 day', until = until - interval '1 day'"
    )
    assert "1 time<" in Client().get("/emergency-readings/").content.decode()


@pytest.mark.django_db
def test_each_request_is_counted_by_its_page_and_kind_of_answer(token: str) -> None:
    key = ("safeconduct_requests_total", (("page", "healthz"), ("process", "web"), ("status", "2xx")))
    before = samples(asked(token)).get(key, 0)
    Client().get("/healthz")
    assert samples(asked(token))[key] == before + 1


def names_of_pages(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of_pages(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else str(pattern.lookup_str)


def test_labels_come_from_closed_lists(envelopes: Envelopes, token: str) -> None:
    envelopes.offer(envelopes.add(State.SENT))
    client = Client()
    for path in (
        "/Ana-Pop/",
        "/referrals/R-ANAPOP/",
        "/?name=Ana+Pop",
        "/account/welcome/ana.pop@ro.example/",
    ):
        client.get(path)
    text = asked(token, client)
    assert "ana" not in text.lower()
    # The numbers are those of the process: another test may have asked its inbox.
    resolvers = (get_resolver(), get_resolver("safeconduct.site.urls_inbox"))
    pages = {metrics.NO_PAGE, *(name for one in resolvers for name in names_of_pages(one.url_patterns))}
    closed = {
        "process": {"web", "inbox"}, "page": pages, "status": set(metrics.STATUS), "node": {"be", "ro"},
        "standing": STANDINGS | OF_EMERGENCIES, "le": {*map(str, metrics.SECONDS), "+Inf"},
    }  # fmt: skip
    for name, labels in samples(text):
        for label, value in labels:
            assert value in closed[label], (name, label, value)


COUNTING = """
import sys
from safeconduct.site import metrics
metrics.REQUESTS.labels("web", "healthz", "2xx").inc(int(sys.argv[1]))
"""
ASKING = """
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
together = CollectorRegistry()
MultiProcessCollector(together)
print(generate_latest(together).decode())
"""


def test_what_several_processes_have_counted_is_added_up(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "safeconduct.site.settings"

    def python(program: str, *words: str) -> str:
        command = [sys.executable, "-c", program, *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    for number in (2, 3):
        python(COUNTING, str(number))
    key = ("safeconduct_requests_total", (("page", "healthz"), ("process", "web"), ("status", "2xx")))
    assert samples(python(ASKING))[key] == 5


def test_whatever_is_asked_is_counted() -> None:
    assert settings.MIDDLEWARE[0] == "safeconduct.site.metrics.Counted"
