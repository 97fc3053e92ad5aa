"""The long list of an agency's referrals: filtered and sorted by the address, kept under names, several given away."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from safeconduct.access.requests import MemberRequest, for_members, forms_only
from safeconduct.agencies.models import Agency, Team
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.lists import actions, queries
from safeconduct.referrals.lists.codes import WAITINGS, Waiting
from safeconduct.referrals.lists.filters import (
    SEVERAL,
    Attention,
    Away,
    Clock,
    Filters,
    Owner,
    Since,
    Turn,
    Way,
    from_query,
)
from safeconduct.referrals.lists.models import KeptList
from safeconduct.referrals.lists.rules import may_be_given, may_list
from safeconduct.referrals.lists.sorting import Order, heads, order_of
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.pages.lines import in_words
from safeconduct.vocabulary.codes import Profession, Urgency
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Reason, Words, require
from safeconduct.vocabulary.entered import identifier_in, number_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question

HERE = "/lists/"

type Options = dict[str, list[tuple[str, Words]]]
"""What each filter can be set to: code and words."""

LABELS: dict[str, Words] = {
    "attention": gettext_lazy("Attention"),
    "state": gettext_lazy("State"),
    "urgency": gettext_lazy("Urgency"),
    "way": gettext_lazy("Direction"),
    "turn": gettext_lazy("Whose turn"),
    "clock": gettext_lazy("Clock"),
    "owner": gettext_lazy("Who works on it"),
    "agency": gettext_lazy("Other agency"),
    "country": gettext_lazy("Country"),
    "since": gettext_lazy("Made within"),
    "away": pgettext_lazy("name of a list", "Put away"),
}
WORDS: dict[str, dict[str, Words]] = {
    "attention": {Attention.NEEDED: gettext_lazy("Needed: late, urgent or an emergency")},
    "way": {Way.SENT: gettext_lazy("We asked"), Way.RECEIVED: gettext_lazy("We were asked")},
    "turn": {Turn.OURS: gettext_lazy("Ours"), Turn.THEIRS: gettext_lazy("Theirs")},
    "clock": {Clock.LATE: gettext_lazy("Overdue"), Clock.WEEK: gettext_lazy("Due within seven days")},
    "owner": {
        Owner.ME: gettext_lazy("Me"),
        Owner.NOBODY: gettext_lazy("Nobody yet"),
        Owner.COLLEAGUE: gettext_lazy("A colleague"),
    },
    "since": {
        Since.WEEK: gettext_lazy("7 days"),
        Since.MONTH: gettext_lazy("A month"),
        Since.QUARTER: gettext_lazy("Three months"),
        Since.YEAR: gettext_lazy("A year"),
    },
    "away": {Away.ONLY: gettext_lazy("Only what I put away"), Away.WITHOUT: gettext_lazy("Without it")},
}


def for_lists(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the list: for members whose profession can work on a case."""

    @wraps(view)
    def page(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(may_list(Profession(request.member.profession)))
        return view(request, *args, **kwargs)

    return for_members(page)


@for_lists
def lists(request: MemberRequest) -> HttpResponse:
    """The list that the address asks for."""
    return list_page(request)


@forms_only
@for_lists
def keep(request: MemberRequest) -> HttpResponse:
    """Keep the filters under a name; a slip shows the list again, with what was typed."""
    filters, name, whose = (
        from_query(request.POST.get("asked", "")),
        request.POST.get("name", ""),
        _team(request),
    )
    try:
        actions.keep(name=name, filters=filters, team=whose, by=request.member, at=request.at)
    except NotPossible as refused:
        return list_page(request, filters, errors={"keep-name": refused.reason.sentence}, status=409)
    messages.success(request, _("Kept. It stands above the list now."))
    return redirect(_address(filters.query()))  # nosemgrep: redirect-to-what-was-sent - it begins with HERE


@for_lists
def kept(request: MemberRequest, kept: UUID) -> HttpResponse:
    """Rename or delete a kept list."""
    row = actions.changeable(kept, by=request.member)
    if request.method != "POST":
        return _kept_page(request, row, row.name)
    if request.POST.get("do") == "delete":
        actions.forget(kept=kept, by=request.member, at=request.at)
        messages.success(request, _("Deleted. The referrals in it stay as they are."))
        return redirect(HERE)
    name = request.POST.get("name", "")
    try:
        actions.rename(kept=kept, name=name, by=request.member, at=request.at)
    except NotPossible as refused:
        return _kept_page(request, row, name, refused.reason)
    messages.success(request, _("Renamed."))
    return redirect(_address(row.asked))


@forms_only
@for_lists
def assign(request: MemberRequest) -> HttpResponse:
    """Give the ticked referrals to one colleague; the list again, with what went and what did not."""
    filters, ticked = from_query(request.POST.get("asked", "")), request.POST.getlist("row")
    errors: dict[str, Words] = {}
    if not ticked:
        errors["rows"] = _("Tick the referrals that you give to somebody.")
    colleague = identifier_in(request.POST.get("to", ""))
    if colleague is None:
        errors["assign-to"] = _("Choose the colleague.")
    if errors or colleague is None:
        return list_page(request, filters, ticked=ticked, errors=errors, status=422)
    given = actions.assign(references=ticked, to=colleague, by=request.member, at=request.at)
    return list_page(request, filters, given=given)


def list_page(
    request: MemberRequest,
    filters: Filters | None = None,
    *,
    ticked: list[str] | None = None,
    given: actions.Given | None = None,
    errors: dict[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `filters` when a form was sent, whose address has none."""
    wanted = filters if filters is not None else from_query(request.GET.urlencode())
    order = order_of(request.GET.get("sort", ""))
    partners, teams = queries.partners(by=request.member), queries.teams_of(request.member)
    page = queries.page(wanted, order, _number(request), partners=partners, by=request.member, at=request.at)
    mates = queries.team_mates(request.member)
    owners = {mate.id: mate.name for mate in mates}
    lines = [
        {
            **in_words(line, request.at),
            "owner_name": owners.get(line.row.worker_id) if line.row.worker_id else None,
            "may_give": may_be_given(Side(line.row.side), State(line.row.state)),
            "picked": line.row.reference in (ticked or []),
            "asleep": _asleep(page.asleep.get(line.row.id)),
        }
        for line in page.lines
    ]
    kept_lists = queries.kept_lists(teams=teams, by=request.member)
    query, options = wanted.query(), _options(partners)
    context = {
        "lines": lines,
        "heads": heads(order, lambda code: _address(query, sort=code)),
        "page": page,
        "before": _address(query, sort=order.code, page=page.number - 1) if page.number > 1 else "",
        "after": _address(query, sort=order.code, page=page.number + 1) if page.number < page.numbers else "",
        "filters": _questions(wanted, options),
        "chips": _chips(wanted, options, order),
        "sort": order.code,
        "asked": query,
        "kept": [(row, _address(row.asked), row.asked == query) for row in kept_lists],
        "keep": _keep_questions(request, teams, errors or {}),
        "to": _colleagues(mates, request.POST.get("to", ""), errors or {}),
        "given": given,
        "given_words": summary(given) if given else "",
        "errors": errors,
    }
    return render(request, "referrals/list.html", context, status=status)


def _asleep(away: Any) -> dict[str, Any] | None:
    return {"until": away.until, "why": WAITINGS[Waiting(away.reason)]} if away else None


def _kept_page(request: MemberRequest, row: KeptList, name: str, wrong: Reason | None = None) -> HttpResponse:
    sentence: Words = wrong.sentence if wrong else ""
    context = {
        "row": row,
        "back": _address(row.asked),
        "field": Question("name", _("Name"), value=name, error=sentence, prefix="kept-", hint=NO_PERSON),
        "errors": {"kept-name": sentence} if wrong else {},
    }
    return render(request, "referrals/kept_list.html", context, status=409 if wrong else 200)


NO_PERSON = gettext_lazy("At most 40 signs, and no name of a person.")


def _keep_questions(request: MemberRequest, teams: list[Team], errors: dict[str, Words]) -> list[Question]:
    whose = [(str(team.id), _("The team %(name)s") % {"name": team.name}) for team in teams]
    entered = request.POST.get("name", "") if "keep-name" in errors else ""
    return [
        Question(
            "name",
            _("Name"),
            value=entered,
            error=errors.get("keep-name", ""),
            hint=NO_PERSON,
            prefix="keep-",
        ),
        Question("whose", _("For whom"), "select", "me", [("me", _("For me")), *whose], prefix="keep-"),
    ]


def _colleagues(mates: list[Any], chosen: str, errors: dict[str, Words]) -> Question:
    options = [(str(mate.id), str(mate)) for mate in mates]
    return Question(
        "to", _("Colleague"), "select", chosen, options, error=errors.get("assign-to", ""), prefix="assign-"
    )


def _questions(filters: Filters, options: Options) -> list[Question]:
    given = asdict(filters)
    return [
        Question(
            name,
            LABELS[name],
            "ticks" if name == SEVERAL else "select",
            given[name],
            options[name],
            prefix="find-",
        )
        for name in LABELS
    ]


def _options(partners: list[Agency]) -> Options:
    countries = sorted({agency.country for agency in partners})
    return {
        "state": [(state.value, words) for state, words in STATES.items()],
        "urgency": list(choices(Urgency)),
        "agency": [(str(agency.id), f"{agency.name}, {agency.country}") for agency in partners],
        "country": [(code, country_in_full(code)) for code in countries],
        **{name: [(str(code), said) for code, said in words.items()] for name, words in WORDS.items()},
    }


def _chips(filters: Filters, options: Options, order: Order) -> list[tuple[Words, Words, str]]:
    """Each filter that is set: its name, what it is set to, and the address without it."""
    return [
        (
            LABELS[name],
            ", ".join(str(dict(options[name]).get(one, one)) for one in value.split(",")),
            _address(filters.without(name).query(), sort=order.code),
        )
        for name, value in asdict(filters).items()
        if value
    ]


def _address(query: str, **more: object) -> str:
    """The list with these filters; what is empty or the default stays out of the address."""
    rest = urlencode({name: value for name, value in more.items() if value})
    parts = [part for part in (query, rest) if part]
    return f"{HERE}?{'&'.join(parts)}" if parts else HERE


def _number(request: MemberRequest) -> int:
    found = number_in(request.GET.get("page", ""), digits=5)
    return 1 if found is None else found


def _team(request: MemberRequest) -> UUID | None:
    whose = request.POST.get("whose", "me")
    return None if whose == "me" else identifier_in(whose)


def summary(given: actions.Given) -> str:
    """What came of giving several away, in one sentence."""
    if not given.went:
        return _("None was given to %(who)s.") % {"who": given.to.name}
    went = ngettext(
        "%(n)d referral is now with %(who)s.", "%(n)d referrals are now with %(who)s.", len(given.went)
    )
    return went % {"n": len(given.went), "who": given.to.name}
