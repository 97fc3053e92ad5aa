"""Who may organise."""

from collections.abc import Callable

import pytest

from tests.public.reader import Browser


@pytest.mark.parametrize("name", ["editor", "moderator"])
def test_who_writes_or_approves_pages_is_told_that_they_hold_no_conferences(
    sign_in: Callable[[str], Browser], name: str
) -> None:
    answer = sign_in(name).get("/edit/conferences/")
    assert answer.status == 403
    assert "Your account does not hold conferences." in answer.text


def test_who_is_not_signed_in_is_asked_to(reader: Browser) -> None:
    assert "/edit/login/" in reader.get("/edit/conferences/").address
