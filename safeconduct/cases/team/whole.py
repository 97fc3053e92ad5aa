"""Everybody with a part in a case, one line each: of the own agency and of others, and who asks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.asking.elsewhere import HeldThere
from safeconduct.cases.asking.words import WHO
from safeconduct.cases.team.others import Asker, Other
from safeconduct.cases.team.queries import Holder, Team
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order

LEADS = _("Leads the case")
PLACE = _("Has a place")
REFERRED = _("By a referral: {state}")
BY_HAND = _("By a referral, without a node: {state}")
REFERRED_US = _("Referred the person to us: {state}")
ONWARD = _("Was referred to by {agency}, by a consent of its own there")
KEEPS = _("Holds it in a file of its own, by their word of {day}")
ASKS = _("Asks")


@dataclass(frozen=True, slots=True)
class Line:
    """One of them. `tasks` and `late` count the open tasks in common that the reader may read."""

    who: Words
    part: Words
    sections: tuple[Words, ...] = ()
    waiting: tuple[Words, ...] = ()
    until: date | datetime | None = None
    tasks: int | None = None
    late: int = 0
    reference: str = ""
    """Of the referral, where there is one."""


def whole(
    team: Team, others: Iterable[Other], held: Sequence[HeldThere], askers: Iterable[Asker]
) -> list[Line]:
    """The own agency first, then each other one with what it keeps and whom it referred to, then who asks."""
    found = [_colleague(one) for one in team.now]
    for one in others:
        if one.ended_at is None:
            found.append(_other(one))
            found += [_held(there, one.until) for there in held if there.reference == one.reference]
            found += [
                Line(who, format_lazy(ONWARD, agency=one.agency), until=None, reference=one.reference)
                for who in one.onward
            ]
    return [*found, *map(_asker, askers)]


def _colleague(one: Holder) -> Line:
    who = format_lazy("{name}, {role}", name=one.name, role=label(one.profession))
    return Line(who, LEADS if one.leads else PLACE, _named(one.sections), until=one.until)


def _other(one: Other) -> Line:
    return Line(
        who=f"{one.agency}, {one.country}",
        part=format_lazy(_part(one), state=one.state),
        sections=_named(one.sections),
        waiting=_named(one.waiting),
        until=one.until,
        tasks=one.open_tasks,
        late=one.late_tasks,
        reference=one.reference,
    )


def _part(one: Other) -> Words:
    if one.referred_us:
        return REFERRED_US
    return BY_HAND if one.is_by_hand else REFERRED


def _held(one: HeldThere, until: datetime) -> Line:
    who = format_lazy(
        "{agency}: {who}", agency=one.agency, who=WHO.get(one.profession, label(one.profession))
    )
    day = date_format(one.told_on, "j M Y")
    return Line(who, format_lazy(KEEPS, day=day), (label(one.section),), until=until, reference=one.reference)


def _asker(one: Asker) -> Line:
    return Line(one.who, ASKS, (label(one.section),), until=one.until)


def _named(sections: Iterable[Section]) -> tuple[Words, ...]:
    return tuple(label(section) for section in in_order(sections))
