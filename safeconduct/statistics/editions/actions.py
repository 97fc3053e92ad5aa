"""Beginning, dropping and approving an edition: recorded, and written by functions of the database alone."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from safeconduct.access import shown_keys
from safeconduct.access.ring import ring
from safeconduct.agencies.models import Coordination, Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import Detail, record
from safeconduct.keys import signing
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.uses import Use
from safeconduct.statistics.editions import rules, store
from safeconduct.statistics.editions.document import LONGEST_REASON
from safeconduct.statistics.editions.store import Edition, Preparation
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.rules import may_read
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Decision, NotPossible, require
from safeconduct.vocabulary.editions import payload

_BEGIN = "SELECT statistics.begin_edition(%s, %s, %s, %s, %s, %s::jsonb, %s, %s)"
_RELEASE = "SELECT statistics.release_edition(%s, %s, %s, %s, %s)"
_REWORD = "SELECT statistics.reword_edition(%s, %s, %s, %s)"
_SHOW = "SELECT statistics.show_edition(%s)"
_DROP = "SELECT statistics.drop_edition(%s)"


def is_named(by: Member) -> bool:
    """Whether an agency of this node has named the member."""
    return Coordination.objects.filter(coordinator_id=by.id).exists()


def may_see(by: Member) -> Decision:
    """Whether the member sees editions."""
    return rules.may_see(Profession(by.profession), is_named=is_named(by))


def may_prepare(by: Member) -> Decision:
    """Whether the member prepares them: whoever reads the figures."""
    return may_read(Profession(by.profession), is_named=is_named(by))


def may_correct(by: Member, of: Edition) -> Decision:
    """Whether the member may prepare a correction: named by every agency that the edition counted, in its country."""
    allowed = may_prepare(by)
    if not allowed:
        return allowed
    named = set(Coordination.objects.filter(coordinator_id=by.id).values_list("agency_id", flat=True))
    return rules.may_count(is_of_country=by.agency.country == of.country, is_named=set(of.agencies) <= named)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which edition: its kind, and its years."""

    kind: str
    span: Span


@transaction.atomic
def begin(
    what: Chosen, wanted: dict[str, Any], *, reason: str, embargo: datetime | None, by: Member, at: datetime
) -> UUID:
    """A preparation that is counted next, in the country of the member's agency. Raises NotPossible."""
    require(may_prepare(by))
    span, today = what.span, timezone.localtime(at).date()
    require(rules.may_be_of(span.year, today, years=span.years))
    require(rules.may_be_shown_from(embargo, at))
    country, reason = by.agency.country, " ".join(reason.split())
    corrects = store.newest(what.kind, country, span) is not None
    require(rules.may_correct(reason, corrects=corrects, longest=LONGEST_REASON))
    made = uuid4()
    said = reason if corrects else ""
    values = [made, what.kind, country, span.year, span.years, json.dumps(wanted), said, embargo]
    store.call(_BEGIN, values)
    detail: Detail = {"preparation": str(made), "kind": what.kind, "country": country, "year": span.year}
    _record("prepared", by, at, {**detail, "years": span.years})
    return made


@transaction.atomic
def drop(of: Preparation, *, by: Member, at: datetime) -> None:
    """It is not released: what its layout would have lost stays of it, and no table. Raises NotPossible."""
    require(may_see(by))
    if not store.call(_DROP, [of.id]):
        raise NotPossible(rules.NOT_READY)
    _record("dropped", by, at, {"preparation": str(of.id)})


def shows(of: Preparation, by: Member, at: datetime) -> Decision:
    """Whether the member may have its tables shown."""
    is_own, waits = of.prepared_by == by.id, at - of.prepared_at
    return rules.may_be_shown(
        state=of.state, is_old=of.is_old, is_own=is_own, is_shown=of.is_shown, waits=waits
    )


@transaction.atomic
def show(of: Preparation, *, by: Member, at: datetime) -> None:
    """From now on its numbers are read, and count as said, whatever becomes of it. Raises NotPossible."""
    require(may_see(by))
    require(shows(of, by, at))
    if store.call(_SHOW, [of.id]):
        _record("shown", by, at, {"preparation": str(of.id), "digest": of.digest})


@transaction.atomic
def anew(
    of: Preparation, what: Chosen, wanted: dict[str, Any], *, reason: str, by: Member, at: datetime
) -> UUID:
    """Another one in its place, with its embargo: dropped only if the other one can be begun. Raises NotPossible."""
    require(may_prepare(by))
    require(rules.may_be_made_again(is_own=of.prepared_by == by.id, state=of.state, is_old=of.is_old))
    embargo = rules.embargo_that_is_left(of.embargo, at)
    drop(of, by=by, at=at)
    return begin(what, wanted, reason=reason, embargo=embargo, by=by, at=at)


@transaction.atomic
def reword(of: Preparation, *, reason: str, by: Member, at: datetime) -> None:
    """Another reason of a correction that waits: whoever has read it reads it again. Raises NotPossible."""
    require(may_prepare(by))
    corrects = bool(of.document.get("corrects"))
    require(rules.may_be_reworded(is_own=of.prepared_by == by.id, state=of.state, corrects=corrects))
    reason = " ".join(reason.split())
    require(rules.may_correct(reason, corrects=True, longest=LONGEST_REASON))
    document = {**of.document, "reason": reason}
    said = canonical(document).decode()
    if not store.call(_REWORD, [of.id, reason, digest(document), said]):
        raise NotPossible(rules.NOT_READY)
    _record("reworded", by, at, {"preparation": str(of.id), "digest": digest(document)})


@transaction.atomic
def approve(of: Preparation, *, read: str, is_read: bool, by: Member, at: datetime) -> str:
    """A second person releases what they read: signed by the node, never changed any more. Raises NotPossible.

    With it the public site gets the keys by which it is verified.
    """
    require(may_see(by))
    is_own = of.prepared_by == by.id
    require(rules.may_approve(
        is_own=is_own, state=of.state, is_old=of.is_old, is_shown=of.is_shown, is_read=is_read, read=read,
        digest=of.digest,
    ))  # fmt: skip
    keys = ring()
    signature = to_base64(signing.sign(keys.object_key, payload(of.document)))
    name = of.document["id"]
    store.call(_RELEASE, [of.id, name, read, keys.public.kid(Use.OBJECT), signature])
    shown_keys.show()
    _record("released", by, at, {"edition": name, "digest": read, "preparation": str(of.id)})
    return str(name)


def _record(what: str, by: Member, at: datetime, detail: Detail) -> None:
    record(f"edition:{what}", by=as_actor(by), at=at, detail=detail)
