"""The page behind a paper code: no account, one address, a look of ten minutes. Whoever opens it is nobody we know.

Promised: address, title and frame say nothing of what this is; nothing is kept in the browser but what ends with it;
every showing is recorded in the transaction that reads.
"""

from collections.abc import Callable
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods

from safeconduct.access import papers
from safeconduct.access.papers import Looking, Part
from safeconduct.agencies.queries import agencies
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.answering import Content
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.follow_up.queries import newest
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.seen import seen_by_paper
from safeconduct.cases.wrong import actions as wrong
from safeconduct.cases.wrong.codes import About, Kind
from safeconduct.cases.wrong.lines import as_chosen, chosen
from safeconduct.cases.wrong.queries import words_of
from safeconduct.consent.actions import take_back_by_paper
from safeconduct.consent.queries import of_case, taken_back
from safeconduct.consent.wording import LANGUAGES
from safeconduct.exchange.pages import address_of
from safeconduct.referrals.persons_side import shown
from safeconduct.referrals.persons_side.said import (
    Card,
    consents_card,
    days_card,
    line_called,
    plan_card,
    seen_card,
    with_gone,
)
from safeconduct.referrals.persons_side.wording import Words, to_choose, words_in
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import ConsentId
from safeconduct.vocabulary.lines import LineName
from safeconduct.vocabulary.sections import Section

UNKNOWN, TOO_MANY = 422, 429


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Enter the numbers, or see what they open."""
    if request.POST.get("do") == "enter":
        return _enter(request)
    with papers.looking(request.COOKIES.get(_cookie(), "")) as found:
        if found is not None:
            act = ACTS.get(request.POST.get("do", ""), _view)
            response = act(request, found, words_in(_chosen(request) or found.language))
            if response is not None:
                return response
            return _again(request)
    return _asked(request)


# --- Entering ------------------------------------------------------------------------------------------------


def _enter(request: HttpRequest) -> HttpResponse:
    code = papers.typed(request.POST.get("code", ""))
    if not papers.could_be_one(code):
        return _asked(request, "mistyped", typed=request.POST.get("code", "")[:60], status=UNKNOWN)
    entered = papers.enter(code, near(address_of(request)))
    if entered.state == "wait":
        response = _asked(request, "wait", minutes=ceil(entered.wait / 60), status=TOO_MANY)
        response["Retry-After"] = str(entered.wait)
        return response
    if entered.state != "open":
        return _asked(request, "unknown", status=UNKNOWN)
    response = _again(request)
    response.set_cookie(
        _cookie(), entered.key, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _asked(
    request: HttpRequest, wrong: str = "", *, typed: str = "", minutes: int = 0, status: int = 200
) -> HttpResponse:
    words = words_in(_chosen(request) or _of_browser(request))
    error = words.say("paper", wrong, minutes=minutes) if wrong else ""
    context = _frame(words) | {"error": error, "typed": typed}
    return _page(request, "enter.html", words, context, status=status)


def near(address: str) -> str:
    """Who counts as one when codes are tried: an address, or of IPv6 the network that one connection gets."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)


# --- Looking -------------------------------------------------------------------------------------------------


def _view(request: HttpRequest, found: Looking, words: Words) -> HttpResponse:
    """What the paper shows, and nothing else: the row policies hold it to that as well."""
    record(
        "paper:looked",
        by=found.as_actor(),
        at=found.at,
        case=found.case,
        detail={"parts": sorted(found.parts)},
    )
    cards = with_gone(_cards(found, found.parts, words), {}, words)
    context = _frame(words) | {"cards": cards, "closes": _closes(found, words)}
    return _until(_page(request, "look.html", words, context), found.ends_at)


