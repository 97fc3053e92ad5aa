"""Soft reasons: how well a service fits, from 0 to 3 for each, and the words for it. Pure.

Points are whole numbers: two services are equal when they fit equally well, and then they take turns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.directory.finding.asked import Answered, Offered, Wanted
from safeconduct.directory.finding.refusing import works_in
from safeconduct.directory.finding.soft import Soft
from safeconduct.directory.rules import is_open
from safeconduct.vocabulary.codes import SERVICES_FOR, Need, Takes, Urgency
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.regions import are_neighbours, country_of, region_name

BEST = 3
"""The level of what fits as well as can be."""
FRESH, STALE = timedelta(days=1), timedelta(days=7)
"""How long a word about free places counts in full, and at all."""
CHECKED, LONG_AGO = timedelta(days=90), timedelta(days=365)
MEANT_FOR: Mapping[str, frozenset[str]] = {
    need.value: frozenset(one.value for one in services) for need, services in SERVICES_FOR.items()
}
"""Which kinds of service are meant for a need, by their codes."""
ENOUGH = 3
"""Referrals that must have been asked before a share of answers means anything; until then nobody is put back."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well one soft reason is met. The words are made when they are shown: most services of a search are not."""

    level: int
    say: Callable[[], str] = field(compare=False, default=lambda: "")

    @property
    def words(self) -> str:
        """Why, in the language of the page; "" says nothing."""
        return self.say()


