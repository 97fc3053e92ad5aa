"""A programme by day: what overlaps stands side by side; and what readers are told at which hour. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from safeconduct.public.conferences.programme.days import by_day
from safeconduct.public.conferences.programme.facts import EditionFacts, Text
from safeconduct.public.conferences.programme.rules import Standing, standing
from safeconduct.public.conferences.programme.wording import in_language
from tests.public.conferences.programme.facts import BEGINS, EDITION, edition, session

BUCHAREST = ZoneInfo("Europe/Bucharest")


def test_what_overlaps_is_one_block_and_what_follows_is_the_next() -> None:
    long, short, after = session(1, 0, 120), session(2, 1, 60, "Blue"), session(3, 2)
    [day] = by_day([after, short, long], BUCHAREST)
    assert [[each.id for each in block.sessions] for block in day.blocks] == [[1, 2], [3]]
    assert [block.are_parallel for block in day.blocks] == [True, False]
    assert day.blocks[0].ends - day.blocks[0].starts == timedelta(hours=2)


def test_a_session_belongs_to_the_day_of_the_place() -> None:
    late = session(1, 14.5)  # 21:30 UTC is half past midnight there
    assert [day.day for day in by_day([late, session(2, 0)], BUCHAREST)] == [
        date(2031, 7, 1),
        date(2031, 7, 2),
    ]


@pytest.mark.parametrize("facts, now, expected", [
    (EDITION, BEGINS - timedelta(days=61), Standing.TO_OPEN),
    (EDITION, BEGINS - timedelta(days=30), Standing.OPEN),
    (EDITION, BEGINS - timedelta(days=3), Standing.CLOSED),
    (EDITION, BEGINS + timedelta(hours=33), Standing.OVER),
    (edition(state="closed"), BEGINS - timedelta(days=30), Standing.CLOSED),
    (edition(state="held"), BEGINS - timedelta(days=30), Standing.OVER),
    (edition(state="cancelled"), BEGINS + timedelta(days=30), Standing.CANCELLED),
])  # fmt: skip
def test_readers_are_told_what_holds_at_this_hour(
    facts: EditionFacts, now: datetime, expected: Standing
) -> None:
    assert standing(facts, now=now) is expected


@pytest.mark.parametrize("texts, expected", [
    ({"en": "yes", "ro": "da"}, Text("da", "ro")),
    ({"en": "yes", "ro": ""}, Text("yes", "en")),
    ({"sv": "ja", "bg": "da (bg)"}, Text("da (bg)", "bg")),
    ({}, Text("", "")),
])  # fmt: skip
def test_a_text_falls_back_to_the_first_language_and_then_to_any(
    texts: dict[str, str], expected: Text
) -> None:
    assert in_language(texts, "ro", "en") == expected
