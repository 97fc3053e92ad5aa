"""The services of this node as files for other systems: HSDS 3.1 as JSON, or as a zip of CSV."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.reading import of_this_node
from safeconduct.directory.hsds.told import Reader
from safeconduct.site.administration.forms import Answers, Asked
from safeconduct.site.administration.guard import for_administrators
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.hsds.datapackage import packed

READERS: list[tuple[str, Words]] = [
    (Reader.EVERYBODY.value, _("What everybody may know")),
    (Reader.PROFESSIONALS.value, _("What professionals may know, with numbers of free places")),
]
FORMS: list[tuple[str, Words]] = [("json", _("JSON")), ("zip", _("A zip of CSV files"))]

type Services = list[dict[str, Any]]
MADE: dict[str, tuple[str, Callable[[Services], bytes]]] = {
    "json": (
        "application/json",
        lambda services: json.dumps(document(services), ensure_ascii=False, indent=1).encode(),
    ),
    "zip": ("application/zip", packed),
}


@for_administrators
def taking_out(request: MemberRequest) -> HttpResponse:
    """Choose for whom and in which form; the file is made at once."""
    asked, errors = Asked({"reader": Reader.EVERYBODY.value, "form": "json"}), None
    if request.method == "POST":
        try:
            return _file(request)
        except BadInput as bad:
            asked, errors = Asked({}, request.POST, bad.errors), bad.errors
    form = [
        asked.question("reader", _("For whom"), "radios", READERS),
        asked.question("form", _("As"), "radios", FORMS),
    ]
    context = {"form": form, "errors": errors}
    return render(request, "administration/taking_out.html", context, status=422 if errors else 200)


def _file(request: MemberRequest) -> HttpResponse:
    answers = Answers(request.POST)
    reader = answers.code("reader", set(Reader), _("Choose for whom."))
    form = answers.code("form", MADE, _("Choose the form."))
    answers.require()
    told = of_this_node(settings.NODE or "", Reader(reader))
    services = given_out(told, Reader(reader), now=request.at)
    record(
        "services:taken_out", by=as_actor(request.member), at=request.at,
        detail={"reader": reader, "form": form, "services": len(services)},
    )  # fmt: skip
    kind, made = MADE[form]
    named = f'attachment; filename="services-{reader}.{form}"'
    return HttpResponse(made(services), content_type=kind, headers={"Content-Disposition": named})