def _kind(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    """What is meant for the need stands before what answers to it among others."""
    asked = wanted.needs | wanted.known_needs
    if not asked or not offered.service:
        return Weighed(BEST)
    fits = any(offered.service in MEANT_FOR.get(need, ()) for need in asked)
    return Weighed(BEST if fits else 0)


def _takes(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    who = wanted.who
    asked: list[tuple[bool, bool | None, Callable[[], str]]] = [
        (bool(who.takes), bool(offered.takes) or None, lambda: _takes_words(who.takes)),
        (who.with_children, offered.with_children, lambda: _("an adult who brings children")),
        (who.step_free, offered.step_free, lambda: _("with a disability")),
        (who.without_papers, offered.without_papers, lambda: _("without papers")),
        (wanted.from_abroad, offered.from_abroad, lambda: _("from another country")),
    ]
    wants = [(said, words) for is_asked, said, words in asked if is_asked]
    if not wants:
        return Weighed(
            BEST,
            lambda: _("takes a child or young person") if who.is_child and offered.takes_children else "",
        )
    sure = [words for said, words in wants if said]
    open_ones = [words for said, words in wants if said is None]
    return Weighed(BEST * len(sure) // len(wants), lambda: _takes_said(sure, open_ones))


def _takes_said(sure: list[Callable[[], str]], open_ones: list[Callable[[], str]]) -> str:
    said = [_("takes: %(who)s") % {"who": ", ".join(words() for words in sure)}] if sure else []
    if open_ones:
        who = {"who": ", ".join(words() for words in open_ones)}
        said.append(_("not said whether it takes: %(who)s. Ask first") % who)
    return "; ".join(said)


def _takes_words(takes: frozenset[Takes]) -> str:
    words = {
        Takes.WOMEN: _("women"),
        Takes.MEN: _("men"),
        Takes.TRANS_AND_NONBINARY: _("trans and non-binary people"),
    }
    return ", ".join(words[one] for one in sorted(takes))


def _language(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    if spoken := wanted.languages & offered.languages:
        if not offered.says_spoken:
            return Weighed(2, lambda: _("somebody there reads it, nobody has said who speaks it"))
        return Weighed(BEST, lambda: _spoken(spoken))
    if not wanted.languages:
        return Weighed(BEST)
    return Weighed(1, lambda: _("interpreters come")) if offered.interpreters else Weighed(0)


def _spoken(languages: frozenset[str]) -> str:
    return _("%(language)s is spoken there") % {
        "language": ", ".join(map(language_in_full, sorted(languages)))
    }


def _places(_wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    if offered.doubted_at is not None:
        return _doubted(now - offered.doubted_at)
    places, said_at = offered.places, offered.places_as_of
    if places is None or said_at is None:
        if offered.service and offered.service not in SERVICES_FOR[Need.HOUSING]:
            return Weighed(1)
        return Weighed(1, lambda: _("has not said whether places are free"))
    age = now - said_at
    if age > STALE:
        return Weighed(
            1, lambda: _("what it said of free places is old (%(when)s): ask") % {"when": _ago(age)}
        )
    if not places:
        return Weighed(0, lambda: _("no place free, said %(when)s") % {"when": _ago(age)})
    return Weighed(BEST if age <= FRESH else 2, lambda: _free(places, age))


def _doubted(age: timedelta) -> Weighed:
    """An old doubt weighs as much as silence: what no card brings here would be put back for ever."""
    said = _("declined a referral for want of a place (%(when)s), and has said nothing since: ask first")
    return Weighed(1 if age > STALE else 0, lambda: said % {"when": _ago(age)})


def _free(places: int, age: timedelta) -> str:
    words = ngettext("%(n)d place free, said %(when)s", "%(n)d places free, said %(when)s", places)
    return words % {"n": places, "when": _ago(age)}


def _ago(age: timedelta) -> str:
    if age.days < 1:
        return _("within the last day")
    return ngettext("%(n)d day ago", "%(n)d days ago", age.days) % {"n": age.days}


def _nearness(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    near = wanted.region or wanted.near or wanted.country
    if not near:
        return Weighed(BEST)
    if country_of(near) == offered.country:
        return _within(near, wanted, offered)
    if are_neighbours(country_of(near), offered.country):
        return Weighed(1, lambda: _("in the country beside"))
    return Weighed(0, lambda: _("in another country"))


def _within(near: str, wanted: Wanted, offered: Offered) -> Weighed:
    """In the same country: a region, or the country itself, that nearness is counted from."""
    if near == country_of(near):
        return Weighed(BEST, lambda: _("same country") if wanted.country else _("in your country"))
    if not works_in(offered, near):
        return Weighed(1, lambda: _("same country, another region"))
    if offered.regions:
        return Weighed(BEST, lambda: _("works in the region: %(region)s") % {"region": region_name(near)})
    return Weighed(2, lambda: _("works in the whole country"))


def _answers(_wanted: Wanted, _offered: Offered, answered: Answered, _now: datetime) -> Weighed:
    if answered.asked < ENOUGH:
        return Weighed(2)
    numbers = {"n": answered.within_a_day, "of": answered.asked}
    level = BEST * answered.within_a_day // answered.asked
    return Weighed(
        level, lambda: _("answered %(n)d of %(of)d referrals and enquiries within a day") % numbers
    )


def _hours(wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    is_there = is_open(offered.hours, at=now)
    if is_there is None:
        return Weighed(1, lambda: _("ask when somebody is there"))
    if is_there:
        return Weighed(BEST, lambda: _("somebody is there now"))
    return Weighed(0 if wanted.urgency is Urgency.EMERGENCY else 2, lambda: _("closed now"))


def _checked(_wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    if offered.checked_on is None:
        return Weighed(1)
    age = now.date() - offered.checked_on
    if age <= CHECKED:
        return Weighed(BEST, lambda: _("checked %(when)s") % {"when": _checked_when(age)})
    level = 2 if age <= LONG_AGO else 0
    return Weighed(level, lambda: _("checked %(when)s: it may be old") % {"when": _checked_when(age)})


def _checked_when(age: timedelta) -> str:
    return _ago(age) if age.days > 0 else _("today")


type Rule = Callable[[Wanted, Offered, Answered, datetime], Weighed]
RULES: Mapping[Soft, Rule] = {
    Soft.KIND: _kind,
    Soft.TAKES: _takes,
    Soft.LANGUAGE: _language,
    Soft.PLACES: _places,
    Soft.NEARNESS: _nearness,
    Soft.ANSWERS: _answers,
    Soft.HOURS: _hours,
    Soft.CHECKED: _checked,
}
