"""Notifying without a name, and the coordinator's table with its picture."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.referrals.counted import actions, queries
from safeconduct.referrals.counted.rules import (
    A_CHILD,
    ADULT,
    CHILD,
    NOTHING_REFUSED,
    UNKNOWN,
    Cell,
    Refusal,
    Subject,
    is_adult,
)
from safeconduct.vocabulary.codes import Code, Exploitation, PartOfCountry, Service, Sex
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

AGES: dict[str, Words] = {
    ADULT: gettext_lazy("An adult"),
    CHILD: gettext_lazy("A child"),
    UNKNOWN: gettext_lazy("Not known, or in doubt"),
}
NOT_KNOWN: Words = pgettext_lazy("sex", "Not known")
SUBJECTS: dict[Subject, Words] = {
    Subject.TOTAL: gettext_lazy("All"),
    Subject.PART_OF_COUNTRY: gettext_lazy("Part of the country"),
    Subject.SEX: gettext_lazy("Sex"),
    Subject.EXPLOITATION: gettext_lazy("Form of exploitation"),
    Subject.OFFERED: gettext_lazy("What was offered"),
    Subject.REFUSED: gettext_lazy("What was refused"),
}
LISTS: dict[Subject, type[Code]] = {
    Subject.PART_OF_COUNTRY: PartOfCountry,
    Subject.SEX: Sex,
    Subject.EXPLOITATION: Exploitation,
    Subject.OFFERED: Service,
    Subject.REFUSED: Service,
}


@for_members
def notify(request: MemberRequest) -> HttpResponse:
    """Count an adult who refused. A child, or somebody who may be one, is refused with what to do."""
    if request.method != "POST":
        return _form(request, QueryDict(), {})
    errors = _errors(request.POST)
    if errors:
        return _form(request, request.POST, errors, status=422)
    try:
        actions.notify(_refusal(request.POST), by=request.member, at=request.at)
    except NotPossible as refused:
        said: dict[str, Words] = {" ": refused.reason.whole}
        return _form(request, request.POST, said, status=409)
    messages.success(request, _("Counted. Nothing of the person is kept, and nothing of you."))
    return redirect("enquiries")


@for_members
def counts(request: MemberRequest) -> HttpResponse:
    """What the coordinator sees: whole quarters that are over."""
    found = queries.counts(by=request.member, at=request.at)
    context = {
        "quarters": [
            {
                "quarter": one.quarter,
                "country": country_in_full(one.country),
                "total": one.total,
                "tables": [_table(table, one.total) for table in one.tables] if one.total else [],
            }
            for one in found
        ]
    }
    return render(request, "referrals/counted/counts.html", context)


def _form(
    request: MemberRequest, post: QueryDict, errors: dict[str, Words], *, status: int = 200
) -> HttpResponse:
    def ticks(name: str, text: Words, codes: type[Code], hint: Words = "") -> Question:
        return Question(
            name,
            text,
            "ticks",
            ",".join(post.getlist(name)),
            list(choices(codes)),
            errors.get(name, ""),
            hint,
        )

    sexes: list[tuple[str, Words]] = [*choices(Sex), (UNKNOWN, NOT_KNOWN)]
    questions = [
        Question("age", _("Who refuses"), "radios", post.get("age", ""), list(AGES.items()), errors.get("age", "")),
        Question("sex", _("Sex"), "radios", post.get("sex", UNKNOWN), sexes, errors.get("sex", "")),
        Question("part_of_country", _("Where"), "select", post.get("part_of_country", "anywhere"),
                 list(choices(PartOfCountry)), errors.get("part_of_country", "")),
        ticks("exploitation", _("Form of exploitation"), Exploitation),
        ticks("offered", _("What was offered"), Service),
        ticks("refused", _("What was refused"), Service, _("Only of what was offered")),
    ]  # fmt: skip
    return render(
        request, "referrals/counted/notify.html", {"questions": questions, "errors": errors}, status=status
    )


def _errors(post: QueryDict) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if post.get("age") not in AGES:
        errors["age"] = _("Say who it is: only an adult is counted.")
    elif not is_adult(post.get("age", "")):
        errors["age"] = A_CHILD.whole
    if post.get("sex") not in {*Sex, UNKNOWN}:
        errors["sex"] = _("Choose one.")
    if post.get("part_of_country") not in set(PartOfCountry):
        errors["part_of_country"] = _("Choose where.")
    offered, refused = _codes(post, "offered", Service), _codes(post, "refused", Service)
    if not refused or not refused <= offered:
        errors["refused"] = NOTHING_REFUSED.whole
    return errors


def _refusal(post: QueryDict) -> Refusal:
    return Refusal(
        age=post.get("age", ""),
        part_of_country=PartOfCountry(post.get("part_of_country", "")),
        sex=post.get("sex", ""),
        exploitation=_codes(post, "exploitation", Exploitation),
        offered=_codes(post, "offered", Service),
        refused=_codes(post, "refused", Service),
    )


def _codes[Codes: Code](post: QueryDict, name: str, codes: type[Codes]) -> frozenset[Codes]:
    return frozenset(codes(value) for value in post.getlist(name) if value in set(codes))


def _table(table: queries.Table, total: int | None) -> dict[str, Any]:
    """A table and its bars. Long lists show what there is to show; of the others how many are hidden is not said."""
    cells = table.cells
    if table.subject in (Subject.EXPLOITATION, Subject.OFFERED, Subject.REFUSED):
        cells = [cell for cell in cells if cell.number is not None]
    return {
        "subject": SUBJECTS[table.subject],
        "lines": [(_word(table.subject, cell), cell.number, _share(cell, total)) for cell in cells],
        "is_short": len(cells) < len(table.cells),
    }


def _share(cell: Cell, total: int | None) -> int:
    """How long its bar is, in per cent of all; a hidden number has none, so that no length tells it."""
    return round(100 * cell.number / total) if cell.number is not None and total else 0


def _word(subject: Subject, cell: Cell) -> Words:
    return NOT_KNOWN if cell.code == UNKNOWN and subject is Subject.SEX else label(LISTS[subject](cell.code))
