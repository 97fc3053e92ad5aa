"""What readers see of an edition: pictures beside tables, hidden numbers in words, the method, what was corrected."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlencode

import pytest

from safeconduct.public.releases.rules import read
from tests.browser.markup import faults_of_markup
from tests.public.editions.conftest import Desk
from tests.public.reader import Browser, as_json

ATOM = "{http://www.w3.org/2005/Atom}"
GRETA = "/en/statistics/greta-RO-2024-2025-1/"
MEASURES = "/en/statistics/greta-RO-2023-1/"
FIRST, SECOND = "/en/statistics/19a-RO-2025-1/", "/en/statistics/19a-RO-2025-2/"
ROW = re.compile(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', re.DOTALL)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_a_table_stands_beside_its_picture_and_a_hidden_number_is_words(
    released: Desk, reader: Browser
) -> None:
    page = reader.get(FIRST).text
    lines = [(_bare(head), _bare(rest)) for head, rest in ROW.findall(page)]
    assert lines[:5] == [
        ("Female", "43"), ("Male", "24"), ("Under 18", "hidden, not said"), ("18 and over", "hidden, not said"),
        ("Sexual", "40"),
    ]  # fmt: skip
    assert lines[-1] == ("=Other", "0")
    pictures = re.findall(r"<svg class=\"margin-picture\".*?</svg>", page, re.DOTALL)
    assert len(pictures) == 3
    assert [len(re.findall(r'class="part"', each)) for each in pictures] == [2, 0, 2]
    assert [len(re.findall(r"hidden-number", each)) for each in pictures] == [0, 2, 0]


def test_the_bars_of_all_tables_have_one_scale_and_the_page_says_which(
    released: Desk, reader: Browser
) -> None:
    page = reader.get(FIRST).text
    assert "All tables with a total have one scale: a bar of full length is 43 persons." in _bare(page)
    pictures = re.findall(r'<svg class="margin-picture".*?</svg>', page, re.DOTALL)
    lengths = [
        [int(each) for each in re.findall(r'class="part"[^>]* width="(\d+)"', one)] for one in pictures
    ]
    assert lengths == [[240, 134], [], [223, 151]], "40 of a form is shorter than 43 of a sex"


def test_what_a_class_unites_is_said_where_the_document_calls_it_as_we_do(
    released: Desk, reader: Browser
) -> None:
    page = _bare(reader.get(GRETA).text)
    assert "Labour exploitation 3 classes: Labour exploitation, Domestic servitude, Child labour" in page
    assert "Other forms 9 classes: " in page
    assert "whether anybody was in it or not" in page
    assert "What classes unite" not in reader.get(FIRST).text, "its Sexual is not what is called so here"


def test_why_a_report_has_no_measures_is_said_without_a_word_about_one_agency(
    released: Desk, reader: Browser
) -> None:
    said = "claims in the files of an agency contradict one another, or the table would have given"
    assert said in _bare(reader.get(GRETA).text)
    assert "(G5)" not in reader.get(FIRST).text


@pytest.mark.parametrize("path", ["statistics/", FIRST[4:], f"{FIRST[4:]}A1/"])
def test_each_language_of_these_pages_is_led_to_also_one_in_which_editors_wrote_nothing(
    released: Desk, reader: Browser, path: str
) -> None:
    page = reader.get(f"/en/{path}").text
    for tag in ("bg", "es", "fr", "ro", "sv"):
        assert f'<a class="chip" href="/{tag}/{path}" lang="{tag}"' in page
    assert reader.get(f"/bg/{path}").status == 200


def test_how_many_there_are_in_all_stands_above_the_tables(released: Desk, reader: Browser) -> None:
    page = _bare(reader.get(FIRST).text)
    assert page.index("Persons in these tables: 67") < page.index("(A1)")


def test_the_page_says_how_it_was_made_and_a_few_persons_stay_few(released: Desk, reader: Browser) -> None:
    page = _bare(reader.get(FIRST).text)
    assert (
        "Counted are persons who were registered in 2025, as the files of this node stood on 1 March 2026."
        in page
    )
    assert "Files that are not counted yet 4" in page
    assert "they are in none of these tables 1 to 4, or not said" in page
    assert "Compared with other nodes no" in page
    assert "Codes that were not compared with their source: Age." in page
    assert "victim" not in page.lower()


def test_a_correction_says_what_changed_and_the_old_page_by_which_it_was_corrected(
    released: Desk, reader: Browser
) -> None:
    old, new = reader.get(FIRST).text, _bare(reader.get(SECOND).text)
    assert "This edition was corrected on 1 June 2026. It stays here as it was." in old
    assert f'href="{SECOND}"' in old
    assert "An agency had sent a list twice." in old
    assert "3 printed numbers changed." in old
    assert "An agency had sent a list twice." in new
    assert "A1 · Female · Under 18 Before 12 Now 18" in new
    assert "19a-RO-2025-1 says 2 numbers that this edition does not say. They stay there." in new
    assert "1 of them is a 0 and is not listed here." in new
    assert "A3 · Labour Before 27" in new
    listed = _bare(reader.get("/en/statistics/").text)
    assert "Corrected on 1 June 2026 by 19a-RO-2025-2 . Why: An agency had sent a list twice." in listed


def test_a_whole_table_says_that_its_edition_was_corrected_or_what_it_corrects(
    released: Desk, reader: Browser
) -> None:
    old, new = reader.get(f"{FIRST}A1/").text, reader.get(f"{SECOND}A1/").text
    assert "This edition was corrected on 1 June 2026." in old
    assert f'href="{SECOND}#corrects"' in old
    assert "This edition corrects 19a-RO-2025-1." in _bare(new)
    assert f'href="{SECOND}#corrects"' in new
    assert 'id="corrects"' in reader.get(SECOND).text
    assert "was corrected" not in new


@pytest.mark.parametrize("path", [FIRST, f"{FIRST}A1/", GRETA])
def test_a_page_says_whose_numbers_these_are(released: Desk, reader: Browser, path: str) -> None:
    said = "Counted by agencies of this network: 11 take part, and 3 of them registered somebody."
    assert f"{said} These are not the figures of the whole country." in _bare(reader.get(path).text)


def test_what_a_zero_of_a_measure_means_is_said_where_there_are_measures(
    released: Desk, reader: Browser
) -> None:
    zero = "Of measures 0 means that none was written down"
    assert zero in _bare(reader.get(GRETA).text)
    assert zero not in _bare(reader.get(FIRST).text)
    page = _bare(reader.get(MEASURES).text)
    assert page.count(zero) == 2, "at the table too"
    assert "Measure (persons, or claims) Number Claims paid" in page, "not all of these are persons"
    assert "a scale of their own" not in page, "there is no bar"
    assert page.index("(G5)") < page.index(zero) < page.index("Reflection period granted")


def test_a_whole_table_of_measures_names_each_of_them_also_where_all_are_zero(
    released: Desk, reader: Browser
) -> None:
    page = reader.get(f"{MEASURES}G5/").text
    assert "Of measures 0 means that none was written down" in _bare(page)
    assert [(_bare(head), _bare(rest)) for head, rest in ROW.findall(page)] == [
        ("Claims paid, in whole or in part, as the file says", "Number 0"), ("Reflection period granted", "Number 0"),
    ]  # fmt: skip
    assert '<th scope="col"><span>Measure (persons, or claims)</span></th>' in page


def test_a_whole_table_with_hidden_numbers_says_what_these_may_be(released: Desk, reader: Browser) -> None:
    said = "Hidden are numbers of 1 to 4 persons, those that one agency alone counted"
    assert said in _bare(reader.get(f"{FIRST}A1/").text)
    assert said not in _bare(reader.get(f"{FIRST}A3/").text), "it hides none"


def test_the_page_says_of_which_kind_an_edition_is(released: Desk, reader: Browser) -> None:
    assert "Tables of Article 19a of Directive 2011/36/EU · 19a-RO-2025-1" in _bare(reader.get(FIRST).text)


def test_a_long_label_stands_whole_in_its_picture_and_the_bars_below_make_room(
    released: Desk, reader: Browser
) -> None:
    picture = re.findall(r'<svg class="margin-picture".*?</svg>', reader.get(MEASURES).text, re.DOTALL)[-1]
    lines = re.findall(r'<text x="0" y="(\d+)">([^<]+)</text>', picture)
    assert lines == [
        ("16", "Claims paid, in whole or in part, as"), ("34", "the file says"), ("80", "Reflection period granted"),
    ]  # fmt: skip


def test_the_total_that_the_law_asks_for_is_said_or_why_not(released: Desk, reader: Browser) -> None:
    total = "with those who do not wish to be counted"
    assert f"{total} not said: it would tell of the few" in _bare(reader.get(FIRST).text)
    assert f"{total} not said: of several years" in _bare(reader.get(GRETA).text)


def test_what_has_no_words_in_a_language_stands_in_english_and_says_so(
    released: Desk, reader: Browser
) -> None:
    page = reader.get(FIRST.replace("/en/", "/ro/")).text
    assert '<th scope="row">Femei</th>' in page, "as the document says it"
    assert '<th scope="row">Sub 18 ani</th>' in page, "as the code is called where its English is the same"
    assert '<th scope="row" lang="en">Sexual</th>' in page, "no code is called so here"


def test_a_whole_table_has_every_line_in_which_somebody_was_counted(released: Desk, reader: Browser) -> None:
    page = reader.get(f"{FIRST}A1/").text
    lines = [(_bare(head), _bare(rest)) for head, rest in ROW.findall(page)]
    assert lines[1] == ("Male", "Under 18 hidden, not said 18 and over hidden, not said All 24")
    large = reader.get("/en/statistics/19a-RO-2024-1/L1/?page=9").text
    assert len(ROW.findall(large)) == 78
    assert reader.get(f"{FIRST}A9/").status == 404
    assert reader.get("/en/statistics/19a-RO-1999-1/").status == 404


def test_the_feed_has_each_edition_once_under_its_digest(released: Desk, reader: Browser) -> None:
    feed = ET.fromstring(reader.get("/en/statistics.atom").text)  # noqa: S314 - our own process
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Persons registered by agencies that take part: Romania, 2025, edition 2",
        "Table for GRETA from agencies that take part: Romania, 2024-2025",
        "Persons registered by agencies that take part: Romania, 2024",
        "Table for GRETA from agencies that take part: Romania, 2023",
        "Corrected: Persons registered by agencies that take part: Romania, 2025",
    ]
    assert "by edition 19a-RO-2025-2: " in str(entries[4].findtext(f"{ATOM}summary"))
    assert "not the figures of the whole country" in str(entries[1].findtext(f"{ATOM}summary"))
    assert all(str(each.findtext(f"{ATOM}id")).startswith("urn:sha256:") for each in entries)


def test_the_map_of_the_site_names_each_edition_in_each_language(released: Desk, reader: Browser) -> None:
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", reader.get("/sitemap.xml").text)
    assert {FIRST, SECOND, FIRST.replace("/en/", "/ro/")} <= set(listed)


@pytest.mark.parametrize("path", ["/en/statistics/", FIRST, SECOND, f"/ro{FIRST[3:]}A1/", f"{FIRST}A3/"])
def test_pages_need_no_script_and_keep_no_cookie(released: Desk, reader: Browser, path: str) -> None:
    answer = reader.get(path)
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_pages_are_as_the_standard_of_html_says(released: Desk, reader: Browser, tmp_path: Path) -> None:
    asked = ("/en/statistics/", FIRST, SECOND, f"/ro{FIRST[3:]}A1/", "/en/statistics/19a-RO-2024-1/L1/")
    assert faults_of_markup({path: reader.get(path).text for path in asked}, tmp_path) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("19a-RO-2025-2", {FIRST, SECOND}), ("regist romania 2025", {FIRST, SECOND}), ("GRETA", {GRETA, MEASURES}),
        ("council europe", {GRETA, MEASURES}), ("atlantis", set()),
        ("statistics 2024", {GRETA, "/en/statistics/19a-RO-2024-1/"}),
    ],
)  # fmt: skip
def test_the_search_of_the_site_finds_editions_by_title_and_name(
    released: Desk, reader: Browser, asked: str, found: set[str]
) -> None:
    page = reader.get(f"/en/search/?{urlencode({'q': asked})}").text
    assert set(re.findall(r'<a href="(/en/statistics/[^"]+/)">', page)) == found


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("en", "exploitation labour", {FIRST, SECOND, GRETA}), ("en", "under 18", {FIRST, SECOND, GRETA}),
        ("ro", "bărbați", {FIRST, SECOND, GRETA}), ("ro", "sub 18 ani", {FIRST, SECOND, GRETA}),
        ("ro", "exploatare forma", {FIRST, SECOND, GRETA}), ("en", "bărbați", set()),
    ],
)  # fmt: skip
def test_the_search_finds_editions_by_tables_and_classes_in_the_language_of_the_reader(
    released: Desk, reader: Browser, language: str, asked: str, found: set[str]
) -> None:
    page = reader.get(f"/{language}/search/?{urlencode({'q': asked})}").text
    addresses = set(re.findall(rf'<a href="/{language}(/statistics/[^"]+/)">', page))
    assert {f"/en{each}" for each in addresses} == found


def test_what_was_corrected_says_so_in_the_search(released: Desk, reader: Browser) -> None:
    page = _bare(reader.get("/en/search/?q=19a-RO-2025-1").text)
    assert "Corrected on 1 June 2026 by 19a-RO-2025-2" in page


def test_the_first_page_shows_the_newest_editions(released: Desk, reader: Browser) -> None:
    for language in ("en", "ro"):
        page = reader.get(f"/{language}/").text
        shown = page[page.index('id="newest-statistics"') :]
        assert f'<a href="/{language}/statistics/19a-RO-2025-2/">' in shown
        assert f'href="/{language}/statistics/"' in shown
        assert "19a-RO-2025-1" not in shown, "it was corrected"


def test_the_search_finds_an_edition_by_its_words_in_the_language_of_the_reader(
    released: Desk, reader: Browser
) -> None:
    title = _bare(re.findall(r"<h1>(.*?)</h1>", reader.get(FIRST.replace("/en/", "/ro/")).text)[0])
    page = reader.get(f"/ro/search/?{urlencode({'q': title})}").text
    assert FIRST.replace("/en/", "/ro/") in page


def test_the_site_releases_its_editions_to_other_sites_in_a_list_of_their_own(
    released: Desk, reader: Browser
) -> None:
    document = as_json(reader.get("/releases.json"))["document"]
    figures = {each["key"]: each for each in document["statistics"]}
    assert set(figures) == {
        "19a-RO-2024-1", "19a-RO-2025-1", "19a-RO-2025-2", "greta-RO-2023-1", "greta-RO-2024-2025-1",
    }  # fmt: skip
    one = figures["greta-RO-2024-2025-1"]
    assert one["texts"]["en"]["title"] == "Table for GRETA from agencies that take part: Romania, 2024-2025"
    assert one["texts"]["en"]["address"].endswith(GRETA)
    assert all(each["kind"] != "statistics" for each in document["releases"])
    assert isinstance(read(document, address=document["address"]), list)
