"""Log lines: JSON, and no personal data however it got there."""

import json
import logging
import sys
from uuid import UUID

from django.test import RequestFactory
from django.urls import resolve

from safeconduct.site.logs import JsonLines


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("safeconduct", logging.ERROR, "file", 1, "sent %s", ("m-1",), None)
    record.__dict__.update(extra)
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_a_line_is_one_json_object() -> None:
    written = line()
    assert (written["level"], written["logger"], written["message"]) == ("error", "safeconduct", "sent m-1")


def test_a_request_leaves_method_and_path_only() -> None:
    request = RequestFactory().post("/cases?name=Invented", {"name": "Invented"})
    request.resolver_match = resolve("/lists/")
    assert line(request=request, status_code=403)["message"] == "POST /lists/"
    assert "Invented" not in json.dumps(line(request=request))


def test_an_address_that_somebody_made_up_or_was_sent_stays_out() -> None:
    request = RequestFactory().get("/people/Invented%0A{}")
    assert line(request=request)["message"] == "GET (no page of ours)"
    link = "/account/welcome/a-link-that-opens-something/"
    request = RequestFactory().get(link)
    request.resolver_match = resolve(link)
    assert line(request=request)["message"] == "GET /account/welcome/<str:token>/"
    person = f"/people/{UUID(int=7)}/"
    request.resolver_match = resolve(person)
    assert line(request=request)["message"] == f"GET {person}"


def test_a_line_says_which_peer_and_why_and_nothing_that_is_not_listed() -> None:
    written = line(peer="be", why="expired", given_name="Invented", password="Invented")
    assert (written["peer"], written["why"]) == ("be", "expired")
    assert "Invented" not in json.dumps(written)


def test_no_line_can_be_forged_into_two() -> None:
    record = logging.LogRecord("a", logging.ERROR, "f", 1, "sent\n%s", ('{"level": "info"}\r\n',), None)
    assert len(JsonLines().format(record).splitlines()) == 1


def test_the_text_of_an_exception_stays_out() -> None:
    try:
        raise ValueError("Key (name)=(Invented) already exists")
    except ValueError:
        written = line(exc_info=sys.exc_info())
    assert written["fault"] == "ValueError"
    assert "Invented" not in json.dumps(written)
    assert "test_logs.py" in str(written["where"])
