"""A file whose referrals are over and whose time ends: its lead is told on Today, and keeps it on with a reason."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.nodes.story import Story
from tests.nodes.town import Town

CASE = "(SELECT case_id FROM referrals.referral WHERE reference = %s AND side = 'sender')"


@pytest.fixture
def old(town: Town) -> Iterator[Story]:
    """A referral that was closed long ago; the node keeps what is closed for two years."""
    story = Story(town).reach("closed")
    town.ask(
        "ro",
        "UPDATE referrals.referral SET since = now() - interval '720 days' WHERE reference = %s",
        story.reference,
    )
    town.ask(
        "ro",
        f"UPDATE cases.section_version SET saved_at = now() - interval '720 days' WHERE case_id = {CASE}",
        story.reference,
    )
    town.ask(
        "ro",
        f"UPDATE access.grants SET valid_until = now() WHERE discloses AND case_id = {CASE}",
        story.reference,
    )
    town.ask("ro", "INSERT INTO setup.retention VALUES ('closed', 730)")
    town.ask("ro", f"INSERT INTO access.ending (case_id, told_at) VALUES ({CASE}, now())", story.reference)
    yield story
    town.ask("ro", "DELETE FROM setup.retention")
    town.ask("ro", "DELETE FROM access.ending")


def test_the_lead_sees_on_today_what_ends_and_keeps_it_on(town: Town, old: Story) -> None:
    today = old.ana.see("/")
    assert "Files that end" in today.text
    assert "Files that end" not in town.hands("Mihai Stan").see("/").text
    page = old.ana.see(f"{old.person}keep/")
    assert "Its referrals are over" in page.text
    day = (datetime.now(UTC) + timedelta(days=200)).date().isoformat()
    for answers, sentence in (
        ({"why": "", "until": day}, "Choose why the file must be kept on"),
        ({"why": "pending_claim", "until": "soon"}, "Enter a day"),
        ({"why": "pending_claim", "until": "2020-01-01"}, "Until then the file is kept anyway"),
        ({"why": "pending_claim", "until": "2060-01-01"}, "more than a year at a time"),
    ):
        wrong = old.ana.browser.submit(page, "", **answers)
        assert wrong.status == 422
        assert sentence in wrong.text
    assert old.ana.browser.submit(page, "", why="pending_claim", until=day).path == "/"
    assert "Files that end" not in old.ana.see("/").text
    kept = town.ask("ro", f"SELECT kept_why FROM access.ending WHERE case_id = {CASE}", old.reference)
    assert kept == [("pending_claim",)]
    said = town.value(
        "ro",
        f"SELECT detail->>'why' FROM audit.record WHERE action = 'case:kept_on' AND case_id = {CASE}",
        old.reference,
    )
    assert said == "pending_claim"


def test_for_anybody_else_there_is_no_such_page(town: Town, old: Story) -> None:
    for name in ("Mihai Stan", "Dan Rusu", "Andrei Oprea"):
        assert town.hands(name).see(f"{old.person}keep/").status == 404
