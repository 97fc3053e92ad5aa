"""Publishing takes two: an editor sends in, another person approves, and nobody gets round it."""

import re
from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows
from tests.public.writing import approve, change, write

type SignIn = Callable[[str], Browser]


def test_what_one_sent_in_and_another_approved_is_public(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    page, address = write(sign_in("editor"), "Approved by another", **{"action-submit": "1"})
    assert reader.get(address).status == 404
    approve(sign_in("moderator"), page)
    assert reader.get(address).status == 200


def test_nobody_approves_what_they_sent_in(site: Node, reader: Browser, sign_in: SignIn) -> None:
    moderator = sign_in("moderator")
    page, address = write(moderator, "Own work", **{"action-submit": "1"})
    approve(moderator, page)
    assert reader.get(address).status == 404


def test_while_it_waits_nobody_changes_it_and_it_can_be_approved_all_the_same(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    """So what is approved is what was read, and nobody who opens it shuts themselves out."""
    raised = "UPDATE editors_editor SET is_superuser = %s WHERE username = %s"
    page, address = write(sign_in("editor"), "Waits", **{"action-submit": "1"})
    for name, is_superuser in (("editor", False), ("moderator", False), ("moderator", True)):
        rows(site, raised, is_superuser, name)
        try:
            change(sign_in(name), page)
        finally:
            rows(site, raised, False, name)
        assert "nobody changes it until then" in sign_in(name).get(f"/edit/pages/{page}/edit/").text
    approve(sign_in("moderator"), page)
    assert "Invented by a test." in reader.get(address).text


def test_who_may_approve_finds_the_buttons_and_who_wrote_it_finds_why_there_is_none(
    site: Node, sign_in: SignIn
) -> None:
    moderator = sign_in("moderator")
    of_another, _address = write(sign_in("editor"), "Buttons", **{"action-submit": "1"})
    own, _address = write(moderator, "No button", **{"action-submit": "1"})
    shown = {page: moderator.get(f"/edit/pages/{page}/edit/").text for page in (of_another, own)}
    found = {
        page: re.findall(rf'formaction="/edit/pages/workflow/action/{page}/(\w+)/', shown[page])
        for page in shown
    }
    assert set(found[of_another]) == {"approve", "reject"}
    assert set(found[own]) == {"reject"}
    assert "so somebody else approves it" in shown[own]
    assert "so somebody else approves it" not in shown[of_another]
    assert "formaction" not in sign_in("editor").get(f"/edit/pages/{of_another}/edit/").text


def test_a_page_is_taken_away_at_once_though_a_change_of_it_waits(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    editor, moderator = sign_in("editor"), sign_in("moderator")
    page, address = write(editor, "Taken away", **{"action-submit": "1"})
    approve(moderator, page)
    change(editor, page, **{"action-submit": "1"})
    moderator.post(f"/edit/pages/{page}/unpublish/", {})
    assert reader.get(address).status == 404


def test_an_editor_does_notapprove(site: Node, reader: Browser, sign_in: SignIn) -> None:
    page, address = write(sign_in("moderator"), "By a moderator", **{"action-submit": "1"})
    approve(sign_in("editor"), page)
    assert reader.get(address).status == 404


@pytest.mark.parametrize("name, is_superuser", [("editor", False), ("moderator", False), ("moderator", True)])
def test_nobody_publishes_alone_a_superuser_neither(
    site: Node, reader: Browser, sign_in: SignIn, name: str, is_superuser: bool
) -> None:
    raised = "UPDATE editors_editor SET is_superuser = %s WHERE username = %s"
    rows(site, raised, is_superuser, name)
    try:
        page, address = write(sign_in(name), f"Alone {name} {is_superuser}", **{"action-publish": "1"})
        change(sign_in(name), page, **{"action-publish": "1"})
        assert reader.get(address).status == 404
    finally:
        rows(site, raised, False, name)


@pytest.mark.parametrize("name, is_superuser", [("editor", False), ("moderator", False), ("moderator", True)])
def test_a_file_that_was_approved_is_changed_by_nobody(
    site: Node, sign_in: SignIn, name: str, is_superuser: bool
) -> None:
    raised = "UPDATE editors_editor SET is_superuser = %s WHERE username = %s"
    number, title = rows(site, "SELECT id, title FROM wagtaildocs_document ORDER BY id LIMIT 1")[0]
    rows(site, raised, is_superuser, name)
    try:
        asked = {"title": "Another", "collection": "1", "tags": ""}
        sign_in(name).post(f"/edit/documents/edit/{number}/", asked)
        assert rows(site, "SELECT title FROM wagtaildocs_document WHERE id = %s", number)[0] == title
    finally:
        rows(site, raised, False, name)


def test_a_later_change_is_not_seen_before_it_is_approved(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    editor = sign_in("editor")
    page, address = write(editor, "Then changed", **{"action-submit": "1"})
    approve(sign_in("moderator"), page)
    change(editor, page, **{"action-submit": "1"})
    assert "Changed." not in reader.get(address).text
    approve(sign_in("moderator"), page)
    assert "Changed." in reader.get(address).text


ROMANIAN = (
    "SELECT p.id FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id "
    "WHERE l.language_code = 'ro' AND p.depth = 2"
)
TRANSLATE = (
    "UPDATE wagtail_localize_stringtranslation SET data = %s, updated_at = now(), "
    "last_translated_by_id = (SELECT id FROM editors_editor WHERE username = %s) WHERE data = %s"
)
TRANSLATED_BY = (
    "UPDATE wagtail_localize_stringtranslation SET last_translated_by_id = "
    "(SELECT id FROM editors_editor WHERE username = %s) WHERE data = %s"
)


def test_a_translation_is_sent_in_and_approved_like_any_page_and_not_by_its_translator(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    """The texts of a translation are kept apart from its versions: who wrote them has a hand in it all the same."""
    page, moderator = int(rows(site, ROMANIAN)[0]), sign_in("moderator")
    rows(site, TRANSLATE, "Ce făgăduim", "moderator", "Ce promitem")
    sign_in("editor").post(f"/edit/languages/{page}/send-in/", {})
    approve(moderator, page)
    assert "Ce făgăduim" not in reader.get("/ro/").text
    rows(site, TRANSLATED_BY, "editor", "Ce făgăduim")
    approve(moderator, page)
    assert "Ce făgăduim" in reader.get("/ro/").text


def test_bringing_translations_up_to_their_source_changes_nothing_before_readers(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    """wagtail-localize writes a translation's row before it asks whether it may be published."""
    editor, before = sign_in("editor"), reader.get("/ro/").text
    rows(site, TRANSLATE, "Text pe care nu l-a aprobat nimeni", "editor", "Cum funcționează")
    source = rows(
        site, "SELECT id FROM wagtail_localize_translationsource WHERE specific_content_type_id IS NOT NULL"
    )
    for number in source:
        editor.post(f"/edit/localize/update/{number}/", {"publish_translations": "on"})
    assert reader.get("/ro/").text == before
