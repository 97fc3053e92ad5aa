"""What waits in a language: a second speaker approves it or sends it back; whoever sent it in takes it back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safeconduct.public.reasons import spoken
from safeconduct.public.speaking import actions, queries
from safeconduct.public.speaking.bodies import Text, texts
from safeconduct.public.speaking.models import Wording
from safeconduct.public.speaking.naming import card_titles, of_key
from safeconduct.public.speaking.pages import in_a_language, of_editors
from safeconduct.public.speaking.texts import mark_of
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.languages import LANGUAGES

AT_ONCE = 40


@require_safe
@of_editors
@in_a_language
def waiting(request: HttpRequest, tag: str) -> HttpResponse:
    """Each text that waits, beside its source and what readers have now."""
    known = texts()
    shown = Paginator(queries.waiting(tag), AT_ONCE).get_page(request.GET.get("page"))
    before = {
        each.key: each.text
        for each in Wording.objects.filter(
            queries.LIVING, tag=tag, approved_at__isnull=False, key__in=[row.key for row in shown]
        )
    }
    titles = card_titles()
    items = [
        {**_item(row, known.get(row.key), before, tag, request.user), "called": of_key(row.key, titles)}
        for row in shown
    ]
    speaks = tag in queries.tongues_of(request.user)
    return render(
        request,
        "speaking/waiting.html",
        {"tongue": LANGUAGES[tag], "shown": shown, "items": items, "speaks": speaks},
    )


@require_POST
@of_editors
@in_a_language
def decide(request: HttpRequest, tag: str) -> HttpResponse:
    """Approve the ticked ones, or send them back with a reason; each is refused or done by itself."""
    ticked = request.POST.getlist("text")[:AT_ONCE]
    numbers = [number for each in ticked if (number := number_in(each)) is not None]
    known, now, whys = texts(), timezone.now(), []
    for number in numbers:
        if "back" in request.POST:
            said = request.POST.get("why", "").replace("\x00", "").strip()
            whys.append(actions.send_back(number, tag, why=said, by=request.user, now=now))
        else:
            whys.append(actions.approve(number, tag, known, by=request.user, now=now))
    for reason in dict.fromkeys(why for why in whys if why is not None):
        messages.error(request, spoken(reason).whole)
    if None in whys:
        messages.success(request, _("Done."))
    if not numbers:
        messages.warning(request, _("Tick at least one text."))
    return redirect("speaking_waiting", tag)


def _item(row: Wording, text: Text | None, before: dict[str, str], tag: str, user: Any) -> dict[str, Any]:
    is_same = text is not None and mark_of(text.source) == row.source
    return {
        "row": row,
        "text": text,
        "is_changed": not is_same,
        "is_mine": row.sent_by_id == user.pk,
        "now": before.get(row.key) or (text.shipped.get(tag, "") if text else ""),
    }
