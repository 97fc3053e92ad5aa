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
        ("Female", "43"), ("Male", "24"), ("Under 18", "hidden, not zero"), ("18 and over", "hidden, not zero"),
        ("Sexual", "40"),
    ]  # fmt: skip
    assert lines[-1] == ("=Other", "0")
    pictures = re.findall(r"<svg class=\"margin-picture\".*?</svg>", page, re.DOTALL)
    assert len(pictures) == 3
    assert [len(re.findall(r'class="part"', each)) for each in pictures] == [2, 0, 2]
    assert [len(re.findall(r"hidden-number", each)) for each in pictures] == [0, 2, 0]


def test_how_many_there_are_in_all_stands_above_the_tables(released: Desk, reader: Browser) -> None:
    page = _bare(reader.get(FIRST).text)
    assert page.index("Persons in all: 67") < page.index("(A1)")


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
    assert "This edition was corrected. It stays here as it was." in old
    assert f'href="{SECOND}"' in old
    assert "An agency had sent a list twice." in new
    assert "A1 · Female · Under 18 Before 12 Now 18" in new
    listed = _bare(reader.get("/en/statistics/").text)
    assert "Corrected by 19a-RO-2025-2" in listed


def test_what_has_no_words_in_a_language_stands_in_english_and_says_so(
    released: Desk, reader: Browser
) -> None:
    page = reader.get(FIRST.replace("/en/", "/ro/")).text
    assert '<th scope="row">Femei</th>' in page
    assert '<th scope="row" lang="en">Under 18</th>' in page


def test_a_whole_table_has_every_line_in_which_somebody_was_counted(released: Desk, reader: Browser) -> None:
    page = reader.get(f"{FIRST}A1/").text
    lines = [(_bare(head), _bare(rest)) for head, rest in ROW.findall(page)]
    assert lines[1] == ("Male", "Under 18 hidden, not zero 18 and over hidden, not zero All 24")
    large = reader.get("/en/statistics/19a-RO-2024-1/L1/?page=9").text
    assert len(ROW.findall(large)) == 78
    assert reader.get(f"{FIRST}A9/").status == 404
    assert reader.get("/en/statistics/19a-RO-1999-1/").status == 404


def test_the_feed_has_each_edition_once_under_its_digest(released: Desk, reader: Browser) -> None:
    feed = ET.fromstring(reader.get("/en/statistics.atom").text)  # noqa: S314 - our own process
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == [
        "Registered persons: Romania, 2025, edition 2",
        "Table for GRETA: Romania, 2024-2025",
        "Registered persons: Romania, 2024",
        "Registered persons: Romania, 2025",
    ]
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
        ("19a-RO-2025-2", {FIRST, SECOND}), ("regist romania 2025", {FIRST, SECOND}), ("GRETA", {GRETA}),
        ("council europe", {GRETA}), ("statistics 2024", {GRETA, "/en/statistics/19a-RO-2024-1/"}), ("atlantis", set()),
    ],
)  # fmt: skip
def test_the_search_of_the_site_finds_editions_by_title_and_name(
    released: Desk, reader: Browser, asked: str, found: set[str]
) -> None:
    page = reader.get(f"/en/search/?{urlencode({'q': asked})}").text
    assert set(re.findall(r'<a href="(/en/statistics/[^"]+/)">', page)) == found


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
    assert set(figures) == {"19a-RO-2024-1", "19a-RO-2025-1", "19a-RO-2025-2", "greta-RO-2024-2025-1"}
    one = figures["greta-RO-2024-2025-1"]
    assert one["texts"]["en"]["title"] == "Table for GRETA: Romania, 2024-2025"
    assert one["texts"]["en"]["address"].endswith(GRETA)
    assert all(each["kind"] != "statistics" for each in document["releases"])
    assert isinstance(read(document, address=document["address"]), list)
