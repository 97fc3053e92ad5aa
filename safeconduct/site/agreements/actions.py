"""Signing or adopting a text in the agency's name, and taking that back: recorded, and handed to the public site."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.agencies.statements.models import Statement as Row
from safeconduct.audit.actions import Detail, record
from safeconduct.referrals.agreed import forget
from safeconduct.site.agreements import doors
from safeconduct.site.agreements.handing_over import hand_over
from safeconduct.site.agreements.reading import text_of
from safeconduct.site.agreements.rules import GONE, Text, may_sign
from safeconduct.vocabulary.decisions import NotPossible, require
from safeconduct.vocabulary.statements import Says


def stands_to(row: Row | None) -> str:
    """The digest of the wording that the agency stands to now; "" for none."""
    return row.digest if row is not None and row.says == Says.STANDS else ""


@transaction.atomic
def sign(text: Text | None, *, read: str, title: str, by: Member, at: datetime) -> str:
    """Sign or adopt the wording that was read: it "waits" for a second person, or stands "by_one".

    Raises NotPossible with the reason.
    """
    if text is None:
        raise NotPossible(GONE)
    subject = text.subject
    stands = stands_to(doors.standing(by.agency_id).get((subject.code, subject.version)))
    require(may_sign(text, read=read, stands=stands))
    outcome = doors.propose(subject, title)
    said: Detail = {"kind": subject.kind.value, "code": subject.code, "version": subject.version}
    said |= {"digest": subject.digest, "outcome": outcome}
    record("statement:proposed", by=as_actor(by), at=at, detail=said)
    hand_over()
    return outcome


@transaction.atomic
def take_back(code: str, version: int, *, by: Member, at: datetime) -> bool:
    """The agency stands to it no more, which is public too; whether there was anything to take back."""
    was_there = doors.take_back(code, version)
    if was_there:
        forget()
        record("statement:withdrawn", by=as_actor(by), at=at, detail={"code": code, "version": version})
        hand_over()
    return was_there


def look_again(said: Mapping[str, Any]) -> None:
    """Before a second person agrees: the text still stands as it was read. Raises NotPossible."""
    require(may_sign(text_of(said["code"], said["version"]), read=said["digest"], stands=""))
