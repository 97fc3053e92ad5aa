"""Taking the editions that the node has released: each whole, and for good. What is not believed changes nothing."""

import hashlib
import logging
import os
from datetime import datetime

from django.db import transaction

from safeconduct.public import settings
from safeconduct.public.editions.models import Edition, Look, Refusal
from safeconduct.public.editions.rules import Shown, Signed, Wrong, listed, may_show, signed_in
from safeconduct.public.signatures.models import SigningNode
from safeconduct.public.signatures.verifying import signer
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.released.handing_over import FILE, LARGEST

logger = logging.getLogger(__name__)
KNOWN = ("id", "digest", "kind", "country", "year", "number", "years")


def take(*, now: datetime) -> None:
    """Look at the file when it is another one than the last, or when something in it was refused."""
    raw = _file()
    if raw is None:
        return
    digest = hashlib.sha256(raw).digest()
    last = Look.objects.order_by("pk").first()
    is_known = last is not None and bytes(last.digest) == digest
    if is_known and not Refusal.objects.exists():
        return
    found = listed(raw)
    if isinstance(found, Reason):
        if not is_known:
            logger.warning("%s %s", found.sentence, found.instead)
        Look.objects.update_or_create(pk=1, defaults={"digest": digest, "problem": found.code})
        return
    with transaction.atomic():
        _say([wrong for each in found if (wrong := _take_one(each, now=now)) is not None])
        Look.objects.update_or_create(pk=1, defaults={"digest": digest, "problem": ""})


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


def _take_one(said: object, *, now: datetime) -> Wrong | None:
    """Show it from now on; or why not."""
    signed = signed_in(said)
    if isinstance(signed, Wrong):
        return signed
    node = SigningNode.objects.filter(source=None).first()
    keys = node.keys if node is not None else []
    decision = may_show(
        signed,
        has_keys=node is not None,
        is_signed=signer(signed, signed.key, signed.signature, keys) is not None,
        shown={row["id"]: Shown(**row) for row in Edition.objects.values(*KNOWN)},
    )
    if isinstance(decision, Refused):
        return Wrong(signed.edition.id, decision.reason)
    if not Edition.objects.filter(pk=signed.edition.id).exists():
        _show(signed, now=now)
    return None


def _show(signed: Signed, *, now: datetime) -> None:
    one = signed.edition
    Edition.objects.create(
        id=one.id, kind=one.kind, country=one.country, year=one.year, years=one.years, number=one.number,
        corrects=one.corrects, made_on=one.made_on, digest=signed.digest, content=signed.content, shown_at=now,
    )  # fmt: skip


def _say(wrong: list[Wrong]) -> None:
    """To editors, and once to the log."""
    wanted = {(each.name, each.reason.code, each.member[:120]) for each in wrong}
    known = set(Refusal.objects.values_list("edition", "reason", "member"))
    if wanted == known:
        return
    for each in wrong:
        edition = each.name or "?"
        logger.warning(
            "edition %s: %s %s %s", edition, each.reason.sentence, each.reason.instead, each.member
        )
    Refusal.objects.all().delete()
    Refusal.objects.bulk_create(
        Refusal(edition=name, reason=reason, member=member) for name, reason, member in sorted(wanted)
    )
