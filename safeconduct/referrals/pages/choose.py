"""Choosing the recipient: services of both nodes, filtered in the address, each a card with what must be known."""

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.contents import answer
from safeconduct.cases.queries import case_of, read_sections
from safeconduct.directory.models import Entry
from safeconduct.directory.queries import MOST, Filters, Range, entry, find, is_there, offered
from safeconduct.referrals import drafting
from safeconduct.vocabulary.codes import Answer3, Need, Urgency
from safeconduct.vocabulary.countries import country_name
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode, NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import LANGUAGES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

LABELS: dict[str, Words] = {"need": _("Need"), "country": _("Country"), "language": _("Language they read")}


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as a card shows it. `why_not` is the reason why it cannot be chosen for this person, or ""."""

    entry: Entry
    is_there: bool
    reads: list[str]
    why_not: Words


@for_members
def refer(request: MemberRequest, case: UUID) -> HttpResponse:
    """Choose the service and how urgent it is; a draft begins and nothing leaves."""
    bare, is_child = case_of(case), may_be_child(request, case)
    errors: dict[str, Words] = {}
    if request.method == "POST":
        chosen, urgency = request.POST.get("service", ""), request.POST.get("urgency", "")
        service = _chosen(chosen, errors, is_child=is_child)
        if urgency not in set(Urgency):
            errors["urgency"] = _("Choose how urgent it is.")
        if service is not None and not errors:
            row = drafting.draft(
                case=CaseId(case),
                entry=service,
                need=_need(service, request.GET.get("need", "")),
                urgency=Urgency(urgency),
                by=request.member,
                at=request.at,
            )
            return redirect("referral", reference=row.reference)
    return _page(request, bare, errors, is_child=is_child)


def may_be_child(request: MemberRequest, case: UUID) -> bool:
    """A child, or nobody has said that it is none: child rules apply."""
    profile = read_sections(case, [Section.PROFILE], by=request.member, at=request.at).get(Section.PROFILE)
    return profile is None or answer(profile.content, "is_child") != Answer3.NO


def _chosen(chosen: str, errors: dict[str, Words], *, is_child: bool) -> Entry | None:
    try:
        service = entry(UUID(chosen))
    except (ValueError, NotFound):
        errors["service"] = _("Choose the service.")
        return None
    if why_not := _why_not(service, is_child=is_child):
        errors["service"] = why_not
    return service


def _why_not(found: Entry, *, is_child: bool) -> Words:
    if is_child and not found.takes_children:
        return _("It does not take children, and nobody has said yet that the person is none.")
    return ""


def _need(service: Entry, wanted: str) -> str:
    """The need that was looked for, where the service answers it; else the first that it answers."""
    return wanted if wanted in service.needs else next(iter(service.needs), Need.SAFETY.value)


def _page(request: MemberRequest, bare: Any, errors: dict[str, Words], *, is_child: bool) -> HttpResponse:
    own = request.member.agency_id
    held = offered(but_not_of=own)
    filters = _filters(request, held)
    found = find(**asdict(filters), but_not_of=own)
    urgency = Question(
        name="urgency", label=_("How urgent"), kind="select", options=list(choices(Urgency)),
        value=request.POST.get("urgency", ""), error=errors.get("urgency", ""),
    )  # fmt: skip
    context = {
        "case": bare,
        "is_child": is_child,
        "errors": errors,
        "filters": _filter_questions(filters, held),
        "is_filtered": filters != Filters(),
        "offers": [
            Offer(item, is_there(item, at=request.at), reads(item.team.languages), _why_not(item, is_child=is_child))
            for item in found
        ],
        "chosen": request.POST.get("service", ""),
        "is_cut": len(found) == MOST,
        "instead": [] if found else _instead(filters, own),
        "urgency": urgency,
    }  # fmt: skip
    return render(request, "referrals/refer.html", context, status=422 if errors else 200)


def _filters(request: MemberRequest, held: Range) -> Filters:
    """What the address asks for; a code that the directory does not hold is left out."""
    asked = request.GET.get
    return Filters(
        need=asked("need", "") if asked("need") in held.needs else "",
        country=asked("country", "") if asked("country") in held.countries else "",
        language=asked("language", "") if asked("language") in held.languages else "",
    )


def _filter_questions(filters: Filters, held: Range) -> list[Question]:
    options: dict[str, list[tuple[str, Words]]] = {
        "need": [(code, label(Need(code))) for code in held.needs if code in set(Need)],
        "country": [(code, in_full(code)) for code in held.countries],
        "language": list(zip(held.languages, reads(held.languages), strict=True)),
    }
    return [
        Question(name, LABELS[name], "select", value, options[name], prefix="find-")
        for name, value in asdict(filters).items()
    ]


def _instead(filters: Filters, own: UUID) -> list[tuple[Words, str, str]]:
    """When nothing fits all filters: each that can be left out, with how many services there are then."""
    ways = []
    for name, value in asdict(filters).items():
        fewer = replace(filters, **{name: ""})
        count = len(find(**asdict(fewer), but_not_of=own)) if value else 0
        if count:
            kept = urlencode({left: said for left, said in asdict(fewer).items() if said})
            words = ngettext("%(n)d service", "%(n)d services", count) % {"n": count}
            ways.append((LABELS[name], words, kept))
    return ways


def reads(tags: list[str]) -> list[str]:
    """Languages by their English names; a tag that a newer version sent stays as it is."""
    return [LANGUAGES[tag].english if tag in LANGUAGES else tag for tag in tags]


def in_full(country: str) -> str:
    """A country's name; a code that a newer version sent stays as it is."""
    try:
        return country_name(country)
    except BadCode:
        return country
