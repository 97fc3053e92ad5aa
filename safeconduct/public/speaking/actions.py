"""Sending texts in, approving them, sending them back. Each approval is before readers at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from safeconduct.public.speaking import rules
from safeconduct.public.speaking.bodies import Text
from safeconduct.public.speaking.models import Edition, Wording
from safeconduct.public.speaking.queries import LIVING, Stands, tongues_of
from safeconduct.public.speaking.texts import mark_of
from safeconduct.vocabulary.decisions import Reason, Refused


def faults(sent: Mapping[str, str], stands: Mapping[str, Stands], *, speaks: bool) -> dict[str, Reason]:
    """What keeps each of these texts from being sent in, by its key; nothing where all may."""
    found = {}
    for key, text in sent.items():
        each = stands[key]
        decision = rules.may_send_in(
            text,
            each.text.source,
            speaks=speaks,
            waits=each.waits is not None,
            stands=each.stands.reviewed if each.stands else None,
        )
        if isinstance(decision, Refused):
            found[key] = decision.reason
    return found


def send_in(
    sent: Mapping[str, str], stands: Mapping[str, Stands], *, by: Any, now: datetime
) -> dict[str, Reason]:
    """Put these texts before a second speaker, all of them or none; what is wrong with them, by key."""
    if not sent:
        return {}
    tag = next(iter(stands.values())).tag
    found = faults(sent, stands, speaks=tag in tongues_of(by))
    if found:
        return found
    rows = [
        Wording(
            tag=tag, key=key, text=text, source=mark_of(stands[key].text.source),
            sent_by=by, sent_as=by.get_username(), sent_at=now,
        )
        for key, text in sent.items()
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Wording.objects.bulk_create(rows)
    except IntegrityError:  # somebody else sent one of them in meanwhile
        return dict.fromkeys(sent, rules.WAITS)
    return {}


def approve(number: int, tag: str, known: Mapping[str, Text], *, by: Any, now: datetime) -> Reason | None:
    """Put a text before readers; why not, where it is refused."""
    with transaction.atomic():
        row = _locked(number, tag)
        text = known.get(row.key) if row else None
        decision = rules.may_approve(
            approver=by.pk,
            sender=row.sent_by_id if row else None,
            speaks=tag in tongues_of(by),
            waits=row is not None,
            is_of_source=row is not None and text is not None and row.source == mark_of(text.source),
        )
        if isinstance(decision, Refused) or row is None:
            return decision.reason if isinstance(decision, Refused) else rules.OVER
        if row.sent_as == by.get_username():  # another account of this name was there before
            return rules.OWN_WORK
        before = Wording.objects.filter(LIVING, tag=tag, key=row.key, approved_at__isnull=False)
        before.update(over_at=now)
        row.approved_by, row.approved_as, row.approved_at = by, by.get_username(), now
        row.save(update_fields=["approved_by", "approved_as", "approved_at"])
        _count_on(tag)
    return None


def send_back(number: int, tag: str, *, why: str, by: Any, now: datetime) -> Reason | None:
    """End a text that waits: its sender takes it back, or a second speaker says why; why not, where refused."""
    with transaction.atomic():
        row = _locked(number, tag)
        decision = rules.may_send_back(speaks=tag in tongues_of(by), waits=row is not None)
        if isinstance(decision, Refused) or row is None:
            return decision.reason if isinstance(decision, Refused) else rules.OVER
        row.over_at, row.why = now, "" if row.sent_by_id == by.pk else why[:500]
        row.save(update_fields=["over_at", "why"])
    return None


def _locked(number: int, tag: str) -> Wording | None:
    waiting = Wording.objects.select_for_update(of=("self",)).filter(LIVING, approved_at=None)
    return waiting.filter(pk=number, tag=tag).first()


def _count_on(tag: str) -> None:
    Edition.objects.get_or_create(tag=tag)
    Edition.objects.filter(tag=tag).update(number=F("number") + 1)
