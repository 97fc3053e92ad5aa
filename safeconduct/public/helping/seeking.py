"""Looking for a place: among the services that everybody may know of. What was looked for is written down nowhere."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safeconduct.public import settings
from safeconduct.public.helping import asked, finding
from safeconduct.public.helping.calling import MOST, places_of
from safeconduct.public.helping.fitting import fitting
from safeconduct.public.helping.guarding import leaves_no_trace
from safeconduct.public.helping.merging import one_of_each
from safeconduct.public.helping.reviewed import easy
from safeconduct.public.helping.showing import nothing, page
from safeconduct.public.services.models import Taken
from safeconduct.public.services.shown import MONTH
from safeconduct.vocabulary.countries import COUNTRIES

AT_ONCE, AT_ONCE_EASY = 20, 5


@csrf_exempt  # nosemgrep: form-without-its-mark - a reader has no cookie, and nothing is changed
@leaves_no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def near(request: HttpRequest, tag: str) -> HttpResponse:
    """Choices, and the places that fit. A choice is sent and stands in no address: a history could be read."""
    return page(request, tag, "near", **_found(request, AT_ONCE))


@csrf_exempt  # nosemgrep: form-without-its-mark - likewise
@leaves_no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def easy_near(request: HttpRequest, tag: str) -> HttpResponse:
    """The same, easy to read: two choices, a few places at a time, one thing in a line."""
    short = easy(tag)
    if short is None:
        return nothing(request, tag)
    return page(
        request, tag, "easy_near", easy_part="near", parts=short.text["near"], **_found(request, AT_ONCE_EASY)
    )


def _found(request: HttpRequest, at_once: int) -> dict[str, Any]:
    offered = _offered()
    sent = request.POST.dict()
    wanted = asked.read(sent, countries=offered.get("country", []), languages=offered.get("language", []))
    found = fitting(places_of(wanted.tags), wanted)
    saying, asking = one_of_each(found.saying, is_whole=True), one_of_each(found.asking, is_whole=True)
    part = Paginator([*saying, *asking], at_once).get_page(sent.get("s", "")[:4])
    shown = _shown(wanted, offered, part, len(saying) + len(asking))
    first_asking = asking[0].id if asking else ""
    is_asked = request.method == "POST"
    return {"without": found.is_without_language, "first_asking": first_asking, "is_asked": is_asked, **shown}


def _shown(wanted: asked.Asked, offered: dict[str, list[str]], part: Any, many: int) -> dict[str, Any]:
    needs = offered.get("need", [])
    old = timezone.localdate() - settings.STALE_MONTHS * MONTH
    return {
        "wanted": wanted,
        "needs": [(number, need.value) for number, need in enumerate(asked.NEEDS, 1) if need.value in needs],
        "tongues": [(code, finding.own_name(code)) for code in offered.get("language", [])],
        "countries": [code for code in offered.get("country", []) if code in COUNTRIES],
        "who": list(enumerate(asked.WHO, 1)),
        "part": part,
        "many": many,
        "is_cut": many >= MOST,
        "old_before": old,
    }


def _offered() -> dict[str, list[str]]:
    last = Taken.objects.order_by("pk").first()
    return dict(last.offered) if last is not None else {}
