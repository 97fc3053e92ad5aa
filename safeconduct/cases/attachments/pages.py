"""The files of a section, one of them page by page, and taking one out or away. Without JavaScript."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.attachments import actions, forms, scanning
from safeconduct.cases.attachments.actions import Sent
from safeconduct.cases.attachments.kinds import ENDINGS, MEDIA, Kind
from safeconduct.cases.attachments.queries import NOTHING, content_of, files_of, one, opened
from safeconduct.cases.attachments.remaking import shown
from safeconduct.cases.attachments.rules import MEBIBYTE, NO_REASON, NO_SUCH_PAGE, ROOM, may_take_out
from safeconduct.cases.attachments.texts import pages_of
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section

BARE = {"default-src": [CSP.NONE], "frame-ancestors": [CSP.NONE], "sandbox": ""}
"""For an answer that is no page: whatever somebody makes of it, it may do nothing."""


@for_members
def front(request: MemberRequest, case: UUID, section: str) -> HttpResponse:
    """The files of a section, and one more."""
    if section not in set(Section):
        raise NotFound(NOTHING)
    of = Section(section)
    entered: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        entered = dict(request.POST.lists())
        errors = _added(request, case, of, entered)
        if not errors:
            messages.success(
                request, _("Attached. What it told of cameras, places and programs is taken out.")
            )
            return redirect("attachments", case=case, section=of.value)
    found = files_of(case, of, _number(request, "from", 0), by=request.member, at=request.at)
    context = {
        "found": found,
        "case": case,
        "section": of.value,
        "words": label(of),
        "questions": forms.adding(entered, errors),
        "key": identifier_in(request.POST.get("key", "")) or uuid4(),
        "errors": errors,
        "most": actions.most_bytes() // MEBIBYTE,
        "is_scanned": scanning.is_set(),
    }
    return render(request, "cases/attachments/front.html", context, status=422 if errors else 200)


def _added(request: MemberRequest, case: UUID, of: Section, entered: dict[str, Any]) -> dict[str, Words]:
    """What was wrong, by the question. What is wrong with the file is said first: it has to be chosen again anyway."""
    errors: dict[str, Words] = {}
    title = seen = ""
    try:
        title, seen = forms.added(entered)
    except BadInput as wrong:
        errors = dict(wrong.errors)
    if errors:
        return errors
    try:
        key = identifier_in(request.POST.get("key", ""))
        actions.add(case, of, _sent(request), title, seen, by=request.member, at=request.at, key=key)
    except NotPossible as refused:
        return {"file": refused.reason.whole}
    return {}


def _sent(request: MemberRequest) -> Sent | None:
    upload = request.FILES.get("file")
    if upload is not None:
        return Sent(upload.name or "", upload.size or 0, upload.read())
    said = request.headers.get("Content-Length", "")
    size = int(said[:20]) if said.isdecimal() else 0
    return Sent("", size) if size > actions.most_bytes() + ROOM else None


@for_members
def look(request: MemberRequest, attachment: UUID) -> HttpResponse:
    """One file, page by page."""
    file = opened(attachment, by=request.member, at=request.at)
    page = _number(request, "page", 1)
    if not 1 <= page <= file.pages:
        raise NotPossible(NO_SUCH_PAGE)
    text = ""
    if file.kind is Kind.TEXT:
        data = content_of(file, {"page": page}, by=request.member, at=request.at)
        text = pages_of(data.decode())[page - 1]
    context = {
        "file": file,
        "text": text,
        "is_text": file.kind is Kind.TEXT,
        "page": page,
        "before": page - 1,
        "after": page + 1 if page < file.pages else 0,
        "words": label(file.rights.section),
        "out": may_take_out(edits=file.rights.edits),
    }
    return render(request, "cases/attachments/look.html", context)


@csp_override(BARE)
@for_members
def drawn(request: MemberRequest, attachment: UUID, page: int) -> HttpResponse:
    """One page, drawn: the only form in which a file reaches the browser of who looks at it."""
    file = one(attachment, by=request.member)
    if file.kind is Kind.TEXT or not 1 <= page <= file.pages:
        raise NotFound(NOTHING)
    data = content_of(file, {"page": page}, by=request.member, at=request.at)
    return HttpResponse(shown(data, file.kind, page), content_type="image/png")


@csp_override(BARE)
@for_members
def take_out(request: MemberRequest, attachment: UUID) -> HttpResponse:
    """The file itself, for whoever writes in its section; under a name of ours."""
    file, data = actions.take_out(attachment, by=request.member, at=request.at)
    name = f"file-{str(file.id)[:8]}.{ENDINGS[file.kind]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=MEDIA[file.kind], headers=headers)


@for_members
def remove(request: MemberRequest, attachment: UUID) -> HttpResponse:
    """Why it is taken away; then it is gone."""
    file = opened(attachment, by=request.member, at=request.at)
    error: Words = ""
    if request.method == "POST":
        try:
            actions.remove(
                attachment, forms.why(dict(request.POST.lists())), by=request.member, at=request.at
            )
        except NotPossible as refused:
            if refused.reason != NO_REASON:
                raise
            error = NO_REASON.instead
        else:
            messages.success(request, _("Removed."))
            return redirect("attachments", case=file.rights.case, section=file.rights.section.value)
    context = {"file": file, "question": forms.removing(error), "errors": {"why": error} if error else {}}
    return render(request, "cases/attachments/remove.html", context, status=422 if error else 200)


def _number(request: MemberRequest, name: str, otherwise: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else otherwise
