"""Editions for programs and as files: read only, without a key, at addresses that stay. The same bytes each time."""

import hashlib
import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.translation import override

from safeconduct.public import settings
from safeconduct.public.editions import shown, words
from safeconduct.public.editions.correcting import Correction, correction_of, corrections, extension, lines
from safeconduct.public.editions.machines.asked import MOST, asked, language, number
from safeconduct.public.editions.machines.described import described
from safeconduct.public.editions.models import Edition
from safeconduct.public.editions.papers import paper
from safeconduct.public.services.machines.giving import for_machines
from safeconduct.public.services.machines.paging import page
from safeconduct.vocabulary.labels import around
from safeconduct.vocabulary.released import formats
from safeconduct.vocabulary.released.listing import entry
from safeconduct.vocabulary.released.tables import ENGLISH, Table
from safeconduct.vocabulary.released.tables import Edition as Frozen
from safeconduct.vocabulary.typesetting.setting import PDF

JSON, CSV = "application/json", "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE_COST = 10.0
"""Of a spreadsheet or a paper, in requests."""


def as_bytes(request: HttpRequest, content: bytes, kind: str, name: str = "") -> HttpResponseBase:
    """The content with its mark; 304 to whoever has it already. `name`: to be saved under it."""
    said = HttpResponse(content, content_type=kind)
    said.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if name:
        said.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return get_conditional_response(request, said.headers["ETag"], None, said) or said


@for_machines()
def listed(request: HttpRequest) -> HttpResponseBase:
    """All editions, the newest year first, a page at a time; which one corrects which."""
    given = asked(request, "page", "per_page")
    at, many = number(given, "page", 1, 10**6), number(given, "per_page", MOST, MOST)
    found = Edition.objects.all()
    rows = list(found[(at - 1) * many : at * many])
    by = corrections(each.pk for each in rows)
    contents = [
        entry(
            id=each.pk, kind=each.kind, country=each.country, year=each.year, years=each.years, number=each.number,
            digest=each.digest, corrects=each.corrects, corrected_by=by[each.pk].id if each.pk in by else "",
            made_on=each.made_on, released_at=each.shown_at,
            address=f"{settings.WAGTAILADMIN_BASE_URL}/statistics/{each.pk}",
        )
        for each in rows
    ]  # fmt: skip
    said = page(contents, total=found.count(), number=at, per_page=many)
    return as_bytes(request, json.dumps(said, ensure_ascii=False).encode(), JSON)


@for_machines()
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The addresses and their parameters, for a program that makes a client."""
    asked(request)
    return as_bytes(request, json.dumps(described(settings.WAGTAILADMIN_BASE_URL)).encode(), JSON)


@for_machines()
def signed(request: HttpRequest, name: str) -> HttpResponseBase:
    """An edition as the node signed it, byte for byte."""
    asked(request)
    row, _one = shown.kept(name, ENGLISH)
    return as_bytes(request, shown.content_of(row.pk), JSON)


@for_machines(cost=MADE_COST)
def xlsx(request: HttpRequest, name: str) -> HttpResponseBase:
    """All tables as a spreadsheet, in words."""
    tag = language(request)
    row, one = shown.kept(name, tag)
    by = correction_of(row.pk)
    with override(tag):
        notes = words.notes(one, one.tables, lines(one, by))
        made = formats.xlsx(one, tag, notes, hidden=words.hidden(), count=words.count())
    return as_bytes(request, made, XLSX, f"{one.id}.xlsx")


@for_machines(cost=MADE_COST)
def pdf(request: HttpRequest, name: str) -> HttpResponseBase:
    """The edition on paper: a tagged PDF."""
    tag = language(request)
    row, one = shown.kept(name, tag)
    return as_bytes(request, paper(row.pk, row.digest, tag, correction_of(row.pk)), PDF, f"{one.id}.pdf")


@for_machines()
def jsonstat(request: HttpRequest, name: str, code: str) -> HttpResponseBase:
    """A table as JSON-stat 2.0."""
    tag = language(request)

    def made(one: Frozen, table: Table, by: Correction | None) -> bytes:
        with override(tag):
            above, notes = words.of(one), _notes(one, table, by)
        more = extension(one, by)
        return formats.json_stat(one, table, tag, settings.WAGTAIL_SITE_NAME, notes, above=above, more=more)

    return _table(request, name, code, "json", JSON, tag, made)


@for_machines()
def sdmx(request: HttpRequest, name: str, code: str) -> HttpResponseBase:
    """A table as SDMX-CSV 1.0."""
    asked(request)

    def made(one: Frozen, table: Table, by: Correction | None) -> bytes:
        with override(ENGLISH):
            notes = [f"{words.of(one)}.", *_notes(one, table, by)]
        return formats.sdmx_csv(one, table, " ".join(notes)).encode()

    return _table(request, name, code, "sdmx.csv", CSV, ENGLISH, made)


@for_machines()
def csv(request: HttpRequest, name: str, code: str) -> HttpResponseBase:
    """A table in words, below what it is."""
    tag = language(request)

    def made(one: Frozen, table: Table, by: Correction | None) -> bytes:
        with override(tag):
            notes = words.notes(one, [table], lines(one, by))
            said = formats.csv_for_people(one, table, tag, notes, hidden=words.hidden(), count=words.count())
        return said.encode()

    return _table(request, name, code, "csv", CSV, tag, made)


def _notes(one: Frozen, table: Table, by: Correction | None) -> list[str]:
    """What a file for programs says of itself: what corrected it, whose numbers, what 0 means where it is of measures,
    which codes are not compared."""
    unsure = [note] if (note := around.unverified(one)) else []
    return [*lines(one, by), around.scope(one), *words.of_zeros([table]), *unsure]


def _table(
    request: HttpRequest, name: str, code: str, ending: str, kind: str, tag: str,
    made: Callable[[Frozen, Table, Correction | None], bytes],
) -> HttpResponseBase:  # fmt: skip
    row, one = shown.kept(name, tag)
    table = one.table(code)
    if table is None:
        raise Http404
    return as_bytes(
        request,
        made(one, table, correction_of(row.pk)),
        kind,
        f"{one.id}-{table.code}.{ending}" if "csv" in ending else "",
    )


addresses: list[URLPattern] = [
    path("", listed, name="statistics_machines"),
    path("openapi.json", openapi, name="statistics_openapi"),
    path("<slug:name>.json", signed, name="statistics_signed"),
    path("<slug:name>.xlsx", xlsx, name="statistics_xlsx"),
    path("<slug:name>.pdf", pdf, name="statistics_pdf"),
    path("<slug:name>/<slug:code>.json", jsonstat, name="statistics_jsonstat"),
    path("<slug:name>/<slug:code>.sdmx.csv", sdmx, name="statistics_sdmx"),
    path("<slug:name>/<slug:code>.csv", csv, name="statistics_csv"),
]
