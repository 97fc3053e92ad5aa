"""What the site believes of the file of cards, and when it says that a card is old."""

import json
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from safeconduct.public.helping.leaving import ANYWHERE, leads_to
from safeconduct.public.helping.rules import (
    NOT_READABLE,
    NOTHING,
    Card,
    Country,
    Handed,
    is_old,
    is_silent,
    read,
)
from safeconduct.vocabulary.cards_of_rights import LARGEST

DAY = date(2026, 11, 30)
CARD: dict[str, Any] = {
    "rule": "RO-SUP-01", "right": "support", "layer": "RO", "law": "Law 211/2004, 1-2", "says": "Help.",
    "confidence": "verified", "read_on": "2026-11-25", "checked_on": "",
    "words": {"en": {"title": "Help", "what": "Help.", "who": "You.", "helps": "They."}},
}  # fmt: skip
SAID: dict[str, Any] = {
    "format": "safeconduct-cards-1", "as_of": "2026-11-30", "reviewed": {"en": ""},
    "countries": [{"code": "RO", "has_pack": True, "cards": [CARD], "unknown": ["legal_aid"]}],
}  # fmt: skip


def _read(said: Any) -> Any:
    return read(json.dumps(said).encode())


def _changed(**more: Any) -> dict[str, Any]:
    said = deepcopy(SAID)
    said["countries"][0]["cards"][0].update(more)
    return said


def test_it_is_read_as_it_was_written() -> None:
    found = _read(SAID)
    assert isinstance(found, Handed)
    card = Card(
        rule="RO-SUP-01", right="support", layer="RO", law="Law 211/2004, 1-2", says="Help.", confidence="verified",
        read_on=date(2026, 11, 25), checked_on=None, words=CARD["words"],
    )  # fmt: skip
    assert found.one("RO") == Country("RO", True, (card,), ("legal_aid",))
    assert (found.as_of, found.reviewed) == (DAY, {"en": ""})
    assert found.one("BE") is None


def test_on_which_day_its_words_were_checked_is_read_by_language() -> None:
    found = _read(SAID | {"reviewed": {"en": "2026-11-01", "ro": ""}})
    assert found.reviewed == {"en": "2026-11-01", "ro": ""}


@pytest.mark.parametrize("said", [
    [], {}, None, "text", SAID | {"format": "safeconduct-cards-2"}, SAID | {"as_of": "yesterday"},
    SAID | {"countries": [{"code": "XX", "has_pack": True, "cards": [], "unknown": []}]},
    SAID | {"countries": [{"code": "RO", "has_pack": "yes", "cards": [], "unknown": []}]},
    _changed(layer="BE"), _changed(says=""), _changed(read_on="soon"), _changed(words={"en": {"title": "x"}}),
    _changed(words={"en": {"title": "x", "what": 1, "who": "x", "helps": "x"}}), _changed(words=[]),
])  # fmt: skip
def test_anything_else_is_refused_as_a_whole(said: Any) -> None:
    assert _read(said) is NOT_READABLE


def test_what_is_no_json_or_too_large_is_refused() -> None:
    assert read(b"\xff") is NOT_READABLE
    raw = json.dumps(SAID).encode()
    assert isinstance(read(raw + b" " * (LARGEST - len(raw))), Handed)
    assert read(raw + b" " * (LARGEST - len(raw) + 1)) is NOT_READABLE
    assert read(b"[" * 100_000) is NOT_READABLE


@pytest.mark.parametrize("read_on, checked_on, old", [
    ("2026-11-25", "", False),
    ("2025-12-05", "", False),
    ("2025-12-04", "", True),
    ("2025-11-01", "", True),
    ("2025-11-01", "2026-10-01", False),
    ("", "", True),
])  # fmt: skip
def test_a_card_is_old_when_nobody_looked_at_its_law_for_a_year(
    read_on: str, checked_on: str, old: bool
) -> None:
    found = _read(_changed(read_on=read_on, checked_on=checked_on))
    assert is_old(found.countries[0].cards[0], today=DAY, months=12) is old


def test_a_node_that_is_silent_for_a_week_is_said_to_be_silent() -> None:
    found = _read(SAID)
    assert not is_silent(found, today=DAY + timedelta(days=7))
    assert is_silent(found, today=DAY + timedelta(days=8))
    assert not is_silent(NOTHING, today=DAY)


def test_the_exit_leads_to_the_weather_or_where_the_node_has_chosen() -> None:
    assert "meteo" in leads_to("RO", chosen="")
    assert leads_to("AL", chosen="") == ANYWHERE
    assert leads_to("RO", chosen="https://news.example/") == "https://news.example/"
