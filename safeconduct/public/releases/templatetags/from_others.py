"""What other sites of the network released, where a list of our own stands."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from safeconduct.public import settings
from safeconduct.public.releases.models import Received
from safeconduct.public.releases.rules import is_stale

register = template.Library()
SHOWN = 20


@register.inclusion_tag("releases/_received.html")
def from_others(kind: str) -> dict[str, Any]:
    """The newest of a kind, each with its origin, in the language that is read where there is a text in it."""
    found = Received.objects.filter(kind=kind).select_related("source").order_by("-day", "pk")[:SHOWN]
    return {"kind": kind, "listed": [_seen(each) for each in found]}


def _seen(each: Received) -> dict[str, Any]:
    tags = [get_language() or "", settings.LANGUAGE_CODE, "en", *each.texts]
    tag = next(tag for tag in tags if tag in each.texts)
    stale = is_stale(each.source.last_at, now=timezone.now())
    return {"tag": tag, "day": each.day, "source": each.source, "is_stale": stale, **each.texts[tag]}
