"""Whom the pages name first: numbers that are called, and the places that the site knows."""

from django.utils import timezone

from safeconduct.public.helping import finding
from safeconduct.public.helping.merging import one_of_each
from safeconduct.public.services.models import Service
from safeconduct.public.services.rules import coded

MOST = 300
"""Places that are looked at for one page; who is open now cannot be asked of the database."""


def places_of(tags: list[str]) -> list[finding.Place]:
    """The places that say all of this, who is no authority first."""
    rows = Service.objects.filter(tags__contains=tags) if tags else Service.objects.all()
    now = timezone.now()
    listed = rows.order_by("name", "id").only("document")[:MOST]
    return finding.in_order(finding.place(row.document, coded(row.document), now=now) for row in listed)


def numbers(country: str, most: int) -> list[finding.Place]:
    """Whom to call in a country, or anywhere the site knows of."""
    return one_of_each(finding.to_call(places_of([f"country:{country}"] if country else []), MOST))[:most]
