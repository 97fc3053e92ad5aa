"""What programs of others read, searching, and the editor's table of languages."""

import json
import re
from collections.abc import Callable
from html import unescape

from defusedxml import ElementTree

from safeconduct.commands.nodes.node import Node
from safeconduct.site.announcements.reading import FILE
from safeconduct.site.announcements.rules import read
from tests.public.reader import Browser, rows
from tests.public.working import work

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_news_are_an_atom_feed_with_whole_addresses(reader: Browser) -> None:
    answer = reader.get("/en/news.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    entries = feed.findall(f"{ATOM}entry")
    assert "This site is open" in [entry.findtext(f"{ATOM}title") for entry in entries]
    links = [link.attrib["href"] for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert all(re.match(r"http://ro\.localhost:\d+/en/news/", link) for link in links)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"


def test_the_sitemap_names_each_page_in_each_language_and_no_page_of_the_editor(reader: Browser) -> None:
    found = ElementTree.fromstring(reader.get("/sitemap.xml").text)
    places = [place.text or "" for place in found.iter(f"{MAP}loc")]
    assert len(places) > 12
    assert sum(place.endswith(("/en/", "/ro/")) for place in places) == 2
    assert not [place for place in places if "/edit/" in place]
    home = next(url for url in found if (url.findtext(f"{MAP}loc") or "").endswith("/en/"))
    assert {each.attrib["hreflang"] for each in home if "hreflang" in each.attrib} == {"en", "ro"}


def test_a_page_describes_itself_and_an_editors_text_cannot_leave_the_description(
    site: Node, reader: Browser
) -> None:
    of_words = "WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = 'words')"
    change = f"UPDATE pages_textpage SET introduction = %s {of_words}"
    hostile = "</script><script>alert(1)</script>"
    before = rows(site, f"SELECT introduction FROM pages_textpage {of_words}")
    rows(site, change, hostile)
    try:
        text = reader.get("/en/words/").text
    finally:
        rows(site, change, before[0])
    assert text.count("<script") == 1
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])
    assert data["description"] == hostile
    assert data["inLanguage"] == "en"
    assert data["lastReviewed"]


def test_searching_finds_in_the_language_of_the_page_alone(reader: Browser) -> None:
    assert "/en/words/" in reader.get("/en/search/?q=outcome").text
    assert "/en/words/" not in reader.get("/ro/search/?q=outcome").text
    assert "Ajutor dincolo" in reader.get("/ro/search/?q=persoana").text
    assert "Ajutor dincolo" not in reader.get("/en/search/?q=persoana").text


def test_a_search_for_nothing_or_for_nonsense_is_answered(reader: Browser) -> None:
    for asked in ("", "%00", "x" * 5000, "%3Cscript%3E", "a%27%3B%20DROP"):
        answer = reader.get(f"/en/search/?q={asked}")
        assert answer.status == 200
        assert "<script>" not in answer.text


def test_a_search_says_what_to_do_next(reader: Browser) -> None:
    assert "Type a word." in reader.get("/en/search/?q=").text
    assert 'href="/en/search/?q=two+words"' in reader.get("/ro/search/?q=two%20words").text
    assert "/search/?q=" not in reader.get("/en/search/?q=word").text


def test_the_table_of_languages_says_what_is_missing_machine_made_stale_and_reviewed(
    site: Node, sign_in: Callable[[str], Browser]
) -> None:
    editor = sign_in("editor")

    def first_row() -> str:
        text = editor.get("/edit/languages/").text
        return str(re.findall(r"<tr><th scope=\"row\">.*?</tr>", text, re.DOTALL)[0])

    whole = editor.get("/edit/languages/").text
    assert "machine-made" in whole
    assert re.search(r'submit/page/\d+/\?select_locale=ro">missing</a>', whole)
    of_home = (
        "FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id "
        "WHERE p.id = h.page_ptr_id AND l.language_code = 'ro'"
    )
    rows(site, f"UPDATE pages_homepage h SET speaker_reviewed_on = current_date {of_home}")
    try:
        assert "reviewed" in first_row()
        rows(site, "UPDATE wagtail_localize_translationsource SET last_updated_at = now() - interval '1 day'")
        assert "stale" in first_row()
    finally:
        rows(site, "UPDATE wagtail_localize_translationsource SET last_updated_at = now()")
        rows(site, f"UPDATE pages_homepage h SET speaker_reviewed_on = NULL {of_home}")


def test_the_table_of_languages_is_a_page_of_so_many_and_the_next(
    site: Node, sign_in: Callable[[str], Browser]
) -> None:
    editor = sign_in("editor")
    titles = (
        "SELECT p.title FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id "
        "WHERE l.language_code = 'en' AND p.depth > 1 ORDER BY p.path"
    )
    every, seen = rows(site, titles), []
    for number in range(1, len(every) // 30 + 2):
        text = editor.get(f"/edit/languages/?page={number}").text
        there = re.findall(r"<tr><th scope=\"row\">(.*?)</th>", text)
        assert len(there) <= 30
        seen += [unescape(title) for title in there]
    assert (seen, len(seen) > 30) == (every, True)


def test_a_reader_does_not_see_the_table(reader: Browser) -> None:
    assert "/edit/login/" in reader.get("/edit/languages/").address


def test_news_are_handed_over_to_the_members_of_the_node(site: Node) -> None:
    """One way: a file of public words in the site's folder, which a page of the case application reads."""
    work(site)
    said = json.loads((site.home / FILE).read_text())
    found = read(said)
    assert "This site is open" in {each.text("en")[1]["title"] for each in found}
    assert len(found) == len(said["announcements"])


def test_a_page_that_is_not_for_everybody_is_told_to_no_program(site: Node, reader: Browser) -> None:
    """A reader does not get it, so no feed, map, release or file names it either."""
    slugs = ["this-site-is-open", "every-referral-gets-an-answer-within-five-days"]
    closed = (
        "INSERT INTO wagtailcore_pageviewrestriction (restriction_type, password, page_id) "
        "SELECT 'login', '', id FROM wagtailcore_page WHERE slug = %s"
    )
    ways = ("/en/news.atom", "/sitemap.xml", "/releases.json", "/en/recommendations.csv")
    assert all(any(slug in reader.get(way).text for way in ways) for slug in slugs)
    for slug in slugs:
        rows(site, closed, slug)
    try:
        work(site)
        told = [reader.get(way).text for way in ways] + [(site.home / FILE).read_text()]
        assert [slug for slug in slugs if any(slug in text for text in told)] == []
    finally:
        rows(site, "DELETE FROM wagtailcore_pageviewrestriction")
