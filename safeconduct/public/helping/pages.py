"""The pages for the person: what stands on each. Nothing of who reads them is written down."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.asked_for import asked_for
from safeconduct.public.helping.calling import numbers
from safeconduct.public.helping.file import handed
from safeconduct.public.helping.guarding import leaves_no_trace
from safeconduct.public.helping.keeping import the_same_for_all
from safeconduct.public.helping.languages import SOURCE, WRITTEN, language
from safeconduct.public.helping.reviewed import easy, said
from safeconduct.public.helping.rules import Card, Country, is_old, is_silent
from safeconduct.public.helping.showing import nothing, page

LAYERS = {"EU": 1, "COE": 2}
MOST_NUMBERS = 3
"""On the first page: more would be a list."""
MOST_ON_PAPER = 4
"""Numbers: so many stand on a half of the size of a bank card."""


@leaves_no_trace
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Without a language in the address: all ten, by their own names.

    What the browser asks for stands before them, and the page with its exit speaks it; nobody is led to it, and what
    the browser said is kept nowhere.
    """
    offered = asked_for(request.headers.get("Accept-Language", ""), WRITTEN)
    answer = _choose(request, tag=offered or SOURCE, is_offered=bool(offered))
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


@the_same_for_all
def _choose(request: HttpRequest, *, tag: str, is_offered: bool) -> HttpResponse:
    offered = language(tag) if is_offered else None
    return page(request, tag, "choose", is_unchosen=True, offered=offered)


@leaves_no_trace
@require_safe
@the_same_for_all
def start(request: HttpRequest, tag: str, country: str = "") -> HttpResponse:
    """Whom to talk to, rights here, and where the other pages are."""
    if country and handed().one(country.upper()) is None:
        return nothing(request, tag)
    return page(request, tag, "start", **_start(country, tag))


@leaves_no_trace
@require_safe
def not_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for below this room: its own frame and its exit, and nothing of the site around it."""
    return nothing(request, rest.partition("/")[0])


@leaves_no_trace
@require_safe
@the_same_for_all
def plain(request: HttpRequest, tag: str, name: str) -> HttpResponse:
    """A page that is text alone."""
    return page(request, tag, name)


@leaves_no_trace
@require_safe
@the_same_for_all
def easy_start(request: HttpRequest, tag: str, country: str = "") -> HttpResponse:
    """The first page and the cards, easy to read."""
    if easy(tag) is None or (country and handed().one(country.upper()) is None):
        return nothing(request, tag)
    return page(
        request, tag, "easy_start", easy_part="start", parts=_easy(tag, "start"), **_start(country, tag)
    )


@leaves_no_trace
@require_safe
@the_same_for_all
def easy_plain(request: HttpRequest, tag: str, name: str) -> HttpResponse:
    """A page that is text alone, easy to read."""
    if easy(tag) is None:
        return nothing(request, tag)
    words = said(tag).text[name]
    shown = {"easy_part": name, "parts": _easy(tag, name), "words": words, "longer": f"helping_{name}"}
    return page(request, tag, "easy", **shown)


@leaves_no_trace
@require_safe
@the_same_for_all
def easy_unnamed(request: HttpRequest, tag: str) -> HttpResponse:
    """How one asks without a name, easy to read; its title is that of the first page."""
    if easy(tag) is None:
        return nothing(request, tag)
    start = said(tag).text["start"]
    words = {"title": start["title"], "heading": start["unnamed"]}
    shown = {"easy_part": "unnamed", "parts": _easy(tag, "unnamed"), "words": words, "is_unnamed": True}
    return page(request, tag, "easy", **shown)


@leaves_no_trace
@require_safe
@the_same_for_all
def paper(request: HttpRequest, tag: str) -> HttpResponse:
    """A card to keep: numbers inside, nothing outside."""
    places = numbers("", MOST_ON_PAPER)
    lines = [(place, number) for place in places for number in place.numbers][:MOST_ON_PAPER]
    return page(request, tag, "paper", lines=lines)


def _easy(tag: str, name: str) -> Any:
    found = easy(tag)
    return found.text[name] if found else ()


def _start(code: str, tag: str) -> dict[str, Any]:
    known, today = handed(), timezone.localdate()
    here = known.one(code.upper()) if code else None
    if here is None and len(known.countries) == 1:
        here = known.countries[0]
    return {
        "here": here,
        "countries": known.countries,
        "groups": _groups(here.cards, tag) if here else [],
        "unknown": _without_card(here) if here else [],
        "is_silent": is_silent(known, today=today),
        "talk": numbers(here.code if here else "", MOST_NUMBERS),
    }


def _groups(cards: Iterable[Card], tag: str) -> list[tuple[str, list[tuple[Card, bool, bool]]]]:
    """The country's own law first, then what binds it; within each in the order of the file.

    With each card whether its law was looked at long ago, and whether a speaker has checked its words.
    """
    found: dict[str, list[tuple[Card, bool, bool]]] = {}
    words, known = said(tag) if tag in WRITTEN else None, handed()
    for card in sorted(cards, key=lambda each: LAYERS.get(each.layer, 0)):
        shown, is_checked = words.card(card, known) if words else (card, False)
        found.setdefault(card.layer, []).append((shown, _is_old(card), is_checked))
    return list(found.items())


def _is_old(card: Card) -> bool:
    return is_old(card, today=timezone.localdate(), months=settings.STALE_MONTHS)


def _without_card(here: Country) -> list[str]:
    """Rights of which not even a layer says something."""
    said = {card.right for card in here.cards}
    return [right for right in here.unknown if right not in said]