def _cards(found: Looking, parts: frozenset[Part], words: Words) -> list[Card]:
    said = words_of(found.case)
    plan, version = _plan(found) if Part.PLAN in found.parts else ({}, 0)
    cards = []
    if Part.APPOINTMENTS in parts:
        sheet = newest(found.case)
        days = shown.days_of(
            sheet.sheet, plan, today_of(found.at), lambda _one: found.hours, (sheet.version, version)
        )
        cards.append(days_card(days, words, said))
    if Part.PLAN in parts:
        cards.append(plan_card(shown.plan_of(plan) if plan else None, words, said, version))
    if Part.CONSENTS in parts:
        versions = of_case(found.case)
        given = shown.given_of(versions, taken_back([row.consent_id for row in versions]), found.at)
        known = agencies({one.agency for one in given}) if given else {}
        cards.append(consents_card(given, known, said, words, discreet=True))
    if Part.SEEN in parts:
        seen = shown.looks(seen_by_paper())
        cards.append(seen_card(seen, papers.looks_of(found.case), words, said, discreet=True))
    return cards


def _plan(found: Looking) -> tuple[Content, int]:
    rows = SectionVersion.objects.filter(case_id=found.case, section=Section.PLAN).order_by("-version")[:1]
    found_rows = list(rows)
    content = next(iter(vault.opened(found_rows).values()), {})
    return content, found_rows[0].version if found_rows else 0


# --- What the person says there ------------------------------------------------------------------------------


def _ask_wrong(request: HttpRequest, found: Looking, words: Words) -> HttpResponse | None:
    about = request.POST.get("about", "")
    if about not in found.parts:
        return None
    line, consent, first = _line(request, found, About(about), words)
    sentences = [words.say("wrong", "about", about=words.say(about, "heading")), words.say("wrong", "lead")]
    if first:
        sentences.insert(1, words.say("wrong", "line", line=first))
    sent = as_chosen(line, consent) if line else ""
    return _sure(request, found, words, words.say("wrong", "title"), sentences, ("wrong", about, sent))


def _line(
    request: HttpRequest, found: Looking, about: About, words: Words
) -> tuple[LineName | None, UUID | None, str]:
    """The line that was chosen, and its sentence where the paper still shows it.

    A row of the plan or a day that is gone since is kept by its name: the lead reads what stood there, the paper does
    not. Of a consent, or of who saw what, only what the paper shows can be chosen.
    """
    line, consent = chosen(about, request.POST.get("line", ""))
    if line is None:
        return None, None, ""
    record("paper:looked", by=found.as_actor(), at=found.at, case=found.case, detail={"parts": [about.value]})
    shown_there = line_called(_cards(found, frozenset({Part(about)}), words), about, line, consent)
    if shown_there is not None:
        return line, consent, shown_there.first
    return (line, None, "") if about in (About.PLAN, About.APPOINTMENTS) else (None, None, "")


def _ask_stop(request: HttpRequest, found: Looking, words: Words) -> HttpResponse | None:
    consent = _consent(request, found)
    if consent is None:
        return None
    lead = list(words.data["stop"]["lead_paper"])
    return _sure(request, found, words, words.say("stop", "title"), lead, ("stop", "", str(consent)))


def _ask_end(request: HttpRequest, found: Looking, words: Words) -> HttpResponse:
    sentences = [words.say("paper", "end_lead")]
    return _sure(request, found, words, words.say("paper", "end"), sentences, ("end", "", ""))


def _sure(
    request: HttpRequest,
    found: Looking,
    words: Words,
    title: str,
    sentences: list[str],
    act: tuple[str, str, str],
) -> HttpResponse:
    do, about, named = act
    button = {"wrong": ("wrong", "send"), "stop": ("stop", "do"), "end": ("paper", "end_do")}[do]
    context = _frame(words) | {
        "title": title, "sentences": sentences, "do": do, "about": about, "named": named,
        "name": "consent" if do == "stop" else "line", "once": uuid4(),
        "button": words.say(*button), "closes": _closes(found, words),
    }  # fmt: skip
    return _until(_page(request, "sure.html", words, context), found.ends_at)


def _wrong(request: HttpRequest, found: Looking, words: Words) -> None:
    about = request.POST.get("about", "")
    if about not in found.parts:
        return
    part = About(about)
    line, consent, _first = _line(request, found, part, words)
    once = identifier_in(request.POST.get("once", ""))
    _said(
        lambda: wrong.say_by_paper(
            found, Kind.WRONG, part, consent=consent, line=line, once=once, at=found.at
        )
    )


