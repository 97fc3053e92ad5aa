"""Readers have a file only while a page before them names it; editors have it before."""

import json
from collections.abc import Callable
from itertools import count

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows
from tests.public.writing import approve, change, write

type SignIn = Callable[[str], Browser]
SENT_IN = {"action-submit": "1"}
_numbers = count(1)


@pytest.fixture
def file(site: Node) -> tuple[int, str]:
    """A file that nobody has named yet: its number, and its address for readers."""
    name = f"paper-{next(_numbers)}.html"
    (public.folder_of(site.home) / "media" / "documents" / name).write_text("<p>A paper (invented)</p>")
    made = (
        "INSERT INTO wagtaildocs_document (title, file, created_at, file_hash, collection_id) "
        "SELECT %s, %s, now(), '', min(id) FROM wagtailcore_collection RETURNING id"
    )
    number = rows(site, made, name, f"documents/{name}")[0]
    return number, f"/documents/{number}/{name}"


def _in_a_list(number: int) -> dict[str, str]:
    """The block of files in the editor's form."""
    block = {
        "body-count": "1",
        "body-0-type": "files",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
    }
    item = {"count": "1", "0-order": "0", "0-deleted": "", "0-id": ""}
    value = {"file": str(number), "language": "English", "note": "A paper"}
    return (
        block
        | {f"body-0-value-{name}": text for name, text in item.items()}
        | {f"body-0-value-0-value-{name}": text for name, text in value.items()}
    )


def _in_a_text(number: int) -> dict[str, str]:
    """A text with a link to it, as the editor's script sends one."""
    link = {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": number}}
    line = {
        "key": "a", "text": "A paper", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 2, "length": 5, "key": 0}],
    }  # fmt: skip
    text = json.dumps({"blocks": [line], "entityMap": {"0": link}})
    return {
        "body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "", "body-0-id": "",
        "body-0-value": text,
    }  # fmt: skip


@pytest.mark.parametrize("named", [_in_a_list, _in_a_text])
def test_a_file_is_public_from_the_approval_of_a_page_that_names_it_until_it_is_taken_away(
    site: Node,
    reader: Browser,
    sign_in: SignIn,
    file: tuple[int, str],
    named: Callable[[int], dict[str, str]],
) -> None:
    number, address = file
    assert reader.get(address).status == 404
    title = f"Names a file {number}"
    page, shown = write(sign_in("editor"), title, **named(number), **SENT_IN)
    assert reader.get(address).status == 404
    approve(sign_in("moderator"), page)
    assert address in reader.get(shown).text
    answer = reader.get(address)
    assert (answer.status, answer.text) == (200, "<p>A paper (invented)</p>")
    sign_in("moderator").post(f"/edit/pages/{page}/unpublish/", {})
    assert reader.get(address).status == 404


def test_a_change_that_nobody_has_approved_neither_shows_a_file_nor_hides_one(
    site: Node, reader: Browser, sign_in: SignIn, file: tuple[int, str]
) -> None:
    number, address = file
    editor = sign_in("editor")
    page, _shown = write(editor, f"Changes its file {number}", **SENT_IN)
    approve(sign_in("moderator"), page)
    change(editor, page, **_in_a_list(number))
    assert reader.get(address).status == 404
    change(editor, page, **_in_a_list(number), **SENT_IN)
    approve(sign_in("moderator"), page)
    assert reader.get(address).status == 200
    change(editor, page)
    assert reader.get(address).status == 200


def test_an_editor_has_it_before_by_an_address_of_their_own(
    site: Node, reader: Browser, sign_in: SignIn, file: tuple[int, str]
) -> None:
    number, address = file
    own = f"/edit/files/{number}/"
    assert own in reader.get(address).text
    assert "/edit/login/" in reader.get(own).address
    assert sign_in("editor").get(own).text == "<p>A paper (invented)</p>"
    assert "A paper" not in sign_in("organiser").get(own).text


def test_a_page_that_is_not_for_everybody_names_nothing(
    site: Node, reader: Browser, sign_in: SignIn, file: tuple[int, str]
) -> None:
    """Wagtail lets an editor close a page to those who are signed in."""
    number, address = file
    page, _shown = write(sign_in("editor"), f"Closed page {number}", **_in_a_list(number), **SENT_IN)
    approve(sign_in("moderator"), page)
    assert reader.get(address).status == 200
    closed = (
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password) "
        "VALUES (%s, 'login', '')"
    )
    rows(site, closed, page)
    assert reader.get(address).status == 404
