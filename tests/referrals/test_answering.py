"""How a service answers: counted from what the own agency sent, and from nobody else's."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.utils import timezone

from safeconduct.directory.finding.asked import Answered
from safeconduct.directory.models import Entry
from safeconduct.referrals.answering import answers
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.access.world import staff
from tests.conftest import ConnectAs

__all__ = ["staff"]
NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def owner(staff: None, connect_as: ConnectAs) -> psycopg.Connection:
    return connect_as("owner")


def sent(
    owner: psycopg.Connection, answered: timedelta | None, *, by: str = "alfa", ago: timedelta = 5 * 24 * HOUR
) -> None:
    """A referral to a team of beta that was sent so long ago and answered after so long, or not at all."""
    row, at = uuid4(), NOW - ago
    with unforced(owner, "referrals.referral", "referrals.move"):
        insert(
            owner, "referrals.referral", id=row, side="sender", agency_id=ID(by), other_agency_id=ID("beta"),
            team_id=ID("team_beta"), service="shelter", state="sent", reference=str(row), created_at=at,
            consent_id=uuid4(), consent_version=1, case_id=None,
        )  # fmt: skip
        for event, when in (("send", at), ("accept", None if answered is None else at + answered)):
            if when is not None:
                insert(
                    owner, "referrals.move", referral_id=row, agency_id=ID(by), event=event, at=when,
                    hash=f"{row}{event}", side="sender",
                )  # fmt: skip


def counted(owner: psycopg.Connection, who: str = "dan") -> Answered | None:
    entry = uuid4()
    insert(
        owner, "directory.entry", id=entry, team_id=ID("team_beta"), agency_id=ID("beta"), service="shelter",
        needs=["housing"], open_days=[],
    )  # fmt: skip
    with member_acts(who) as by:
        entries = list(Entry.objects.filter(id=entry))
        found: dict[UUID, Answered] = answers(entries, by, NOW)
    return found.get(entry)


def test_what_was_answered_within_a_day_is_counted_apart(owner: psycopg.Connection) -> None:
    for answered in (HOUR, 23 * HOUR, 25 * HOUR, None):
        sent(owner, answered)
    assert counted(owner) == Answered(4, 2)


def test_what_waits_for_less_than_a_day_and_what_is_older_than_a_year_are_not_counted(
    owner: psycopg.Connection,
) -> None:
    sent(owner, None, ago=5 * HOUR)
    sent(owner, HOUR, ago=400 * 24 * HOUR)
    assert counted(owner) is None


def test_what_another_agency_sent_is_not_told(owner: psycopg.Connection) -> None:
    sent(owner, HOUR, by="police")
    assert counted(owner) is None