def _stop(request: HttpRequest, found: Looking, _words: Words) -> None:
    """Taken back from this moment: nothing more leaves, and what is read by asking closes. The lead is asked to tell
    those who hold a copy, for only a member speaks to them."""
    wrong.in_turn(found.case)  # before it is asked what is left to stop: of two presses at once one stops it
    consent = _consent(request, found)
    if consent is None:
        return
    ended = papers.stop(consent)
    take_back_by_paper(ConsentId(consent), found.case, agency=found.agency, at=found.at)
    record(
        "consent:stopped_by_paper", by=found.as_actor(), at=found.at, case=found.case,
        detail={"consent": str(consent), "ended": ended},
    )  # fmt: skip
    _said(lambda: wrong.say_by_paper(found, Kind.STOP, About.CONSENTS, consent=consent, at=found.at))


def _said(act: Callable[[], object]) -> None:
    try:
        act()
    except NotPossible:
        return  # thirty words wait already, and the page shows them; what was stopped stays stopped


def _end(_request: HttpRequest, found: Looking, _words: Words) -> HttpResponse:
    record("paper:ended", by=found.as_actor(), at=found.at, case=found.case)
    papers.close(and_paper=True)
    return _gone(_request)


def _leave(request: HttpRequest, _found: Looking, _words: Words) -> HttpResponse:
    papers.close()
    return _gone(request)


ACTS: dict[str, Callable[[HttpRequest, Looking, Words], HttpResponse | None]] = {
    "ask-wrong": _ask_wrong, "wrong": _wrong, "ask-stop": _ask_stop, "stop": _stop, "ask-end": _ask_end, "end": _end,
    "leave": _leave,
}  # fmt: skip


def _consent(request: HttpRequest, found: Looking) -> UUID | None:
    """The consent that was named, when it stands on this paper and there is something left to stop."""
    if Part.CONSENTS not in found.parts:
        return None
    versions = of_case(found.case)
    given = shown.given_of(versions, taken_back([row.consent_id for row in versions]), found.at)
    named = request.POST.get("consent", "")
    return next((one.consent for one in given if one.may_stop and str(one.consent) == named), None)


# --- The frame -----------------------------------------------------------------------------------------------


def _cookie() -> str:
    return settings.SESSION_COOKIE_NAME.removesuffix("session") + "look"


def _page(
    request: HttpRequest, name: str, words: Words, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    with translation.override(words.language):
        return render(request, f"referrals/persons_side/{name}", context, status=status)


def _frame(words: Words) -> dict[str, Any]:
    return {
        "words": words.data, "text": words, "languages": to_choose(), "not_checked": words.data["not_checked"],
        "by_paper": True,
    }  # fmt: skip


def _closes(found: Looking, words: Words) -> str:
    return words.say("paper", "closes", time=words.hour(found.ends_at))


def _until(response: HttpResponse, ends_at: datetime) -> HttpResponse:
    """The page does not outlast the look on a screen that was left, scripts or none."""
    left = max(1, ceil((ends_at - timezone.now()).total_seconds()))
    response["Refresh"] = f"{left}; url={reverse('neutral')}"
    return response


def _again(request: HttpRequest) -> HttpResponseRedirect:
    chosen = _chosen(request)
    return HttpResponseRedirect(reverse("look") + (f"?language={chosen}" if chosen else ""))


def _gone(request: HttpRequest) -> HttpResponse:
    """To a page that says nothing; the browser forgets what it kept of this one."""
    response = HttpResponseRedirect(reverse("neutral"))
    response.delete_cookie(_cookie(), samesite="Strict")
    if not request.user.is_authenticated:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    response["Clear-Site-Data"] = '"cache"'
    return response


def _chosen(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in LANGUAGES else ""


def _of_browser(request: HttpRequest) -> str:
    """The first language that the browser asks for and these pages have."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return next((tag for tag in (one.split("-")[0] for one, _weight in wanted) if tag in LANGUAGES), "en")
