"""Released editions for a member's own software, and questions of a coordinator. No case, and no hidden number."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from safeconduct.access import cursors
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.statistics.asking import actions, questions
from safeconduct.statistics.editions import correcting, shown, store
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.tables import NAMES
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels.editions import of_zero
from safeconduct.vocabulary.released import formats
from safeconduct.vocabulary.released.reading import read
from safeconduct.vocabulary.released.speaking import spoken
from safeconduct.vocabulary.released.tables import Edition, Table, text
from safeconduct.vocabulary.together import asked

router = Router(tags=["statistics"])
SOURCE = "Safeconduct"
JSON, CSV = "application/json", "text/csv; charset=utf-8"
_LISTED = """
    SELECT id, kind, country, year, years, edition, document::jsonb ->> 'corrects', later,
           document::jsonb ->> 'made_on', digest, greatest(approved_at, embargo)
      FROM (SELECT *, COALESCE(lead(id) OVER (PARTITION BY kind, country, year, years ORDER BY edition), '') AS later
              FROM statistics.edition WHERE embargo IS NULL OR embargo <= %s) AS released
     WHERE %s = '' OR (approved_at, id) < (SELECT e.approved_at, e.id FROM statistics.edition e WHERE e.id = %s)
     ORDER BY approved_at DESC, id DESC LIMIT %s
"""


class EditionListed(Schema):
    """One edition; `year` is the last of its `years`. `corrects` and `corrected_by` name others, "" for none."""

    id: str
    kind: str
    country: str
    year: int
    years: int
    edition: int
    corrects: str
    corrected_by: str
    made_on: date
    digest: str
    released_at: datetime


class Editions(Schema):
    """A page of editions, the newest first; `next` is the cursor of the next one, null at the end."""

    items: list[EditionListed]
    next: str | None


class EditionsAfter(Schema):
    """Where to go on."""

    after: str = Field("", max_length=200, description="The cursor of the page before")
    limit: int = Field(cursors.USUAL, ge=1, le=cursors.MOST)


class EditionSigned(Schema):
    """An edition as the node signed it: `digest` is the SHA-256 of the document's canonical form (RFC 8785)."""

    document: dict[str, Any]
    digest: str
    signature: str
    key: str


class FigureQuestionIn(Schema):
    """A group of persons: a year that is over, and a code for each dimension that is asked; "" asks nothing of one."""

    model_config = {"extra": "forbid", "json_schema_extra": {"examples": [{"year": 2025, "sex": "F"}]}}

    year: int = Field(ge=2000, le=2999)
    status: str = Field("", max_length=40)
    by: str = Field("", max_length=40)
    sex: str = Field("", max_length=40)
    age: str = Field("", max_length=40)
    citizen: str = Field("", max_length=40)
    form: str = Field("", max_length=40)
    meant: bool = Field(
        False,
        description="True says that the answer may cost the year tables with sex and age, for good; it is asked for"
        " where no edition of the year that has both in every table was released",
    )


class FigureAnswerOut(Schema):
    """The number of persons; or null, with the code of the reason, its sentence, and what to do instead."""

    number: int | None
    code: str
    sentence: str
    instead: str


@router.get(
    "/statistics", response=Editions, operation_id="list_editions", summary="Editions that were released"
)
@for_software()
def editions(request: SoftwareRequest, page: Query[EditionsAfter]) -> Editions:
    """What everybody may know: nothing of an edition before its embargo has passed."""
    cursor = cursors.read(page.after, str)
    after = str(cursor[0]) if cursor else ""
    rows = asked(_LISTED, [request.at, after, after, page.limit + 1])
    found = [EditionListed(**dict(zip(EditionListed.model_fields, row, strict=True))) for row in rows]
    more = cursors.written(found[page.limit - 1].id) if len(found) > page.limit else None
    return Editions(items=found[: page.limit], next=more)


@router.get(
    "/statistics/{edition}",
    response=EditionSigned,
    operation_id="read_edition",
    summary="An edition as it was signed",
)
@for_software()
def one(request: SoftwareRequest, edition: str) -> EditionSigned:
    """All its tables; a hidden number is null."""
    return EditionSigned(**_released(request, edition).signed)


def _as(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {200: {"description": "OK", "content": {kind: {"schema": schema}}}}}


