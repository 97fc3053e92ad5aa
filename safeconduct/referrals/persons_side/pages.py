"""On the worker's device: what the person is shown, in their language, and what they say of it."""

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safeconduct.access.papers import looks_of
from safeconduct.access.queries import Answer, decide, held
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.access.rules import Action
from safeconduct.agencies.queries import agencies, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.follow_up import queries as follow_up
from safeconduct.cases.follow_up.rules import FollowUp, Planned, may_plan_for
from safeconduct.cases.persons_rights import told
from safeconduct.cases.queries import NO_SUCH_CASE, own_case_in_hand, read_sections
from safeconduct.cases.safe_hours import SafeContact, safe_contact
from safeconduct.cases.seen import lines_of
from safeconduct.cases.wrong import actions as wrong
from safeconduct.cases.wrong.codes import About, Kind
from safeconduct.cases.wrong.lines import as_chosen, chosen
from safeconduct.cases.wrong.queries import Word, words_of
from safeconduct.consent.queries import current, of_case, taken_back
from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.persons_side import shown
from safeconduct.referrals.persons_side.lines import names_of
from safeconduct.referrals.persons_side.rights import rights_of
from safeconduct.referrals.persons_side.said import (
    Card,
    consents_card,
    days_card,
    plan_card,
    seen_card,
    with_gone,
)
from safeconduct.referrals.persons_side.stopping import stop
from safeconduct.referrals.persons_side.wording import Words, spoken, to_choose, words_in
from safeconduct.referrals.resting import resting_on
from safeconduct.vocabulary.decisions import Allowed, require
from safeconduct.vocabulary.decisions import Words as Sentence
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadInput, NotFound
from safeconduct.vocabulary.lines import LineName
from safeconduct.vocabulary.sections import Section

READ = [Section.PLAN, Section.SAFE_CONTACT, Section.PROFILE]
"""What is opened for the page: the plan to show it, the hours to write none that is not safe, the languages."""


class ShownPlan(NamedTuple):
    """The plan that is shown, and which version of it."""

    content: Content
    version: int


@for_members
def show(request: MemberRequest, case: UUID) -> HttpResponse:
    """The person's side of a case, to be read with them."""
    own_case_in_hand(case)
    grants = held(case)
    readings = read_sections(case, READ, by=request.member, at=request.at, grants=grants)
    contents = {section: readings[section].content if section in readings else {} for section in READ}
    words, is_theirs = _words(request, contents[Section.PROFILE])
    plan = decide(request.member, grants, Section.PLAN, Action.OPEN)
    contact = safe_contact(contents[Section.SAFE_CONTACT], request.member.agency.country)
    record("person:shown", by=as_actor(request.member), at=request.at, case=case)
    version = readings[Section.PLAN].version if Section.PLAN in readings else 0
    shows = ShownPlan(contents[Section.PLAN], version)
    cards = _cards(request, case, shows, contact, words, decided=plan)
    context = _frame(case, words) | {"cards": cards, "is_theirs": is_theirs}
    context["has_rights"] = isinstance(
        plan.decision, Allowed
    )  # what is written of rights lies beside the plan
    return render(request, "referrals/persons_side/show.html", context)


@for_members
def rights(request: MemberRequest, case: UUID) -> HttpResponse:
    """What the person was told of their rights, to be read with them: a page of its own, one press away."""
    own_case_in_hand(case)
    grants = held(case)
    plan = decide(request.member, grants, Section.PLAN, Action.OPEN)
    require(plan.decision)
    readings = read_sections(case, [Section.PROFILE], by=request.member, at=request.at, grants=grants)
    profile = readings[Section.PROFILE].content if Section.PROFILE in readings else None
    words, is_theirs = _words(request, profile)
    record("person:shown", by=as_actor(request.member), at=request.at, case=case)
    found = told(case, plan, by=request.member, at=request.at)
    context = _frame(case, words) | {"rights": rights_of(found, words), "is_theirs": is_theirs}
    return render(request, "referrals/persons_side/rights.html", context)


@for_members
def say_wrong(request: MemberRequest, case: UUID, about: str) -> HttpResponse:
    """The person says that something is wrong, in their own words or in none."""
    own_case_in_hand(case)
    if about not in set(About):
        raise NotFound(NO_SUCH_CASE)
    words, part = _words(request, None)[0], About(about)
    sent = request.POST.get("line") or request.GET.get("line", "")
    line, consent = _chosen(case, part, sent)
    typed, errors = "", dict[str, Sentence]()
    if request.method == "POST":
        # Browsers count a line break once, and send it as two signs.
        typed = request.POST.get("words", "").replace("\r\n", "\n") if _may_write(request, case) else ""
        once, by, at = identifier_in(request.POST.get("once", "")), request.member, request.at
        try:
            wrong.say(case, Kind.WRONG, part, typed, consent=consent, line=line, once=once, by=by, at=at)
        except BadInput as bad:
            errors = bad.errors
        else:
            messages.success(request, words.say("wrong", "done"))
            return redirect(_back(case, words))
    context = _frame(case, words) | {
        "about": words.say("wrong", "about", about=words.say(part.value, "heading")),
        "line": _line(request, case, part, line, consent, words),
        "chosen": as_chosen(line, consent) if line else "",
        "may_write": _may_write(request, case),
        "longest": wrong.LONGEST,
        "typed": typed,
        "error": errors.get("words", ""),
        "once": uuid4(),
    }
    return render(request, "referrals/persons_side/wrong.html", context, status=422 if errors else 200)


