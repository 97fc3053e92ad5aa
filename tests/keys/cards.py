"""Cards of an invented node, for the tests of what stands on them and of their keys."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from safeconduct.keys import signing
from safeconduct.keys.card import AgencyEntry, NodeCard, build
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.ring import Ring
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.identifiers import AgencyId, uuid7
from tests.keys.conftest import AGENCIES

AT = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)


def agency(of: AgencyId) -> AgencyEntry:
    return {
        "id": str(of),
        "name": "Casa Exemplu",
        "country": "RO",
        "sector": "ngo",
        "languages": ["ro", "en"],
        "duty_number": "+40 000 000 000",
        "teams": [
            {"id": str(uuid7()), "name": "Shelter", "professions": ["case_worker"], "languages": ["ro"]}
        ],
        "services": [{"id": str(uuid7()), "service": "shelter", "places": 3}],
    }


def built(ring: Ring, agencies: list[AgencyId] = AGENCIES, at: datetime = AT) -> NodeCard:
    entries = [agency(one) for one in agencies]
    return build(
        ring, name="Nod RO", country="RO", endpoint="https://ro.example/exchange/", agencies=entries, at=at
    )


def changed(card: NodeCard, change: Callable[[Any], object]) -> Any:
    another = copy.deepcopy(card)
    change(another)
    return another


def signed_again(card: Any, ring: Ring) -> Any:
    unsigned = {name: value for name, value in card.items() if name != "signature"}
    return unsigned | {"signature": to_base64(signing.sign(ring.object_key, canonical(unsigned)))}
