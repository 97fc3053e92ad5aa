"""This is wrong: a remark from a reader, without a name and without a cookie. An editor reads it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safeconduct.public.asking.forms import TRAP
from safeconduct.public.asking.limits import take
from safeconduct.public.asking.rules import Limit
from safeconduct.public.helping.file import handed
from safeconduct.public.helping.guarding import leaves_no_trace
from safeconduct.public.helping.models import Remark
from safeconduct.public.helping.own_form import is_from_elsewhere
from safeconduct.public.helping.showing import page
from safeconduct.public.services.models import Service
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.in_turn import wait_in_turn
from safeconduct.vocabulary.remarks import LONGEST

LIMIT = Limit("remark", of_one=12, of_all=300)
MOST = LONGEST
"""Characters."""
KEPT = timedelta(days=90)
"""So long a remark is kept after somebody has dealt with it."""
PLACE = "place:"


@csrf_exempt  # nosemgrep: form-without-its-mark - a reader has no cookie; who sent it is asked of the browser
@leaves_no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, tag: str) -> HttpResponse:
    """Ask what is wrong, and keep it. The answer stands at the same address, so that the history grows by nothing."""
    about, named = _about(request.GET.get("a", ""), tag)
    only = request.POST.get("only") == "1"
    shown: dict[str, Any] = {"named": named, "most": MOST, "trap": TRAP, "only": only}
    shown["kind"] = _kind(about)
    if request.method != "POST":
        return page(request, tag, "wrong", **shown)
    if is_from_elsewhere(request.headers, request.get_host()):
        return page(request, tag, "wrong", status=403, fault="elsewhere", **shown)
    text = request.POST.get("text", "").replace("\x00", "").strip()
    if request.POST.get(TRAP):
        return page(request, tag, "wrong", is_sent=True, **shown)
    if fault := _fault(text):
        return page(request, tag, "wrong", status=422, fault=fault, text=text, **shown)
    if isinstance(take(request, LIMIT, now=timezone.now()), Refused):
        return page(request, tag, "wrong", status=429, fault="much", text=text, **shown)
    _keep(about, tag, text, only=only)
    return page(request, tag, "wrong", is_sent=True, **shown)


def forget_remarks(*, now: datetime) -> int:
    """What was dealt with long ago goes; how many."""
    before: date = timezone.localdate(now) - KEPT
    return Remark.objects.filter(done_on__lt=before).delete()[0]


def _keep(about: str, tag: str, text: str, *, only: bool) -> None:
    """The same words about the same thing on the same day are one remark: a page loaded again sends them again.

    With `only` they stay with the editors, and are handed to nobody else.
    """
    said = {"about": about, "language": tag, "text": text, "made_on": timezone.localdate()}
    with transaction.atomic():
        # Two presses at once: the second waits, and then finds what the first one kept.
        wait_in_turn(f"remark/{about}/{tag}/{text}")
        if not Remark.objects.filter(**said).exists():
            Remark.objects.create(**said, is_left=only)


def _fault(text: str) -> str:
    if not text:
        return "missing"
    return "long" if len(text) > MOST else ""


def _kind(about: str) -> str:
    """What is meant: a place, a card, or with nothing the pages. By it the form says who else reads it."""
    if not about:
        return ""
    return "place" if about.startswith(PLACE) else "card"


def _about(asked: str, tag: str) -> tuple[str, str]:
    """What is meant, as it is kept and as it is shown; what is not there here is the pages."""
    cards = (card for country in handed().countries for card in country.cards)
    card = next((card for card in cards if card.rule.lower() == asked), None)
    if card is not None:
        said = card.words.get(tag)
        return card.rule, said["title"] if said else card.rule
    try:
        found = Service.objects.filter(pk=UUID(asked)).values_list("document__organization__name", flat=True)
    except ValueError:
        return "", ""
    name = found.first()
    return (f"{PLACE}{asked}", str(name)) if name else ("", "")
