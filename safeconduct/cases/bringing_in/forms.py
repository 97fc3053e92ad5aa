"""The forms of an import: a select for each column, a field for each word that nobody knows, two answers for a hint."""

import re
from collections.abc import Mapping as Mapped
from typing import Any

from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest
from safeconduct.cases.bringing_in import cells, store
from safeconduct.cases.bringing_in.before import in_words
from safeconduct.cases.bringing_in.cells import Dates
from safeconduct.cases.bringing_in.mapping import CONSENT_IS_NOT_READ, Mapping, parsed
from safeconduct.cases.bringing_in.targets import TARGETS, groups, is_consent
from safeconduct.cases.htcds.columns import NOT_TAKEN_OVER
from safeconduct.cases.models import KeptMapping
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.tables.cells import plain
from safeconduct.vocabulary.tables.sheets import Row

SHOWN = 40
MOST_ASKED = 50
"""Words that are asked for on one page; who has more has chosen the wrong column, or asks again after these."""

type Asked = tuple[Words, list[Question]]


def columns(
    meta: store.Meta, first: list[Row], mapping: Mapping, errors: Mapped[str, Words] | None
) -> dict[str, Any]:
    """What the page of the columns shows: a question for each, or what HTCDS says of it."""
    if meta.form == store.HTCDS:
        return {"htcds": [(name, NOT_TAKEN_OVER.get(name, "")) for name in meta.columns], "questions": []}
    options = [(name, f"{title}: {words}") for title, targets in groups() for name, words in targets]
    questions, refused = [], []
    for place, name in enumerate(meta.columns):
        if is_consent(name):
            refused.append((name, CONSENT_IS_NOT_READ))
            continue
        samples = [row.cells[place].strip()[:SHOWN] for row in first if row.cells[place].strip()]
        questions.append(
            Question(
                name=f"column-{place}", label=name, kind="select", value=mapping.columns.get(name, ""),
                options=options, hint=" · ".join(samples) or _("Empty in the first rows"),
                error=(errors or {}).get(f"column-{place}", ""),
            )
        )  # fmt: skip
    dates = Question(
        name="dates", label=_("Dates such as 03.04.1990"), kind="radios", value=mapping.dates.value,
        options=[
            (Dates.DAY_FIRST.value, _("The day comes first: 3 April")),
            (Dates.MONTH_FIRST.value, _("The month comes first: 4 March")),
        ],
    )  # fmt: skip
    return {"questions": questions, "refused": refused, "dates": dates}


def words(
    meant: Mapped[str, Mapped[str, str]], entered: Mapped[str, Any], errors: Mapped[str, Words]
) -> tuple[list[Asked], list[Asked]]:
    """By target, a question for each word: which code it stands for. First those that nobody knows, then those that
    are known, with what they mean. What was entered stays."""
    unknown, known = list[Asked](), list[Asked]()
    for name, several in meant.items():
        field = TARGETS[name].field
        if field is None:
            continue
        options = [*(field.choices or {}).items(), *cells.ways_to_stay_open()]
        open_words = [word for word, code in several.items() if not code][:MOST_ASKED]
        known_words = [word for word, code in several.items() if code][:MOST_ASKED]
        questions = [
            Question(
                name=f"word-{name}-{place}", label=word, kind="select" if field.choices else "text",
                value=entered.get(f"word-{name}-{place}", _typed(name, several[word])), options=options,
                hint="" if field.choices else _("Its name, or its code"),
                error=errors.get(f"{name}|{plain(word)}", ""),
            )
            for place, word in enumerate([*open_words, *known_words])
        ]  # fmt: skip
        for kept, part in ((unknown, questions[: len(open_words)]), (known, questions[len(open_words) :])):
            if part:
                kept.append((TARGETS[name].label, part))
    return unknown, known


def _typed(target: str, code: str) -> str:
    """A code as it stands in the field: chosen from a list, or the name that would be typed."""
    field = TARGETS[target].field
    if not code or field is None or field.choices:
        return code
    return in_words(target, code)


def entered_mapping(request: MemberRequest, meta: store.Meta) -> Mapping:
    """The mapping as the form says it; the words that were answered before stay."""
    posted = request.POST
    chosen = {name: posted.get(f"column-{place}", "") for place, name in enumerate(meta.columns)}
    values = {name: dict(several) for name, several in meta.rules().values.items()}
    for name, code in posted.items():
        if (found := re.fullmatch(r"said-([a-z_.]+)-([0-9]{1,3})", name)) and code:
            answer = str(posted.get(f"word-{found[1]}-{found[2]}", "")).strip()
            if answer and found[1] in TARGETS:
                _said(values.setdefault(found[1], {}), found[1], str(code), answer)
    dates = Dates(posted["dates"]) if posted.get("dates") in set(Dates) else Dates.DAY_FIRST
    return Mapping({name: target for name, target in chosen.items() if target}, values, dates)


def _said(values: dict[str, str], target: str, word: str, answer: str) -> None:
    """Keep what a word was said to mean, unless it means that anyway."""
    code = _coded(target, answer)
    values.pop(plain(word), None)
    if cells.meant(TARGETS[target], word, {}) != code:
        values[plain(word)] = code


def _coded(target: str, answer: str) -> str:
    """A code that was chosen, or that a typed name stands for; what is neither is refused with its sentence."""
    found = cells.coded(TARGETS[target], answer, {})
    return found if isinstance(found, str) else f"?{found['unanswered']}" if found else answer


def kept_mapping(request: MemberRequest, kept: list[KeptMapping], meta: store.Meta) -> Mapping | None:
    """The agency's mapping that was chosen in place of what the form says."""
    wanted = request.POST.get("use") if request.POST.get("do") == "use" else ""
    for one in kept:
        if str(one.id) == wanted:
            return parsed(one.mapping).of(meta.columns)
    return None


def errors_of(wrong: BadInput, meta: store.Meta) -> dict[str, Words]:
    """The sentences by the fields of the form."""
    places = {name: f"column-{place}" for place, name in enumerate(meta.columns)}
    return {places.get(name, name or "columns"): said for name, said in wrong.errors.items()}


def answers(request: MemberRequest) -> dict[int, bool]:
    """What was said of rows that may be somebody who is here: bring in, or leave out."""
    return {
        int(found[1]): said == "in"
        for name, said in request.POST.items()
        if (found := re.fullmatch(r"twin-([0-9]{1,7})", name)) and said in ("in", "out")
    }
