"""Files of an edition, in preparation or released: each look is recorded, and says which table in which form."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.statistics.editions import actions, files, store
from safeconduct.statistics.editions.correcting import with_correction
from safeconduct.statistics.editions.document import Document
from safeconduct.statistics.editions.files import Written
from safeconduct.statistics.editions.shown import DRAFT
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound


@for_members
def of_edition(request: MemberRequest, name: str, form: str) -> HttpResponse:
    """A file of what was released; `?table=` chooses one for forms that hold one."""
    require(actions.may_see(request.member))
    of = store.edition(name)
    return _answer(request, with_correction(of, at=request.at), of.signed, form, of.id)


@for_members
def of_prepared(request: MemberRequest, preparation: UUID, form: str) -> HttpResponse:
    """The same of what waits for approval; the file and its name say that it is no edition. None before its numbers are
    shown, and none of what is out of date: it is hidden in another way than what comes after it, and both together
    tell more than each."""
    require(actions.may_see(request.member))
    of = store.preparation(preparation)
    if of.state != "ready" or not of.is_open:
        raise NotFound(_("There is no such file."))
    draft = {**of.document, DRAFT: True}
    return _answer(request, draft, of.document, form, f"draft-{of.document['id']}")


def _answer(
    request: MemberRequest, of: Document, whole: dict[str, Any], form: str, name: str
) -> HttpResponse:
    table = request.GET.get("table", "")
    made = _made(of, whole, form, table)
    if made is None:
        raise NotFound(_("There is no such file."))
    content, kind, ending = made
    record(
        "editions:taken_out", by=as_actor(request.member), at=request.at,
        detail={"edition": of["id"], "form": form, "table": table if form in files.BY_TABLE else ""},
    )  # fmt: skip
    file = f"{name}-{table}.{ending}" if form in files.BY_TABLE else f"{name}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _made(of: Document, whole: dict[str, Any], form: str, table: str) -> Written | None:
    match form:
        case "xlsx":
            return files.as_xlsx(of)
        case "pdf":
            return files.as_pdf(of)
        case "document":
            return files.as_document(whole)
    return files.of_table(of, form, table)
