"""The pages: what was given out, the person's own request in one step, an order, the second person, a copy."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.step_up import require_step_up, step_up
from safeconduct.cases.emergency.forms import number_of
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.giving_out import actions, queries, rules
from safeconduct.cases.giving_out.models import Given, Giving
from safeconduct.cases.queries import aliases, case_in_hand, is_in_hand
from safeconduct.referrals.giving_out import contents, forms
from safeconduct.referrals.giving_out.contents import Kept
from safeconduct.referrals.giving_out.labels import BLOCKS, VERDICTS
from safeconduct.vocabulary.codes import GivingKind, GivingRefused, LawyerTold, Withheld
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """What was asked for and given out of this file, and the two ways to enter something."""
    case_in_hand(case)
    rows = queries.of_case(case)
    copies = queries.copies(row.id for row in rows)
    lines = [_line(row, [copy for copy in copies if copy.giving_id == row.id]) for row in rows]
    return render(request, "referrals/giving_out/front.html", {"case": case, "lines": lines})


@for_members
def person(request: MemberRequest, case: UUID) -> HttpResponse:
    """The person asks: everything that is kept, in one step, or after a second person where something is left out."""
    case_in_hand(case)
    kept = contents.everything(case, by=request.member, at=request.at)
    today = localdate(request.at)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            asked = forms.entered_of_person(request.POST, kept)
            giving = actions.enter(case, asked, by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            errors = forms.marked(refused.reason, "on")
        else:
            if not asked.withheld:
                return _printed(request, queries.one(giving))
            messages.success(request, _("Entered. A second person looks at what is left out."))
            return redirect("giving", giving=giving)
    context = {
        "case": case,
        "questions": forms.of_person(
            request.POST, errors, kept, today=today, tongue=request.member.language or "en"
        ),
        "closed": kept.closed,
        "errors": errors,
    }
    return render(request, "referrals/giving_out/person.html", context, status=422 if errors else 200)


@for_members
def order(request: MemberRequest, case: UUID) -> HttpResponse:
    """An order or a seizure is entered: what it names, one by one. Nothing is given by this page."""
    case_in_hand(case)
    kept = contents.file_of(case, by=request.member, at=request.at)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        try:
            asked = forms.entered_of_order(request.POST, kept)
            giving = actions.enter(case, asked, by=request.member, at=request.at)
        except BadInput as wrong:
            errors = dict(wrong.errors)
        except NotPossible as refused:
            errors = forms.marked(refused.reason, "kind")
        else:
            messages.success(
                request,
                _("Entered. A colleague decides, and the lawyer of the case sees it on Today.")
                if queries.lawyers_of(case)
                else _(
                    "Entered. A colleague decides. No lawyer has a place on the case: telephone the person’s lawyer."
                ),
            )
            return redirect("giving", giving=giving)
    context = {
        "case": case,
        "questions": forms.of_order(request.POST, errors, kept, today=localdate(request.at)),
        "lawyers": queries.lawyers_of(case),
        "closed": kept.closed,
        "errors": errors,
    }
    return render(request, "referrals/giving_out/order.html", context, status=422 if errors else 200)


@for_members
def giving(request: MemberRequest, giving: UUID) -> HttpResponse:
    """One request: how it stands, the decision of the second person, the button that prints."""
    row = queries.one(giving)
    if request.method != "POST":
        return _page(request, row, {})
    try:
        if request.POST.get("do") == "agree":
            actions.agree(
                row.id, fields=request.POST.getlist("fields"), lawyer=request.POST.get("lawyer", ""),
                by=request.member, at=request.at,
            )  # fmt: skip
        else:
            actions.refuse(row.id, why=request.POST.get("why", ""), by=request.member, at=request.at)
    except NotPossible as refused:
        return _page(request, row, forms.marked(refused.reason, "why"), status=409)
    messages.success(request, _("Decided. It is recorded."))
    return redirect("giving", giving=row.id)


@for_members
def copy(request: MemberRequest, giving: UUID) -> HttpResponse:
    """A copy is printed, and recorded. An authority's needs a fresh confirmation of who prints it."""
    row = queries.one(giving)
    case_in_hand(row.case_id)
    if row.kind != GivingKind.PERSON:
        if request.method != "POST":
            return step_up(request) or redirect("giving", giving=row.id)
        require_step_up(request)
    return _printed(request, row) if request.method == "POST" else redirect("giving", giving=row.id)


