"""Finding a service: filter by need, country and language; always limited."""

from uuid import UUID

from safeconduct.directory.models import Entry
from safeconduct.vocabulary.errors import NotFound

MOST = 50


def find(*, need: str = "", country: str = "", language: str = "", most: int = MOST) -> list[Entry]:
    """At most `most` entries, by agency and service; empty filters do not filter."""
    entries = Entry.objects.select_related("team", "agency").order_by(
        "agency__country", "agency__name", "service"
    )
    if need:
        entries = entries.filter(needs__contains=[need])
    if country:
        entries = entries.filter(agency__country=country)
    if language:
        entries = entries.filter(team__languages__contains=[language])
    return list(entries[:most])


def entry(entry_id: UUID) -> Entry:
    """One entry with its team and agency. Raises NotFound."""
    found = Entry.objects.select_related("team", "agency").filter(id=entry_id).first()
    if found is None:
        raise NotFound("This service is not in the directory any more; choose another.")
    return found
