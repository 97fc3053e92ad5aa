"""Members at work in a conference: each writes in their own name, and looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case
from safeconduct.cases.conferences import actions
from safeconduct.cases.conferences.codes import EntryKind, NoWish
from safeconduct.cases.conferences.queries import Found, Item, one
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID

TABLES = ("cases.conference", "cases.conference_item", "cases.conference_entry")
MARK = "She sleeps badly and takes the blue tablets."
ENTRY = (
    "INSERT INTO cases.conference_entry (id, item_id, case_id, agency_id, section, generation, sealed, kind, "
    "author_id, role, at) "
    "SELECT gen_random_uuid(), %s, %s, access.current_agency(), %s, 1, '', %s, access.current_member(), 'x', now()"
)


def open_file() -> CaseId:
    """A file that Ana leads, with places for the nurse and the lawyer."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
        doors.place(made, ID("lea"))
    return made


def ask(case: CaseId) -> UUID:
    """Ana opens a conference about it, for three days."""
    with member_acts("ana") as by:
        until = timezone.localdate() + timedelta(days=3)
        return actions.open_conference(case, "Where does she live next?", until, by=by, at=timezone.now())


def add(conference: UUID, section: Section = Section.NEEDS, who: str = "ana", text: str = "A flat?") -> UUID:
    with member_acts(who) as by:
        return actions.add_item(conference, section, text, by=by, at=timezone.now())


def wish(item: UUID, said: str | NoWish = "Near my sister.", who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.write_wish(item, said, by=by, at=timezone.now())


def propose(item: UUID, who: str, text: str = "A shared flat.") -> None:
    with member_acts(who) as by:
        actions.propose(item, text, by=by, at=timezone.now())


def decide(item: UUID, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.decide_item(item, "The flat near her sister.", "She wants it.", by=by, at=timezone.now())


def seen(conference: UUID, who: str) -> Found:
    with member_acts(who) as by:
        return one(conference, by=by, at=timezone.now())


def item_of(conference: UUID, item: UUID, who: str) -> Item:
    return seen(conference, who).item(item)


def proposals(conference: UUID, item: UUID, who: str) -> list[str]:
    return [line.content["text"] for line in item_of(conference, item, who).of(EntryKind.PROPOSAL)]


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


@contextmanager
def sql_of(who: str) -> Iterator[Any]:
    """Plain SQL as the web process of this member could send it."""
    with member_acts(who), connection.cursor() as cursor:
        yield cursor


def rows(who: str, table: str) -> int:
    with sql_of(who) as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