@for_members
def stop_sharing(request: MemberRequest, case: UUID, consent: UUID) -> HttpResponse:
    """The person stops sharing: said once more what happens, then it holds at once."""
    own_case_in_hand(case)
    words = _words(request, None)[0]
    if request.method == "POST":
        stop(case, consent, by=request.member, at=request.at)
        messages.success(request, words.say("stop", "done"))
        return redirect(_back(case, words))
    back = taken_back([consent])
    given = [
        one
        for one in shown.given_of(of_case(case), back, request.at, resting_on(case))
        if one.consent == consent
    ]
    if not given:
        raise NotFound(NO_SUCH_CASE)
    card = consents_card(given, agencies({one.agency for one in given}), [], words)
    context = _frame(case, words) | {"line": card.lines[0], "lead": words.data["stop"]["lead"]}
    return render(request, "referrals/persons_side/stop.html", context)


def _cards(
    request: MemberRequest,
    case: UUID,
    plan: "ShownPlan",
    contact: SafeContact,
    words: Words,
    *,
    decided: Answer,
) -> list[Card]:
    by, at = request.member, request.at
    said = words_of(case)
    cards = []
    if isinstance(decided.decision, Allowed):
        sheet, content, version = follow_up.read(case, decided, by=by, at=at), plan.content, plan.version
        days = shown.days_of(
            sheet.sheet, content, today_of(at), lambda one: _may_write_hour(one, contact),
            (sheet.version, version),
        )  # fmt: skip
        cards.append(days_card(days, words, said))
        cards.append(plan_card(shown.plan_of(content) if content else None, words, said, version))
    versions = of_case(case)
    given = shown.given_of(versions, taken_back([row.consent_id for row in versions]), at, resting_on(case))
    known = agencies({one.agency for one in given}) if given else {}
    cards.append(consents_card(given, known, said, words))
    seen = shown.looks(lines_of(case, by=by, at=at))
    cards.append(seen_card(seen, looks_of(case), words, said))
    gone = [word for card in cards for word in card.gone]
    return with_gone(cards, names_of(gone, words, by=by, at=at), words)


def _may_write_hour(one: FollowUp, contact: SafeContact) -> bool:
    """An hour outside those in which the person may be reached stands on no page that somebody could see over their
    shoulder; nor that they are telephoned, where that is not safe."""
    return isinstance(may_plan_for(Planned(one.on, one.at, one.by_telephone), contact), Allowed)


def _words(request: MemberRequest, profile: Content | None) -> tuple[Words, bool]:
    """The language that was chosen, else the person's; and whether it is one of theirs."""
    chosen = request.POST.get("language") or request.GET.get("language", "")
    own = answer(profile, "languages") if profile else None
    language, is_theirs = spoken(own if isinstance(own, list) else [])
    if chosen in LANGUAGES:
        return words_in(chosen), True
    return words_in(language), is_theirs


def _frame(case: UUID, words: Words) -> dict[str, Any]:
    return {
        "case": case,
        "words": words.data,
        "text": words,
        "languages": to_choose(),
        "not_checked": words.data["not_checked"],
    }


def _back(case: UUID, words: Words) -> str:
    return f"{reverse('with_the_person', args=[case])}?language={words.language}"


def _may_write(request: MemberRequest, case: UUID) -> bool:
    """Words lie under the plan's key: who may not write the plan writes down that something is wrong, and no words."""
    return isinstance(decide(request.member, held(case), Section.PLAN, Action.EDIT).decision, Allowed)


def _chosen(case: UUID, about: About, sent: str) -> tuple[LineName | None, UUID | None]:
    """The line that was chosen; of a consent only one of this case. What is no line is the part as a whole."""
    line, consent = chosen(about, sent)
    if consent is None:
        return line, None
    try:
        is_of_case = current(consent).case_id == case
    except NotFound:
        is_of_case = False
    return (line, consent) if is_of_case else (None, None)


def _line(
    request: MemberRequest,
    case: UUID,
    about: About,
    line: LineName | None,
    consent: UUID | None,
    words: Words,
) -> str:
    """The line in words, as it would be said; "" for the part as a whole."""
    if line is None:
        return ""
    word = Word(uuid4(), case, Kind.WRONG, about, consent, line, False, request.at, None, None)
    said = names_of([word], words, by=request.member, at=request.at).get(word.id, "")
    return words.say("wrong", "line", line=said) if said else ""
