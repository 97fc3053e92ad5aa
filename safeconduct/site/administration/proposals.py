"""What waits for a second person, or was seen by one only: seats, professions of teams, agencies, and the node's terms.

Changes of a member's rights and invitations have a list of their own (`doors.waiting_for_me`).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from safeconduct.agencies.four_eyes.rules import Capacity
from safeconduct.agencies.models import Team
from safeconduct.referrals.citing import Citation, citation_in
from safeconduct.referrals.clocks import PERIODS
from safeconduct.referrals.labels import STATES
from safeconduct.referrals.models import AgreedOnce
from safeconduct.referrals.moves import State
from safeconduct.rights.editing.words import scope_in_full
from safeconduct.site.administration.calling import call
from safeconduct.site.agreements.following import changes
from safeconduct.site.agreements.promises import promises
from safeconduct.site.agreements.reading import text_of
from safeconduct.site.setup.clocks import RETENTION, period_name, written
from safeconduct.vocabulary.codes import Profession, Sector, Service, Urgency
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.statements import Kind, in_groups
from safeconduct.vocabulary.workdays import Period

MOST_CHANGES = 10
OF_THE_CARD = frozenset({"team", "agency", "contact"})
"""The kinds that change what partners are told."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody asks for: what it would be, what stood, and whether it stands already, seen by one only."""

    id: UUID
    kind: str
    about: UUID
    name: str
    said: dict[str, Any]
    stood: dict[str, Any]
    by_name: str
    at: datetime
    by_one: bool
    for_me: bool


def proposals() -> list[Proposal]:
    """What is not answered yet, for whoever administers or supervises; `for_me` is what this member may answer."""
    rows = call(
        "SELECT id, kind, about, name, said::text, stood::text, by_name, at, by_one, for_me "
        "FROM agencies.proposals()",
        [],
    )
    return [_read(row) for row in rows]


def _read(row: tuple[Any, ...]) -> Proposal:
    return Proposal(*(json.loads(value) if place in (4, 5) else value for place, value in enumerate(row)))


def answer(proposal: UUID, *, agrees: bool) -> UUID:
    """The second person's word; the member, team or agency that it was about."""
    about: UUID = call("SELECT agencies.answer_proposal(%s, %s)", [proposal, agrees])[0][0]
    return about


def asked_about(what: UUID) -> list[tuple[Proposal, list[str]]]:
    """What is not answered yet about one member, team or agency, in words."""
    return [(one, lines(one)) for one in proposals() if one.about == what]


# --- In words -----------------------------------------------------------------------------------------------------


def title(proposal: Proposal) -> str:
    """What it is about."""
    match proposal.kind:
        case "clocks":
            return _("Periods of clocks")
        case "retention":
            return _("How long things are kept")
        case "statement":
            return _("What your agency says in public")
        case "contact":
            return str(label(Service(proposal.name)))
    return proposal.name


def lines(proposal: Proposal) -> list[str]:
    """What would be different, one line each."""
    told = {
        "seat": _seat, "team": _team, "agency": _agency, "clocks": _clocks, "retention": lines_of_terms,
        "capacity": _capacity, "statement": _statement, "contact": _contact,
    }  # fmt: skip
    return list(told[proposal.kind](proposal.said, proposal.stood))


def _seat(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    for team in Team.objects.filter(id__in=said["teams"]).order_by("name"):
        yield _("A seat in %(team)s, and with it what the team receives.") % {"team": team.name}


def _capacity(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    for capacity, scope in said["held"]:
        if [capacity, scope] not in stood["held"]:
            sentence = (
                _("Would check and sign the rules of %(country)s.")
                if capacity == Capacity.CHECKS
                else _("Would propose changes of the rules of %(country)s.")
            )
            yield sentence % {"country": scope_in_full(scope)}


def _statement(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    named = {"title": said["title"], "version": said["version"], "digest": in_groups(said["digest"])}
    if said["kind"] == Kind.AGREEMENT:
        yield _("Your agency would sign “%(title)s”, version %(version)s.") % named
    else:
        yield _("Your agency would adopt “%(title)s”.") % named
    yield _("Digest of its text: %(digest)s. Compare it with the page of the public site.") % named
    text = text_of(said["code"], said["version"])
    if text is not None:
        address = text.text(str(get_language()))[1]["address"]
        yield _("Read it on the public site: %(address)s") % {"address": address}
        yield from promises(text)


def _contact(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    yield changed(_("Contact"), stood["contact"] or "–", said["contact"] or "–")
    yield _("People call it when nothing else is open: dial the new number before you agree.")


def _team(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    for code in said["professions"]:
        if code not in stood["professions"]:
            yield _("%(profession)s would open what this team receives.") % {
                "profession": label(Profession(code))
            }


def _agency(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    shown: dict[str, tuple[str, Callable[[str], str]]] = {
        "name": (_("Name"), str),
        "country": (_("Country"), lambda code: str(COUNTRIES[code].name)),
        "sector": (_("Sector"), lambda code: str(label(Sector(code)))),
    }
    for field, (words, in_full) in shown.items():
        if said[field] != stood[field]:
            yield changed(words, in_full(stood[field]), in_full(said[field]))


def _clocks(said: Any, stood: Any) -> Iterator[str]:
    before, after = _periods(stood), _periods(said)
    for state, by_urgency in PERIODS.items():
        for urgency, default in by_urgency.items():
            was, is_now = (found.get((state, urgency), default) for found in (before, after))
            if was != is_now:
                yield changed(period_name(state, urgency), written(was), written(is_now))
    yield from lines_of_following(_cited(stood), _cited(said))


def lines_of_following(before: Mapping[State, Citation], after: Mapping[State, Citation]) -> Iterator[str]:
    """Of each state whose clocks would follow another agreement, what before and what afterwards."""
    for state, (was, is_now) in changes(before, after).items():
        yield changed(_("%(state)s follows") % {"state": STATES[state]}, was, is_now)


def _cited(rows: list[dict[str, Any]]) -> dict[State, Citation]:
    found = {row["state"]: citation_in(row.get("cites")) for row in rows}
    return {State(state): each for state, each in found.items() if each is not None and state in set(State)}


def agreed_before() -> list[tuple[datetime, list[str]]]:
    """The last changes of the periods, the newest first: when, and what was different from before."""
    kept = list(AgreedOnce.objects.order_by("-at", "-id")[: MOST_CHANGES + 1])
    return [(now.at, list(_clocks(now.periods, before.periods))) for now, before in pairwise(kept)]


def _periods(rows: list[dict[str, Any]]) -> dict[tuple[State, Urgency], Period]:
    return {
        (State(row["state"]), Urgency(row["urgency"])): Period(
            hours=row["hours"], working_days=row["working_days"]
        )
        for row in rows
        if row["state"] in set(State) and row["urgency"] in set(Urgency)
    }


def lines_of_terms(said: Mapping[str, Any], stood: Mapping[str, Any]) -> Iterator[str]:
    """What would be different about how long things are kept; a term that is not named stays."""
    for what, (words, _days) in RETENTION.items():
        if what in said and said[what] != stood.get(what):
            yield changed(str(words), in_days(stood.get(what)), in_days(said[what]))


def in_days(days: int | None) -> str:
    """A term; without one a thing is kept."""
    if days is None:
        return _("no end")
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def changed(name: str, before: str, after: str) -> str:
    """What was, and what would be."""
    return _("%(name)s: %(before)s before, %(after)s afterwards.") % {
        "name": name,
        "before": before,
        "after": after,
    }
