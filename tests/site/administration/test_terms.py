"""The node's clocks and terms after the wizard: stricter at once, weaker seen by two; and nobody else's to change."""

from typing import Any

import pytest

from safeconduct.referrals.clocks import PERIODS
from safeconduct.site.setup.clocks import as_written
from tests.site.administration.conftest import Office, alone, answered, second

DAY = "sent-urgent"


@pytest.fixture
def agreed(office: Office) -> Office:
    """The node has gone through its wizard."""
    for state, by_urgency in PERIODS.items():
        for urgency, period in by_urgency.items():
            office.people.owner.execute(
                "INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days) "
                "VALUES (gen_random_uuid(), %s, %s, %s, %s)",
                [state, urgency, period.hours, period.working_days],
            )
    office.people.owner.execute("INSERT INTO setup.retention VALUES ('closed', 730), ('audit', 3650)")
    return office


def sent_urgent(office: Office) -> Any:
    (hours,) = office.row(
        "SELECT hours FROM referrals.agreed_period WHERE state = 'sent' AND urgency = 'urgent'"
    )
    return hours


def terms(office: Office) -> dict[str, int]:
    rows: list[tuple[str, int]] = office.people.owner.execute(
        "SELECT what, days FROM setup.retention"
    ).fetchall()
    return dict(rows)


def change(office: Office, period: str) -> str:
    """Change one period, and leave all others; what the page says of it."""
    answer = office.post("clocks/", **{**as_written(PERIODS), DAY: period})
    assert answer.status_code == 200, answer.content
    text: str = answer.content.decode()
    return text.partition('data-outcome="')[2].partition('"')[0]


def test_a_shorter_period_takes_effect_at_once_and_a_longer_one_waits(agreed: Office) -> None:
    assert change(agreed, "12h") == "at_once"
    assert sent_urgent(agreed) == 12
    assert change(agreed, "48h") == "waits"
    assert sent_urgent(agreed) == 12
    assert b"waits for a second person already" in agreed.get("clocks/").content
    sara = second(agreed)
    assert b"12h before, 48h afterwards" in sara.get("/administration/changes/").content
    assert answered(sara) == [302]
    assert sent_urgent(agreed) == 48
    assert b'value="48h"' in agreed.get("clocks/").content
    assert [said["detail"]["outcome"] for said in agreed.people.recorded("clocks:changed")] == [
        "at_once",
        "waits",
    ]


def test_another_unit_counts_as_longer(agreed: Office) -> None:
    assert change(agreed, "1d") == "waits"


def test_where_nobody_else_is_there_a_longer_period_stands_and_can_be_taken_back(agreed: Office) -> None:
    alone(agreed)
    assert change(agreed, "48h") == "by_one"
    assert sent_urgent(agreed) == 48
    agreed.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(agreed), "no") == [302]
    assert sent_urgent(agreed) == 24


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(agreed: Office) -> None:
    answer = agreed.post("clocks/", **{**as_written(PERIODS), DAY: "soon"})
    assert answer.status_code == 422
    assert b'value="soon"' in answer.content
    assert f'href="#{DAY}"'.encode() in answer.content


@pytest.mark.parametrize("closed, audit, outcome", [
    ("365", "3650", "at_once"), ("730", "7300", "at_once"), ("731", "3650", "waits"), ("730", "365", "waits"),
])  # fmt: skip
def test_keeping_content_longer_and_forgetting_who_did_what_sooner_is_seen_by_two(
    agreed: Office, closed: str, audit: str, outcome: str
) -> None:
    answer = agreed.post("terms/", closed=closed, audit=audit)
    assert f'data-outcome="{outcome}"'.encode() in answer.content
    before = terms(agreed)
    new = {"closed": int(closed), "audit": int(audit)}
    assert before == (new if outcome == "at_once" else {"closed": 730, "audit": 3650})
    if outcome == "waits":
        assert answered(second(agreed)) == [302]
        assert terms(agreed) == new


def test_a_term_of_no_sense_is_refused_with_its_sentence(agreed: Office) -> None:
    answer = agreed.post("terms/", closed="7", audit="")
    assert answer.status_code == 422
    assert answer.content.count(b"Write a number of days from 30 to 36500") == 4


@pytest.mark.parametrize("page", ["clocks/", "terms/", "mail/", "keepers/"])
def test_these_pages_are_of_who_keeps_the_node(agreed: Office, page: str) -> None:
    assert agreed.get(page).status_code == 200
    agreed.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert agreed.get(page).status_code == 404
    agreed.people.owner.execute("UPDATE agencies.member SET profession = 'social_worker' WHERE name = 'Ana'")
    assert agreed.get(page).status_code == 404
