"""Changes that keep JSON JSON: one member becomes something of another kind, goes, or comes twice.

libFuzzer changes bytes, and most of what comes of that is no JSON any more; readers of fields are reached by these.
"""

import json
import random
from collections.abc import Callable
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**64, "", "0", "a" * 65, "\ud800", "\0", "٣", [], {}, [[]], [{}],
    {"": None}, ["needs", []], "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z",
    "00000000-0000-0000-0000-000000000000", {"id": []}, [None],
)  # fmt: skip
"""What a reader may not expect where something else stood."""

type Place = tuple[dict[str, Any] | list[Any], Any]


def mutated(data: bytes, most: int, seed: int, otherwise: Callable[[bytes, int], bytes]) -> bytes:
    """The data with one change; by `otherwise` when it is no JSON, and every second time."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return otherwise(data, most)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return otherwise(data, most)
    places = list(_places(value))
    if not places:
        return otherwise(data, most)
    _change(chance, *chance.choice(places), places)
    said = json.dumps(value, separators=(",", ":")).encode()
    return said if len(said) <= most else otherwise(data, most)


def _places(value: Any) -> list[Place]:
    """Every member of every object and list, and where it stands."""
    todo, found = [value], list[Place]()
    while todo and len(found) < 2000:
        inside = todo.pop()
        if isinstance(inside, dict | list):
            names = list(inside) if isinstance(inside, dict) else range(len(inside))
            found += [(inside, name) for name in names]
            todo += [inside[name] for name in names]
    return found


def _change(chance: random.Random, inside: Any, name: Any, places: list[Place]) -> None:
    match chance.randrange(5):
        case 0:
            del inside[name]
        case 1 if isinstance(inside, list):
            inside.insert(name, inside[name])
        case 1:
            inside[chance.choice(("", "v", "id", "extra"))] = inside[name]
        case 2:
            other, there = chance.choice(places)
            # A copy: a value that holds itself is no JSON.
            inside[name] = json.loads(json.dumps(other[there]))
        case _:
            inside[name] = chance.choice(ODD)
