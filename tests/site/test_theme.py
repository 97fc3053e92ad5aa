"""Light, dark or as the device: chosen without a script."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark", "device"])
def test_a_chosen_theme_is_kept_and_the_page_shown_again(theme: str) -> None:
    answer = Client().post("/theme/", {"theme": theme, "next": "/find/?reference="})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/find/?reference=")
    cookie = answer.cookies[settings.THEME_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Strict")


def test_an_unknown_theme_changes_nothing() -> None:
    assert settings.THEME_COOKIE_NAME not in Client().post("/theme/", {"theme": "pink"}).cookies


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "foo"])
def test_nobody_is_sent_elsewhere(wanted: str) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": wanted}).headers["Location"] == "/"


def test_a_theme_is_not_chosen_by_a_link() -> None:
    assert Client().get("/theme/").status_code == 405


def test_the_form_needs_its_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}).status_code == 403
