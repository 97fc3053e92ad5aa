"""Numbers of editions in templates, and the newest editions for a first page."""

from typing import Any

from django import template

from safeconduct.public.editions.correcting import correction_of, corrections
from safeconduct.public.editions.models import Edition
from safeconduct.public.editions.words import number

register = template.Library()
NEWEST, LOOKED_AT = 2, 10


@register.filter
def persons(value: int | None) -> str:
    """A number, or the words for a hidden one."""
    return number(value)


@register.inclusion_tag("editions/_newest.html")
def newest_editions() -> dict[str, Any]:
    """Those of the newest years that nobody has corrected."""
    found = list(Edition.objects.all()[:LOOKED_AT])
    by = corrections(each.pk for each in found) if found else {}
    return {"editions": [each for each in found if each.pk not in by][:NEWEST]}


@register.inclusion_tag("editions/_corrected.html")
def corrected(edition: Edition) -> dict[str, Any]:
    """By which edition it was corrected; nothing where it stands."""
    return {"by": correction_of(edition.pk)}
