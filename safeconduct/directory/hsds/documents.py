"""All that one reader may have, as one document: for the public site, and for who takes it out. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safeconduct.directory.hsds.building import service
from safeconduct.directory.hsds.rules import may_be_given_out
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.hsds.handing_over import FORMAT, VERSION


def given_out(services: Iterable[Told], reader: Reader, *, now: datetime) -> list[dict[str, Any]]:
    """The services that this reader may have, whole, by their ids."""
    admitted = [told for told in services if isinstance(may_be_given_out(told, reader), Allowed)]
    return [service(told, reader, now=now) for told in sorted(admitted, key=lambda told: told.id)]


def document(services: list[dict[str, Any]]) -> dict[str, Any]:
    """They and what they are. Nothing of when it was made: the same services are the same document."""
    return {"format": FORMAT, "version": VERSION, "services": services}
