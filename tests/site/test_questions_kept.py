"""What comes from our own lists is shown from what an earlier page made of it; what somebody wrote is made anew."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from safeconduct.site.templatetags import look
from safeconduct.vocabulary.questions import OF_ONE_TEXT, Question, QuestionRow

OPEN = Question(
    "wish", "What do you wish?", "text", open="", prefix="needs-", hint="In your words", why="To help."
)
ANSWERED = {
    "an answer": {"value": "A room near the sea"},
    "a way to stay open that is none": {"open": "near the sea"},
    "an answer that is in no list": {"kind": "select", "options": [("a", "One")], "value": "near the sea"},
    "several answers": {"kind": "ticks", "options": [("a", "One"), ("b", "Two")], "value": "a, b"},
    "an error": {"error": "Write less about the sea"},
    "a row with an answer": {"kind": "rows", "rows": [QuestionRow(1, [replace(OPEN, value="Near the sea")])]},
    "a row that just came": {"kind": "rows", "rows": [QuestionRow(1, [replace(OPEN, has_focus=True)])]},
}


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    look.KEPT.clear()
    look.FRAMES.clear()
    yield
    look.KEPT.clear()
    look.FRAMES.clear()


def test_an_open_question_is_made_once_and_shown_alike() -> None:
    first = look.question(OPEN)
    assert "What do you wish?" in first
    assert look.question(replace(OPEN)) == first
    assert len(look.KEPT) == 1


@pytest.mark.parametrize("of_a_person", ANSWERED.values(), ids=ANSWERED)
def test_nothing_of_a_person_is_kept(of_a_person: Mapping[str, Any]) -> None:
    look.question(replace(OPEN, **of_a_person))
    assert look.KEPT == {}
    assert "sea" not in repr(look.FRAMES).lower()


@pytest.mark.parametrize("kind", sorted(OF_ONE_TEXT))
@pytest.mark.parametrize("text", ["A room", '<b>"{0}" & {{ field.why }}\n', "{", "\ue000"])
def test_around_a_text_stands_what_would_stand_there(kind: str, text: str) -> None:
    asked = replace(OPEN, kind=kind, value=text, hint="With {braces}")
    for _time in range(2):
        assert look.question(asked) == look._question(asked)
    assert len(look.FRAMES) == 1


@pytest.mark.parametrize(
    "other",
    [{"label": "And now?"}, {"hint": "Or none"}, {"why": "To plan."}, {"prefix": "plan-"}, {"longest": 9},
     {"kind": "long"}, {"kind": "select", "options": [("a", "One")]}, {"open": None},
     {"kind": "rows", "rows": [QuestionRow(1, [OPEN])]}, {"kind": "rows", "may_have_more": True},
     {"open": "declined"}, {"kind": "select", "options": [("a", "One"), ("b", "Two")], "value": "b"}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_differs_in_anything_is_another_question(other: Mapping[str, Any]) -> None:
    look.question(OPEN)
    changed = replace(OPEN, **other)
    assert look.question(changed) == look._question(changed)


def test_each_language_has_its_own() -> None:
    english = look.question(OPEN)
    with override("ro"):
        assert look.question(OPEN) != english


def test_an_empty_row_is_kept_and_one_with_an_answer_is_not() -> None:
    asked = Question("steps", "Steps", "rows")
    look.question_row(asked, QuestionRow(1, [OPEN]))
    assert any("Row 1" in shown for shown in look.KEPT.values())
    look.KEPT.clear()
    look.question_row(asked, QuestionRow(1, [replace(OPEN, value="Near the sea")]))
    look.question_row(asked, QuestionRow(1, [OPEN], gone=Question("gone", "Take out", "tick")))
    assert not any("sea" in shown or "Take out" in shown for shown in look.KEPT.values())


def test_a_process_keeps_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "MOST", 3)
    for number in range(9):
        look.question(replace(OPEN, name=f"wish{number}"))
    assert len(look.KEPT) <= 3
