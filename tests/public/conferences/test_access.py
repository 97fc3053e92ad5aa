"""Who may organise."""

from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser


@pytest.mark.parametrize("name", ["editor", "moderator"])
def test_who_writes_or_approves_pages_is_told_that_they_hold_no_conferences(
    sign_in: Callable[[str], Browser], name: str
) -> None:
    answer = sign_in(name).get("/edit/conferences/")
    assert answer.status == 403
    assert "Your account does not hold conferences." in answer.text


def test_who_organises_and_writes_no_page_begins_at_the_conferences_and_can_sign_out(site: Node) -> None:
    organiser = Browser(site).signed_in("organiser")  # a sign-in of its own: the others go on with theirs
    page = organiser.get("/edit/")
    assert page.path == "/edit/conferences/"
    assert 'aria-label="Main"' not in page.text
    assert 'aria-label="Languages"' not in page.text
    assert '<form method="post" action="/edit/logout/">' in page.text
    organiser.post("/edit/logout/", {})
    assert "/edit/login/" in organiser.get("/edit/conferences/").address


def test_the_editors_menu_leads_organisers_alone_to_the_conferences(
    sign_in: Callable[[str], Browser],
) -> None:
    way = '"url": "/edit/conferences/"'
    assert way in sign_in("organiser").get("/edit/account/").text
    editor = sign_in("editor").get("/edit/")
    assert editor.path == "/edit/"
    assert way not in editor.text


def test_who_is_not_signed_in_is_asked_to(reader: Browser) -> None:
    assert "/edit/login/" in reader.get("/edit/conferences/").address
