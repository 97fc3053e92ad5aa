"""Where the person's page sends what is typed and not saved yet; its script is `site/static/site/unsaved.js`."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.cases.unsaved import actions
from safeconduct.vocabulary.sections import USED, Section

KEPT, NOT_KEPT = 204, 409


@forms_only
@for_members
def keep(request: MemberRequest, case: UUID) -> HttpResponse:
    """Keep the fields of one section. No content either way: whoever may not edit it learns nothing.

    With `throw` the member's own of that section is thrown away, and the page shows what stands.
    """
    if thrown := _section(request.POST.get("throw", "")):
        actions.forget(case, [thrown], by=request.member)
        back = f"{reverse('person', args=[case])}#{thrown}"
        return redirect(back)  # nosemgrep: redirect-to-what-was-sent - our own page, at a section of ours
    section = _section(request.POST.get("section", ""))
    if section is None:
        return HttpResponse(status=NOT_KEPT)
    base = request.POST.get(f"base-{section}", "")
    is_kept = actions.keep(
        case,
        section,
        dict(request.POST.lists()),
        base=int(base) if re.fullmatch(r"[0-9]{1,9}", base) else 0,
        by=request.member,
        at=request.at,
    )
    return HttpResponse(status=KEPT if is_kept else NOT_KEPT)


def _section(sent: str) -> Section | None:
    return next((section for section in USED if section == sent), None)
