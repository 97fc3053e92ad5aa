"""Soft reasons: how well a service fits, from 0 to 3 for each, and the words for it. Pure.

Points are whole numbers: two services are equal when they fit equally well, and then they take turns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safeconduct.directory.asked import Answered, Offered, Wanted
from safeconduct.directory.refusing import works_in
from safeconduct.directory.rules import is_open
from safeconduct.vocabulary.codes import Takes, Urgency
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.regions import are_neighbours, country_of, region_name

BEST = 3
"""The level of what fits as well as can be."""
FRESH, STALE = timedelta(days=1), timedelta(days=7)
"""How long a word about free places counts in full, and at all."""
CHECKED, LONG_AGO = timedelta(days=90), timedelta(days=365)
ENOUGH = 3
"""Referrals that must have been asked before a share of answers means anything; until then nobody is put back."""


class Soft(StrEnum):
    """The soft reasons, in the order in which they are said."""

    TAKES = "takes"
    LANGUAGE = "language"
    PLACES = "places"
    NEARNESS = "nearness"
    ANSWERS = "answers"
    HOURS = "hours"
    CHECKED = "checked"


USUAL: Mapping[Soft, int] = {
    Soft.TAKES: 5,
    Soft.LANGUAGE: 4,
    Soft.PLACES: 6,
    Soft.NEARNESS: 4,
    Soft.ANSWERS: 3,
    Soft.HOURS: 2,
    Soft.CHECKED: 1,
}
"""What each counts where the node has not said otherwise (`/administration/directory/`)."""

NAMES: dict[Soft, Words] = {
    Soft.TAKES: gettext_lazy("It has said that it takes this person"),
    Soft.LANGUAGE: gettext_lazy("Somebody there speaks the language"),
    Soft.PLACES: gettext_lazy("Places are free, said a short time ago"),
    Soft.NEARNESS: gettext_lazy("It is near: the region, the country, the country beside"),
    Soft.ANSWERS: gettext_lazy("It answers referrals within a day"),
    Soft.HOURS: gettext_lazy("Somebody is there now"),
    Soft.CHECKED: gettext_lazy("Somebody has looked through what stands here"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well one soft reason is met, and the words for it; "" says nothing."""

    level: int
    words: str


def _takes(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    who = wanted.who
    asked: list[tuple[bool, bool | None, str]] = [
        (bool(who.takes), bool(offered.takes) or None, _takes_words(who.takes)),
        (who.with_children, offered.with_children, _("with children")),
        (who.step_free, offered.step_free, _("with a disability")),
        (who.without_papers, offered.without_papers, _("without papers")),
        (wanted.from_abroad, offered.from_abroad, _("from another country")),
    ]
    wants = [(said, words) for is_asked, said, words in asked if is_asked]
    if not wants:
        return Weighed(BEST, _("takes children") if who.is_child and offered.takes_children else "")
    sure = [words for said, words in wants if said]
    open_ones = [words for said, words in wants if said is None]
    said = [_("takes: %(who)s") % {"who": ", ".join(sure)}] if sure else []
    if open_ones:
        said.append(_("not said whether it takes: %(who)s. Ask first") % {"who": ", ".join(open_ones)})
    return Weighed(BEST * len(sure) // len(wants), "; ".join(said))


def _takes_words(takes: frozenset[Takes]) -> str:
    words = {
        Takes.WOMEN: _("women"),
        Takes.MEN: _("men"),
        Takes.TRANS_AND_NONBINARY: _("trans and non-binary people"),
    }
    return ", ".join(words[one] for one in sorted(takes))


def _language(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    if spoken := sorted(wanted.languages & offered.languages):
        said = ", ".join(language_in_full(one) for one in spoken)
        return Weighed(BEST, _("%(language)s is spoken there") % {"language": said})
    if not wanted.languages:
        return Weighed(BEST, "")
    return Weighed(1, _("interpreters come")) if offered.interpreters else Weighed(0, "")


def _places(_wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    if offered.places is None or offered.places_as_of is None:
        return Weighed(1, _("has not said whether places are free"))
    age = now - offered.places_as_of
    when = _ago(age)
    if age > STALE:
        return Weighed(1, _("what it said of free places is old (%(when)s): ask") % {"when": when})
    if not offered.places:
        return Weighed(0, _("no place free, said %(when)s") % {"when": when})
    words = ngettext("%(n)d place free, said %(when)s", "%(n)d places free, said %(when)s", offered.places)
    return Weighed(BEST if age <= FRESH else 2, words % {"n": offered.places, "when": when})


def _ago(age: timedelta) -> str:
    if age.days < 1:
        return _("within the last day")
    return ngettext("%(n)d day ago", "%(n)d days ago", age.days) % {"n": age.days}


def _nearness(wanted: Wanted, offered: Offered, _answered: Answered, _now: datetime) -> Weighed:
    near = wanted.region or wanted.near or wanted.country
    if not near:
        return Weighed(BEST, "")
    if country_of(near) == offered.country:
        if len(near) == 2:
            return Weighed(BEST, _("same country"))
        if not works_in(offered, near):
            return Weighed(1, _("same country, another region"))
        if offered.regions:
            return Weighed(BEST, _("works in the region: %(region)s") % {"region": region_name(near)})
        return Weighed(2, _("works in the whole country"))
    if are_neighbours(country_of(near), offered.country):
        return Weighed(1, _("in the country beside"))
    return Weighed(0, _("in another country"))


def _answers(_wanted: Wanted, _offered: Offered, answered: Answered, _now: datetime) -> Weighed:
    if answered.asked < ENOUGH:
        return Weighed(2, "")
    said = _("answered %(n)d of %(of)d referrals within a day")
    return Weighed(
        BEST * answered.within_a_day // answered.asked,
        said % {"n": answered.within_a_day, "of": answered.asked},
    )


def _hours(wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    if is_open(offered.hours, at=now):
        return Weighed(BEST, _("somebody is there now"))
    return Weighed(0 if wanted.urgency is Urgency.EMERGENCY else 2, _("closed now"))


def _checked(_wanted: Wanted, offered: Offered, _answered: Answered, now: datetime) -> Weighed:
    if offered.checked_on is None:
        return Weighed(1, "")
    age = now.date() - offered.checked_on
    when = {"when": _ago(age) if age.days > 0 else _("today")}
    if age <= CHECKED:
        return Weighed(BEST, _("checked %(when)s") % when)
    return Weighed(2 if age <= LONG_AGO else 0, _("checked %(when)s: it may be old") % when)


type Rule = Callable[[Wanted, Offered, Answered, datetime], Weighed]
RULES: Mapping[Soft, Rule] = {
    Soft.TAKES: _takes,
    Soft.LANGUAGE: _language,
    Soft.PLACES: _places,
    Soft.NEARNESS: _nearness,
    Soft.ANSWERS: _answers,
    Soft.HOURS: _hours,
    Soft.CHECKED: _checked,
}
