"""The pages of links: those of one matter, and what was said in one. All of it works without JavaScript."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.queries import agencies, agency
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.seen import in_full
from safeconduct.counsel.channel import actions, forms, rules
from safeconduct.counsel.channel.finding import law_sought, lawyers
from safeconduct.counsel.channel.labels import how_it_stands, outcome, why_over
from safeconduct.counsel.channel.queries import (
    Item,
    asked_link,
    facts_of,
    items_of,
    link_of,
    links_of,
    road,
    roads,
    standing,
    waiting_in,
)
from safeconduct.counsel.models import Matter
from safeconduct.counsel.queries import matter_of, newest
from safeconduct.referrals import queries as referrals
from safeconduct.referrals.models import Referral
from safeconduct.referrals.pages.refused import record_refused
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide, LinkStep
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadCode, BadInput, NotFound, NotPossible
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES
from safeconduct.vocabulary.law import NOT_SAID, not_practised, practised

STEP = "link"
"""What a refusal on these pages is recorded as."""
WAY_OUT = {"end": LinkEnd.LAWYER, "take_back": LinkEnd.WITHDRAWN}


@for_members
def links(request: MemberRequest, matter: UUID) -> HttpResponse:
    """The links of a matter, those that wait for an answer, and proposing one; what was entered stays."""
    mine = matter_of(matter)
    if request.method != "POST":
        return _links_page(request, mine)
    try:
        row = _referral_of(request.POST.dict(), mine)
        where, said = _linked(request, mine, row)
    except BadInput as wrong:
        return _links_page(request, mine, errors=dict(wrong.errors), status=422)
    except NotPossible as refused:
        record_refused(request, row, STEP, refused)
        return _links_page(request, mine, refused=refused, status=409)
    messages.success(request, said)
    return where


def _referral_of(given: dict[str, str], mine: Matter) -> Referral:
    """The referral along which a link is proposed, or that of the one that is answered. Raises BadInput, NotFound."""
    if given.get("do") != "propose":
        return asked_link(_named(given.get("link", "")), mine.id).referral
    if not given.get("referral"):
        raise BadInput({"referral": forms.CHOOSE})
    return referrals.by_reference(given["referral"])


def _linked(request: MemberRequest, mine: Matter, row: Referral) -> tuple[HttpResponse, str]:
    """Do what was pressed. Raises BadInput, NotFound, NotPossible."""
    by, at, given = request.member, request.at, request.POST.dict()
    match given.get("do"):
        case "propose":
            day = forms.agreed_on(given)
            link = actions.propose(mine.id, row.id, agreed_on=day, by=by, at=at)
            said = _(
                "The other agency is asked. A lawyer there sees it in a file of their own about this person: telephone "
                "them. Nothing of this matter has gone there."
            )
        case "accept":
            shared = _named(given.get("link", ""))
            day = forms.agreed_on(given, prefix=f"{shared}-")
            link = actions.accept(shared, mine.id, agreed_on=day, by=by, at=at)
            said = _("The two matters are linked.")
        case "decline":
            actions.decline(_named(given.get("link", "")), mine.id, by=by, at=at)
            return redirect("matter_links", matter=mine.id), _("They are told no. Nobody asks why.")
        case _:
            raise NotFound(_("There is no such step."))
    return redirect("matter_link", matter=mine.id, link=link.shared), said


def _links_page(
    request: MemberRequest, mine: Matter, *, errors: dict[str, Words] | None = None,
    refused: NotPossible | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    by, at, wrong, given = request.member, request.at, errors or {}, request.POST.dict()
    known, waits, ways = links_of(mine), waiting_in(mine.case_id), roads(mine.case_id, by=by, at=at)
    others = agencies({link.referral.other_agency_id for link in [*known, *waits]})
    acts = rules.acts(facts_of(mine, at), by.profession)
    linked = {link.referral_id for link in known if link.ended_at is None}
    open_ways = [
        (row.reference, f"{in_full(other)} ({row.reference})")
        for row, other, may in ways
        if may and row.id not in linked
    ]
    today = today_of(at)
    context = {
        "matter": mine,
        "links": [_line(mine, link, others[link.referral.other_agency_id], request) for link in known],
        "waits": [
            {
                "link": link,
                "other": in_full(others[link.referral.other_agency_id]),
                "questions": forms.agreeing(
                    given if given.get("link") == str(link.shared) else {}, wrong, today=today,
                    prefix=f"{link.shared}-",
                ),
            }
            for link in waits
        ],
        "why_not": acts.reason if isinstance(acts, Refused) else None,
        "lacks_mandate": acts == Refused(rules.NO_MANDATE),
        "closed_ways": [
            (in_full(other), may.reason) for _row, other, may in ways if isinstance(may, Refused)
        ],
        "questions": forms.agreeing(
            given if given.get("do") == "propose" else {}, wrong, today=today, roads=open_ways
        )
        if open_ways
        else [],
        "find": _find(request, mine),
        "errors": wrong,
        "refused": refused,
    }  # fmt: skip
    return render(request, "counsel/channel/links.html", context, status=status)


def _find(request: MemberRequest, mine: Matter) -> dict[str, Any]:
    """Legal services in the country that was asked for. Its address says nothing of the matter."""
    asked, language = request.GET.get("country", "").strip(), request.GET.get("language", "")
    found, wrong = list[Any](), ""
    try:
        country = country_named(asked) if asked else ""
    except BadCode as bad:
        country, wrong = "", str(bad.sentence)
    read = newest([mine]).get(mine.id)
    if country and read is not None:
        found = lawyers(
            read.sheet.kind, country=country, language=language if language in LANGUAGES else "",
            but_not_of=request.member.agency_id,
        )  # fmt: skip
    wanted = law_sought(read.sheet.kind, country) if read is not None else NOT_SAID
    lines = [
        (
            in_full(one.agency),
            label(Service(one.service)),
            one.team.languages,
            practised(one.law),
            not_practised(wanted, one.law),
        )
        for one in found
    ]
    return {
        "questions": forms.finding(asked, language, wrong), "lines": lines, "is_asked": bool(country), "wrong": wrong
    }  # fmt: skip


@for_members
def link(request: MemberRequest, matter: UUID, link: UUID) -> HttpResponse:
    """What was said in a link, and saying more; a slip, or a refusal, shows the page as it was filled in."""
    mine = matter_of(matter)
    if request.method != "POST":
        return _link_page(request, mine, link)
    try:
        said = _done(request, mine, link)
    except BadInput as wrong:
        return _link_page(request, mine, link, errors=dict(wrong.errors), status=422)
    except NotPossible as refused:
        record_refused(request, link_of(link, mine.id).referral, STEP, refused)
        return _link_page(request, mine, link, refused=refused, status=409)
    messages.success(request, said)
    return redirect("matter_link", matter=mine.id, link=link)


def _done(request: MemberRequest, mine: Matter, shared: UUID) -> str:
    """Do what was pressed. Raises BadInput, NotFound, NotPossible."""
    by, at, given = request.member, request.at, request.POST.dict()
    match given.get("do"):
        case "say":
            what = forms.said(given, today=today_of(at))
            whose = what.whose(LinkSide(link_of(shared, mine.id).ours))
            key = identifier_in(given.get("key", ""))
            actions.say(
                mine.id, shared, what.kind, what.words, day=what.day, whose=whose, by=by, at=at, key=key
            )
            return _("On its way to the other lawyer.")
        case "done":
            actions.finish(mine.id, shared, _named(given.get("item", "")), by=by, at=at)
            return _("The other lawyer is told.")
        case "settle":
            actions.settle(mine.id, shared, _named(given.get("item", "")), by=by, at=at)
            return _("Settled: you are told of this day no more.")
        case "end" | "take_back" as how:
            actions.end(mine.id, shared, WAY_OUT[how], by=by, at=at)
            return _("The link is over.")
        case _:
            raise NotFound(_("There is no such step."))


def _link_page(
    request: MemberRequest, mine: Matter, shared: UUID, *, errors: dict[str, Words] | None = None,
    refused: NotPossible | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    by, at = request.member, request.at
    found = link_of(shared, mine.id)
    other = agency(found.referral.other_agency_id)
    now = standing(found, mine, road(found.referral, by.agency, other, at), at)
    items = items_of(found, by=by, at=at)
    may = rules.may_say(now, profession=by.profession, items=len(items))
    given = request.POST.dict() if errors or refused else {}
    context = {
        "matter": mine,
        "link": found,
        "other": in_full(other),
        "stands": how_it_stands(now),
        "why_over": why_over(found, by_us=found.ended_by == found.ours),
        "days": sorted(_of(items, LinkStep.DATE), key=lambda one: str(one["item"].day)),
        "served": _of(items, LinkStep.SERVED),
        "tasks": _of(items, LinkStep.TASK, LinkSide(found.ours)),
        "messages_of_both": _of(items, LinkStep.SAID),
        "may_say": bool(may),
        "why_not": may.reason if isinstance(may, Refused) and now.is_accepted and now.ended is None else None,
        "may_end": bool(rules.may_end(now)),
        "may_take_back": bool(rules.may_take_back(now)),
        "questions": forms.saying(given, errors or {}, chosen=_language()) if may or given else [],
        "key": identifier_in(given.get("key", "")) or uuid4(),
        "errors": errors,
        "refused": refused,
    }
    return render(request, "counsel/channel/link.html", context, status=status)


def _of(items: list[Item], kind: LinkStep, ours: LinkSide | None = None) -> list[dict[str, Any]]:
    return [
        {"item": one, "outcome": outcome(one), "is_for_us": ours is not None and one.whose is ours}
        for one in items
        if one.kind is kind
    ]


def _line(mine: Matter, one: Any, other: Any, request: MemberRequest) -> dict[str, Any]:
    now = standing(one, mine, road(one.referral, request.member.agency, other, request.at), request.at)
    return {"link": one, "other": in_full(other), "stands": how_it_stands(now)}


def _named(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is nothing here for you to answer.")) from None


def _language() -> str:
    found = (translation.get_language() or "en").partition("-")[0]
    return found if found in INTERFACE else "en"
