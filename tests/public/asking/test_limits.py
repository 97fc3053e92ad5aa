"""Who is counted when much is sent: one house is one, however many addresses it has."""

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows

HOUSE = [f"2001:db8:1:2::{number}" for number in (1, 2)]


@pytest.fixture(autouse=True)
def nothing_counted(site: Node) -> None:
    """No count of this hour."""
    rows(site, "DELETE FROM asking_sent")


def test_what_a_house_sends_counts_as_one(site: Node, earnest: Node) -> None:
    page = rows(
        site, "SELECT id FROM wagtailcore_page WHERE slug = 'every-referral-gets-an-answer-within-five-days'"
    )
    for address in (*HOUSE, "2001:db8:1:3::1"):
        sent = {"text": f"Sent from {address[-6:]}"}
        assert Browser(earnest).come_from(address).post(f"/en/comments/{page[0]}/", sent).status == 200
    assert rows(site, "SELECT times FROM asking_sent ORDER BY times") == [1, 2, 3], (
        "another one, the house, all"
    )
    rows(site, "DELETE FROM recommendations_comment WHERE starts_with(text, 'Sent from ')")


def test_a_house_that_asks_too_often_by_machine_is_told_to_wait_wherever_in_it_asks(earnest: Node) -> None:
    first, second = (Browser(earnest).come_from(address) for address in HOUSE)
    assert any(first.get("/hsds/datapackage.zip").status == 429 for _time in range(400))
    assert second.get("/hsds/datapackage.zip").status == 429
    assert Browser(earnest).come_from("2001:db8:1:3::1").get("/hsds/").status == 200