def _printed(request: MemberRequest, row: Giving) -> HttpResponse:
    """The paper. What is on it, is in the record: one transaction holds the reading, the copy and the record."""
    by, at = request.member, request.at
    is_of_person = row.kind == GivingKind.PERSON
    with translation.override(row.language):
        kept = (contents.everything if is_of_person else contents.file_of)(row.case_id, by=by, at=at)
        out = dict(one.split(":", 1) for one in row.withheld)
        # An earlier release did not keep what there was to decide about for the person.
        decided = set(row.fields) or (set(kept.names) if is_of_person else set())
        names = kept.names & decided - set(out)
        number = actions.give(row.id, fields=names, by=by, at=at)
        context = {
            "row": row,
            "is_of_person": is_of_person,
            "parts": _only(kept, names),
            "withheld": [(_name(name), label(Withheld(why))) for name, why in out.items()],
            "closed": kept.closed if is_of_person else [],
            "missing": [_name(name) for name in row.fields if name not in kept.names],
            "since": [_name(name) for name in sorted(kept.names - decided)],
            "number": number,
            "file": number_of(row.case_id),
            "at": at,
            "agency": by.agency,
        }
        return render(request, "referrals/giving_out/copy.html", context)


def _only(kept: Kept, names: frozenset[str] | set[str]) -> list[tuple[Words, list[tuple[Words, str]]]]:
    found = [
        (part.title, [(answer.label, answer.value) for answer in part.answers if answer.name in names])
        for part in kept.parts
    ]
    return [(title, answers) for title, answers in found if answers]


def _page(
    request: MemberRequest, row: Giving, errors: dict[str, Words], *, status: int = 200
) -> HttpResponse:
    standing, by = queries.standing(row), request.member
    copies = queries.copies([row.id])
    post = request.POST if request.method == "POST" else QueryDict()
    names = {name: _name(name) for name in row.fields}
    decides = bool(rules.may_decide(standing, by.id))
    has_file = is_in_hand(row.case_id)
    context = {
        "line": _line(row, copies),
        "file": number_of(row.case_id),
        "alias": aliases([row.case_id], by=by).get(row.case_id, "") if has_file else "",
        "is_in_hand": has_file,
        "decides": decides,
        "waits": row.verdict == rules.WAITS,
        "can_agree": row.kind != GivingKind.REQUEST,
        "without_order": rules.WITHOUT_ORDER if row.kind == GivingKind.REQUEST else None,
        "questions": forms.deciding(row, post, errors, names) if decides else [],
        "refusing": forms.refusing(post, errors),
        "lawyers": [] if row.kind == GivingKind.PERSON else queries.lawyers_of(row.case_id),
        "may_print": has_file and bool(rules.may_give(standing)),
        "errors": errors,
    }
    return render(request, "referrals/giving_out/giving.html", context, status=status)


def _line(row: Giving, copies: list[Given]) -> dict[str, Any]:
    names = queries.names([row.asked_by, row.decided_by, *(one.given_by for one in copies)])
    return {
        "row": row,
        "kind": label(GivingKind(row.kind)),
        "state": VERDICTS[row.verdict],
        "why": label(GivingRefused(row.why)) if row.why else "",
        "lawyer": label(LawyerTold(row.lawyer)) if row.lawyer else "",
        "fields": [] if row.kind == GivingKind.PERSON else [_name(name) for name in row.fields],
        "withheld": [
            (_name(name), label(Withheld(why))) for name, why in (one.split(":", 1) for one in row.withheld)
        ],
        "asked_by": names.get(row.asked_by, ""),
        "decided_by": names.get(row.decided_by, "") if row.decided_by else "",
        "copies": [(one.given_at, names.get(one.given_by, ""), len(one.fields)) for one in copies],
    }


def _name(name: str) -> str:
    """The name of an answer in words: its section and its question."""
    if name in BLOCKS:
        return str(BLOCKS[name])
    section, _dot, field = name.partition(".")
    if section not in set(Section):
        return name
    words = next((one.label for one in FIELDS.get(Section(section), ()) if one.name == field), field)
    return f"{label(Section(section))}: {words}"
