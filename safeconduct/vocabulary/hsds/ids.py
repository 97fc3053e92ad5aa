"""Identifiers of what is given out as HSDS: made from what they name, so that they never change."""

from uuid import NAMESPACE_URL, UUID, uuid5

NAMESPACE = uuid5(NAMESPACE_URL, "urn:safeconduct:hsds")


def taxonomy_id(scheme: str) -> str:
    """Of a code list."""
    return str(uuid5(NAMESPACE, scheme))


def term_id(scheme: str, code: str) -> str:
    """Of a code of a list (UUIDv5 of scheme and code)."""
    return str(uuid5(NAMESPACE, f"{scheme}:{code}"))


def part_id(owner: str, part: str) -> str:
    """Of a part of an object, such as "language:ro" of a service. `owner` is a UUID."""
    return str(uuid5(UUID(owner), part))
