"""Hard conditions: why a service cannot be asked for this person. What it has not said refuses nobody. Pure."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.finding.asked import Offered, Wanted
from safeconduct.directory.rules import is_open
from safeconduct.vocabulary.codes import FIREWALLED, AgeBand, Intake, Service, Urgency
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.regions import chain, country_of

YEARS: dict[AgeBand, tuple[int, int]] = {
    AgeBand.AGE_0_11: (0, 11),
    AgeBand.AGE_12_15: (12, 15),
    AgeBand.AGE_16_17: (16, 17),
    AgeBand.AGE_18_20: (18, 20),
    AgeBand.AGE_21_25: (21, 25),
    AgeBand.AGE_26_35: (26, 35),
    AgeBand.AGE_36_50: (36, 50),
    AgeBand.AGE_51_PLUS: (51, 999),
}
"""The youngest and the oldest of each band."""
GROWN_UP = 18

_ASK_ANOTHER = _("Ask another service, or call this one and ask whom they would ask.")
KEPT_OUT = Reason(
    "kept_out", _("The person keeps this agency, its kind, its country or its region out."),
    _("Only the person changes that list: talk with them."),
)  # fmt: skip
IN_CONFLICT = Reason(
    "in_conflict", _("This agency cannot act for this person: a conflict of interest is known."), _ASK_ANOTHER
)
BEHIND_THE_FIREWALL = Reason(
    "authority", _("This is an authority, and the search leaves authorities out."),
    _("Look again with authorities, when the person wants one."),
)  # fmt: skip
OTHER_NEED = Reason("other_need", _("It does not answer to every need that was asked."), _ASK_ANOTHER)
OTHER_COUNTRY = Reason("other_country", _("It is in another country."), _("Look in other countries, too."))
OTHER_REGION = Reason("other_region", _("It does not work in this region."), _("Look in the whole country."))
OTHER_LANGUAGE = Reason(
    "other_language", _("Nobody there speaks or reads the language, and it has not said that interpreters come."),
    _("Look for any language, and bring an interpreter."),
)  # fmt: skip
ONLY_READ = Reason(
    "only_read", _("Somebody there reads the language, and nobody has said who speaks it."),
    _("Ask whether somebody speaks it, or bring an interpreter."),
)  # fmt: skip
OTHER_SEX = Reason("other_sex", _("It says that it takes others than this person."), _ASK_ANOTHER)
NO_CHILDREN = Reason("no_children", _("It has not said that it takes a child or young person."), _ASK_ANOTHER)
FOR_CHILDREN = Reason(
    "for_children", _("It is a guardian, and guardians are for children. It has not said that it takes adults."),
    _("Ask another service, or have it say up to which age it takes people."),
)  # fmt: skip
OTHER_AGE = Reason("other_age", _("It takes people of another age."), _ASK_ANOTHER)
NO_FAMILY = Reason("no_family", _("It says that it takes no adult who brings children."), _ASK_ANOTHER)
STEPS = Reason("steps", _("It says that there is no way in without steps."), _ASK_ANOTHER)
PAPERS = Reason("papers", _("It asks for papers."), _("Help with papers first, or ask another service."))
NOT_FROM_ABROAD = Reason("not_from_abroad", _("It takes nobody from another country."), _ASK_ANOTHER)
PLANNED_ONLY = Reason(
    "planned_only", _("It takes people by appointment only."), _("Ask it once the first days are safe.")
)
HOURS_NOT_KNOWN = Reason(
    "hours_not_known", _("It has not said on which days somebody is there."),
    _("Ask when somebody is there, or look without “open now”."),
)  # fmt: skip
CLOSED_NOW = Reason("closed_now", _("Nobody is there now."), _("Look without “open now”, and see its hours."))

type Condition = tuple[Reason, Callable[[Wanted, Offered, datetime], bool]]
"""A reason, and whether it holds against this service."""


def _is_kept_out(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    apart = wanted.apart
    return (
        offered.country in apart.countries
        or offered.sector in apart.sectors
        or (bool(offered.regions) and all(_lies_in(region, apart.regions) for region in offered.regions))
        or _plain(offered.agency_name) in set(map(_plain, apart.agencies))
    )


def _lies_in(region: str, regions: frozenset[str]) -> bool:
    return region in regions or not regions.isdisjoint(chain(region))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def works_in(offered: Offered, region: str) -> bool:
    """Whether a service works in a part of a country, in all of it, or in a part of that part."""
    if country_of(region) != offered.country:
        return False
    if not offered.regions:
        return True
    return any(one in chain(region) or region in chain(one) or one == region for one in offered.regions)


def _other_language(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    return _is_not_spoken(wanted, offered) and not wanted.languages & offered.reads


def _only_read(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    return _is_not_spoken(wanted, offered) and bool(wanted.languages & offered.reads)


def _is_not_spoken(wanted: Wanted, offered: Offered) -> bool:
    has_one = bool(wanted.languages & offered.languages) or bool(offered.interpreters)
    return bool(wanted.languages) and not has_one


def _other_age(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    if wanted.who.age is None:
        return False
    youngest, oldest = YEARS[wanted.who.age]
    low = 0 if offered.min_age is None else offered.min_age
    high = 999 if offered.max_age is None else offered.max_age
    return oldest < low or youngest > high


def is_for_children(service: str, min_age: int | None, max_age: int | None) -> bool:
    """Whether it is a guardian, and names no age that only adults have."""
    return service == Service.GUARDIANSHIP and max(min_age or 0, max_age or 0) < GROWN_UP


def _is_for_children(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    return wanted.who.is_adult and is_for_children(offered.service, offered.min_age, offered.max_age)


def _other_sex(wanted: Wanted, offered: Offered, _now: datetime) -> bool:
    return bool(wanted.who.takes) and bool(offered.takes) and not wanted.who.takes <= offered.takes


CONDITIONS: tuple[Condition, ...] = (
    (KEPT_OUT, _is_kept_out),
    (IN_CONFLICT, lambda wanted, offered, _now: offered.agency in wanted.in_conflict),
    (
        BEHIND_THE_FIREWALL,
        lambda wanted, offered, _now: wanted.no_authorities and offered.sector in FIREWALLED,
    ),
    (OTHER_NEED, lambda wanted, offered, _now: not wanted.needs <= offered.needs),
    (
        OTHER_COUNTRY,
        lambda wanted, offered, _now: bool(wanted.country) and wanted.country != offered.country,
    ),
    (
        OTHER_REGION,
        lambda wanted, offered, _now: bool(wanted.region) and not works_in(offered, wanted.region),
    ),
    (OTHER_SEX, _other_sex),
    (NO_CHILDREN, lambda wanted, offered, _now: wanted.who.is_child and not offered.takes_children),
    (FOR_CHILDREN, _is_for_children),
    (OTHER_AGE, _other_age),
    (NO_FAMILY, lambda wanted, offered, _now: wanted.who.with_children and offered.with_children is False),
    (STEPS, lambda wanted, offered, _now: wanted.who.step_free and offered.step_free is False),
    (PAPERS, lambda wanted, offered, _now: wanted.who.without_papers and offered.without_papers is False),
    (OTHER_LANGUAGE, _other_language),
    (ONLY_READ, _only_read),
    (NOT_FROM_ABROAD, lambda wanted, offered, _now: wanted.from_abroad and offered.from_abroad is False),
    (
        PLANNED_ONLY,
        lambda wanted, offered, _now: (
            wanted.urgency is Urgency.EMERGENCY and offered.intake is Intake.PLANNED_ONLY
        ),
    ),
    (
        HOURS_NOT_KNOWN,
        lambda wanted, offered, now: wanted.open_now and is_open(offered.hours, at=now) is None,
    ),
    (
        CLOSED_NOW,
        lambda wanted, offered, now: wanted.open_now and is_open(offered.hours, at=now) is False,
    ),
)
"""In the order in which they are said: what the person decides stands before what the service says."""

NOT_TO_BE_LIFTED = frozenset({KEPT_OUT.code, IN_CONFLICT.code})
"""What no other search changes: the person's own no, and a conflict."""


def refusals(wanted: Wanted, offered: Offered, *, now: datetime) -> list[Reason]:
    """Every hard condition that this service does not meet."""
    return [reason for reason, holds in CONDITIONS if holds(wanted, offered, now)]


def may_be_asked(wanted: Wanted, offered: Offered, *, now: datetime) -> Decision:
    """Whether it fits; refused with the first reason why not."""
    found = refusals(wanted, offered, now=now)
    return Refused(found[0]) if found else Allowed()


def says_all(wanted: Wanted, offered: Offered) -> bool:
    """Whether it has said something of all that must hold for this person. Silence refuses nobody, and is no yes."""
    who = wanted.who
    asked = [
        (bool(who.takes), bool(offered.takes)), (who.with_children, offered.with_children is not None),
        (who.step_free, offered.step_free is not None), (who.without_papers, offered.without_papers is not None),
        (wanted.from_abroad, offered.from_abroad is not None),
        (is_for_children(offered.service, offered.min_age, offered.max_age), who.is_child),
    ]  # fmt: skip
    return all(is_said for is_asked, is_said in asked if is_asked)
