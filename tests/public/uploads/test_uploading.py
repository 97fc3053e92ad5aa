"""What an editor uploads, over the editor's own form, and how it is given out."""

from collections.abc import Callable

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Answer, Browser, rows
from tests.public.uploads.papers_of import ACTING, paper

type SignIn = Callable[[str], Browser]
ADD = "/edit/documents/add/"


def _upload(by: Browser, title: str, name: str, data: bytes) -> Answer:
    by.get(ADD)
    return by.upload(ADD, {"title": title, "collection": "1", "tags": ""}, name, data)


def _numbers(site: Node, title: str) -> list[int]:
    return rows(site, "SELECT id FROM wagtaildocs_document WHERE title = %s", title)


def test_a_paper_is_taken_and_one_that_acts_is_not(site: Node, sign_in: SignIn) -> None:
    editor = sign_in("editor")
    _upload(editor, "A quiet paper", "quiet.pdf", paper())
    assert len(_numbers(site, "A quiet paper")) == 1
    answer = _upload(editor, "A paper that acts", "acts.pdf", paper(ACTING["a script"]))
    assert "acts by itself" in answer.text
    assert _numbers(site, "A paper that acts") == []


@pytest.mark.parametrize("path", [ADD, "/edit/documents/multiple/add/"])
def test_a_site_without_a_scanner_says_so(sign_in: SignIn, path: str) -> None:
    assert "files are not scanned" in sign_in("editor").get(path).text


def test_a_page_among_the_files_is_saved_and_would_act_nowhere(site: Node, sign_in: SignIn) -> None:
    editor = sign_in("editor")
    _upload(editor, "A page", "a-page.html", b"<script>1</script><p>A page</p>")
    answer = editor.get(f"/edit/files/{_numbers(site, 'A page')[0]}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
