"""What a reader gets: the page, and nothing that knows them."""

import re

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows

PAGES = (
    "/",
    "/en/",
    "/ro/",
    "/en/guidance/",
    "/en/guidance/lawyers/",
    "/en/countries/romania/",
    "/en/publications/what-a-referral-must-not-lose/",
    "/en/news/",
    "/en/partners/",
    "/en/words/",
    "/en/accessibility/",
    "/en/search/?q=consent",
    "/en/news.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    "/nothing-is-here/",
)
READERS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OUR_SCRIPT = "; script-src 'self'; connect-src 'self'; media-src 'self'"
WAY_OUT = re.compile(r'<script src="/static/public/leave[^"]*" defer></script>')
"""On the first page alone, which no editor writes."""


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_gets_no_cookie_no_script_and_nothing_of_another_host(reader: Browser, path: str) -> None:
    answer = reader.get(path)
    assert answer.status == (404 if "nothing" in path else 200)
    assert answer.headers["Set-Cookie"] is None
    assert list(reader.cookies) == []
    assert "cookie" not in (answer.headers["Vary"] or "").lower()
    own = OUR_SCRIPT if path == "/" else ""
    assert answer.headers["Content-Security-Policy"] == READERS + own
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Robots-Tag"] is None
    assert not re.search(
        r'<script(?! type="application/ld\+json")|\son\w+=|\sstyle=|<iframe|javascript:',
        WAY_OUT.sub("", answer.text) if own else answer.text,
    )
    assert "noindex" not in answer.text
    assert (
        re.findall(r'(?:src|<link[^>]*rel="(?:stylesheet|icon)"[^>]*href)="(?!/static/)', answer.text) == []
    )


def test_a_language_without_a_page_leads_to_the_language_that_has_it(reader: Browser) -> None:
    """Else an English text would call itself Bulgarian."""
    assert reader.get("/bg/").path == "/en/"
    assert reader.get("/ro/").path == "/ro/"


def test_every_file_that_a_page_is_made_with_is_there(reader: Browser) -> None:
    """The look of the product as it was built, and our own few lines."""
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', reader.get("/en/").text))
    assert {file.rpartition("/")[2] for file in files} == {"site.css", "public.css", "mark.svg"}
    assert [file for file in files if reader.get(file).status != 200] == []


