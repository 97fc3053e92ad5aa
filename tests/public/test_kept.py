"""A page is shown again as it was until something changes that it is made of; only what is for everybody is kept."""

import urllib.error
import urllib.request

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows

PAGE = "/en/partners/"
SEEN = "SELECT last_published_at FROM wagtailcore_page WHERE slug = 'partners' AND live"


def _mark(reader: Browser, path: str = PAGE) -> str | None:
    return reader.get(path).headers["ETag"]


def test_who_has_a_page_already_is_told_that_it_is_still_so(site: Node, reader: Browser) -> None:
    asked = urllib.request.Request(reader.base + PAGE, headers={"If-None-Match": _mark(reader) or ""})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(asked, timeout=30)  # noqa: S310 - our own process
    answer.value.close()
    assert answer.value.code == 304
    assert answer.value.headers["Cache-Control"] == "public, max-age=60"
    assert "default-src 'none'" in answer.value.headers["Content-Security-Policy"]


@pytest.mark.parametrize("change, back", [
    ("UPDATE pages_textpage SET introduction = introduction || '!' WHERE page_ptr_id = %s",
     "UPDATE pages_textpage SET introduction = rtrim(introduction, '!') WHERE page_ptr_id = %s"),
    ("UPDATE wagtailcore_page SET live = false WHERE id = %s",
     "UPDATE wagtailcore_page SET live = true WHERE id = %s"),
])  # fmt: skip
def test_a_page_that_changed_is_not_shown_as_it_was(
    site: Node, reader: Browser, change: str, back: str
) -> None:
    number = rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'partners'")[0]
    before = reader.get(PAGE)
    assert reader.get(PAGE).text == before.text
    rows(site, change, number)
    try:
        assert reader.get(PAGE).text != before.text
    finally:
        rows(site, back, number)
    assert reader.get(PAGE).text == before.text


def test_the_headers_of_a_page_that_was_kept_are_those_of_one_that_was_not(reader: Browser) -> None:
    names = (
        "Content-Language",
        "Content-Type",
        "Content-Security-Policy",
        "Cache-Control",
        "Referrer-Policy",
    )
    anew, kept = reader.get("/ro/?anew"), [reader.get("/ro/") for _time in range(2)][1]
    assert [kept.headers[name] for name in names] == [anew.headers[name] for name in names]
    assert (kept.headers["Content-Language"], kept.text) == ("ro", anew.text)


@pytest.mark.parametrize("path", [
    "/en/search/?q=consent", "/healthz", "/en/?anything=1", "/nothing-is-here/", "/en/news.atom", "/edit/login/",
])  # fmt: skip
def test_only_whole_pages_of_editors_are_kept(reader: Browser, path: str) -> None:
    assert _mark(reader, path) is None


def test_the_parts_of_a_list_are_kept_apart(reader: Browser) -> None:
    assert _mark(reader, "/en/countries/?page=1")
    assert reader.get("/en/countries/?page=1").status == 200
