"""Where an organiser begins: all conferences, and one with everything that can be done about it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.public.conferences.models import Edition
from safeconduct.public.conferences.organising.access import for_organisers, of_an_edition

AT_ONCE = 30


@require_safe
@for_organisers
def editions(request: HttpRequest) -> HttpResponse:
    """All conferences, the newest first."""
    shown = Paginator(Edition.objects.order_by("-starts_at"), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "organising/editions.html", {"shown": shown})


@require_safe
@of_an_edition
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One conference."""
    return render(request, "organising/edition.html", {"edition": edition})
