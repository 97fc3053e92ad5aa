"""Conferences for calendars and for other programs: the same for everybody, and no draft among them."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.conferences.programme import calendars, queries
from safeconduct.public.conferences.programme.facts import EditionFacts
from safeconduct.public.conferences.programme.schedule import schedule

MOST_EVENTS = 500
"""The newest so many stand in the calendar of all conferences."""


@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """The programme of one conference as a calendar; the conference itself while it has none."""
    edition = get_object_or_404(queries.public_editions(), code=code)
    language = str(get_language())
    [facts] = queries.facts_of([edition], language)
    where = {"host": _host(), "address": address_of(facts, language)}
    events = [calendars.of_session(each, facts, **where) for each in queries.sessions_of(edition, language)]
    return _calendar(events or [calendars.of_edition(facts, **where)], facts.name.words)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All conferences as a calendar that others subscribe to."""
    language = str(get_language())
    newest = queries.public_editions().order_by("-starts_at", "pk")[:MOST_EVENTS]
    events = [
        calendars.of_edition(each, host=_host(), address=address_of(each, language))
        for each in queries.facts_of(newest, language)
    ]
    return _calendar(events, f"{settings.WAGTAIL_SITE_NAME}: {_('Conferences')}")


@require_safe
def for_programs(request: HttpRequest, code: str) -> HttpResponse:
    """The programme in the form of conference apps."""
    edition = get_object_or_404(queries.public_editions(), code=code)
    language = str(get_language())
    [facts] = queries.facts_of([edition], language)
    sessions = queries.sessions_of(edition, language)
    return JsonResponse(schedule(facts, sessions, base=settings.WAGTAILADMIN_BASE_URL))


def address_of(edition: EditionFacts, language: str) -> str:
    """The whole address of its page."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/{language}/conferences/{edition.code}/"


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"


def _calendar(events: list[calendars.Event], name: str) -> HttpResponse:
    text = calendars.calendar(events, name=name, of=settings.WAGTAIL_SITE_NAME)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
