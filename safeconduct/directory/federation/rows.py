"""One service of another node, read without trust: every field by the rules that hold on entry, or refused by its name.

Pure. What a later release adds is kept as it came (`further`); a code of a list that only says more is left out; a code
on which something hangs (what it is, where it is) is refused, since silence would say something else.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from safeconduct.directory.federation import fields
from safeconduct.directory.federation.fields import NotTaken
from safeconduct.directory.keeping.contacts import is_local
from safeconduct.directory.keeping.secrets import told_in
from safeconduct.vocabulary.codes import Intake, Need, PlaceKind, Proceeding, Purpose, Service, Takes
from safeconduct.vocabulary.regions import REGIONS, country_of

MOST_FURTHER = 4096
OLDEST, MOST_PLACES = 120, 9999
AHEAD = timedelta(days=1)
"""So far two nodes' days may lie apart."""
PARTS = ("takes", "reached", "where")


@dataclass(frozen=True, slots=True)
class Around:
    """What this node knows of the peer: of which of its agencies each team is, their countries, and the day."""

    teams: Mapping[UUID, UUID]
    countries: Mapping[UUID, str]
    others: frozenset[UUID] = field(default_factory=frozenset)
    """Ids under which services of somebody else stand here."""
    now: datetime = field(kw_only=True)


def read(said: Mapping[str, object], around: Around) -> dict[str, Any]:
    """The service as the database takes it. Raises NotTaken with the field."""
    found: dict[str, Any] = _whose(said, around)
    known = {"id", "agency", "team", *READERS, "checked"}
    for name, reader in READERS.items():
        found[name] = reader(said, name)
    found["regions"] = _regions(said, around.countries[UUID(found["agency"])])
    found["checks"] = _checks(said, found["agency"], around.now.date())
    _together(found, around.now)
    further = {name: value for name, value in said.items() if name not in known}
    if len(json.dumps(further).encode()) > MOST_FURTHER or "\\u0000" in json.dumps(further):
        raise NotTaken("further", "too_long")
    return found | {"further": further}


def _whose(said: Mapping[str, object], around: Around) -> dict[str, str]:
    """Its id, agency and team: of this peer, each. A peer speaks for its own agencies and hands nobody else's on."""
    own, agency, team = (fields.identifier(said, name) for name in ("id", "agency", "team"))
    if own in around.others:
        raise NotTaken("id", "not_theirs")
    if agency not in around.countries:
        raise NotTaken("agency", "not_theirs")
    if around.teams.get(team) != agency:
        raise NotTaken("team", "not_theirs")
    return {"id": str(own), "agency": str(agency), "team": str(team)}


READERS: Mapping[str, Callable[[Mapping[str, object], str], object]] = {
    "service": fields.one_of(Service),
    "needs": fields.some_of(Need, least=1),
    "purpose": fields.one_of(Purpose),
    "takes_children": fields.truth,
    "hours": fields.text(200),
    "open_days": fields.days,
    "opens": fields.hour,
    "closes": fields.hour,
    "jurisdictions": fields.texts(r"[A-Z]{2}", most=60),
    "proceeding_types": fields.some_of(Proceeding),
    "place": fields.one_of(PlaceKind, or_none=True),
    "address": fields.text(200),
    "contact": fields.text(200),
    "takes": fields.some_of(Takes, or_all=False),
    "min_age": fields.whole(OLDEST),
    "max_age": fields.whole(OLDEST),
    "with_children": fields.maybe,
    "step_free": fields.maybe,
    "without_papers": fields.maybe,
    "from_abroad": fields.maybe,
    "spoken": fields.texts(r"[a-z]{2,3}", most=60),
    "interpreters": fields.maybe,
    "regions": fields.texts(r"[A-Z]{2}-[A-Z0-9]{1,3}", most=120),
    "intake": fields.one_of(Intake, or_none=True),
    "places_free": fields.whole(MOST_PLACES),
    "places_as_of": fields.moment,
    "doubted_at": fields.moment,
}


def _regions(said: Mapping[str, object], country: str) -> list[str]:
    """Parts of the agency's own country. None known of several named is not the whole country."""
    named: Iterable[str] = fields.texts(r"[A-Z]{2}-[A-Z0-9]{1,3}", most=120)(said, "regions")
    known = [code for code in named if code in REGIONS and country_of(code) == country]
    if said.get("regions") and not known:
        raise NotTaken("regions", "unknown_code")
    return known


def _checks(said: Mapping[str, object], agency: str, today: date) -> dict[str, dict[str, str]]:
    """When each part was checked, as its agency says; a day that has not been is refused."""
    days = said.get("checked", {})
    if not isinstance(days, dict):
        raise NotTaken("checked", "not_as_described")
    found = {}
    for part in PARTS:
        if days.get(part) is None:
            continue
        day = fields.day(days[part], "checked")
        if day > today + AHEAD:
            raise NotTaken("checked", "not_been_yet")
        found[part] = {"on": day.isoformat(), "by": agency}
    return found


def _together(found: Mapping[str, Any], now: datetime) -> None:
    """What must fit together: ages, places with their time, and what a place that must not be found may not tell."""
    if None not in (found["min_age"], found["max_age"]) and found["max_age"] < found["min_age"]:
        raise NotTaken("max_age", "not_as_described")
    if (found["places_free"] is None) != (found["places_as_of"] is None):
        raise NotTaken("places_as_of", "not_as_described")
    for name in ("places_as_of", "doubted_at"):
        if found[name] is not None and datetime.fromisoformat(found[name]) > now + AHEAD:
            raise NotTaken(name, "not_been_yet")
    for name, why in told_in(
        found["place"], found["address"], found["contact"], {"hours": found["hours"]}
    ).items():
        raise NotTaken(name, why.value)
    if is_local(found["contact"]):
        raise NotTaken("contact", "local_number")
