"""What readers see of conferences: all of them, and one with its programme. No editor writes these pages."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.conferences.models import Edition
from safeconduct.public.conferences.organising.access import of_an_edition
from safeconduct.public.conferences.programme import data, queries
from safeconduct.public.conferences.programme.days import by_day
from safeconduct.public.conferences.programme.facts import EditionFacts
from safeconduct.public.conferences.programme.rules import Standing, standing
from safeconduct.public.conferences.registering.fullness import facts_with_seats
from safeconduct.public.pages.data import as_element

AT_ONCE = 20
MOST_AHEAD = 100
"""A network that announces more at once would need another page."""


@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    """Those to come by series, the soonest first; below them those that are past, the newest first."""
    now, language = timezone.now(), str(get_language())
    ahead = queries.public_editions().filter(ends_at__gte=now).order_by("starts_at", "pk")[:MOST_AHEAD]
    past = Paginator(queries.public_editions().filter(ends_at__lt=now).order_by("-starts_at", "pk"), AT_ONCE)
    shown = past.get_page(request.GET.get("page"))
    context = {
        "series": _by_series(facts_with_seats(ahead, language)),
        "past": queries.facts_of(shown, language),
        "shown": shown,
        "rest": "conferences/",
        "canonical": request.path,
        "written_in": [tag for tag, _name in settings.LANGUAGES],
    }
    return render(request, "programme/conferences.html", context)


def _by_series(editions: list[EditionFacts]) -> list[tuple[str, list[EditionFacts]]]:
    """The series in the order of their next edition."""
    order = {each.series: number for number, each in reversed(list(enumerate(editions)))}
    together = sorted(editions, key=lambda each: order[each.series])
    return [(series, list(found)) for series, found in groupby(together, key=lambda each: each.series)]


@require_safe
def conference(request: HttpRequest, code: str) -> HttpResponse:
    """One conference with its programme."""
    edition = get_object_or_404(queries.public_editions(), code=code)
    return render(request, "programme/conference.html", _all_of(edition, str(get_language())))


@require_safe
@of_an_edition
def preview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same for organisers, while it is a draft."""
    return render(request, "programme/conference.html", _all_of(edition, str(get_language())))


def _all_of(edition: Edition, language: str) -> dict[str, Any]:
    [facts] = facts_with_seats([edition], language)
    stands = standing(facts, now=timezone.now())
    shown_in = language if language in facts.written_in else facts.language
    canonical = f"/{shown_in}/conferences/{facts.code}/"
    return {
        "edition": facts,
        "stands": stands,
        "register": _register(facts) if stands in (Standing.OPEN, Standing.FULL) else "",
        "days": by_day(queries.sessions_of(edition, language), facts.zone),
        "materials": queries.materials_of(edition),
        "budget": queries.budget_of(edition),
        "rest": f"conferences/{facts.code}/",
        "canonical": canonical,
        "written_in": facts.written_in,
        "data": as_element(data.described(facts, address=f"{settings.WAGTAILADMIN_BASE_URL}{canonical}")),
    }


def _register(edition: EditionFacts) -> str:
    try:
        return reverse("registering_register", args=[edition.code])
    except NoReverseMatch:
        return ""
