"""Rooms, speakers and the budget: a list with a form for one more, and a page for each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from safeconduct.public.conferences.editing import actions
from safeconduct.public.conferences.editing.forms.compared import STANDS_ALREADY
from safeconduct.public.conferences.editing.forms.parts import BudgetForm, PartForm, RoomForm, SpeakerForm
from safeconduct.public.conferences.models import BudgetLine, Edition, Room, Speaker
from safeconduct.public.conferences.organising.access import of_an_edition_alone
from safeconduct.vocabulary.decisions import NotPossible, Words

AT_ONCE = 50


@dataclass(frozen=True)
class Kind:
    """A kind of parts: its table, its form, how its list is headed and by what it is ordered."""

    model: Any
    form: type[PartForm]
    heading: Words
    one_more: Words
    by: str
    line: str


KINDS = {
    "rooms": Kind(Room, RoomForm, gettext_lazy("Rooms"), gettext_lazy("Add a room"), "name", "name"),
    "speakers": Kind(
        Speaker, SpeakerForm, gettext_lazy("Speakers"), gettext_lazy("Add a speaker"), "name", "name"
    ),
    "budget": Kind(BudgetLine, BudgetForm, gettext_lazy("Budget"), gettext_lazy("Add a line"), "pk", "what"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def several(request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """All of them, and one more."""
    of = KINDS[kind]
    form = of.form(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        return _add(request, edition, kind, form)
    found = of.model.objects.filter(edition=edition).order_by(of.by)
    shown = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "kind": kind,
        "of": of,
        "form": form,
        "shown": shown,
        "lines": [(each.pk, getattr(each, of.line)) for each in shown],
    }
    return render(request, "editing/parts.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@of_an_edition_alone
def one(request: HttpRequest, edition: Edition, kind: str, part_id: int) -> HttpResponse:
    """Change one, or take it away."""
    of = KINDS[kind]
    part = get_object_or_404(of.model, edition=edition, pk=part_id)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, edition, kind, part)
    form = of.form(request.POST or None, instance=part, edition=edition)
    if request.method == "POST" and form.is_valid():
        return _keep(request, edition, kind, form)
    context = {"edition": edition, "form": form, "heading": of.heading, "removes": True}
    return render(request, "editing/form.html", context, status=form.status)


def _add(request: HttpRequest, edition: Edition, kind: str, form: PartForm) -> HttpResponse:
    """Once: the second of two presses finds what the first one added."""
    if KINDS[kind].model.objects.filter(edition=edition, **form.cleaned_data).exists():
        messages.info(request, STANDS_ALREADY)
        return redirect("editing_parts", edition.code, kind)
    return _keep(request, edition, kind, form)


def _keep(request: HttpRequest, edition: Edition, kind: str, form: PartForm) -> HttpResponse:
    form.save()
    actions.touch(edition)
    messages.success(request, _("Saved."))
    return redirect("editing_parts", edition.code, kind)


def _remove(request: HttpRequest, edition: Edition, kind: str, part: Any) -> HttpResponse:
    try:
        actions.remove_part(edition, part)
    except NotPossible as fault:
        messages.error(request, fault.reason.whole)
        return redirect("editing_part", edition.code, kind, part.pk)
    messages.success(request, _("Taken away."))
    return redirect("editing_parts", edition.code, kind)
