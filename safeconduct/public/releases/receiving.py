"""Asking another site, believing what its key signed, and keeping exactly what it shows now."""

import contextlib
import http.client
import json
import logging
import ssl
import urllib.request
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from safeconduct.public.releases.giving_out import own_key
from safeconduct.public.releases.models import Received, Source
from safeconduct.public.releases.rules import (
    FORMAT,
    LARGEST,
    NOT_REACHED,
    NOT_READABLE,
    OUR_OWN,
    Release,
    is_words,
    may_take,
    read,
)
from safeconduct.public.releases.signing import is_signed, public_part
from safeconduct.public.signatures.travelling import take_released
from safeconduct.vocabulary.decisions import NotPossible, require

logger = logging.getLogger(__name__)

PATIENCE = 20
"""Seconds."""
EACH = timedelta(minutes=15)
"""So often each source is asked."""


class _NoOtherAddress(urllib.request.HTTPRedirectHandler):
    """What was named is asked, and nothing that it points at."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Never."""


def fetch(address: str) -> dict[str, Any]:
    """What lies at the address of releases of a site. Raises NotPossible when it does not answer or cannot be read."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        _NoOtherAddress(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
    )
    try:
        with opener.open(
            address + "releases.json", timeout=PATIENCE
        ) as answer:  # the address was checked when named
            raw = answer.read(LARGEST + 1)
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise NotPossible(NOT_REACHED) from fault
    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(raw) if len(raw) <= LARGEST else None
        if isinstance(said, dict) and isinstance(said.get("document"), dict):
            return said
    raise NotPossible(NOT_READABLE)


def introduced(address: str) -> tuple[str, bytes, object]:
    """How a site names itself, its key, signed with that key, and what it shows of its node. Raises NotPossible."""
    said = fetch(address)
    document = said["document"]
    key, name = document.get("key"), document.get("name")
    if not isinstance(key, str) or len(key) != 64 or not is_words(name, most=LARGEST) or not name.strip():
        raise NotPossible(NOT_READABLE)
    try:
        public = bytes.fromhex(key)
    except ValueError as fault:
        raise NotPossible(NOT_READABLE) from fault
    if document.get("format") != FORMAT or not is_signed(document, said.get("signature"), public):
        raise NotPossible(NOT_READABLE)
    if public == public_part(own_key()):
        raise NotPossible(OUR_OWN)
    return name.strip()[:160], public, document.get("node")


def receive(source: Source, *, now: datetime) -> int:
    """Ask one source and take what it shows now; how many. Raises NotPossible, and then what was there stays.

    While it is asked somebody may let it go, or take a newer document: then this one changes nothing.
    """
    try:
        said = fetch(source.address)
        at, found = _believed(said, source, now=now)
    except NotPossible as refusal:
        Source.objects.filter(pk=source.pk).update(asked_at=now, problem=refusal.reason.code)
        raise
    with transaction.atomic():
        now_kept = Source.objects.select_for_update().filter(pk=source.pk).first()
        if now_kept is None:
            return 0
        require(may_take(is_signed=True, at=at, last_at=now_kept.last_at, now=now))
        Received.objects.filter(source=source).delete()
        Received.objects.bulk_create(
            Received(
                source=source,
                kind=each.kind.value,
                key=each.key,
                day=each.day,
                country=each.country,
                texts=each.texts,
            )
            for each in {(each.kind, each.key): each for each in found}.values()
        )
        take_released(source, said["document"], now=now)
        Source.objects.filter(pk=source.pk).update(asked_at=now, last_at=at, problem="")
    return len(found)


def receive_next(*, now: datetime) -> None:
    """Ask the source that was asked longest ago, if EACH is over; one alone, so that mails need not wait.

    However it fails, it has had its turn: otherwise it would be the next one again, and no other were ever asked.
    """
    due = Source.objects.exclude(confirmed_at=None).exclude(asked_at__gt=now - EACH)
    source = due.order_by("asked_at", "pk").first()
    if source is None:
        return
    try:
        receive(source, now=now)
    except NotPossible:
        return  # it is kept with the source, for the editors
    except Exception as fault:  # noqa: BLE001 - nobody foresaw it; what the other site said stays out of the log
        logger.error("what another site sent was not taken: %s", type(fault).__name__)  # noqa: TRY400
        Source.objects.filter(pk=source.pk).update(asked_at=now, problem=NOT_READABLE.code)


def _believed(said: dict[str, Any], source: Source, *, now: datetime) -> tuple[datetime, list[Release]]:
    document = said["document"]
    signed = is_signed(document, said.get("signature"), bytes(source.key))
    at = _moment(document.get("at"))
    if at is None or document.get("format") != FORMAT:
        raise NotPossible(NOT_READABLE)
    require(may_take(is_signed=signed, at=at, last_at=source.last_at, now=now))
    found = read(document, address=source.address)
    if not isinstance(found, list):
        raise NotPossible(found)
    return at, found


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
