"""Why a question of a form beside the file is asked: every form of the rooms below is found here by itself."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest
from django.utils import translation

from safeconduct.vocabulary.purposes import FORMS, Form
from safeconduct.vocabulary.questions import Question

ROOMS = [
    "consent", "cases.complaints", "cases.conferences", "cases.follow_up", "cases.interpreters", "cases.screening",
    "referrals.enquiries", "referrals.letters",
]  # fmt: skip
MODULES = [import_module(f"safeconduct.{room}.forms") for room in ROOMS]


def asking(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The functions of a module that give questions: by what they say that they give."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ != module.__name__ or name.startswith("_"):
            continue
        gives = str(inspect.signature(function, eval_str=False).return_annotation)
        if Question.__name__ in gives and "tuple" not in gives:
            yield name, function


@pytest.mark.parametrize("module", MODULES, ids=ROOMS)
def test_each_function_that_asks_says_of_which_form_it_is(module: ModuleType) -> None:
    found = dict(asking(module))
    assert found, "a room whose questions were moved must be looked for elsewhere"
    assert {
        name for name, function in found.items() if getattr(function, "of_form", None) not in FORMS
    } == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_question_of_these_rooms_is_made_elsewhere(room: str) -> None:
    for part in ("pages", "entering"):
        try:
            module = import_module(f"safeconduct.{room}.{part}")
        except ModuleNotFoundError:
            continue
        made = inspect.getsource(module).count("Question(")
        assert made == (2 if room == "referrals.enquiries" else 0), (
            "the two filters of a list ask nobody anything"
        )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.title))
def test_every_question_has_a_sentence_and_every_sentence_a_question(form: Form) -> None:
    questions = form.questions()
    assert {one.name for one in questions} == set(form.why)
    assert all(one.why == form.purpose_of(one.name) != "" for one in questions)


def test_each_sentence_is_one_of_its_own_and_short() -> None:
    for form in FORMS:
        said = [str(one[0] if isinstance(one, tuple) else one) for one in form.why.values()]
        assert len(set(said)) == len(said)
        assert all(20 < len(one) < 120 and one.endswith(".") and "victim" not in one for one in said)


def test_they_are_said_in_romanian_too() -> None:
    said = [form.purpose_of(name) for form in FORMS for name in form.why]
    english = [str(one) for one in said]
    with translation.override("ro"):
        assert [words for one, words in zip(said, english, strict=True) if str(one) == words] == []


def test_of_several_ticks_the_first_says_why() -> None:
    ticks = [Question("told", label, "tick", option=label) for label in ("a", "b")]
    form = Form("A form", {"told": ("So that it is known.", "A law")})
    first, second = form.asks(lambda: ticks)()
    assert str(first.why) == "So that it is known. (A law)"
    assert second.why == ""
