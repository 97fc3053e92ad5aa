"""The database's functions for agencies and teams, and for what holds on the whole node: periods and terms."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from safeconduct.agencies.removal import OnAgency, OnTeam
from safeconduct.site.administration.calling import call


def change_periods(rows: str) -> str:
    """Other periods of clocks: "at_once"; a longer one "waits", or stands "by_one" where nobody else is there."""
    return str(call("SELECT referrals.change_periods(%s::jsonb)", [rows])[0][0])


def terms() -> dict[str, int]:
    """How many days each thing is kept; what is missing is kept without an end."""
    return dict(call("SELECT what, days FROM setup.terms()", []))


def change_terms(terms: Mapping[str, int | None]) -> str:
    """Other terms, None for no end: "at_once"; weaker ones wait ("waits"), or stand "by_one"."""
    return str(call("SELECT setup.change_terms(%s::jsonb)", [json.dumps(dict(terms))])[0][0])


def change_agency(agency: UUID, *, name: str, country: str, sector: str) -> str:
    """Another name, country or sector: "at_once" when nothing differs; else it "waits", or stands "by_one"."""
    given = [agency, name, country, sector]
    return str(call("SELECT agencies.change_agency(%s, %s, %s, %s)", given)[0][0])


def on_team(team: UUID) -> OnTeam:
    """What hangs on a team of the own agency."""
    return OnTeam(*call("SELECT * FROM agencies.hangs_on_team(%s)", [team])[0])


def remove_team(team: UUID) -> None:
    """The team goes, when nothing hangs on it."""
    call("SELECT agencies.remove_team(%s)", [team])


def on_agency(agency: UUID) -> OnAgency:
    """What hangs on an agency of this node, for who keeps it."""
    return OnAgency(*call("SELECT * FROM agencies.hangs_on_agency(%s)", [agency])[0])


def remove_agency(agency: UUID) -> None:
    """The agency goes, when nothing hangs on it."""
    call("SELECT agencies.remove_agency(%s)", [agency])


def save_facts(duty_number: str, languages: Sequence[str]) -> None:
    """What the agency says of itself."""
    call("SELECT agencies.save_facts(%s, %s)", [duty_number, list(languages)])


def save_team(team: UUID, *, name: str, professions: Sequence[str], languages: Sequence[str]) -> str:
    """A new team, or what is new about one: "at_once"; more professions wait ("waits"), or stand "by_one"."""
    given = [team, name, list(professions), list(languages)]
    return str(call("SELECT agencies.save_team(%s, %s, %s, %s)", given)[0][0])


def add_agency(
    agency: UUID, *, name: str, country: str, sector: str, languages: Sequence[str], duty_number: str
) -> None:
    """Another agency with a seat on this node."""
    given = [agency, name, country, sector, list(languages), duty_number]
    call("SELECT agencies.add_agency(%s, %s, %s, %s, %s, %s)", given)
