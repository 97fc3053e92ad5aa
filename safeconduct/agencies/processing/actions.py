"""Proposing the ground of a purpose, the second person's word on it, what stands; and keeping the record."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.processing.models import Ground, KeptRecord
from safeconduct.agencies.processing.rules import may_confirm, may_rest_on
from safeconduct.agencies.queries import as_actor, colleagues
from safeconduct.agencies.rules import is_administrator
from safeconduct.audit.actions import record
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.decisions import require


@transaction.atomic
def rest_on(purpose: Purpose, ground: str, condition: str, law: str, *, by: Member, at: datetime) -> None:
    """Propose that the agency processes for this purpose on this ground. It counts once a second person agrees.

    The administrator's; the database asks it again.
    """
    require(may_rest_on(ground, condition, law, sector=Sector(by.agency.sector)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies.set_ground(%s, %s, %s, %s)", [purpose.value, ground, condition, law])
    record(
        "agency:processing_ground", by=as_actor(by), at=at,
        detail={"purpose": purpose.value, "ground": ground, "condition": condition, "law": law},
    )  # fmt: skip


@transaction.atomic
def answer(ground: UUID, *, agrees: bool, by: Member, at: datetime) -> Purpose:
    """The second person's word: it counts from now on, or is gone. Raises NotPossible with the reason."""
    row = Ground.objects.filter(id=ground, agency_id=by.agency_id).first()
    require(
        may_confirm(is_there=row is not None, is_own=bool(row and row.set_by == by.id), may_see=is_second(by))
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies.answer_ground(%s, %s)", [ground, agrees])
        purpose = str((cursor.fetchone() or (None,))[0] or "")
    require(may_confirm(is_there=bool(purpose), is_own=False, may_see=True))
    record(
        "agency:processing_ground_seen", by=as_actor(by), at=at,
        detail={"purpose": purpose, "agrees": agrees, "ground": str(ground)},
    )  # fmt: skip
    return Purpose(purpose)


def standing(agency: UUID) -> dict[Purpose, Ground]:
    """What counts of an agency, purpose by purpose: of each the newest that two have seen."""
    rows = Ground.objects.filter(agency_id=agency, outcome="confirmed")
    newest = rows.order_by("purpose", "-set_at", "-id").distinct("purpose")
    return {Purpose(row.purpose): row for row in newest}


def proposed(agency: UUID) -> dict[Purpose, Ground]:
    """What waits for a second person, purpose by purpose; an earlier proposal is gone with a later one."""
    rows = Ground.objects.filter(agency_id=agency).order_by("purpose", "-set_at", "-id").distinct("purpose")
    return {Purpose(row.purpose): row for row in rows if row.outcome == "waits"}


def is_second(member: Member) -> bool:
    """Whether a member confirms grounds that somebody else of the agency has proposed."""
    return member.supervises or is_administrator(Profession(member.profession))


def seconds(agency: UUID, first: UUID) -> list[Member]:
    """Who may confirm what this member has proposed: other administrators, and whoever supervises."""
    return [one for one in colleagues(agency) if one.id != first and is_second(one)]


def keep(
    chapters: list[dict[str, Any]], facts: Mapping[str, str], language: str, *, by: Member, at: datetime
) -> int:
    """Keep the record of processing as it stands; its number. The administrator's; the database asks it again."""
    with connection.cursor() as cursor:
        given = [language, json.dumps(chapters), json.dumps(dict(facts))]
        cursor.execute("SELECT agencies.keep_record(%s, %s, %s)", given)
        version = int((cursor.fetchone() or (0,))[0])
    record("agency:processing_kept", by=as_actor(by), at=at, detail={"version": version})
    return version


def kept(agency: UUID) -> list[KeptRecord]:
    """The records that were kept, the newest first, without their words."""
    return list(KeptRecord.objects.filter(agency_id=agency).defer("chapters").order_by("-version")[:100])
