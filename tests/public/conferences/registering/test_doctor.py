"""The doctor says when mails of the site do not leave, and when something is kept longer than was promised."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.examining import site as examining
from safeconduct.commands.examining.findings import Look, Standing
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import OWNER
from tests.public.conferences.registering.story import DAY, Person, confirmed, edition
from tests.public.reader import rows


@pytest.fixture
def look(site: Node) -> Iterator[Look]:
    """Nothing waits and nothing is overdue from other tests."""
    for statement in (
        "DELETE FROM post_mail",
        "DELETE FROM conferences_needs",
        "UPDATE conferences_edition SET keeps_days = 9999",
    ):
        rows(site, statement)
    with closing(site.connect(OWNER)) as connection:
        yield Look(site, connection, served=True, ahead={})


def test_a_mail_that_waits_for_long_is_found(site: Node, look: Look) -> None:
    Person(edition(site)).registers()
    assert examining.mails(look).standing is Standing.OK
    rows(site, "UPDATE post_mail SET made_at = made_at - interval '40 minutes'")
    found = examining.mails(look)
    assert (found.standing, "wait: 1, the oldest for 40 minutes" in found.sentence) == (
        Standing.WARNING,
        True,
    )


def test_what_is_not_erased_on_its_day_is_found(site: Node, look: Look) -> None:
    there, now = edition(site), datetime.now(UTC)
    confirmed(there, access="A place for a wheelchair")
    assert examining.erasing(look).standing is Standing.OK
    there.set(starts_at=now - 2 * DAY, ends_at=now - timedelta(hours=2), keeps_days=9999)
    assert "needs of 1 people, registrations of 0" in examining.erasing(look).sentence
    there.set(keeps_days=0)
    found = examining.erasing(look)
    assert (found.standing, "needs of 1 people, registrations of 1" in found.sentence) == (
        Standing.WRONG,
        True,
    )
