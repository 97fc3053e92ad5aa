"""A lost database is said, and what was typed comes back in the page."""

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import RequestFactory

from safeconduct.site.faults import broken

FIELDS = {"wish": "A room <b>near</b> a nursery", "needs": ["safety", "housing"], "csrfmiddlewaretoken": "x"}


def lost(request: HttpRequest, error: type[Exception] = OperationalError) -> tuple[int, str]:
    """What the handler answers while this error is being handled."""
    try:
        raise error("server closed the connection unexpectedly")
    except error:
        answer = broken(request)
    return answer.status_code, answer.content.decode()


def test_what_was_typed_stands_in_the_page_to_be_sent_again() -> None:
    request = RequestFactory().post("/people/1/sections/needs/", FIELDS, HTTP_ORIGIN="http://testserver")
    status, page = lost(request)
    assert status == 503
    assert "Nothing was changed and nothing was sent" in page
    assert 'name="wish" value="A room &lt;b&gt;near&lt;/b&gt; a nursery"' in page
    assert page.count('name="needs"') == 2
    assert 'name="csrfmiddlewaretoken" value="x"' not in page
    assert 'action="/people/1/sections/needs/"' in page


def test_a_form_of_another_site_is_not_kept() -> None:
    request = RequestFactory().post("/people/1/sections/needs/", FIELDS, HTTP_ORIGIN="http://evil.example")
    _status, page = lost(request)
    assert "nursery" not in page


def test_the_page_says_nothing_of_the_fault_itself() -> None:
    _status, page = lost(RequestFactory().get("/"))
    assert "server closed" not in page
    assert "Try again" in page


@pytest.mark.parametrize("error", [ValueError, KeyError])
def test_any_other_fault_is_a_500_in_our_frame(error: type[Exception]) -> None:
    status, page = lost(RequestFactory().get("/"), error)
    assert status == 500
    assert "Something broke here" in page
    assert "database" not in page
