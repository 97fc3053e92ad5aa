"""The page of all blank forms, and one of them: to look at and to print, or as a tagged PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.referrals.papers.blank import FORMS, NO_SUCH_FORM, sheet
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.typesetting.setting import PDF, pdf
from safeconduct.vocabulary.typesetting.sheet import Sheet

NAME = "form.pdf"


@for_members
def forms(request: MemberRequest) -> HttpResponse:
    """Every form, and in which languages it is there."""
    lines = [
        {
            "name": name,
            "label": form.label,
            "is_for_the_person": form.is_for_the_person,
            "languages": [(tag, NAMES[tag].own) for tag in form.languages],
        }
        for name, form in FORMS.items()
    ]
    return render(request, "referrals/papers/forms.html", {"lines": lines})


@for_members
def form(request: MemberRequest, name: str) -> HttpResponse:
    """One form as a page: what is looked at is what is printed."""
    made = _made(request, name)
    context: dict[str, Any] = {
        "sheet": made,
        "form": name,
        "languages": [(tag, NAMES[tag].own) for tag in FORMS[name].languages],
    }
    return render(request, "referrals/papers/form.html", context)


@for_members
def form_as_pdf(request: MemberRequest, name: str) -> HttpResponse:
    """The same as a file. Nobody stands in it, so it may be kept."""
    made = _made(request, name)
    return HttpResponse(
        pdf(made), content_type=PDF, headers={"Content-Disposition": f'inline; filename="{NAME}"'}
    )


def _made(request: MemberRequest, name: str) -> Sheet:
    if name not in FORMS:
        raise NotFound(NO_SUCH_FORM)
    offered = FORMS[name].languages
    own = translation.get_language() or "en"
    return sheet(name, request.GET.get("language") or (own if own in offered else "en"))