@router.get(
    "/statistics/{edition}/tables/{table}/json-stat", response={200: None}, operation_id="read_table_as_json_stat",
    summary="A table as JSON-stat 2.0", openapi_extra=_as("application/json", {"type": "object"}),
)  # fmt: skip
@for_software()
def json_stat(request: SoftwareRequest, edition: str, table: str) -> HttpResponse:
    """A hidden cell is null, and its status is c."""
    tongue = get_language() or "en"
    return _file(
        request,
        edition,
        table,
        JSON,
        lambda of, found, notes: formats.json_stat(of, found, tongue, SOURCE, notes[1:], above=notes[0]),
    )


@router.get(
    "/statistics/{edition}/tables/{table}/sdmx-csv", response={200: None}, operation_id="read_table_as_sdmx_csv",
    summary="A table as SDMX-CSV 1.0", openapi_extra=_as("text/csv", {"type": "string"}),
)  # fmt: skip
@for_software()
def sdmx_csv(request: SoftwareRequest, edition: str, table: str) -> HttpResponse:
    """A hidden cell has no OBS_VALUE, and CONF_STATUS C."""
    return _file(
        request,
        edition,
        table,
        CSV,
        lambda of, found, notes: formats.sdmx_csv(
            of, found, ". ".join([notes[0], " ".join(notes[1:])])
        ).encode(),
    )


@router.get(
    "/statistics/{edition}/tables/{table}/csv", response={200: None}, operation_id="read_table_as_csv",
    summary="A table in words", openapi_extra=_as("text/csv", {"type": "string"}),
)  # fmt: skip
@for_software()
def csv(request: SoftwareRequest, edition: str, table: str) -> HttpResponse:
    """In the language of the request where the edition has its words."""
    said = {
        "hidden": _("hidden, not said"),
        "count": pgettext("heading of a column of numbers", "Persons"),
    }
    tongue = get_language() or "en"
    made = formats.csv_for_people
    return _file(
        request,
        edition,
        table,
        CSV,
        lambda of, found, notes: made(of, found, tongue, [of.id, *notes], **said).encode(),
    )


@router.post(
    "/figures/questions", response={201: FigureAnswerOut}, operation_id="ask_figures",
    summary="How many persons are in a group",
)  # fmt: skip
@for_software(Scope.READ, status=201)
def question(request: SoftwareRequest, said: FigureQuestionIn) -> FigureAnswerOut:
    """For a named coordinator. Each answer, and each refusal, stays known: later questions and editions are examined
    beside it."""
    codes = {name: getattr(said, name) for name in NAMES}
    found = actions.ask(
        questions.read(said.year, codes, timezone.localtime(request.at).date()),
        by=request.member,
        at=request.at,
        is_meant=said.meant,
    )
    if found.reason is None:
        return FigureAnswerOut(number=found.number, code=questions.ANSWERED, sentence="", instead="")
    why = found.reason
    return FigureAnswerOut(number=None, code=why.code, sentence=str(why.sentence), instead=str(why.instead))


def _released(request: SoftwareRequest, name: str) -> store.Edition:
    """Raises NotFound, also for a coordinator before the embargo has passed: she has the pages."""
    found = store.edition(name)
    if found.embargo is not None and found.embargo > request.at:
        raise NotFound(_("There is no such edition."))
    return found


def _notes(document: Document, of: Edition) -> list[str]:
    """First what it is; then what corrected it, whose numbers these are, which codes nobody has compared."""
    return [shown.title(document), *correcting.sentences(document), shown.scope(document), *_unverified(of)]


def _of_zero(table: Table) -> list[str]:
    return [str(said)] if (said := of_zero(table.dimensions)) else []


def _unverified(of: Edition) -> list[str]:
    names = [text(of.dimensions[name].label, get_language() or "en")[0] for name in of.unverified]
    return [_("Codes that were not compared with their source: %s.") % ", ".join(names)] if names else []


def _file(
    request: SoftwareRequest,
    name: str,
    code: str,
    kind: str,
    made: Callable[[Edition, Table, list[str]], bytes],
) -> HttpResponse:
    found = _released(request, name)
    of = spoken(read(found.document), get_language() or "en")
    table = of.table(code)
    if table is None:
        raise NotFound(_("There is no such table."))
    notes = [*_notes(correcting.with_correction(found, at=request.at), of), *_of_zero(table)]
    return HttpResponse(made(of, table, notes), content_type=kind)
