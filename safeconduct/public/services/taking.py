"""Taking over what the node has handed over: all of it or nothing. What is no longer in the file is gone."""

import hashlib
import json
import logging
import os
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from safeconduct.public import settings
from safeconduct.public.pages.words import plain
from safeconduct.public.services import rules
from safeconduct.public.services.models import AtLocation, Gone, Organization, Service, Taken
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.hsds.handing_over import FILE, LARGEST

logger = logging.getLogger(__name__)
REMEMBERED = timedelta(days=90)
"""So long a feed says that a service was taken back."""
BATCH = 500
INDEX = "UPDATE {table} SET words = to_tsvector('simple', %s) WHERE id = %s"


def take(*, now: datetime) -> None:
    """Look at the file, and take it when it is another one than the last."""
    Gone.objects.filter(at__lt=now - REMEMBERED).delete()
    raw = _file()
    if raw is None:
        return
    digest = hashlib.sha256(raw).digest()
    last = Taken.objects.order_by("pk").first()
    if last is not None and bytes(last.digest) == digest:
        return
    found = rules.read(raw)
    if isinstance(found, Reason):
        _refuse(found, digest, last, now=now)
        return
    with transaction.atomic():
        _keep(found, now=now)
        said = {"digest": digest, "changed_at": now, "problem": "", "offered": rules.offered(found)}
        Taken.objects.update_or_create(pk=1, defaults=said)


def _file() -> bytes | None:
    """What lies there; None where there is nothing. No link is followed and no pipe is waited for."""
    if settings.HOME is None:
        return None
    try:
        handle = os.open(settings.HOME / FILE, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return None


def _refuse(reason: Reason, digest: bytes, last: Taken | None, *, now: datetime) -> None:
    """Once for each file: what was there stays."""
    logger.warning("%s %s", reason.sentence, reason.instead)
    changed_at = last.changed_at if last is not None else now
    said = {"digest": digest, "changed_at": changed_at, "problem": reason.code}
    Taken.objects.update_or_create(pk=1, defaults=said)


def _keep(found: list[dict[str, Any]], *, now: datetime) -> None:
    known = {str(row.pk): row for row in Service.objects.only("pk", "mark", "digest", "modified_at")}
    listed = {each["id"] for each in found}
    _forget([pk for pk in known if pk not in listed], now=now)
    Gone.objects.filter(pk__in=listed).delete()
    _keep_organizations(found)
    rows = [_row(each, known.get(each["id"]), now) for each in found]
    new = [row for row in rows if row is not None]
    Service.objects.bulk_create(
        new, BATCH, update_conflicts=True, unique_fields=["id"],
        update_fields=["organization", "name", "document", "tags", "mark", "digest", "modified_at"],
    )  # fmt: skip
    Organization.objects.filter(services=None).delete()
    said = [row.document for row in new]
    _keep_places(said)
    _index("services_service", [(UUID(each["id"]), _words(each)) for each in said])


def _forget(gone: list[str], *, now: datetime) -> None:
    Gone.objects.bulk_create([Gone(id=pk, at=now) for pk in gone], BATCH, ignore_conflicts=True)
    Service.objects.filter(pk__in=gone).delete()


def _row(said: dict[str, Any], known: Service | None, now: datetime) -> Service | None:
    """As it is kept from now on; None where nothing of it is new. What changed by the clock alone keeps its moment."""
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
    if known is not None and bytes(known.digest) == digest:
        return None
    mark = rules.marked(said)
    is_same = known is not None and bytes(known.mark) == mark
    return Service(
        id=said["id"], organization_id=said["organization"]["id"], name=said["name"], document=said,
        tags=rules.tags(said), mark=mark, digest=digest, words="",
        modified_at=known.modified_at if known is not None and is_same else now,
    )  # fmt: skip


def _keep_organizations(found: list[dict[str, Any]]) -> None:
    whole = {each["organization"]["id"]: each["organization"] for each in found}
    tags: dict[str, set[str]] = {}
    for each in found:
        tags.setdefault(each["organization"]["id"], set()).update(rules.tags(each))
    Organization.objects.bulk_create(
        [
            Organization(id=pk, name=said["name"], document=said, tags=sorted(tags[pk]), words="")
            for pk, said in whole.items()
        ],
        BATCH, update_conflicts=True, unique_fields=["id"], update_fields=["name", "document", "tags"],
    )  # fmt: skip
    named = [(UUID(pk), f"{said['name']} {said['description']}") for pk, said in whole.items()]
    _index("services_organization", named)


def _keep_places(found: list[dict[str, Any]]) -> None:
    AtLocation.objects.filter(service__in=[each["id"] for each in found]).delete()
    AtLocation.objects.bulk_create(
        [
            AtLocation(id=place["id"], service_id=each["id"], postal_code=_code_of(place), document=place)
            for each in found
            for place in each.get("service_at_locations", ())
        ],
        BATCH,
    )


def _code_of(place: dict[str, Any]) -> str:
    addresses = place.get("location", {}).get("addresses", [])
    return str(addresses[0]["postal_code"]) if addresses else ""


def _words(said: dict[str, Any]) -> str:
    areas = " ".join(each.get("name", "") for each in said.get("service_areas", ()))
    return f"{said['name']} {said.get('description', '')} {said['organization']['name']} {areas}"


def _index(table: str, rows: list[tuple[UUID, str]]) -> None:
    with connection.cursor() as cursor:
        # The table is one of two names above.
        cursor.executemany(INDEX.format(table=table), [(plain(words), pk) for pk, words in rows])
