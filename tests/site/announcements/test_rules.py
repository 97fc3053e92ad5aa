"""Which announcements a member sees; pure."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.site.announcements.reading import FILE, announcements
from safeconduct.site.announcements.rules import LARGEST, MOST, Announcement, is_for, is_new, read

TODAY = date(2026, 11, 30)
TEXT = {"title": "A title", "introduction": "Two sentences.", "address": "https://site.example/en/news/a/"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _said(**more: Any) -> dict[str, Any]:
    return {"day": "2026-11-30", "professions": [], "countries": [], "texts": {"en": TEXT}} | more


def _one(**more: Any) -> Announcement:
    [found] = read({"announcements": [_said(**more)]})
    return found


@pytest.mark.parametrize(
    "audience, is_shown",
    [
        ({}, True),
        ({"professions": ["lawyer"]}, True),
        ({"professions": ["judge"]}, False),
        ({"countries": ["RO", "BG"]}, True),
        ({"countries": ["BE"]}, False),
        ({"professions": ["lawyer"], "countries": ["BE"]}, False),
    ],
)
def test_an_announcement_is_for_its_professions_in_its_countries(
    audience: dict[str, Any], is_shown: bool
) -> None:
    assert is_for(_one(**audience), profession="lawyer", country="RO") is is_shown


@pytest.mark.parametrize("days, new", [(-366, False), (-365, True), (0, True), (365, True), (366, False)])
def test_a_change_of_the_law_is_new_for_a_year_behind_and_ahead(days: int, new: bool) -> None:
    assert is_new([None, TODAY + timedelta(days=days)], today=TODAY) is new


def test_a_text_is_read_in_the_members_language_else_in_english() -> None:
    both = _one(texts={"ro": TEXT | {"title": "Un titlu"}, "en": TEXT})
    assert both.text("ro")[1]["title"] == "Un titlu"
    assert both.text("sv")[0] == "en"
    assert _one(texts={"bg": TEXT, "en": TEXT, "ro": TEXT}).text("sv")[0] == "en"
    assert _one(texts={"ro": TEXT, "bg": TEXT}).text("sv")[0] == "bg"


@pytest.mark.parametrize("text", [
    {"title": "x" * 255}, {"introduction": "x" * 400}, {"address": "https://" + "x" * 492}, {"address": "http://x/"},
])  # fmt: skip
def test_words_just_within_their_length_are_read(text: dict[str, str]) -> None:
    assert _one(texts={"en": TEXT | text}).texts["en"] == TEXT | text


def test_a_profession_or_a_country_that_is_no_code_is_left_out() -> None:
    found = _one(professions=["lawyer", 7], countries="RO")
    assert (found.professions, found.countries) == (frozenset({"lawyer"}), frozenset())
    assert _one(professions=None, countries=None).countries == frozenset()


def test_the_newest_stands_first() -> None:
    days = ["2026-11-28", "2026-11-30", "2026-11-29"]
    found = read({"announcements": [_said(day=day) for day in days]})
    assert [each.day.isoformat() for each in found] == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": {}},
        {"day": "tomorrow"},
        {"day": None},
        {"texts": {"en": TEXT | {"address": "javascript:alert(1)"}}},
        {"texts": {"en": TEXT | {"html": "x"}}},
        {"texts": {"en": ["title", "introduction", "address"]}},
        {"texts": {"en": TEXT | {"title": "x" * 256}}},
        {"texts": {"en": TEXT | {"introduction": "x" * 401}}},
        {"texts": {"en": TEXT | {"address": "https://" + "x" * 493}}},
    ],
)
def test_what_is_not_as_it_must_be_is_left_out_and_the_rest_is_read(wrong: dict[str, Any]) -> None:
    assert len(read({"announcements": [_said(**wrong), _said()]})) == 1


@given(JSON)
def test_nothing_that_stands_in_the_file_stops_the_page(said: object) -> None:
    read(said)
    read({"announcements": [said]})


def test_never_more_are_read_than_a_page_shows() -> None:
    assert len(read({"announcements": [_said()] * (MOST + 1)})) == MOST


def test_a_file_that_is_missing_too_large_a_link_or_no_json_is_no_news(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    assert announcements(None) == announcements(tmp_path) == []
    for content in ("[" * 100_000, "{", " " * (LARGEST + 1)):
        file.write_text(content)
        assert announcements(tmp_path) == []
    whole = tmp_path / "elsewhere.json"
    whole.write_text(json.dumps({"announcements": [_said()]}))
    file.unlink()
    file.symlink_to(whole)
    assert announcements(tmp_path) == []
    file.unlink()
    whole.rename(file)
    assert len(announcements(tmp_path)) == 1
