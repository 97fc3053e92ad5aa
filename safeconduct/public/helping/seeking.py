"""Looking for a place: among the services that everybody may know of. What was looked for is written down nowhere."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeconduct.public import settings
from safeconduct.public.helping import asked, finding
from safeconduct.public.helping.calling import MOST, places_of
from safeconduct.public.helping.guarding import leaves_no_trace
from safeconduct.public.helping.showing import page
from safeconduct.public.services.models import Taken
from safeconduct.public.services.shown import MONTH
from safeconduct.vocabulary.countries import COUNTRIES

AT_ONCE = 20


@leaves_no_trace
@require_safe
def near(request: HttpRequest, tag: str) -> HttpResponse:
    """Choices, and the places that fit all of them."""
    offered = _offered()
    wanted = asked.read(
        request.GET.dict(), countries=offered.get("country", []), languages=offered.get("language", [])
    )
    found = places_of(wanted.tags)
    if wanted.is_open:
        found = [each for each in found if each.is_open]
    part = Paginator(found, AT_ONCE).get_page(request.GET.get("s", "")[:4])
    return page(request, tag, "near", **_shown(wanted, offered, part, len(found)))


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
