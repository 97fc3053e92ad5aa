"""Health pages and what every answer carries."""

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

INBOX = pytest.mark.urls("safeconduct.site.urls_inbox")


@pytest.fixture
def client() -> Client:
    return Client()


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"healthy": True}


@pytest.mark.django_db
def test_a_migrated_node_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@INBOX
@pytest.mark.django_db
def test_the_inbox_has_the_health_pages_too(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "plan, reason",
    [([("a", "migration")], "migrations_waiting"), (OperationalError("gone"), "database_unreachable")],
)
def test_a_node_that_cannot_serve_says_why(
    client: Client, monkeypatch: pytest.MonkeyPatch, plan: object, reason: str
) -> None:
    def planned(*_: object) -> object:
        if isinstance(plan, Exception):
            raise plan
        return plan

    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", planned)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reason": reason})


@pytest.mark.parametrize(
    "name, value",
    [
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ],
)
@pytest.mark.parametrize("path", ["/healthz", "/nowhere"])
def test_every_answer_stays_here(client: Client, path: str, name: str, value: str) -> None:
    assert client.get(path).headers[name] == value


def test_nothing_is_loaded_unless_it_is_named(client: Client) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_foreign_host_name_is_refused(client: Client) -> None:
    assert client.get("/nowhere", headers={"host": "evil.example"}).status_code in (400, 404)
    assert settings.ALLOWED_HOSTS == ["localhost", ".localhost", "127.0.0.1", "testserver"]


def test_cookies_belong_to_this_node_and_to_no_script() -> None:
    assert settings.SESSION_COOKIE_NAME == "__Host-ro_session"
    assert settings.CSRF_COOKIE_NAME == "__Host-ro_csrf"
    assert (settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE) == (True, True)
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Strict")


def test_nothing_is_ever_debugged_in_the_open() -> None:
    assert settings.DEBUG is False
