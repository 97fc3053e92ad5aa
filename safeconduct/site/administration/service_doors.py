"""The database's functions for services and their feeds. Nothing else writes them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import time
from uuid import UUID

from safeconduct.site.administration.calling import call
from safeconduct.site.administration.service_facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of one team, as the directory shows it."""

    team: UUID
    service: str
    needs: Sequence[str]
    purpose: str
    takes_children: bool
    hours: str
    open_days: Sequence[int]
    opens: time | None
    closes: time | None
    jurisdictions: Sequence[str] = ()
    """Of which countries it practises the law."""
    proceeding_types: Sequence[str] = ()
    facts: Facts = field(default_factory=Facts)
    """Whom it takes, where it is, and how it is found."""


def save_service(entry: UUID, said: Service) -> None:
    """A new service, or what is new about one."""
    given = [
        entry, said.team, said.service, list(said.needs), said.purpose, said.takes_children, said.hours,
        list(said.open_days), said.opens, said.closes,
    ]  # fmt: skip
    call("SELECT directory.save_entry(%s, %s, %s, %s, %s, %s, %s, %s::smallint[], %s, %s)", given)
    say_more(entry, said)


def begin_change(entry: UUID) -> int | None:
    """Lock a service before it is changed: the number of the version that stands; None for one that is new."""
    found = call("SELECT directory.begin_change(%s)", [entry])[0][0]
    return None if found is None else int(found)


def end_change(entry: UUID, parts: Sequence[str]) -> None:
    """Keep what stands now as a version, with the parts that changed as checked today; without any, no version."""
    call("SELECT directory.end_change(%s, %s::text[])", [entry, list(parts)])


def say_more(entry: UUID, said: Service) -> None:
    """Which law a service practises, whom it takes and where it is; of the own agency or a partner without a node."""
    given = [entry, list(said.jurisdictions), list(said.proceeding_types)]
    call("SELECT directory.say_law(%s, %s, %s)", given)
    call("SELECT directory.say_facts(%s, %s::jsonb)", [entry, json.dumps(asdict(said.facts))])


def say_audience(entry: UUID, audience: str, contact: str, *, tells_intake: bool, is_checked: bool) -> None:
    """For whom a service of the own agency is, and that it was checked just now."""
    given = [entry, audience, contact, tells_intake, is_checked]
    call("SELECT directory.say_audience(%s, %s, %s, %s, %s)", given)


def say_offered(entry: UUID, whom: str, nodes: Sequence[str]) -> None:
    """To which nodes a service of the own agency is offered."""
    call("SELECT directory.say_offered(%s, %s, %s)", [entry, whom, list(nodes)])


def stop_feed(node: str) -> None:
    """No services of this peer come by themselves any more."""
    call("SELECT directory.stop_feed(%s)", [node])


def restart_feed(node: str) -> None:
    """They come from the beginning."""
    call("SELECT directory.restart_feed(%s)", [node])


def remove_service(entry: UUID) -> None:
    """The directory shows it no more."""
    call("SELECT directory.remove_entry(%s)", [entry])
