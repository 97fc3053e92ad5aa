"""The page of an edition that is prepared: how far it is, what it would say, what is lost, who may approve it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members, forms_only, is_part
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.editions import (
    actions,
    correcting,
    forms,
    losses_shown,
    officers,
    rules,
    runner,
    shown,
    store,
    words,
)
from safeconduct.statistics.editions.actions import Chosen
from safeconduct.statistics.editions.store import Preparation
from safeconduct.statistics.protecting import reasons
from safeconduct.vocabulary.decisions import NotPossible, Words, require
from safeconduct.vocabulary.labels import around
from safeconduct.vocabulary.released.reading import read


@for_members
def prepared(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """How far it is; what it would say, what is lost and why; and the press of a second person."""
    by = request.member
    require(actions.may_see(by))
    of = store.preparation(preparation)
    if of.state == "counting" and not of.is_old and of.prepared_by == by.id:
        runner.go_on(of.id, by.id)
    if is_part(request):
        if of.state != "counting" or of.is_old:
            return redirect("edition_prepared", preparation=of.id)  # the whole page, anew
        return render(request, "statistics/editions/_progress.html", _progress(of))
    record("editions:preparation_read", by=as_actor(by), at=request.at, detail={"preparation": str(of.id)})
    return page(request, of, {})


def page(
    request: MemberRequest, of: Preparation, errors: dict[str, Words], status: int = 200
) -> HttpResponse:
    """A preparation by its state."""
    by = request.member
    is_own = of.prepared_by == by.id
    context = {
        "of": of,
        "what": words.KINDS[of.kind],
        "is_own": is_own,
        "sees_persons": bool(actions.may_prepare(by)),
        "officers": officers.officers(of.prepared_by),
        "errors": errors,
        "of_year": forms.address(Chosen(of.kind, of.span)),
        "sure": forms.to_approve(errors),
        **_progress(of),
    }
    if is_own and (of.is_old or of.state == "refused"):
        context["again"] = _again(request, of, errors)
    if of.state == "released" or (of.state == "ready" and not of.is_old):
        context |= losses_shown.of_ready(of) | _correcting(request, of, errors)
    if of.is_open:
        context |= shown.as_page(of.document)
        context["around"] = around.sentences(read(of.document))
    if of.state == "ready" and not of.is_old and not of.is_shown:
        context |= {"beside_it": _beside_it(of), "shown_before": store.was_shown_and_dropped(of)}
        context["may_show"] = bool(actions.shows(of, by, request.at))
    elif of.state == "dropped":
        context |= losses_shown.of_dropped(of)
    elif of.state == "refused":
        context["reason"] = losses_shown.REASONS.get(of.outcome.get("refused", ""), reasons.STILL_OPEN)
    return render(request, "statistics/editions/prepared.html", context, status=422 if errors else status)


def _beside_it(of: Preparation) -> list[Preparation]:
    """What else waits or is being made of any of its years: once its numbers are shown that is out of date."""
    years = set(of.span.all)
    return [
        one
        for one in store.waiting()
        if one.id != of.id and one.country == of.country and years & set(one.span.all)
        if one.state in ("counting", "ready") and not one.is_old
    ]


def _again(request: MemberRequest, of: Preparation, errors: dict[str, Words]) -> dict[str, Any]:
    """What the press keeps; and the one thing that is asked: why, where it now corrects and did not before."""
    corrects = store.newest(of.kind, of.country, of.span)
    question = None
    if corrects is not None and not of.reason:
        question = forms.why_corrected(request.POST.dict(), errors)
    left = rules.embargo_that_is_left(of.embargo, request.at)
    return {
        "question": question,
        "corrects": corrects,
        "embargo": left,
        "is_embargo_over": of.embargo is not None and left is None,
        "layout": words.RUNGS.get(of.wanted.get("rung", ""), ""),
        "with_a4": bool(of.wanted.get("a4")),
    }


def _correcting(request: MemberRequest, of: Preparation, errors: dict[str, Words]) -> dict[str, Any]:
    """Of a correction: what is not in it any more, and its reason, which can still be changed."""
    corrects = of.document["corrects"]
    if not corrects:
        return {}
    typed = {"reason": request.POST.get("reason", of.reason)}
    return {
        "gone": correcting.no_longer(store.edition(corrects).document, of.document) if of.is_open else None,
        "reword": forms.why_corrected(typed, errors),
    }


def _progress(of: Preparation) -> dict[str, Any]:
    step, _colon, what = of.told.partition(":")
    return {"of": of, "step": words.STEPS.get(step, ""), "layout": words.RUNGS.get(what, what)}


@forms_only
@for_members
def approve(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Release exactly what was read; what is out of date meanwhile says so, and who makes it again."""
    of = store.preparation(preparation)
    read, is_read = request.POST.get("read", ""), request.POST.get("sure") == "yes"
    try:
        name = actions.approve(of, read=read, is_read=is_read, by=request.member, at=request.at)
    except NotPossible as refused:
        if refused.reason.code == rules.LEDGER_MOVED.code:
            return page(request, store.preparation(preparation), {}, status=409)
        return page(request, of, forms.errors_of(refused))
    messages.success(request, _("The edition is released. It is never changed any more."))
    return redirect("edition", name=name)


@forms_only
@for_members
def drop(request: MemberRequest, preparation: UUID) -> HttpResponse:
    """Do not release it."""
    actions.drop(store.preparation(preparation), by=request.member, at=request.at)
    messages.success(request, _("Dropped. Nothing of it was released."))
    return redirect("editions")
