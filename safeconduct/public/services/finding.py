"""Searching the services that everybody may know: a page of the site, and the same without a frame for others' pages.

Nothing of what was looked for is written down; no distance, no point, no map.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.services.models import Service, Taken
from safeconduct.public.services.rules import CHOSEN
from safeconduct.public.services.shown import language_name, shown
from safeconduct.vocabulary.countries import COUNTRIES, country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.hsds import terms

AT_ONCE = 20
LONGEST = 40
"""Characters of what was typed into an address that are shown again."""
EMBEDDED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors *"
)
"""As for every reader's page, but anybody's page may hold it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen."""

    code: str
    words: Words
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that was asked for and that no service has."""

    words: Words
    without: str
    """The rest of what was asked, as it stands in an address."""


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """By need, country and language; what is empty does not narrow."""
    tags = [tag for tag, _name in settings.LANGUAGES]
    more = {"rest": "services/", "canonical": request.path, "written_in": tags}
    return render(request, "services/find.html", _found(request) | more)


@require_safe
def embedded(request: HttpRequest) -> HttpResponse:
    """The same, to be shown within somebody else's page."""
    answer = render(request, "services/embedded.html", _found(request))
    answer.headers["Content-Security-Policy"] = EMBEDDED
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One service with all that it says."""
    row = get_object_or_404(Service, pk=pk)
    context = {
        "service": shown(row, today=timezone.now().date()),
        "modified_at": row.modified_at,
        "rest": f"services/{pk}/",
        "canonical": request.path,
        "written_in": [tag for tag, _name in settings.LANGUAGES],
        "typed_in": settings.LANGUAGE_CODE,
    }
    return render(request, "services/service.html", context)


def _found(request: HttpRequest) -> dict[str, Any]:
    last = Taken.objects.order_by("pk").first()
    offered = last.offered if last is not None else {}
    chosen = {name: request.GET.get(name, "") for name in CHOSEN}
    chosen = {name: code for name, code in chosen.items() if code}
    missing = [name for name, code in chosen.items() if code not in offered.get(name, ())]
    rows = Service.objects.order_by("name", "id")
    if missing:
        rows = rows.none()
    elif chosen:
        rows = rows.filter(tags__contains=[f"{name}:{code}" for name, code in chosen.items()])
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page", "")[:9])
    today = timezone.now().date()
    return {
        "page_of": page,
        "found": [shown(row, today=today) for row in page],
        # Not `choices`: the frame of every page has its languages there.
        "offers": {name: _choices(name, offered.get(name, ()), chosen.get(name, "")) for name in CHOSEN},
        "missing": [_missing(name, chosen) for name in missing],
        "asked": urlencode(chosen),
        "tongue": get_language(),
    }


def _choices(name: str, codes: Any, chosen: str) -> list[Choice]:
    found = [Choice(code, WORDS[name](code), code == chosen) for code in codes]
    return sorted(found, key=lambda each: str(each.words))


def _missing(name: str, chosen: dict[str, str]) -> Missing:
    """In words; what is no code of ours stands as it was typed, cut short."""
    without = {other: code for other, code in chosen.items() if other != name}
    return Missing(WORDS[name](chosen[name][:LONGEST]), urlencode(without))


def _need(code: str) -> Words:
    return terms.SCHEMES[terms.NEED].words.get(code, code)


def _country(code: str) -> Words:
    return country_in_full(code) if code in COUNTRIES else code


WORDS: dict[str, Callable[[str], Words]] = {"need": _need, "country": _country, "language": language_name}
"""How a code is said, by what is asked."""
