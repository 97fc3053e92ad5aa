"""What a speaker may send in, who approves it, and what readers have. Pure."""

from datetime import UTC, datetime

import pytest

from safeconduct.public.speaking import rules
from safeconduct.public.speaking.fresh import spoken, words_of_card
from safeconduct.public.speaking.rules import Reviewed, State, may_approve, may_send_in
from safeconduct.public.speaking.texts import flat, laid_over, mark_of, places
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

SOURCE = "Checked on {day}"
AT = datetime(2026, 11, 30, tzinfo=UTC)


def reviewed(text: str, source: str = SOURCE) -> Reviewed:
    """As two invented speakers left it."""
    return Reviewed(text, mark_of(source), "Ana", "Dan", AT)


@pytest.mark.parametrize("text, expected", [
    ("Verificat la {day}", Allowed()),
    ("", Refused(rules.NOTHING)),
    ("Verificat", Refused(rules.PLACES)),
    ("{day} {day}", Refused(rules.PLACES)),
    ("{days}", Refused(rules.PLACES)),
    ("{day.year}", Refused(rules.PLACES)),
    ("{day!r}", Refused(rules.PLACES)),
    ("{day} {", Refused(rules.PLACES)),
    ("{day} {}", Refused(rules.PLACES)),
    ("{day} " + "a" * (rules.TIMES * len(SOURCE) + rules.MORE - 6), Allowed()),
    ("{day} " + "a" * 103, Refused(rules.TOO_LONG)),
    ("{day} \u202eab", Refused(rules.SIGNS)),
    ("{day} \u200b", Refused(rules.SIGNS)),
    ("{day} \x00", Refused(rules.SIGNS)),
])  # fmt: skip
def test_the_places_of_a_text_are_those_of_its_source_and_nothing_unseen_is_in_it(
    text: str, expected: Decision
) -> None:
    assert may_send_in(text, SOURCE, speaks=True, waits=False, stands=None) == expected


def test_only_a_speaker_sends_in_and_nothing_that_waits_or_was_reviewed_word_for_word() -> None:
    text, stands = "La {day}", reviewed("La {day}")
    assert may_send_in(text, SOURCE, speaks=False, waits=False, stands=None) == Refused(rules.NOT_SPEAKER)
    assert may_send_in(text, SOURCE, speaks=True, waits=True, stands=None) == Refused(rules.WAITS)
    assert may_send_in(text, SOURCE, speaks=True, waits=False, stands=stands) == Refused(rules.ALREADY)
    assert may_send_in(text, "On {day}", speaks=True, waits=False, stands=stands) == Allowed()


@pytest.mark.parametrize("approver, sender, speaks, waits, is_of_source, expected", [
    (2, 1, True, True, True, Allowed()),
    (2, None, True, True, True, Allowed()),  # the account of who sent it in is gone
    (1, 1, True, True, True, Refused(rules.OWN_WORK)),
    (2, 1, False, True, True, Refused(rules.NOT_SPEAKER)),
    (2, 1, True, False, True, Refused(rules.OVER)),
    (2, 1, True, True, False, Refused(rules.CHANGED)),
])  # fmt: skip
def test_a_second_speaker_approves_beside_the_source_of_now(
    approver: int, sender: int | None, speaks: bool, waits: bool, is_of_source: bool, expected: Decision
) -> None:
    assert (
        may_approve(approver=approver, sender=sender, speaks=speaks, waits=waits, is_of_source=is_of_source)
        == expected
    )


@pytest.mark.parametrize("source, shipped, stands, waits, state, shown", [
    (SOURCE, None, None, False, State.MISSING, ""),
    (SOURCE, "Pe {day}", None, False, State.UNREVIEWED, "Pe {day}"),
    (SOURCE, "Pe {day}", reviewed("La {day}"), False, State.REVIEWED, "La {day}"),
    ("On {day}", "Pe {day}", reviewed("La {day}"), False, State.STALE, "Pe {day}"),
    ("On {day}", None, reviewed("La {day}"), False, State.STALE, ""),
    (SOURCE, "Pe {day}", reviewed("La {day}"), True, State.WAITS, "La {day}"),
])  # fmt: skip
def test_a_review_is_of_one_source_and_afterwards_readers_have_the_text_of_the_release(
    source: str, shipped: str | None, stands: Reviewed | None, waits: bool, state: State, shown: str
) -> None:
    assert rules.state_of(source, shipped, stands, waits=waits) is state
    assert rules.shown(source, shipped, stands) == shown


def test_a_blank_that_does_not_break_stays_and_a_line_does_not() -> None:
    assert rules.cleaned("  Qui aide\u00a0?\r\n Nous  ") == "Qui aide\u00a0? Nous"
    assert rules.cleaned(" X ") == "X"
    assert rules.cleaned(" \u00a0? ") == "\u00a0?"


@pytest.mark.parametrize("speaks, waits, expected", [
    (True, True, Allowed()), (False, True, Refused(rules.NOT_SPEAKER)), (True, False, Refused(rules.OVER)),
    (False, False, Refused(rules.NOT_SPEAKER)),
])  # fmt: skip
def test_a_speaker_sends_back_what_still_waits(*, speaks: bool, waits: bool, expected: Decision) -> None:
    assert rules.may_send_back(speaks=speaks, waits=waits) == expected


FILE = {"reviewed_on": "", "frame": {"leave": "Leave"}, "later": {"parts": [{"lines": ["One", "Two {n}"]}]}}
OWN = {"reviewed_on": "", "frame": {"leave": "Ieșiți"}, "later": {"parts": [{"lines": ["Unu", "Doi {n}"]}]}}


def test_a_file_is_laid_flat_and_other_words_are_laid_over_it() -> None:
    assert flat(FILE) == {
        "frame.leave": "Leave",
        "later.parts.0.lines.0": "One",
        "later.parts.0.lines.1": "Two {n}",
    }
    assert laid_over(FILE, {"later.parts.0.lines.0": "First"})["later"] == {
        "parts": [{"lines": ["First", "Two {n}"]}]
    }
    assert places("{a} {b}") == places("{b} {a}") != places("{a}")


def test_a_part_is_checked_when_all_of_it_is_and_what_is_stale_is_not_shown() -> None:
    found = spoken(FILE, OWN, {
        "frame.leave": reviewed("Plecați", "Leave"),
        "later.parts.0.lines.0": reviewed("Unul", "An older one"),
        "later.parts.0.lines.1": reviewed("Două {n}", "Two {n}"),
        "later.nothing": reviewed("De nicăieri", "From nowhere"),
    })  # fmt: skip
    assert found.checked == {"frame"}
    assert found.texts["frame"]["leave"] == "Plecați"
    assert found.texts["later"]["parts"][0]["lines"] == ["Unu", "Două {n}"]


def test_a_card_that_no_release_has_in_a_language_is_shown_once_all_of_it_was_reviewed() -> None:
    words = {"en": {"title": "A lawyer", "what": "Advice"}}
    title = {"RO-1.title": reviewed("Një avokat", "A lawyer")}
    assert words_of_card(words, "sq", "en", "RO-1", title) == (None, False)
    both = title | {"RO-1.what": reviewed("Këshilla", "Advice")}
    assert words_of_card(words, "sq", "en", "RO-1", both) == (
        {"title": "Një avokat", "what": "Këshilla"},
        True,
    )
    shipped = words | {"sq": {"title": "Avokati", "what": "Ndihmë"}}
    assert words_of_card(shipped, "sq", "en", "RO-1", title) == (
        {"title": "Një avokat", "what": "Ndihmë"},
        False,
    )
