"""What the site believes of the file that the node hands over. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.hsds.checking import faults
from safeconduct.vocabulary.hsds.handing_over import FORMAT, LARGEST, MOST, VERSION
from safeconduct.vocabulary.hsds.terms import AUDIENCE, CODE_OF, CONFIDENCE
from safeconduct.vocabulary.marking import mark as _

NOT_READABLE = Reason(
    "not_readable",
    _("The file of services cannot be read."),
    _("Nothing was changed here. Look at which release of the software the node has."),
)
NOT_FOR_EVERYBODY = Reason(
    "not_for_everybody",
    _("The file of services holds one that is not for everybody."),
    _("Nothing of it was taken. Tell whoever answers for the software."),
)
NOT_AS_IT_MUST_BE = Reason(
    "not_as_it_must_be",
    _("A service in the file is not as it must be."),
    _("Nothing of it was taken. The log of the site's worker names the field."),
)
UNSURE = ("unverified", "uncertain")
CHOSEN = ("need", "country", "language")
"""By what readers search."""
PASSING = ("timezone",)
"""What changes by the clock alone, and is no change of a service."""


def read(raw: bytes) -> list[dict[str, Any]] | Reason:
    """The services of the file; a reason where any of it is not as it must be, and then nothing of it is taken."""
    if len(raw) > LARGEST:
        return NOT_READABLE
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return NOT_READABLE
    listed = said.get("services") if isinstance(said, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST or said.get("format") != FORMAT:
        return NOT_READABLE
    if said.get("version") != VERSION:
        return NOT_READABLE
    if any(wrong(each) for each in listed) or not _is_each_once(listed):
        return NOT_AS_IT_MUST_BE
    return listed if all(map(is_for_everybody, listed)) else NOT_FOR_EVERYBODY


def wrong(service: object) -> list[str]:
    """What is not as it must be, by field; more than the standard asks, since everybody reads it."""
    found = faults(service)
    if not found and isinstance(service, Mapping):
        found += [
            f"service.{name}: missing" for name in ("organization", "assured_date") if name not in service
        ]
        found += ["service.attributes: a code of no list"] if not _is_known(service) else []
    return found


def is_for_everybody(service: Mapping[str, Any]) -> bool:
    """Whether it says so itself, says nothing that members alone may see, and is sure enough."""
    codes = dict(coded(service))
    is_sure = codes.get(CONFIDENCE) not in UNSURE
    return codes.get(AUDIENCE) == "public" and is_sure and "capacities" not in service


def coded(service: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Scheme and code of every attribute that has them."""
    for each in service.get("attributes", ()):
        if term := each.get("taxonomy_term"):
            yield CODE_OF[term["id"]]


def tags(service: Mapping[str, Any]) -> list[str]:
    """By what it is found: its codes, its country and the languages spoken there."""
    found = [f"{scheme}:{code}" for scheme, code in coded(service)]
    found += [
        f"country:{each['extent'][:2]}" for each in service.get("service_areas", ()) if each.get("extent")
    ]
    found += [f"language:{each['code']}" for each in service.get("languages", ()) if each.get("code")]
    return sorted(set(found))


def offered(services: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Codes that some service has, by `need`, `country` and `language`; nothing where there is no service."""
    found: dict[str, set[str]] = {name: set() for name in CHOSEN}
    for service in services:
        for tag in tags(service):
            scheme, _colon, code = tag.rpartition(":")
            if scheme in found:
                found[scheme].add(code)
    return {name: sorted(codes) for name, codes in found.items() if codes}


def marked(service: Mapping[str, Any]) -> bytes:
    """A hash of what it says, without what passes by the clock and the calendar."""
    week = [
        {name: value for name, value in each.items() if name not in PASSING}
        for each in service.get("schedules", ())
        if "valid_from" not in each
    ]
    said = dict(service) | {"schedules": week}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


def _is_known(service: Mapping[str, Any]) -> bool:
    found = (each["taxonomy_term"]["id"] for each in service.get("attributes", ()) if "taxonomy_term" in each)
    return all(each in CODE_OF for each in found)


def _is_each_once(listed: list[dict[str, Any]]) -> bool:
    return len({each["id"] for each in listed}) == len(listed)
