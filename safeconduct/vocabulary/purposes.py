"""Why the questions of a form are asked: one sentence for each, and its source where there is one.

A form says its sentences once, beside its questions, and marks the functions that ask them. The page "Why we ask" and a
test find every form that is known here. Written by developers; sources were named from memory.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, cast

from django.utils.text import format_lazy

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.questions import Question

type Said = Words | tuple[Words, Words]
"""A sentence; or a sentence and where it comes from."""
type Asked = Question | Sequence[Question] | Mapping[str, "Question | Sequence[Question]"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its title, its sentences by the name of the question, and its questions as they stand unanswered."""

    title: Words
    why: Mapping[str, Said]
    titles: Mapping[str, Words] = field(default_factory=dict)
    """What several ticks answer together, where no single one of them is the question."""
    blank: list[Callable[[], Asked]] = field(default_factory=list)

    def purpose_of(self, name: str) -> Words:
        """Why this question is asked, with the source; "" for one that has no sentence, which a test forbids."""
        said = self.why.get(name, "")
        if isinstance(said, tuple):
            return format_lazy("{sentence} ({source})", sentence=said[0], source=said[1])
        return said

    def asks[**P, R](self, function: Callable[P, R]) -> Callable[P, R]:
        """Mark a function that asks questions of this form: each of them then says why."""

        @wraps(function)
        def explained(*args: P.args, **kwargs: P.kwargs) -> R:
            return cast(R, self._explained(function(*args, **kwargs)))

        explained.of_form = self  # type: ignore[attr-defined]
        return explained

    def unanswered(self, *functions: Callable[[], Asked]) -> None:
        """How the questions are got that this form asks, for the page of them all; the form is known from then on."""
        self.blank.extend(functions)
        FORMS.append(self)

    def questions(self) -> list[Question]:
        """Each question of the form once, with the title of its ticks where there are several."""
        found: dict[str, Question] = {}
        for function in self.blank:
            for one in in_row(function()):
                titled = replace(one, label=self.titles.get(one.name, one.label))
                found.setdefault(one.name, titled)
        return list(found.values())

    def _explained(self, asked: Any) -> Any:
        if isinstance(asked, Question):
            return asked if asked.why else replace(asked, why=self.purpose_of(asked.name))
        if isinstance(asked, Mapping):
            return {name: self._explained(part) for name, part in asked.items()}
        return [
            one if _is_further_tick(one, place, asked) else self._explained(one)
            for place, one in enumerate(asked)
        ]


FORMS: list[Form] = []
"""Every form that is known, in the order in which the rooms are loaded."""


def known_forms() -> list[Form]:
    """The same by their titles in the language of the page."""
    return sorted(FORMS, key=lambda form: str(form.title))


def in_row(asked: Asked) -> list[Question]:
    """Questions as one list, however a form holds them."""
    if isinstance(asked, Question):
        return [asked]
    parts = asked.values() if isinstance(asked, Mapping) else asked
    return [one for part in parts for one in in_row(part)]


def _is_further_tick(one: Question, place: int, asked: Sequence[Question]) -> bool:
    """Of several ticks that answer one question, the first says why."""
    return one.kind == "tick" and place > 0 and asked[place - 1].name == one.name
