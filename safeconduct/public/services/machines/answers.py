"""The lists of the API: which rows are asked for, and each as the standard has it, short or whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from safeconduct.public.pages.words import words_of
from safeconduct.public.services.machines.asked import Asked
from safeconduct.public.services.models import AtLocation, Organization, Service
from safeconduct.vocabulary.hsds import terms
from safeconduct.vocabulary.hsds.shapes import SHAPES

NOTHING = "-"
"""A tag that nothing has."""
type One = dict[str, Any]


def services(asked: Asked) -> QuerySet[Service]:
    """By name; those changed after a moment, that moment itself included."""
    found = _found(Service.objects.order_by("name", "id"), asked, "")
    if asked.organization_id:
        found = found.filter(organization_id=asked.organization_id)
    if asked.modified_after:
        found = found.filter(modified_at__gte=asked.modified_after)
    return found


def organizations(asked: Asked) -> QuerySet[Organization]:
    """By name, with their services when these are shown."""
    found = _found(Organization.objects.order_by("name", "id"), asked, "")
    return found.prefetch_related("services") if asked.full or asked.full_service else found


def at_locations(asked: Asked) -> QuerySet[AtLocation]:
    """By the name of the service."""
    found = AtLocation.objects.select_related("service").order_by("service__name", "id")
    found = _found(found, asked, "service__")
    if asked.organization_id:
        found = found.filter(service__organization_id=asked.organization_id)
    if asked.modified_after:
        found = found.filter(service__modified_at__gte=asked.modified_after)
    return found.filter(postal_code=asked.postcode) if asked.postcode else found


def taxonomies(asked: Asked) -> list[One]:
    """All lists, or those whose name or description holds the words."""
    return [each for each in terms.all_taxonomies() if _holds(each, asked.search)]


def taxonomy_terms(asked: Asked) -> list[One]:
    """All codes; none of ours has a parent."""
    if asked.parent_id:
        return []
    scheme = terms.SCHEME_OF.get(asked.taxonomy_id)
    listed = [each for each in terms.all_terms() if not asked.taxonomy_id or each["taxonomy"] == scheme]
    return [each for each in listed if _holds(each, asked.search)]


def service(row: Service, *, full: bool) -> One:
    """One service: with everything, or with its own fields and whose it is."""
    said = dict(row.document) | {"last_modified": moment(row.modified_at)}
    if full:
        return said
    own = _own("service", said)
    return own | {"organization": _own("organization", said["organization"])}


def least(row: Service) -> One:
    """That it is there, and when it changed."""
    return {"id": str(row.id), "last_modified": moment(row.modified_at)}


def organization(row: Organization, asked: Asked, *, is_one: bool = False) -> One:
    """Its own fields; with its services where they are asked for, short or whole."""
    said = dict(row.document)
    if not (asked.full or asked.full_service or is_one):
        return _own("organization", said)
    listed = sorted(services_of(row), key=lambda each: (each.name, str(each.id)))
    said["services"] = [_without(service(each, full=asked.full_service), "organization") for each in listed]
    return said


def services_of(row: Organization) -> list[Service]:
    """Its services, from what was fetched with it."""
    found: list[Service] = list(row.services.all())  # type: ignore[attr-defined]  # the other end of a key
    return found


def at_location(row: AtLocation, *, full: bool) -> One:
    """A service at an address: the address whole, or its own fields."""
    said = dict(row.document)
    if full:
        return said | {"service": _without(service(row.service, full=True), "service_at_locations")}
    own = _own("service_at_location", said)
    place = _own("location", said.get("location", {}))
    return own | ({"location": place} if place else {}) | {"service": service(row.service, full=False)}


def moment(at: datetime) -> str:
    """With milliseconds, as the standard asks."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _found[Rows: QuerySet[Any]](rows: Rows, asked: Asked, way: str) -> Rows:
    if words := words_of(asked.search):
        query = " & ".join(f"{word}:*" for word in words)
        rows = rows.filter(**{f"{way}words": SearchQuery(query, search_type="raw", config="simple")})
    elif asked.search:
        rows = rows.none()
    if asked.taxonomy_term_id:
        scheme, code = terms.CODE_OF.get(asked.taxonomy_term_id, (NOTHING, NOTHING))
        rows = rows.filter(**{f"{way}tags__contains": [f"{scheme}:{code}"]})
    if asked.taxonomy_id:
        codes = [f"{scheme}:{code}" for scheme, code in terms.CODE_OF.values() if _is_of(scheme, asked)]
        rows = rows.filter(**{f"{way}tags__overlap": codes or [NOTHING]})
    return rows


def _is_of(scheme: str, asked: Asked) -> bool:
    return terms.SCHEME_OF.get(asked.taxonomy_id) == scheme


def _holds(said: One, search: str) -> bool:
    text = " ".join(words_of(" ".join(str(said.get(name, "")) for name in ("name", "code", "description"))))
    return all(f" {word}" in f" {text}" for word in words_of(search))


def _own(kind: str, said: One) -> One:
    return {name: said[name] for name in SHAPES[kind].fields if name in said}


def _without(said: One, name: str) -> One:
    return {key: value for key, value in said.items() if key != name}


LISTS: dict[str, Callable[[Asked], Any]] = {
    "/services": services,
    "/organizations": organizations,
    "/service_at_locations": at_locations,
    "/taxonomies": taxonomies,
    "/taxonomy_terms": taxonomy_terms,
}
