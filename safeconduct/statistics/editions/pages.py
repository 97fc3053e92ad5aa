"""The pages of editions: the list, what is incomplete of a year, one that is prepared, one that was released."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only, is_part
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.editions import (
    actions,
    correcting,
    forms,
    rules,
    runner,
    shown,
    store,
    words,
)
from safeconduct.statistics.editions.choosing import YEARS_MORE
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting import reasons
from safeconduct.vocabulary.decisions import NotPossible, Reason, Words, require

YEARS = 5
"""How many years can be chosen by a press."""
REASONS: dict[str, Reason] = {
    one.code: one
    for one in (
        *rules.ALL, reasons.BELOW_MINIMUM, reasons.OUT_OF_TIME, reasons.TOO_LARGE, reasons.CORRECTION,
        reasons.CONTRADICTION, reasons.STILL_OPEN,
    )
}  # fmt: skip


@for_members
def front(request: MemberRequest) -> HttpResponse:
    """What was released, what waits, and the years of which an edition can be prepared."""
    require(actions.may_see(request.member))
    record("editions:read", by=as_actor(request.member), at=request.at)
    this = timezone.localtime(request.at).year
    context = {
        "editions": store.listed(),
        "waiting": store.waiting(),
        "may_prepare": bool(actions.may_prepare(request.member)),
        "years": range(this - 1, max(rules.FIRST_YEAR, this - YEARS) - 1, -1),
        "now": request.at,
    }
    return render(request, "statistics/editions/front.html", context)


@for_members
def prepared(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """How far it is; what it would say, what is lost and why; and the press of a second person."""
    by = request.member
    require(actions.may_see(by))
    of = store.preparation(preparation)
    if of.state == "counting" and of.prepared_by == by.id:
        runner.go_on(of.id, by.id)
    if is_part(request):
        if of.state != "counting":
            return redirect("edition_prepared", preparation=of.id)  # the whole page, anew
        return render(request, "statistics/editions/_progress.html", _progress(of))
    record("editions:preparation_read", by=as_actor(by), at=request.at, detail={"preparation": str(of.id)})
    return _page(request, of, {})


def _page(request: MemberRequest, of: Preparation, errors: dict[str, Words]) -> HttpResponse:
    """A preparation by its state."""
    context = {
        "of": of,
        "what": words.KINDS[of.kind],
        "is_own": of.prepared_by == request.member.id,
        "sees_persons": bool(actions.may_prepare(request.member)),
        "errors": errors,
        "sure": forms.to_approve(errors),
        **_progress(of),
    }
    if of.state in ("ready", "released"):
        context |= _what_it_says(of.document) | _losses(of)
    elif of.state == "refused":
        context["reason"] = REASONS.get(of.outcome.get("refused", ""), reasons.STILL_OPEN)
    return render(request, "statistics/editions/prepared.html", context, status=422 if errors else 200)


def _progress(of: Preparation) -> dict[str, Any]:
    step, _colon, what = of.told.partition(":")
    return {"of": of, "step": words.STEPS.get(step, ""), "layout": words.RUNGS.get(what, what)}


def _what_it_says(of: Document) -> dict[str, Any]:
    return {
        "document": of,
        "about": shown.about(of),
        "tables": shown.tables(of),
        "changes": shown.changes(of),
        "end": words.ENDS.get(of["protection"]["end"], ""),
    }


def _losses(of: Preparation) -> dict[str, Any]:
    """Of the layout that was taken, of the coarser ones, and of each table by itself."""
    loss = of.outcome["loss"]
    return {
        "loss": loss,
        "layout": words.RUNGS[loss["rung"]],
        "why": [(words.WHY_HIDDEN[code], number) for code, number in loss["hidden_for"].items()],
        "too_fine": [(words.RUNGS[rung], REASONS[code]) for rung, code in of.outcome["refused"]],
        "coarser": [
            (one["rung"], words.RUNGS[one["rung"]], {**one, "hidden": one["cells"] - one["shown"]})
            for one in of.outcome["coarser"]
        ],
        "longer": [
            (
                f"{YEARS_MORE}{years}",
                Span(of.year, years).code,
                {**one, "hidden": one["cells"] - one["shown"]},
            )
            for years, one in of.outcome.get("longer", ())
        ],
        "by_table": [
            (place, name, _change(one), {**one, "shown": one["cells"] - one["hidden"]})
            for place, (name, one) in enumerate(of.outcome["tables"])
        ],
    }


def _change(one: dict[str, Any]) -> str:
    if one["without"]:
        return _("without: %(what)s") % {"what": words.DIMENSIONS[one["without"]]}
    return _("merged: %(what)s") % {"what": words.DIMENSIONS[one["merged"]]}


@forms_only
@for_members
def approve(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Release exactly what was read."""
    of = store.preparation(preparation)
    read, is_read = request.POST.get("read", ""), request.POST.get("sure") == "yes"
    try:
        name = actions.approve(of, read=read, is_read=is_read, by=request.member, at=request.at)
    except NotPossible as refused:
        return _page(request, of, forms.errors_of(refused))
    messages.success(request, _("The edition is released. It is never changed any more."))
    return redirect("edition", name=name)


@forms_only
@for_members
def drop(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Do not release it."""
    actions.drop(store.preparation(preparation), by=request.member, at=request.at)
    messages.success(request, _("Dropped. Nothing of it was released."))
    return redirect("editions")


@for_members
def edition(request: MemberRequest, name: str) -> HttpResponse:
    """What was released, with its signature."""
    require(actions.may_see(request.member))
    of = store.edition(name)
    record("editions:edition_read", by=as_actor(request.member), at=request.at, detail={"edition": of.id})
    waits = bool(of.embargo and of.embargo > request.at)
    context = {
        "of": of,
        "what": words.KINDS[of.kind],
        "title": shown.title(of.document),
        "scope": shown.scope(of.document),
        "waits": waits,
        "corrected_by": correcting.correction(of),
        "now": request.at,
        **_what_it_says(of.document),
    }
    return render(request, "statistics/editions/edition.html", context)
