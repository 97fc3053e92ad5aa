"""This node's own card: built from what the database says of its agencies, kept where the inbox can show it.

Only the web process can sign it. It is made anew when agencies, teams, services or the address have changed.
"""

import json
from collections.abc import Iterator
from datetime import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.access.queries import restoration
from safeconduct.access.ring import ring
from safeconduct.agencies.models import Agency, Team
from safeconduct.exchange import peers
from safeconduct.exchange.models import Peer
from safeconduct.keys.card import AgencyEntry, NodeCard, TeamEntry, build, fingerprint, verify_card
from safeconduct.keys.ring import Ring, load, make
from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, NodeId

EVERY_NODE = OfferedTo.PEERS.value
"""Anybody may ask for the card: what is offered to named nodes does not stand on it."""

MOST_SERVICES = 500
"""So many stand on it. Peers of this release ask what changed; a card of thousands would be too large for any peer."""

NO_ENDPOINT = Reason(
    "no_endpoint",
    _("This node has no card yet: nobody has said where other nodes reach it."),
    _("Whoever runs the node starts it with the address of its inbox."),
)


def publish() -> NodeCard:
    """The card as it is now; kept anew when something has changed. An administrator acts in this transaction."""
    return _publish(ring(), "SELECT exchange.publish_own_card(%s, %s)")


def publish_as_owner() -> NodeCard:
    """As `publish`, for the commands of whoever runs the node, who reads every key."""
    assert settings.KEYS_FOLDER is not None  # noqa: S101  (a command of a node)
    return _publish(load(settings.KEYS_FOLDER, "web"), "SELECT exchange.keep_card(%s, %s)")


def _publish(keys: Ring, statement: str) -> NodeCard:
    card = _built(keys)
    kept = Peer.objects.filter(node=keys.node).first()
    if kept is not None and _says(kept.card) == _says(card):
        known: NodeCard = kept.card
        return known
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(card), fingerprint(verify_card(card))])
    peers.forget()
    return card


def _says(card: Any) -> dict[str, Any]:
    """What a card tells, without when it was told."""
    return {name: value for name, value in card.items() if name not in ("issued", "signature")}


def _built(keys: Ring) -> NodeCard:
    if settings.ENDPOINT is None or settings.COUNTRY is None or settings.KEYS_FOLDER is None:
        raise NotPossible(NO_ENDPOINT)
    agencies, room = list(_own_agencies(keys.node)), iter(range(MOST_SERVICES))
    missing = {AgencyId(agency.id) for agency in agencies} - set(keys.public.exchange)
    if missing:
        make(settings.KEYS_FOLDER, keys.node, missing)
        keys = load(settings.KEYS_FOLDER, "web")
    return build(
        keys,
        name=settings.NODE_NAME or keys.node,
        country=settings.COUNTRY,
        endpoint=settings.ENDPOINT,
        agencies=[_agency(agency, room) for agency in agencies],
        at=timezone.now(),
        epoch=restoration().epoch,
    )


def _own_agencies(node: NodeId) -> QuerySet[Agency]:
    """`entries` are the services of the directory's room, which stands beside this one."""
    return Agency.objects.filter(node=node).order_by("name", "id").prefetch_related("teams", "entries")


def _agency(agency: Agency, room: Iterator[int]) -> AgencyEntry:
    return {
        "id": str(agency.id),
        "name": agency.name,
        "country": agency.country,
        "sector": agency.sector,
        "languages": agency.languages,
        "duty_number": agency.duty_number,
        "teams": [_team(team) for team in sorted(agency.teams.all(), key=lambda team: (team.name, team.id))],
        "services": [
            _service(entry)
            for entry in sorted(agency.entries.all(), key=lambda entry: (entry.service, entry.id))
            if entry.offered_to == EVERY_NODE and next(room, None) is not None
        ],
    }


def _team(team: Team) -> TeamEntry:
    return {
        "id": str(team.id),
        "name": team.name,
        "professions": team.professions,
        "languages": team.languages,
    }


def _service(entry: Any) -> dict[str, Any]:
    service = {
        "id": str(entry.id),
        "team": str(entry.team_id),
        "service": entry.service,
        "needs": entry.needs,
        "purpose": entry.purpose,
        "takes_children": entry.takes_children,
        "hours": entry.hours,
    }
    if entry.open_days:
        service |= {"open_days": entry.open_days, "opens": _time(entry.opens), "closes": _time(entry.closes)}
    law = {"jurisdictions": entry.jurisdictions, "proceeding_types": entry.proceeding_types}
    return service | {name: codes for name, codes in law.items() if codes}


def _time(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value is not None else None
