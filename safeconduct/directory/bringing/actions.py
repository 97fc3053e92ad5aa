"""What a keeper of the node does with files of services: begin, open, accept, decline, undo, drop. Each is recorded.

The tables are written by functions of the database alone, which ask again who is acting.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.doors import AccessRefused, called
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.directory.bringing import rules
from safeconduct.directory.bringing.columns import Mapping as Columns
from safeconduct.directory.bringing.kept import Bringing, Proposal
from safeconduct.directory.bringing.proposed import Defaults
from safeconduct.directory.models import Entry
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.errors import NotFound, NotPossible


@dataclass(frozen=True, slots=True)
class Into:
    """What a proposal becomes a part of: a new partner, one that is here, or a service that is here."""

    agency: UUID
    team: UUID
    entry: UUID


def asked(sql: str, values: Sequence[Any]) -> Any:
    """What a function of the database answers. Raises NotPossible with its reason."""
    try:
        return called(sql, list(values))
    except AccessRefused as refused:
        raise NotPossible(rules.REASONS.get(refused.code, rules.HAS_MOVED)) from None


@transaction.atomic
def begin(
    form: str,
    digest: str,
    mapping: Columns,
    columns: Sequence[str],
    defaults: Defaults,
    *,
    by: Member,
    at: datetime,
) -> UUID:
    """An import whose file is read next. Raises NotPossible unless `by` keeps the node."""
    if not by.keeps_node:
        raise NotPossible(rules.KEEPERS_ONLY)
    bringing = uuid4()
    said = {
        "form": form, "digest": digest, "source": defaults.source, "confidence": defaults.confidence,
        "source_date": defaults.source_date.isoformat() if defaults.source_date else None,
        "country": defaults.country, "place": defaults.place, "mapping": mapping.to_json(), "columns": list(columns),
    }  # fmt: skip
    asked("SELECT directory.begin_bringing(%s, %s::jsonb)", [bringing, json.dumps(said)])
    _record("services_import:begun", by, at, {"import": str(bringing), "form": form})
    return bringing


@transaction.atomic
def open_for_answers(bringing: UUID, *, by: Member, at: datetime) -> None:
    """From here on its proposals can be accepted, one by one."""
    require(rules.may_open(of(bringing).state))
    move(bringing, rules.State.OPEN)
    _record("services_import:opened", by, at, {"import": str(bringing)})


@transaction.atomic
def drop(bringing: UUID, *, by: Member, at: datetime) -> None:
    """What was read goes; nothing of it was accepted."""
    require(rules.may_drop(of(bringing).state))
    move(bringing, rules.State.DROPPED)
    _record("services_import:dropped", by, at, {"import": str(bringing)})


@transaction.atomic
def begin_undoing(bringing: UUID, *, by: Member, at: datetime) -> None:
    """What waits goes at once; what was accepted is taken back next, as far as nothing hangs on it."""
    require(rules.may_undo(of(bringing).state))
    move(bringing, rules.State.UNDOING)
    _record("services_import:undo", by, at, {"import": str(bringing)})


def move(bringing: UUID, state: rules.State, why: str = "") -> None:
    """To the next state."""
    asked("SELECT directory.move_bringing(%s, %s, %s)", [bringing, state.value, why])


@transaction.atomic
def decline(proposals: Iterable[UUID], *, by: Member, at: datetime) -> int:
    """They are answered with no; how many."""
    chosen = list(proposals)
    number: int = asked("SELECT directory.decline_proposals(%s::uuid[])", [chosen])
    _record(
        "services_import:declined",
        by,
        at,
        {"proposals": [str(one) for one in chosen[:100]], "number": number},
    )
    return number


@transaction.atomic
def accept(
    proposal: UUID, into: Into, said: Mapping[str, Any], *, checked_on: date | None, by: Member, at: datetime
) -> None:
    """The service stands in the directory; `said` is what the keeper has confirmed of it. Raises NotPossible."""
    row = one(proposal)
    facts = rules.Facts(row.bringing.state, row.state, row.confidence)
    require(rules.may_accept(facts, checked_on=checked_on, today=at.date()))
    given = dict(said) | {"checked_on": checked_on.isoformat() if checked_on else None}
    values = [proposal, into.agency, into.team, into.entry, json.dumps(given)]
    asked("SELECT directory.accept_proposal(%s, %s, %s, %s, %s::jsonb)", values)
    detail: Detail = {"import": str(row.bringing_id), "proposal": str(proposal), "entry": str(into.entry)}
    detail["checked"] = checked_on is not None
    _record("services_import:accepted", by, at, detail)


def new_place(row: Proposal, organisation: str, country: str) -> Into:
    """Where it goes when it is nothing that is here: the same organisation of the same source is the same partner."""
    whose = row.data.get("organisation_origin") or f"{country}|{organisation.casefold()}"
    agency = uuid5(NAMESPACE_URL, f"safeconduct:agency|{row.feed}|{whose}")
    team = uuid5(agency, f"team|{row.origin}")
    return Into(agency, team, uuid5(agency, f"entry|{row.origin}"))


def of_entry(entry: Entry) -> Into:
    """A service that is here, to be changed."""
    return Into(entry.agency_id, entry.team_id, entry.id)


def at_partner(row: Proposal, agency: UUID) -> Into:
    """A new service of a partner that is here."""
    return Into(
        agency,
        uuid5(agency, f"team|{row.feed}|{row.origin}"),
        uuid5(agency, f"entry|{row.feed}|{row.origin}"),
    )


def of(bringing: UUID) -> Bringing:
    """One import. Raises NotFound, also for whoever does not keep the node."""
    found = Bringing.objects.filter(id=bringing).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


def one(proposal: UUID) -> Proposal:
    """One proposal with its import. Raises NotFound."""
    found = Proposal.objects.select_related("bringing").filter(id=proposal).first()
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def _record(action: str, by: Member, at: datetime, detail: Detail) -> None:
    record(action, by=as_actor(by), at=at, detail=detail)
