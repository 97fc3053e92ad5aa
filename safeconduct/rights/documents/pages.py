"""The pages of documents: choose one, see what would be filled in, make it; and the templates of the agency."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.models import Member
from safeconduct.cases.queries import own_case_in_hand
from safeconduct.rights.documents import actions, forms, rules
from safeconduct.rights.documents.entering import Ways
from safeconduct.rights.documents.faults import NOT_WORD, TOO_LARGE, BadTemplate
from safeconduct.rights.documents.fields import FIELDS
from safeconduct.rights.documents.kinds import KINDS, MEDIA, Document, Format
from safeconduct.rights.documents.making import filled, sheet_of
from safeconduct.rights.documents.opening import MOST
from safeconduct.rights.documents.queries import Draft, consented, draft
from safeconduct.rights.documents.sources import source_of
from safeconduct.rights.documents.stock import Template, template_named, templates
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label

AT = {
    rules.OTHER_PURPOSE.code: "whom", rules.STOPPED.code: "whom", rules.NEVER.code: "whom",
    rules.SAFETY_CLOSED.code: "whom", "not_for_police": "whom", "not_for_this_country": "whom",
    rules.NO_TEMPLATE.code: "language", rules.NOT_YOUR_TEMPLATE.code: "file",
}  # fmt: skip
"""At which question a refusal is said, so that nothing that was typed is lost."""
BARE = {"default-src": [CSP.NONE], "frame-ancestors": [CSP.NONE], "sandbox": ""}


@for_members
def front(request: MemberRequest, case: UUID) -> HttpResponse:
    """Which documents can be made of this file."""
    own_case_in_hand(case)
    kinds = [(kind.value, about.label) for kind, about in KINDS.items()]
    return render(request, "rights/documents/front.html", {"case": case, "kinds": kinds})


@for_members
def one(request: MemberRequest, case: UUID, kind: str) -> HttpResponse:
    """For whom and in which language, in the address; what would stand in it and what is missing; then the file.

    What is shown is the answer to a GET: whoever fills a blank line goes back to it. An addressee is only sent with the
    form that makes the file, and stands in no address.
    """
    if kind not in set(Document):
        raise NotFound(_("There is no such document."))
    own_case_in_hand(case)
    of = Document(kind)
    offered = _offered(request, case, of)
    entered = dict(request.GET.lists()) | dict(request.POST.lists())
    shown: list[Draft] = []
    made: list[bytes] = []

    def act() -> None:
        asked = forms.asked(of, offered, entered)
        if request.method == "POST":
            try:
                asked = forms.addressed(asked, entered)
            except BadInput:
                shown.append(draft(case, asked, by=request.member, at=request.at))
                raise
        shown.append(draft(case, asked, by=request.member, at=request.at))
        if request.method == "POST":
            form = forms.form_of(entered)
            made.append(actions.make(case, shown[0], form, by=request.member, at=request.at))

    errors = _refused(act, "language") if entered or request.method == "POST" else {}
    if made:
        return _file(made[0], forms.form_of(entered))
    seen, own = (shown[0] if shown else None), get_language() or "en"
    context = {
        "case": case,
        "title": KINDS[of].label,
        "questions": forms.questions(of, offered, own if own in offered.languages else "en", entered, errors),
        "making": forms.making_questions(seen.asked, entered, errors) if seen else [],
        "errors": errors,
        "lines": _lines(case, seen, request.member) if seen else [],
        "template": seen.template if seen else None,
        "kept": [(name, value) for name in ("whom", "of", "language") for value in entered.get(name, [])],
    }
    return render(request, "rights/documents/one.html", context, status=422 if errors else 200)


def _offered(request: MemberRequest, case: UUID, kind: Document) -> forms.Offered:
    languages = sorted({one.language for one in templates() if one.kind is kind})
    source = source_of(kind)
    choices = source.choices(case, request.member, request.at) if source else []
    return forms.Offered(consented(case), languages, source.question if source else "", choices)


def _lines(case: UUID, seen: Draft, by: Member) -> list[dict[str, Any]]:
    ways = Ways(case, seen, by=by)
    return [
        {
            "label": line.field.label,
            "section": label(line.field.section) if line.field.section else "",
            "value": line.value,
            "why": rules.WHY[line.missing] if line.missing else "",
            "way": ways.of(line),
        }
        for line in seen.lines
    ]


def _file(data: bytes, form: Format) -> HttpResponse:
    """Its name says nothing."""
    headers = {
        "Content-Disposition": f'attachment; filename="document.{form.value}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=MEDIA[form], headers=headers)


# --- templates ---


@for_members
def stock(request: MemberRequest) -> HttpResponse:
    """Every template that can be used; a lawyer or an administrator puts in another."""
    entered = dict(request.POST.lists()) if request.method == "POST" else {}
    errors: dict[str, Words] = {}
    if request.method == "POST":
        errors = _refused(lambda: _put_in(request, entered), "file")
        if not errors:
            messages.success(request, _("Put in. Look at it with invented data."))
            return redirect("document_templates")
    context = {
        "kinds": [
            {"label": about.label, "templates": [one for one in templates() if one.kind is kind]}
            for kind, about in KINDS.items()
        ],
        "questions": forms.template_questions(entered, errors),
        "errors": errors,
        "may_put_in": bool(rules.may_put_in(request.member.profession)),
        "fields": [(one.name, one.label, label(one.section) if one.section else "") for one in FIELDS],
    }
    return render(request, "rights/documents/stock.html", context, status=422 if errors else 200)


def _put_in(request: MemberRequest, entered: Entered) -> None:
    place = forms.template_entered(entered)
    file = request.FILES.get("file")
    said = request.headers.get("Content-Length", "")
    if file is None:
        raise BadTemplate(TOO_LARGE if said[:20].isdecimal() and int(said[:20]) > MOST else NOT_WORD)
    if (file.size or 0) > MOST:
        raise BadTemplate(TOO_LARGE)
    actions.put_in(place, file.read(), by=request.member, at=request.at)


@for_members
def template(request: MemberRequest, key: str) -> HttpResponse:
    """One template with invented data."""
    found = template_named(key)
    made = filled(found.content, actions.invented())
    context = {
        "template": found,
        "title": KINDS[found.kind].label,
        "sheet": sheet_of(made, actions.stamp(found)),
        "may_check": bool(_may_check(request, found)),
        "may_take_away": found.is_own and bool(rules.may_put_in(request.member.profession)),
    }
    return render(request, "rights/documents/template.html", context)


def _may_check(request: MemberRequest, found: Template) -> bool:
    by = request.member
    newest = any(one.id == found.id for one in templates())
    return bool(
        rules.may_check(
            by.profession, by.agency.country, by=by.id, put_in_by=found.put_in_by or by.id, of=found.country,
            waits=found.is_own and not found.is_checked and newest,
        )
    )  # fmt: skip


@csp_override(BARE)
@for_members
def template_file(request: MemberRequest, key: str, form: str) -> HttpResponse:
    """The template itself, to change in Word; or how it looks with invented data."""
    found = template_named(key)
    if form == "template":
        return _file(found.content, Format.DOCX)
    if form not in set(Format):
        raise NotFound(_("There is no such document."))
    return _file(actions.preview(found, Format(form)), Format(form))


@forms_only
@for_members
def template_act(request: MemberRequest, key: str) -> HttpResponse:
    """A second lawyer has checked it; or the agency's own is taken away again."""
    if request.POST.get("do") == "check":
        actions.check(key, by=request.member, at=request.at)
        messages.success(request, _("Written down: checked by a lawyer of this country."))
    else:
        actions.take_away(template_named(key), by=request.member, at=request.at)
        messages.success(request, _("Taken away. What comes with Safeconduct holds again."))
    return redirect("document_templates")


def _refused(act: Callable[[], None], of_template: str) -> dict[str, Words]:
    """What was wrong, by question; nothing when it was done."""
    try:
        act()
    except BadInput as wrong:
        return dict(wrong.errors)
    except BadTemplate as wrong:
        return {of_template: wrong.sentence}
    except NotPossible as refused:
        return refused.beside(AT)
    return {}
