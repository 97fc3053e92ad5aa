"""A screening as its pages show it: the dimensions with the answers behind them, and what nobody competent checked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.interviews.codes import label as interview_label
from safeconduct.cases.screening.codes import OF_CHILDREN, Agreed, Dimension, Next, Result, Value, label
from safeconduct.cases.screening.contents import Talk
from safeconduct.cases.screening.forms import head_in_words, in_full
from safeconduct.cases.screening.lists import Signs
from safeconduct.cases.screening.queries import Read, compared_by, is_computed, signs_of
from safeconduct.cases.screening.rules import Answer, Finding, finding, findings, is_labour_case
from safeconduct.cases.screening.words import NO_MEANS_NEEDED, question, why
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as label_of

LINKS = {
    Next.INFORMATION: "/people/{case}/refer/",
    Next.RISK: "/people/{case}/#safety",
    Next.NEEDS: "/people/{case}/#needs",
    Next.REFERRAL: "/people/{case}/refer/",
    Next.REFLECTION: "/people/{case}/refer/",
}
NEXT_HINTS: dict[Next, Words] = {
    Next.INFORMATION: _("Whatever the conclusion. A lawyer or a counselling centre tells it in full."),
    Next.REFLECTION: _("Who grants it differs by country. A lawyer or a counselling centre asks for it."),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One dimension for reading: what the rule found, and every answer behind it in words."""

    label: Words
    why: Words
    result: Words
    is_computed: bool
    note: str
    behind: list[tuple[Words, list[tuple[Words, Words]], bool]]
    """What was answered with a yes, a no, or stays open; the last says whether it is known."""


def sides(read: Read) -> list[Side]:
    """Every dimension. Of a finished one the results are those of its day."""
    talk, signs = read.talk, signs_of(read.talk)
    computed = is_computed(signs)
    return [
        _side(talk, found, _result(talk, found))
        for found in findings(signs, talk.answers, is_computed=computed)
    ]


def _result(talk: Talk, found: Finding) -> Result:
    kept = talk.results.get(found.dimension.value)
    return Result(kept) if kept else found.result


def _side(talk: Talk, found: Finding, result: Result) -> Side:
    groups: list[tuple[Words, tuple[str, ...], bool]] = [
        (label(Value.YES), found.yes, True), (label(Value.NO), found.no, True), (_("Stays open"), found.open, False),
    ]  # fmt: skip
    behind = [
        (name, [(question(talk.profile, code), _answer(talk.answers.get(code))) for code in codes], is_known)
        for name, codes, is_known in groups
        if codes
    ]
    is_computed = result is not Result.NOT_COMPUTED
    note = talk.notes.get(found.dimension.value, "")
    return Side(
        label(found.dimension), why(talk.profile, found.dimension), label(result), is_computed, note, behind
    )


def _answer(answer: Answer | None) -> Words:
    return in_full(answer) if answer else _("Not answered yet")


def state_of(talk: Talk, dimension: Dimension) -> Words:
    """How far one part is, in words."""
    signs = signs_of(talk)
    codes = signs.of(dimension)
    answered = [code for code in codes if code in talk.answers]
    if not answered:
        return _("Not begun")
    return _("Looked at") if len(answered) == len(codes) else _("Begun")


def unchecked(signs: Signs) -> dict[str, Any]:
    """What the banner says of a list."""
    return {
        "source": signs.source,
        "explained": signs.explained_in,
        "version": signs.version,
        "compared": compared_by(signs),
        "has_weights": signs.has_weights,
        "is_computed": is_computed(signs),
        "is_demo": settings.DEMO,
    }


def in_words(read: Read) -> dict[str, Any]:
    """The head of one screening for lists and pages."""
    talk = read.talk
    return {
        "one": read,
        "role": label_of(read.role),
        "about": label(talk.profile),
        "of_a_child": NO_MEANS_NEEDED if talk.profile in OF_CHILDREN else "",
        "agreed": label(talk.agreed),
        "is_agreed": talk.agreed is Agreed.YES,
        "conclusion": label(talk.conclusion) if talk.conclusion else "",
        "head": head_in_words(talk),
        "said": [label(one) for one in talk.said],
        "again": interview_label(talk.again) if talk.again else "",
    }


def next_steps(talk: Talk, case: UUID) -> list[tuple[Words, str, Words]]:
    """What comes next, as links."""
    return [(label(one), LINKS.get(one, "").format(case=case), NEXT_HINTS.get(one, "")) for one in talk.next]


def offers_labour(read: Read) -> bool:
    """Whether the page reminds of labour rights."""
    signs = signs_of(read.talk)
    found = [
        finding(signs, one, read.talk.answers, is_computed=is_computed(signs)) for one in signs.dimensions
    ]
    return is_labour_case(read.talk.profile, found)
