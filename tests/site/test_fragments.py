"""A part of a page that refreshes itself never gets a whole page."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from safeconduct.site.middleware import Fragments


def answered(response: HttpResponse, **headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return response

    return Fragments(view)(RequestFactory().get("/somewhere/", headers=headers))


def test_a_redirect_is_followed_by_the_whole_page() -> None:
    answer = answered(HttpResponseRedirect("/sign-in/?next=/"), **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/sign-in/?next=/")


@pytest.mark.django_db
def test_a_sign_in_that_has_ended_is_said_in_the_place_of_the_part() -> None:
    address = "http://testserver/referrals/RO-7F3K-9Q2X/"
    answer = Client().get(
        "/referrals/RO-7F3K-9Q2X/progress/", headers={"HX-Request": "true", "HX-Current-URL": address}
    )
    assert answer.status_code == 401
    assert b"<html" not in answer.content
    assert b"hx-trigger" not in answer.content
    assert b'href="/referrals/RO-7F3K-9Q2X/"' in answer.content


def test_nobody_is_led_elsewhere_by_the_name_of_the_page() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/x"}
    answer = Client().get("/referrals/RO-7F3K-9Q2X/progress/", headers=headers)
    assert b'href="/"' in answer.content


@pytest.mark.parametrize("status", [403, 404, 409, 500, 503])
def test_a_refusal_or_a_fault_leaves_what_stands(status: int) -> None:
    assert answered(HttpResponse(status=status), **{"HX-Request": "true"}).headers["HX-Reswap"] == "none"


@pytest.mark.parametrize("status", [200, 422])
def test_a_part_and_a_form_to_be_looked_at_again_take_their_place(status: int) -> None:
    assert "HX-Reswap" not in answered(HttpResponse(status=status), **{"HX-Request": "true"}).headers


def test_a_browser_without_scripts_is_answered_as_ever() -> None:
    answer = answered(HttpResponseRedirect("/sign-in/"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")


def test_only_our_own_lines_may_turn_text_into_a_part_of_the_page() -> None:
    policy = Client().get("/healthz").headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types safeconduct" in policy
