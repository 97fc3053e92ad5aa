"""Today: what waits for the member, what waits for others, and "My people" by alias."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.access.policy import policy
from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.cases.emergency.forms import number_of
from safeconduct.cases.team.queries import Team, asker
from safeconduct.cases.team.rules import could_take_over
from safeconduct.cases.wrong.codes import label as of_word
from safeconduct.directory.keeping.parts import Part
from safeconduct.directory.keeping.rules import places_standing
from safeconduct.directory.keeping.shown import holds
from safeconduct.referrals import queries
from safeconduct.referrals.asides import Asides
from safeconduct.referrals.giving_out.labels import VERDICTS
from safeconduct.referrals.lists.codes import WAITINGS, Waiting
from safeconduct.referrals.lists.sorting import heads, in_order, order_of
from safeconduct.referrals.moves import State
from safeconduct.referrals.pages import figures, lawyers
from safeconduct.referrals.pages.counters import counters
from safeconduct.referrals.pages.lines import in_words
from safeconduct.referrals.pages.notices import notices, waiting
from safeconduct.vocabulary.codes import GivingKind
from safeconduct.vocabulary.committing import committing
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.together import reading

type Lines = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Queue:
    """One table of the page. An alarm is an emergency or late; an empty queue that stays says what would appear."""

    id: str
    title: Words
    lines: Lines
    nothing: Words = ""
    is_alarm: bool = False
    beside: int = 0
    """Of the same kind, and no referrals: enquiries in an emergency, which stand under their own heading."""

    @property
    def number(self) -> int:
        """What the rail counts."""
        return len(self.lines) + self.beside

    @property
    def leads_to(self) -> str:
        """Where on the page it stands."""
        return self.id if self.lines or not self.beside else "enquiries"


@for_members
def today(request: MemberRequest) -> HttpResponse:
    """What waits for the member, what waits for others, and "My people" by alias."""
    with reading():
        context = _context(request)
    with committing():
        return render(request, "referrals/today.html", context)


def _context(request: MemberRequest) -> dict[str, Any]:
    waits = waiting(by=request.member, at=request.at)
    lists, people = queries.today(by=request.member, at=request.at, ahead=[waits.asides, waits.reminders])
    sort = request.GET.get("sort", "")
    order = order_of(sort) if sort else None
    yours, theirs, drafts = (
        [in_words(line, request.at) for line in (in_order(part, order) if order else part)]
        for part in (lists.your_turn, lists.their_turn, lists.drafts)
    )
    asleep = [
        {**in_words(line, request.at), "asleep": {"until": away.until, "why": WAITINGS[Waiting(away.reason)]}}
        for line, away in lists.asleep
    ]
    nexts = _nexts([*yours, *theirs, *drafts, *asleep])
    beside = notices(by=request.member, at=request.at, waits=waits)
    aside: Asides = beside["asides"]
    queues = [
        *_your_turn(yours, is_sorted=order is not None, enquiries=aside.emergency_enquiries),
        *_others(theirs, drafts),
    ]
    waits_else = any(
        (
            aside.second,
            aside.grounds,
            aside.record,
            aside.held,
            aside.leads,
            aside.asked,
            aside.complaints,
            aside.conflicts,
            aside.plans,
            aside.conferences,
            aside.asked_there,
            aside.answered_there,
            aside.decided_there,
            aside.reviews,
            aside.returned,
            aside.missing,
            aside.follow_ups,
            aside.late_follow_ups,
            aside.deadlines,
            aside.moved_days,
            aside.late_deadlines,
            aside.to_answer,
            aside.letters,
            aside.authorities,
            aside.givings,
            aside.holds,
            aside.words,
            aside.guesses,
            aside.tried,
            aside.numbers,
            aside.erasures,
            aside.left,
            aside.left_referrals,
            aside.of_lawyers,
            aside.of_services,
            aside.of_figures,
            beside["emergencies"]["review"],
        )
    )
    open_only = {line["use"].case for line in beside["emergencies"]["mine"]}
    names = {person.case: person.alias for person in people}
    return {
        "queues": queues,
        "ending_files": [(one, names.get(one.case, "")) for one in aside.endings],
        "lead_offers": [(one, names.get(one.case, "")) for one in aside.leads],
        "complaints": aside.complaints,
        "conflicts": aside.conflicts,
        "asked": [(case, names.get(case, ""), n) for case, n in aside.asked],
        "givings": [
            (
                one,
                label(GivingKind(kind)),
                number_of(case),
                due,
                VERDICTS[verdict],
                due < localdate(request.at),
            )
            for one, kind, case, due, verdict in aside.givings
        ],
        "left_count": len(aside.left) + len(aside.left_referrals),
        "left": [(case, number_of(case), name) for case, name in aside.left],
        "authorities": [(case, names.get(case, ""), n) for case, n in aside.authorities],
        "plans": [(case, names.get(case, ""), day, day < localdate(request.at)) for case, day in aside.plans],
        "conferences": [(one, names.get(one.case, "")) for one in aside.conferences],
        "confers": len(aside.asked_there) + len(aside.answered_there) + len(aside.decided_there),
        "answered_there": [(one, names.get(case, ""), n) for case, one, n in aside.answered_there],
        "reviews_of_children": [
            (case, names.get(case, ""), day, day < localdate(request.at)) for case, day in aside.reviews
        ],
        "returned": [
            (case, names.get(case, ""), day, day < localdate(request.at)) for case, day in aside.returned
        ],
        "follow_ups": [
            (case, names.get(case, ""), day, day < localdate(request.at)) for case, day in aside.follow_ups
        ],
        "deadlines": [
            (case, names.get(case, ""), day, n, day < localdate(request.at))
            for case, day, n in aside.deadlines
        ],
        "moved_days": [(case, names.get(case, ""), n) for case, n in aside.moved_days],
        "days_of_matters": lawyers.days(aside.of_lawyers, names, localdate(request.at)),
        "other_lawyers": lawyers.from_others(aside.of_lawyers, names),
        "rules_of_law": lawyers.rules(aside.of_lawyers),
        "beds": aside.of_services,
        "editions": figures.editions(aside.of_figures),
        "places": [
            (one, places_standing(one.places, after=holds()[Part.PLACES], today=localdate(request.at)))
            for one in aside.of_services.places
        ],
        "late_deadlines": [(case, number_of(case), lead, day) for case, lead, day in aside.late_deadlines],
        "persons_words": [(word, names.get(case, ""), of_word(kind)) for word, case, kind in aside.words],
        "erasures": [(one, number_of(case), label(section)) for one, case, section in aside.erasures],
        "tried_papers": [(case, names.get(case, "")) for case in aside.tried],
        "late_follow_ups": [(case, number_of(case), lead, day) for case, lead, day in aside.late_follow_ups],
        "heads": heads(order, lambda code: f"/?sort={code}"),
        "asleep": [(line, away, WAITINGS[Waiting(away.reason)]) for line, away in lists.asleep],
        "rail": _rail(queues),
        "counters": counters(aside, to_review=len(beside["emergencies"]["review"])),
        "sentence": _sentence(yours)
        if yours or not (beside["escalated"] or beside["gaps"] or waits_else)
        else "",
        "may_take_over": bool(could_take_over(policy(), asker(request.member, Team([], [])))),
        "people": [(person, nexts.get(person.case)) for person in people if person.case not in open_only],
        **beside,
    }


@for_members
def find(request: MemberRequest) -> HttpResponse:
    """Go to the referral with this reference, however it was typed; without one, ask for it."""
    text = request.GET.get("reference", "").strip()
    if not text:
        return render(request, "referrals/find.html", {})
    try:
        return redirect("referral", reference=queries.by_reference(text).reference)
    except NotFound as nothing:
        context = {"entered": text, "errors": {"wanted": str(nothing)}}
        return render(request, "referrals/find.html", context, status=404)


def _nexts(lines: Lines) -> dict[UUID | None, dict[str, Any]]:
    """For each person the referral under way whose clock ends first: the next date, and whose move it is."""
    last_to_first = sorted(
        lines, key=lambda line: (line["row"].due_at is None, line["row"].due_at), reverse=True
    )
    return {line["row"].case_id: line for line in last_to_first}


def _your_turn(lines: Lines, *, is_sorted: bool, enquiries: int) -> list[Queue]:
    """Emergency first, then overdue, then the rest: on top of it what was declined, for that person has nothing now.

    In each the order that was asked for, where one was.
    """
    emergency = [line for line in lines if line["is_emergency"]]
    late = [line for line in lines if line["is_late"] and not line["is_emergency"]]
    rest = [line for line in lines if not line["is_late"] and not line["is_emergency"]]
    if not is_sorted:
        rest.sort(key=lambda line: line["row"].state not in (State.DECLINED, State.REROUTE_PROPOSED))
    return [
        Queue("emergency", _("Emergency"), emergency, is_alarm=True, beside=enquiries),
        Queue("overdue", _("Overdue"), late, is_alarm=True),
        Queue("to-do", _("To do"), rest, _("Referrals that wait for you appear here.")),
    ]


def _others(theirs: Lines, drafts: Lines) -> list[Queue]:
    return [
        Queue("waiting", _("Waiting for others"), theirs, _("Referrals that wait for others appear here.")),
        Queue("drafts", _("Drafts"), drafts),
    ]


def _rail(queues: list[Queue]) -> list[tuple[Words, list[Queue]]]:
    """The queues by whose turn it is; those with nothing in them are counted too, so that they are known as empty."""
    return [(_("Your turn"), queues[:3]), (_("Their turn"), queues[3:4]), (_("Also"), queues[4:])]


def _sentence(yours: Lines) -> str:
    late = sum(line["is_late"] for line in yours)
    if not yours:
        return str(_("Nothing waits for you."))
    words = ngettext("%(n)d referral waits for you.", "%(n)d referrals wait for you.", len(yours))
    sentence = words % {"n": len(yours)}
    if late:
        sentence += " " + ngettext("%(n)d is late.", "%(n)d are late.", late) % {"n": late}
    return sentence
