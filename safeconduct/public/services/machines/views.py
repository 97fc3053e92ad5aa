"""The addresses of the API: HSDS 3.1, read only, without a key."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from safeconduct.public import settings
from safeconduct.public.services.machines import answers, described
from safeconduct.public.services.machines.asked import Asked, read
from safeconduct.public.services.machines.giving import ASKS, as_json, for_machines, given, marked
from safeconduct.public.services.machines.paging import page
from safeconduct.public.services.models import AtLocation, Organization, Service
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.hsds.datapackage import packed
from safeconduct.vocabulary.hsds.handing_over import MOST, VERSION

type One = dict[str, Any]
BATCH = 500
WHOLE_COST = 5.0
"""Of everything at once, in requests."""


def _one_service(row: Any, asked: Asked) -> One:
    return answers.least(row) if asked.minimal else answers.service(row, full=asked.full)


SHOWN: dict[str, Callable[[Any, Asked], One]] = {
    "/services": _one_service,
    "/organizations": answers.organization,
    "/service_at_locations": lambda row, asked: answers.at_location(row, full=asked.full),
    "/taxonomies": lambda one, _asked: dict(one),
    "/taxonomy_terms": lambda one, _asked: dict(one),
}


@for_machines()
def base(request: HttpRequest) -> HttpResponseBase:
    """What this is."""
    read("/", given(request))
    here = f"{settings.WAGTAILADMIN_BASE_URL}/hsds/"
    said = {"version": VERSION, "profile": f"{here}profile.json", "openapi_url": f"{here}openapi.json"}
    return as_json(request, said)


@for_machines()
def profile(request: HttpRequest) -> HttpResponseBase:
    """What we add to the standard, and what we leave out."""
    return as_json(request, described.profile())


@for_machines()
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The addresses and their parameters, for a program that makes a client."""
    return as_json(request, described.openapi(settings.WAGTAILADMIN_BASE_URL))


def _list(where: str) -> Callable[..., HttpResponseBase]:
    @for_machines(methods=ASKS)
    def listed(request: HttpRequest) -> HttpResponseBase:
        asked = read(where, given(request))
        rows = answers.LISTS[where](asked)
        if asked.format == "ndjson":
            return _streamed(where, rows, asked)
        total = len(rows) if isinstance(rows, list) else rows.count()
        start = (asked.page - 1) * asked.per_page
        contents = [SHOWN[where](row, asked) for row in rows[start : start + asked.per_page]]
        return as_json(request, page(contents, total=total, number=asked.page, per_page=asked.per_page))

    return listed


def _streamed(where: str, rows: Any, asked: Asked) -> HttpResponseBase:
    """All of them, one a line, without pages."""

    def lines() -> Iterator[str]:
        for row in rows if isinstance(rows, list) else rows.iterator(BATCH):
            yield json.dumps(SHOWN[where](row, asked), ensure_ascii=False) + "\n"

    return StreamingHttpResponse(lines(), content_type="application/x-ndjson")


@for_machines()
def service(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One service with all that hangs on it."""
    read("/services/{id}", given(request))
    return as_json(request, answers.service(get_object_or_404(Service, pk=pk), full=True))


@for_machines()
def organization(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One organisation with its services."""
    asked = read("/organizations/{id}", given(request))
    row = get_object_or_404(Organization.objects.prefetch_related("services"), pk=pk)
    return as_json(request, answers.organization(row, asked, is_one=True))


@for_machines()
def at_location(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One service at one address."""
    read("/service_at_locations/{id}", given(request))
    return as_json(
        request,
        answers.at_location(
            get_object_or_404(AtLocation.objects.select_related("service"), pk=pk), full=True
        ),
    )


@for_machines()
def taxonomy(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One list."""
    read("/taxonomies/{id}", given(request))
    scheme = terms.SCHEME_OF.get(str(pk))
    if scheme is None:
        raise Http404
    return as_json(request, terms.taxonomy(scheme))


@for_machines()
def taxonomy_term(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One code of a list."""
    read("/taxonomy_terms/{id}", given(request))
    if str(pk) not in terms.CODE_OF:
        raise Http404
    return as_json(request, terms.term(*terms.CODE_OF[str(pk)]))


@for_machines(cost=WHOLE_COST)
def datapackage(request: HttpRequest) -> HttpResponseBase:
    """Everything as a zip of CSV files."""
    whole = [answers.service(row, full=True) for row in Service.objects.order_by("id")[:MOST]]
    named = {"Content-Disposition": 'attachment; filename="datapackage.zip"'}
    return marked(request, packed(whole), "application/zip", **named)


addresses: list[URLPattern] = [
    path("", base, name="hsds"),
    path("profile.json", profile),
    path("openapi.json", openapi),
    path("datapackage.zip", datapackage, name="hsds_datapackage"),
    *(path(where.removeprefix("/"), _list(where)) for where in answers.LISTS),
    path("services/<uuid:pk>", service, name="hsds_service"),
    path("organizations/<uuid:pk>", organization),
    path("service_at_locations/<uuid:pk>", at_location),
    path("taxonomies/<uuid:pk>", taxonomy),
    path("taxonomy_terms/<uuid:pk>", taxonomy_term),
]
