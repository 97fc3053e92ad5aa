"""What every answer carries: pages, parts, files, the API, the inbox and whatever goes wrong in any of them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from safeconduct.site import settings as declared
from tests.site.people import People, confirm, with_app

A_YEAR = 31_536_000
HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": None,  # frame-ancestors says it
    "Server": None,
    "X-Powered-By": None,
    "Access-Control-Allow-Origin": None,
    "Strict-Transport-Security": f"max-age={A_YEAR}; includeSubDomains",
}
NAMED = (
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
)
FILE = "/static/site/mark.svg"


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a fault in it."""
    raise RuntimeError("Invented")


urlpatterns = [path("broken", broken)]
handler400 = "safeconduct.exchange.pages.not_understood"
handler500 = "safeconduct.exchange.pages.broken"


@pytest.fixture
def visitor() -> Client:
    """Somebody at the pages, over TLS; a fault becomes an answer."""
    return Client(raise_request_exception=False)


def is_whole(answer: Any, *, is_file: bool = False) -> None:
    """The answer carries everything, and may be kept by nobody unless it is one of our own files."""
    said = {name: answer.headers.get(name) for name in HEADERS}
    assert said == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert [part for part in NAMED if part not in policy] == []
    assert "unsafe" not in policy
    assert "*" not in policy
    assert ("no-store" in answer.headers["Cache-Control"]) is not is_file
    assert answer.headers["Content-Type"].partition(";")[0] != "" or not answer.content


PAGES = {
    "/account/sign-in/": 200, "/": 302, "/healthz": 200, "/nowhere": 404, "/metrics": 404, "/sign-out/": 405,
    "/account/welcome/unknown/": 410, "/account/mails/off/unknown/": 404, "/neutral/": 200, "/sign-in/": 404,
    "/api/v1/me": 401, "/api/v1/nowhere": 404, "/api/v1/openapi.json": 200, "/static/nothing.css": 404,
    "/account/sign-in/passkey/": 302, "/people/new/nothing.css": 404,
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address, status", PAGES.items())
def test_an_answer_to_anybody_carries_everything(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address, secure=True)
    assert answer.status_code == status
    is_whole(answer)


def test_an_answer_to_a_member_and_a_part_of_a_page_do_too(
    visitor: Client, ana: UUID, people: People
) -> None:
    with_app(visitor)
    confirm(visitor)
    for address in ("/", "/account/", "/account/software/new/", "/find/", "/people/new/", f"/people/{ana}/"):
        is_whole(visitor.get(address, secure=True))
        is_whole(visitor.get(address, secure=True, headers={"HX-Request": "true"}))
    is_whole(visitor.post("/people/new/", {}, secure=True))


def test_our_own_files_may_be_kept_and_belong_to_no_other_origin(visitor: Client) -> None:
    answer = visitor.get(FILE, secure=True)
    assert answer.status_code == 200
    assert b"<svg" in answer.getvalue()
    is_whole(answer, is_file=True)


@pytest.mark.urls("tests.site.test_headers")
@pytest.mark.parametrize("headers", [{}, {"host": "evil.example"}])
def test_a_fault_and_a_foreign_host_are_answered_with_everything_and_say_nothing(
    visitor: Client, headers: dict[str, str]
) -> None:
    answer = visitor.get("/broken", secure=True, headers=headers)
    assert answer.status_code == (400 if headers else 500)
    is_whole(answer)
    assert b"Invented" not in answer.content
    assert b"Traceback" not in answer.content
    assert b"evil.example" not in answer.content


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
@pytest.mark.django_db
def test_a_method_that_no_page_knows_is_refused(visitor: Client, method: str) -> None:
    for address in ("/account/sign-in/", "/api/v1/me", FILE):
        answer = visitor.generic(method, address, secure=True)
        assert answer.status_code == 405
        is_whole(answer)


# --- The inbox ----------------------------------------------------------------------------------------------------


@pytest.fixture
def inbox() -> Iterator[Client]:
    """A node at the inbox process: its list of addresses, and nothing of the pages before it."""
    # Not counted: the numbers of this process are those of its pages.
    everywhere = [one for one in declared._EVERYWHERE if not one.endswith("Counted")]
    middleware = [*everywhere, declared._METHODS, declared._ALLAUTH]
    with override_settings(MIDDLEWARE=middleware, ROOT_URLCONF="safeconduct.site.urls_inbox"):
        yield Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "method, address, status",
    [
        ("GET", "/healthz", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/messages", 405),
        ("TRACE", "/messages", 405),
    ],
)
def test_the_inbox_answers_with_everything(inbox: Client, method: str, address: str, status: int) -> None:
    answer = inbox.generic(method, address, secure=True)
    assert answer.status_code == status
    is_whole(answer)
    assert not answer.cookies
    assert b"<html" not in answer.content


@pytest.mark.django_db
def test_a_fault_at_the_inbox_is_a_problem_without_a_word_of_what_was_sent(
    inbox: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Invented")

    monkeypatch.setattr("safeconduct.exchange.pages._wait", fail)
    answer = inbox.get("/card", secure=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert b"Invented" not in answer.content
    is_whole(answer)


@pytest.mark.django_db
def test_a_length_that_is_no_number_is_no_fault_of_ours(inbox: Client) -> None:
    answer = inbox.post(
        "/messages", b"", content_type="application/json", headers={"content-length": "many"}, secure=True
    )
    assert answer.status_code in (400, 401, 503)


# --- Cookies ------------------------------------------------------------------------------------------------------


def test_every_cookie_is_bound_to_this_host_and_to_no_script(visitor: Client, ana: UUID) -> None:
    visitor.get("/account/sign-in/", secure=True)
    visitor.post("/theme/", {"theme": "dark"}, secure=True)
    visitor.post("/language/", {"language": "ro"}, secure=True)
    with_app(visitor)
    assert len(visitor.cookies) == 4
    for name, cookie in visitor.cookies.items():
        assert name.startswith("__Host-ro_")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict"), name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


def test_a_form_without_its_mark_changes_nothing(ana: UUID) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/account/sign-in/", "/account/software/new/", "/sign-out/", "/people/new/", "/theme/"):
        assert strict.post(address, {"theme": "dark"}).status_code == 403, address
    assert "__Host-ro_theme" not in strict.cookies


def test_behind_no_proxy_nobody_says_by_a_header_that_they_came_over_tls(visitor: Client) -> None:
    answer = visitor.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    assert "Strict-Transport-Security" not in answer.headers
