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


@pytest.mark.parametrize("then, left", [("36h", 24), ("24h", 24), ("12h", 12)])
def test_no_period_is_longer_than_before_when_it_is_not_agreed_to_and_a_shorter_one_since_stays(
    agreed: Office, then: str, left: int
) -> None:
    alone(agreed)
    assert change(agreed, "48h") == "by_one"
    assert change(agreed, then) == "at_once"
    agreed.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(agreed), "no") == [302]
    assert sent_urgent(agreed) == left


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(agreed: Office) -> None:
    answer = agreed.post("clocks/", **{**as_written(PERIODS), DAY: "soon"})
    assert answer.status_code == 422
    assert b'value="soon"' in answer.content
    assert f'href="#{DAY}"'.encode() in answer.content
    assert answer.content.count(b"Sent, Urgent: write a number with h for hours") == 2


NO_END = "none"


def change_term(office: Office, what: str, days: str) -> str:
    """Change one of the two terms; what the page says of it."""
    end = {"end": "none"} if days == NO_END else {"end": "after", "days": days}
    answer = office.post("terms/", what=what, **end)
    assert answer.status_code == 200, answer.content
    text: str = answer.content.decode()
    return text.partition('data-outcome="')[2].partition('"')[0]


@pytest.mark.parametrize("stands, what, days, outcome", [
    (730, "closed", "365", "at_once"), (730, "closed", "731", "waits"), (730, "closed", NO_END, "waits"),
    (None, "closed", "36500", "at_once"),
    (3650, "audit", "7300", "at_once"), (3650, "audit", "365", "waits"), (3650, "audit", NO_END, "at_once"),
    (None, "audit", "36500", "waits"),
])  # fmt: skip
def test_keeping_content_longer_and_forgetting_who_did_what_sooner_is_seen_by_two(
    agreed: Office, stands: int | None, what: str, days: str, outcome: str
) -> None:
    agreed.people.owner.execute("DELETE FROM setup.retention WHERE what = %s", [what])
    if stands is not None:
        agreed.people.owner.execute("INSERT INTO setup.retention VALUES (%s, %s)", [what, stands])
    before = terms(agreed)
    assert change_term(agreed, what, days) == outcome
    after = {**before, what: int(days)} if days != NO_END else {k: v for k, v in before.items() if k != what}
    assert terms(agreed) == (after if outcome == "at_once" else before)
    if outcome == "waits":
        assert answered(second(agreed)) == [302]
        assert terms(agreed) == after


@pytest.mark.parametrize("what, weaker, then, left", [
    ("closed", "900", None, 730), ("closed", "900", "800", 730), ("closed", "900", "365", 365),
    ("audit", "365", None, 3650), ("audit", "365", "1000", 3650), ("audit", "365", "7300", 7300),
])  # fmt: skip
def test_no_term_is_weaker_than_before_when_it_is_not_agreed_to_and_a_stricter_one_since_stays(
    agreed: Office, what: str, weaker: str, then: str | None, left: int
) -> None:
    alone(agreed)
    assert change_term(agreed, what, weaker) == "by_one"
    if then is not None:
        assert change_term(agreed, what, then) == "at_once"
    agreed.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(agreed), "no") == [302]
    assert terms(agreed)[what] == left


def test_a_term_that_waits_holds_back_no_other_and_is_not_lost_by_it(agreed: Office) -> None:
    assert change_term(agreed, "closed", NO_END) == "waits"
    assert change_term(agreed, "audit", "7300") == "at_once"
    assert terms(agreed) == {"closed": 730, "audit": 7300}
    assert answered(second(agreed)) == [302]
    assert terms(agreed) == {"audit": 7300}


def test_the_page_says_beforehand_that_there_is_no_end_what_is_seen_by_two_and_who_can(
    agreed: Office,
) -> None:
    assert b"Now: 730 days." in agreed.get("terms/").content
    agreed.people.owner.execute("DELETE FROM setup.retention WHERE what = 'closed'")
    page = agreed.get("terms/").content.decode()
    assert "Now: no end. Any number of days takes effect at once." in page
    assert (
        "Now: 3650 days. A longer term, or no end, takes effect at once. A shorter one is seen by two."
        in page
    )
    assert "The second person can be: Sara." in page


def test_a_term_that_stood_already_is_no_change(agreed: Office) -> None:
    page = agreed.post("terms/", what="closed", end="after", days="730").content
    assert b"Nothing is different" in page
    assert b"Changed" not in page


def test_who_can_be_second_is_named_again_with_the_change_while_it_waits(agreed: Office) -> None:
    page = agreed.post("terms/", what="closed", end="none").content.decode()
    assert "730 days before, no end afterwards" in page
    assert "The second person can be: Sara." in page
    assert "730 days before, no end afterwards" in agreed.get("terms/").content.decode()
    page = agreed.post("clocks/", **{**as_written(PERIODS), DAY: "48h"}).content.decode()
    assert "Sent, Urgent: 24h before, 48h afterwards" in page
    assert "The second person can be: Sara." in page


def test_where_nobody_else_is_there_the_page_says_so(agreed: Office) -> None:
    alone(agreed)
    for page in ("terms/", "clocks/", "members/invite/"):
        assert b"marked as seen by" in agreed.get(page).content


@pytest.mark.parametrize("given, sentence, at", [
    ({"end": "after", "days": "7"}, "is kept: write a number from 30 to 36500.", "closed-days"),
    ({"end": "after", "days": "9" * 5000}, "is kept: write a number from 30 to 36500.", "closed-days"),
    ({"end": "none", "days": "365"}, "you chose no end and wrote a number of days.", "closed-end"),
    ({"days": "365"}, "The content of what is closed: choose whether it ends.", "closed-end"),
])  # fmt: skip
def test_a_term_of_no_sense_is_refused_at_its_field_and_nothing_is_lost(
    agreed: Office, given: dict[str, str], sentence: str, at: str
) -> None:
    answer = agreed.post("terms/", what="closed", **given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(sentence) == 2
    assert f'href="#{at}"' in page
    assert f'id="{at}"' in page
    assert f'value="{given["days"]}"' in page


def test_each_period_says_what_its_time_is_for_and_how_long_it_is_in_words(agreed: Office) -> None:
    page = agreed.get("clocks/").content.decode()
    assert "Acknowledged: time to accept or decline" in page
    assert "4 weeks" in page  # 672h
    assert "3 days" in page  # 72h
    assert "5 working days" in page


@pytest.mark.parametrize("page", ["clocks/", "terms/", "mail/", "keepers/"])
def test_these_pages_are_of_who_keeps_the_node(agreed: Office, page: str) -> None:
    assert agreed.get(page).status_code == 200
    agreed.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert agreed.get(page).status_code == 404
    agreed.people.owner.execute("UPDATE agencies.member SET profession = 'social_worker' WHERE name = 'Ana'")
    assert agreed.get(page).status_code == 404
