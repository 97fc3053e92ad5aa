"""What has changed since a record of processing was kept: facts of then beside facts of now. None is of a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency
from safeconduct.agencies.processing.actions import standing
from safeconduct.cases.fields import FIELDS
from safeconduct.exchange.queries import known_peers
from safeconduct.referrals.keeping.queries import terms
from safeconduct.site.processing.record import ground_of_codes, purposes_of, recipients
from safeconduct.vocabulary.codes import Purpose, Sector
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section

PARTED = "|"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is another one now; "" for what was not there, or is no more."""

    what: str
    before: str
    now: str


def facts(agency: Agency) -> dict[str, str]:
    """What the record says, without a language."""
    found = {"controller": PARTED.join((agency.name, agency.country, agency.sector))}
    stands = standing(agency.id)
    for purpose in purposes_of(agency) | set(stands):
        row = stands.get(purpose)
        found[f"ground:{purpose.value}"] = PARTED.join((row.ground, row.condition, row.law)) if row else ""
    for section in USED:
        for field in FIELDS[section]:
            if not field.is_old:
                found[f"question:{section.value}.{field.name}"] = "asked"
    for one in recipients(agency):
        found[f"recipient:{one.id}"] = PARTED.join((one.name, one.country, one.sector))
    for known in known_peers():
        found[f"node:{known.row.node}"] = "joined"
    content, records = terms()
    return found | {"term:content": _number(content), "term:records": _number(records)}


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """What is another one now, in the order of the record."""
    names = sorted(before.keys() | now.keys(), key=lambda name: (_order(name), name))
    return [
        _change(name, before.get(name), now.get(name)) for name in names if before.get(name) != now.get(name)
    ]


def in_words(found: Iterable[Change]) -> list[str]:
    """Each change as a sentence."""
    return [
        _("%(what)s: %(before)s before, %(now)s now.")
        % {"what": one.what, "before": one.before or _("nothing"), "now": one.now or _("nothing")}
        for one in found
    ]


ORDER = ("controller", "ground", "question", "recipient", "node", "term")


def _order(name: str) -> int:
    kind = name.partition(":")[0]
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _change(name: str, before: str | None, now: str | None) -> Change:
    kind, _colon, code = name.partition(":")
    what, shown = {
        "controller": (_("Controller"), _agency),
        "ground": (_ground_name(code), ground_of_codes),
        "question": (_question_name(code), _asked),
        "recipient": (_("Recipient"), _agency),
        "node": (_("Node %(node)s") % {"node": code}, _joined),
        "term": (_("Term of the content") if code == "content" else _("Term of the record"), _days),
    }.get(kind, (name, str))
    return Change(what, "" if before is None else shown(before), "" if now is None else shown(now))


def _ground_name(code: str) -> str:
    return str(label(Purpose(code))) if code in set(Purpose) else code


def _question_name(code: str) -> str:
    section, _dot, name = code.partition(".")
    if section not in set(Section):
        return code
    asked = next((str(one.label) for one in FIELDS[Section(section)] if one.name == name), name)
    return _("Question “%(question)s”") % {"question": asked}


def _agency(value: str) -> str:
    name, country, sector = [*value.split(PARTED), "", ""][:3]
    known = str(label(Sector(sector))) if sector in set(Sector) else sector
    return ", ".join(one for one in (name, country_in_full(country) if country else "", known) if one)


def _asked(_value: str) -> str:
    return _("asked")


def _joined(_value: str) -> str:
    return _("joined")


def _days(value: str) -> str:
    return _("%(n)s days") % {"n": value} if value else _("no term is set")


def _number(days: int | None) -> str:
    return "" if days is None else str(days)
