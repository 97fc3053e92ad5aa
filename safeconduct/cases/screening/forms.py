"""The questions of a screening as forms, and what was answered in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.forms import in_words
from safeconduct.cases.interpreters import entering
from safeconduct.cases.interpreters.rules import Helper
from safeconduct.cases.interviews.codes import AgainWhy
from safeconduct.cases.interviews.codes import choices as interview_choices
from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.purposes_of_forms import SCREENING
from safeconduct.cases.screening.codes import (
    OF_CHILDREN,
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Next,
    Profile,
    Said,
    Value,
    choices,
    label,
)
from safeconduct.cases.screening.contents import HEAD, INTERPRETER, NOTE, REASONS, Entered, Talk, line_of
from safeconduct.cases.screening.lists import lists
from safeconduct.cases.screening.rules import KNOWN, Answer
from safeconduct.cases.screening.words import feeds, question
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import first
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.questions import Question

NO_OTHERS = _("No names of other people, no names of those who did it, no detail of violence.")
HINTS: Mapping[str, Words] = {
    "language": _("For example Ukrainian, or uk"),
    "note": NO_OTHERS,
    "reasons": NO_OTHERS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One sign on the page: its question, the line that is chosen, what is wrong, and which signs it feeds."""

    code: str
    words: Words
    chosen: str
    feeds: list[Words]
    error: Words


type Group = tuple[Words, list[tuple[str, Words]]]


def lines() -> list[Group]:
    """What can be answered, in three groups: a yes and a no say how they are known, and three ways to stay open."""
    known = [
        (label(value), [(f"{value}.{one}", _both(value, one)) for one in Evidence])
        for value in Value
        if value in KNOWN
    ]
    still_open = [(value.value, label(value)) for value in Value if value not in KNOWN]
    return [*known, (_("Stays open"), still_open)]


def in_full(answer: Answer) -> Words:
    """One answer in words."""
    return _both(answer.value, answer.evidence) if answer.evidence else label(answer.value)


def _both(value: Value, evidence: Evidence) -> Words:
    return format_lazy("{value}, {evidence}", value=label(value), evidence=label(evidence))


def asked(
    talk: Talk, dimension: Dimension, entered: Entered | None, errors: Mapping[str, Words]
) -> list[Asked]:
    """The signs of one dimension; what was entered goes before what stands."""
    return [
        Asked(
            code,
            question(talk.profile, code),
            _chosen(talk, code, entered),
            feeds(code),
            errors.get(code, ""),
        )
        for code in lists()[talk.profile].of(dimension)
    ]


def _chosen(talk: Talk, code: str, entered: Entered | None) -> str:
    if entered is not None:
        return first(entered, code)
    return line_of(talk.answers[code]) if code in talk.answers else ""


@SCREENING.asks
def note(text: str, entered: Entered | None, errors: Mapping[str, Words]) -> Question:
    """The note of one dimension."""
    return _question(NOTE, text, entered, errors)


@SCREENING.asks
def beginning(
    entered: Entered | None,
    errors: Mapping[str, Words],
    offered: Sequence[Helper],
    *,
    is_child: bool,
    is_again: bool,
) -> list[Question]:
    """What comes before the first question: what was said, the person's yes, which list, and what is round the talk."""
    given = entered or {}
    found = [
        said(", ".join(given.get("said", []))),
        Question(
            "agreed", _("Does the person agree to this talk?"), "radios", first(given, "agreed"),
            [(Agreed.YES.value, _("Yes")), (Agreed.NO.value, _("No: then the form ends here, and no answer is kept"))],
            errors.get("agreed", ""),
        ),
    ]  # fmt: skip
    if is_again:
        found.append(
            Question(
                "again", _("Why is the person asked again?"), "radios", first(given, "again"),
                interview_choices(AgainWhy), errors.get("again", ""),
            )
        )  # fmt: skip
    return [
        *found,
        which(first(given, "profile"), errors, is_child=is_child),
        *about({}, entered, errors, offered),
    ]


@SCREENING.asks
def said(value: str) -> Question:
    """What is said first, ticked as it is said."""
    return Question("said", _("Said to the person, in their language"), "ticks", value, choices(Said))


@SCREENING.asks
def which(value: str, errors: Mapping[str, Words], *, is_child: bool) -> Question:
    """Which list is asked. The lists for adults are not offered where the person may be a child."""
    offered = [
        (code, words) for code, words in choices(Profile) if not is_child or Profile(code) in OF_CHILDREN
    ]
    hint = _("The profile does not say that the person is an adult: so the lists for a child are asked.")
    return Question(
        "profile", _("What it is about"), "radios", value, offered, errors.get("profile", ""), hint if is_child else ""
    )  # fmt: skip


@SCREENING.asks
def about(
    head: Mapping[str, str], entered: Entered | None, errors: Mapping[str, Words], offered: Sequence[Helper]
) -> list[Question]:
    """What is round the talk; who interprets is chosen from the register, or named in words."""
    asked = [one for one in HEAD if one.name != INTERPRETER]
    round_it = [_question(one, _typed(one, head.get(one.name, "")), entered, errors) for one in asked]
    return [*round_it, *entering.questions(offered, head.get(INTERPRETER, ""), entered, errors)]


@SCREENING.asks
def concluding(talk: Talk, entered: Entered | None, errors: Mapping[str, Words]) -> list[Question]:
    """The professional's own conclusion. Nothing is chosen beforehand."""
    chosen = talk.conclusion.value if talk.conclusion else ""
    following = ", ".join(one.value for one in talk.next)
    if entered is not None:
        chosen, following = first(entered, "conclusion"), ", ".join(entered.get("next", []))
    return [
        Question(
            "conclusion", _("Are there reasonable grounds to believe that the person was trafficked?"), "radios",
            chosen, choices(Conclusion), errors.get("conclusion", ""),
        ),
        _question(REASONS, talk.reasons, entered, errors),
        Question("next", _("What comes next"), "ticks", following, choices(Next)),
    ]  # fmt: skip


def head_in_words(talk: Talk) -> list[tuple[Words, str]]:
    """What is round the talk, for reading."""
    return [(one.label, in_words(one, talk.head[one.name])) for one in HEAD if one.name in talk.head]


def _question(one: Field, value: str, entered: Entered | None, errors: Mapping[str, Words]) -> Question:
    kind: Any = {Kind.DATE: "date", Kind.CODE: "select" if one.choices else "text"}.get(
        one.kind, "long" if one.long else "text"
    )
    shown = value if entered is None else first(entered, one.name)
    options = list((one.choices or {}).items())
    return Question(
        one.name, one.label, kind, shown, options, errors.get(one.name, ""), HINTS.get(one.name, "")
    )


def _typed(one: Field, value: str) -> str:
    return language_in_full(value) if value and one.name == "language" else value


NO_TALK = Talk(Agreed.YES, next(iter(Profile)), 1)
SCREENING.unanswered(
    lambda: beginning(None, {}, [], is_child=False, is_again=True), lambda: note("", None, {}),
    lambda: concluding(NO_TALK, None, {}),
)  # fmt: skip