def test_the_rules_for_scripts_are_loosened_for_the_editor_alone(reader: Browser) -> None:
    policy = reader.get("/edit/login/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy
    for path in PAGES:
        own = OUR_SCRIPT if path == "/" else ""
        assert "script-src" not in reader.get(path).headers["Content-Security-Policy"].removesuffix(own)


def test_a_cookie_of_an_editor_is_shown_to_no_page_of_readers(reader: Browser) -> None:
    reader.get("/edit/login/")
    assert {each.path for each in reader.cookies} == {"/edit/"}


def test_each_page_says_who_answers_for_it_and_when_it_was_reviewed(reader: Browser) -> None:
    for path in PAGES[1:11]:
        text = reader.get(path).text
        assert "Casa Salcia (invented)" in text, path
        assert re.search(r"<dd><time datetime=\"20\d\d-\d\d-\d\d\">", text), path


def test_a_page_that_nobody_has_reviewed_for_a_year_says_so(site: Node, reader: Browser) -> None:
    said = "Nobody has reviewed this page for a long time."
    assert said not in reader.get("/en/words/").text
    change = (
        "UPDATE pages_textpage SET reviewed_on = current_date - %s "
        "WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = 'words')"
    )
    rows(site, change, 380)
    try:
        assert said in reader.get("/en/words/").text
    finally:
        rows(site, change, 0)


@pytest.mark.parametrize("number", ["1", "99", "x"])
def test_a_part_of_a_list_that_is_not_there_is_the_nearest_one(reader: Browser, number: str) -> None:
    whole, asked = reader.get("/en/guidance/"), reader.get(f"/en/guidance/?page={number}")
    assert asked.status == 200
    assert "For lawyers: what to ask first" in whole.text
    assert "For lawyers: what to ask first" in asked.text


def test_a_text_about_law_says_that_no_lawyer_has_checked_it(reader: Browser) -> None:
    assert "No lawyer has checked this page." in reader.get("/en/guidance/lawyers/").text
    assert "No lawyer has checked this page." not in reader.get("/en/guidance/social-workers/").text


def test_a_translation_says_that_a_machine_made_it(reader: Browser) -> None:
    romanian = reader.get("/ro/").text
    assert '<html lang="ro">' in romanian
    assert "Ajutor dincolo de granițe" in romanian
    assert "făcută de o mașină" in romanian
    assert "made by a machine" not in reader.get("/en/").text


def test_the_day_of_the_originals_review_is_not_said_of_its_translation(reader: Browser) -> None:
    assert "<dt>Verificată la</dt>" not in reader.get("/ro/").text
    assert "lastReviewed" not in reader.get("/ro/").text
    assert "<dt>Reviewed on</dt>" in reader.get("/en/").text


def test_an_address_without_a_translation_names_the_page_that_is_there(reader: Browser) -> None:
    answer = reader.get("/ro/recommendations/")
    assert answer.status == 404
    assert '<a href="/en/recommendations/" lang="en" hreflang="en">Recommendations</a>' in answer.text
    assert '<a class="alone" href="/ro/">Ajutor dincolo' in answer.text
    for path in ("/ro/nothing-is-here/", "/en/nothing-is-here/", "/ro/%00/", "/ro/news/this-site-is-open/x/"):
        assert 'hreflang="en">' not in re.findall("<main.*</main>", reader.get(path).text, re.DOTALL)[0], path


def test_a_draft_is_named_by_no_other_language(site: Node, reader: Browser) -> None:
    change = "UPDATE wagtailcore_page SET live = %s WHERE url_path = '/safeconduct/guidance/'"
    rows(site, change, False)
    try:
        for path in ("/ro/guidance/", "/ro/guidance/lawyers/"):
            assert 'href="/en/guidance/' not in reader.get(path).text
    finally:
        rows(site, change, True)


def test_on_paper_a_page_says_where_it_came_from_and_when(reader: Browser) -> None:
    said = re.findall(r'<p class="[^"]*on-paper">(.*?)</p>', reader.get("/en/partners/").text)[0]
    assert re.fullmatch(r".+ · http://ro\.localhost:\d+/en/partners/ · \d+ \w+ 20\d\d", said)
    # An address that holds a secret is on no paper, and what was looked for neither.
    assert "/search" not in re.findall(r"on-paper.*?</p>", reader.get("/en/search/?q=secret").text)[0]


def test_no_text_of_the_translated_page_was_left_in_english(site: Node) -> None:
    """The seed's table is by text: a text that was changed in English alone would stay in it."""
    left = rows(
        site,
        "SELECT s.data FROM wagtail_localize_stringtranslation t "
        "JOIN wagtail_localize_string s ON s.id = t.translation_of_id "
        "WHERE s.data = t.data AND s.data <> 'safeconduct'",
    )
    assert left == []


def test_each_language_of_a_page_is_named_by_its_own_name_and_linked(reader: Browser) -> None:
    text = reader.get("/en/").text
    assert re.search(r'<link rel="alternate" hreflang="ro" href="http[^"]+/ro/">', text)
    assert '<a class="chip" href="/ro/" lang="ro" hreflang="ro">română</a>' in text


def test_the_language_of_the_browser_is_offered_and_chosen_for_nobody(reader: Browser) -> None:
    """No way leads on by itself, nothing is kept, and whoever keeps pages between us is told what it hangs on."""
    said = {
        "": ("en", None, None),
        "ro-RO,en;q=0.5": ("ro", "/ro/", "ro"),
        "sq": ("en", None, "sq"),
        "xx": ("en", None, None),
    }
    for asked, (spoken, button, of_help) in said.items():
        answer = reader.get("/", accept_language=asked)
        assert answer.path == "/"
        assert f'<html lang="{spoken}"' in answer.text
        assert answer.headers["Content-Language"] == spoken
        assert "accept-language" in answer.headers["Vary"].lower()
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["Set-Cookie"] is None
        buttons = re.findall(r'<p><a class="button" href="([^"]+)"', answer.text)
        assert buttons == ([button] if button else [])
        help_in = re.findall(r'<a class="button second" href="/info/(\w\w)/"', answer.text)
        assert help_in == ([of_help] if of_help else [])
        assert {"/ro/", "/en/"} <= set(
            re.findall(r'<li><a class="button second" href="([^"]+)"', answer.text)
        )
    assert "română: " in reader.get("/", accept_language="ro").text
    assert "shqip: " in reader.get("/", accept_language="sq").text


@pytest.mark.parametrize("asked, tag, word", [
    ("uk", "uk", "Покинути сторінку"), ("ro", "ro", "Părăsește pagina"), ("", "en", "Leave this page"),
])  # fmt: skip
def test_the_first_page_has_the_way_out_in_the_language_that_is_offered(
    reader: Browser, asked: str, tag: str, word: str
) -> None:
    page = reader.get("/", accept_language=asked).text
    links = re.findall(r"<a [^>]+>", page)
    assert "data-leave" in links[1]
    way_out = rf'<nav class="exit-line" lang="{tag}" aria-label="{word}"><a [^>]+ data-leave[^>]*>{word}</a>'
    assert re.search(way_out, page)
    assert len(WAY_OUT.findall(page)) == 1


def test_a_file_is_handed_over_to_be_saved_and_can_run_nothing(reader: Browser) -> None:
    """An HTML file of an editor would otherwise be a page of this site."""
    page = reader.get("/en/publications/what-a-referral-must-not-lose/").text
    found = re.search(r'href="(/documents/[^"]+\.html)"', page)
    assert found is not None
    answer = reader.get(found.group(1))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Set-Cookie"] is None


OUR_NEWS = """
from wagtail.models import Locale
from safeconduct.public.pages.models import SectionPage
news = SectionPage.objects.get(slug="news", locale__language_code="en")
"""
COPIED = """
here = news.copy_for_translation(Locale.objects.get(language_code="ro"))
here.publish(here.save_revision(), skip_permission_checks=True)
here.refresh_from_db()
print(here.url)
"""


def test_a_list_that_is_empty_in_a_language_says_so_and_where_there_is_something(
    site: Node, reader: Browser
) -> None:
    path = within(site, OUR_NEWS + COPIED)
    try:
        counted = "SELECT count(*) FROM wagtailcore_page WHERE url_path LIKE '/safeconduct/news/_%%' AND live"
        many = rows(site, counted)[0]
        told = reader.get(path).text.partition("</h1>")[2]
        assert f'<a class="alone" href="/en/news/" lang="en" hreflang="en">English ({many})</a>' in told
        assert many >= 1
        assert "English (" not in reader.get("/en/news/").text
    finally:
        within(site, OUR_NEWS + "news.get_translations().first().delete()")
