"""What editors have for this room: remarks of readers, the oldest first, until somebody has dealt with them."""

from collections.abc import Iterable

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from safeconduct.public.helping.file import handed
from safeconduct.public.helping.languages import SOURCE
from safeconduct.public.helping.models import Remark
from safeconduct.public.helping.remarking import PLACE
from safeconduct.public.services.models import Service

AT_ONCE = 30
SIGN_IN = "/edit/login/"


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def remarks(request: HttpRequest) -> HttpResponse:
    """Those that wait."""
    waiting = Remark.objects.filter(done_on=None).order_by("made_on", "pk")
    shown = Paginator(waiting, AT_ONCE).get_page(request.GET.get("page"))
    called = _called([each.about for each in shown])
    lines = [(each, called.get(each.about, each.about)) for each in shown]
    return render(request, "helping/remarks.html", {"shown": shown, "lines": lines})


def _called(about: Iterable[str]) -> dict[str, str]:
    """What is meant, as editors know it: the name of the place, or the card's title behind the name of its rule."""
    wanted, tag = set(about), get_language() or SOURCE
    places = [each.removeprefix(PLACE) for each in wanted if each.startswith(PLACE)]
    found = Service.objects.filter(pk__in=places).values_list("pk", "document__organization__name")
    called = {f"{PLACE}{key}": str(name) for key, name in found}
    for country in handed().countries:
        for card in country.cards:
            if card.rule in wanted and (words := card.words.get(tag) or card.words.get(SOURCE)):
                called[card.rule] = f"{card.rule}: {words['title']}"
    return called


@require_POST
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def done(request: HttpRequest, remark_id: int) -> HttpResponse:
    """Somebody has looked at it; it goes after ninety days."""
    waiting = Remark.objects.filter(pk=remark_id, done_on=None)
    waiting.update(done_on=timezone.localdate(), done_by=request.user)
    return redirect("helping_remarks")
