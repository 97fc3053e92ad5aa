"""The coordinator's screen: all figures of a quarter, and one figure with its definition, picture and tables."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import agencies as known_agencies
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals import nudging
from safeconduct.referrals.counted.rules import Quarter, quarter_of
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.reminders import escalated
from safeconduct.statistics import persons_shown, queries, recommending, shown
from safeconduct.statistics.drawing import picture
from safeconduct.statistics.editions.store import listed
from safeconduct.statistics.figures import BY_CODE, FIGURES, Figure, Kind
from safeconduct.statistics.periods import a_year_before, before, name, named
from safeconduct.statistics.queries import BySlice, Sums
from safeconduct.statistics.reading import reading
from safeconduct.statistics.rules import FEWEST, may_read
from safeconduct.vocabulary.codes import Profession, Service, Urgency
from safeconduct.vocabulary.decisions import Words, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.labels import label

SIDES: dict[str, Words] = {
    Side.SENDER: gettext_lazy("Sent by your agencies"),
    Side.RECEIVER: gettext_lazy("Received by your agencies"),
}
DIMS: dict[str, Words] = {
    "service": gettext_lazy("Service"),
    "partner": gettext_lazy("Partner"),
    "urgency": gettext_lazy("Urgency"),
}
COURSE = 8
"""How many quarters the picture shows."""


@for_members
def overview(request: MemberRequest) -> HttpResponse:
    """All figures of a quarter beside the one before, and what is overdue, by references."""
    by, at = request.member, request.at
    let_in(by, at, "")
    with reading(MemberId(by.id)) as read:
        own = queries.agencies(read)
        asked = asked_of(request)
        now = asked["quarter"]
        found = queries.sums(read, own, asked["side"], (now, before(now)))
        people = queries.sums(read, own, "person", (now, before(now)))
        left = queries.uncounted(read, own)
        old, files = queries.stale(read, own, a_year_before(now))
    sums = [found[one]["all", ""] for one in (now, before(now))]
    context = asked | {
        "lines": [_line(one, *sums) for one in FIGURES],
        "sent": sums[0].of("sent"),
        "names": sorted(one.name for one in known_agencies({UUID(id_) for id_ in own}).values()),
        "overdue": _overdue(by, at),
        "left": left,
        "rights": persons_shown.rights(people[now]["all", ""]),
        "money": persons_shown.money(people[now]["all", ""], people[before(now)]["all", ""]),
        "follow_ups": persons_shown.follow_ups(people[now]["all", ""]),
        "quality": persons_shown.quality(people[now]["all", ""], old=old, files=files),
        "files": people[now]["all", ""].of("cases"),
        "few_files": 0 < people[now]["all", ""].of("cases") < FEWEST,
    }
    return render(request, "statistics/figures.html", context)


@for_members
def figure(request: MemberRequest, code: str) -> HttpResponse:
    """One figure: its definition, its course, and its tables by service, partner and urgency."""
    if code not in BY_CODE:
        raise NotFound(_("There is no such figure."))
    by, one = request.member, BY_CODE[code]
    let_in(by, request.at, code)
    with reading(MemberId(by.id)) as read:
        own = queries.agencies(read)
        asked = asked_of(request)
        now = asked["quarter"]
        course = queries.sums(read, own, asked["side"], _course(now), figure=one)
        sliced = queries.sums(read, own, asked["side"], (now, before(now)), dims=DIMS, figure=one)
    past = [(name(when), shown.total(one, course[when]["all", ""])) for when in _course(now)]
    # Of a hidden number the lines below would say with whom and where it was.
    is_hidden = past[-1][1].is_hidden
    context = asked | {
        "figure": one,
        "is_time": one.kind is Kind.TIME,
        "value": past[-1][1],
        "change": shown.compared(one, past[-1][1], past[-2][1]),
        "course": [(when, one) for when, (_name, one) in zip(_course(now), past, strict=True)],
        "picture": picture(past, name(now)),
        "codes": shown.codes(one, course[now]["all", ""]) if one.kind is Kind.CODES and not is_hidden else [],
        "tables": [] if is_hidden else _tables(one, sliced[now], sliced[before(now)]),
        "ways": recommending.ways(one, listed(), now=request.at),
    }
    return render(request, "statistics/figure.html", context)


def let_in(by: Member, at: datetime, code: str) -> None:
    """A coordinator whom an agency has named; the look is recorded. Raises NotPossible."""
    is_named = Coordination.objects.filter(coordinator_id=by.id).exists()
    require(may_read(Profession(by.profession), is_named=is_named))
    record("figures:read", by=as_actor(by), at=at, detail={"figure": code} if code else None)


def asked_of(request: MemberRequest) -> dict[str, Any]:
    """The quarter and the side of the address; the running quarter, and what was sent, where it names none."""
    this = quarter_of(request.at.date())
    quarter = named(request.GET.get("quarter", "")) or this
    side = request.GET.get("side", "")
    return {
        "quarter": quarter,
        "is_running": not quarter.is_over(request.at.date()),
        "quarters": [(one, name(one)) for one in sorted({*_course(this), quarter}, reverse=True)],
        "named": name(quarter),
        "before": name(before(quarter)),
        "side": side if side in SIDES else Side.SENDER.value,
        "sides": list(SIDES.items()),
    }


def _course(until: Quarter) -> list[Quarter]:
    """The quarters of the picture, the oldest first."""
    found = [until]
    while len(found) < COURSE:
        found.append(before(found[-1]))
    return found[::-1]


def _line(one: Figure, now: Sums, then: Sums) -> dict[str, Any]:
    value, earlier = shown.total(one, now), shown.total(one, then)
    return {"figure": one, "now": value, "then": earlier, "change": shown.compared(one, value, earlier)}


def _tables(one: Figure, now: BySlice, then: BySlice) -> list[dict[str, Any]]:
    """A table for each dimension, what is longest first."""
    names = _names({value for dim, value in (*now, *then) if dim == "partner"})
    tables = []
    for dim, title in DIMS.items():
        values = sorted({value for of, value in (*now, *then) if of == dim})
        lines = [
            (_word(dim, v, names), shown.value(one, now[dim, v]), shown.value(one, then[dim, v]))
            for v in values
        ]
        if one.kind is Kind.TIME:
            told: list[shown.Line] | None = [line for line in lines if line[1].of or line[2].of]
        else:
            told = shown.without_few(lines)
        tables.append({"dim": dim, "title": title, "lines": told, "is_kept_back": told is None})
    return tables


def _names(ids: set[str]) -> dict[str, str]:
    return {str(id_): one.name for id_, one in known_agencies({UUID(one) for one in ids}).items()}


def _word(dim: str, value: str, names: dict[str, str]) -> str:
    match dim:
        case "service" if value in set(Service):
            return str(label(Service(value)))
        case "urgency" if value in set(Urgency):
            return str(label(Urgency(value)))
        case "partner":
            return names.get(value, _("Somebody without a place in the directory"))
    return value


def _overdue(by: Member, at: datetime) -> list[dict[str, Any]]:
    """References of the referrals of which twice the time is over, and whether somebody may be asked to act."""
    rows = escalated(by=by, at=at)
    known = known_agencies({id_ for row in rows for id_ in (row.agency_id, row.other_agency_id)})
    asks = nudging.for_the_coordinator(rows, at)
    names = {id_: one.name for id_, one in known.items()}
    return [
        {"row": row, "state": STATES[State(row.state)], "ask": asks[row.id], **_who_asked(row, names)}
        for row in rows
    ]


def _who_asked(row: Referral, names: dict[UUID, str]) -> dict[str, str]:
    """Which agency asked which."""
    ids = (row.agency_id, row.other_agency_id)
    sender, receiver = ids if row.side == Side.SENDER else ids[::-1]
    nowhere = _("Somebody without a place in the directory")
    return {"sender": names.get(sender, nowhere), "receiver": names.get(receiver, nowhere)}
