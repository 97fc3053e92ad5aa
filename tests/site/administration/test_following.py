"""The clocks page names the agreement that periods follow: kept with a history, and said when it is older."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from safeconduct.referrals.clocks import PERIODS
from safeconduct.site.agreements.reading import FILE
from safeconduct.site.setup.clocks import as_written
from tests.site.administration.conftest import Office, alone, answered, second

CODE = "0b4d8f7e-1c3a-4a55-9b1a-2f6f0c9e7a11"
DAY = "sent-urgent"


def put(home: Path, *versions: int, levels: Any = None) -> None:
    """The site shows these versions of one agreement in force; an older site says no `levels`."""
    title = {"title": "First contact within a day", "address": "https://site.example/en/agreements/a/"}
    said = {
        "kind": "agreement",
        "code": CODE,
        "digest": "a" * 64,
        "opens": True,
        "in_force": True,
        "origin": "",
    }
    said |= {} if levels is None else {"levels": levels}
    listed = [said | {"version": number, "texts": {"en": title}} for number in versions]
    (home / FILE).parent.mkdir(exist_ok=True)
    (home / FILE).write_text(json.dumps({"texts": listed}))


@pytest.fixture
def home(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A node with a public site, whose periods are agreed on as the defaults say."""
    for state, by_urgency in PERIODS.items():
        for urgency, period in by_urgency.items():
            office.people.owner.execute(
                "INSERT INTO referrals.agreed_period (id, state, urgency, hours, working_days) "
                "VALUES (gen_random_uuid(), %s, %s, %s, %s)",
                [state, urgency, period.hours, period.working_days],
            )
    monkeypatch.setattr(settings, "NODE_HOME", tmp_path)
    put(tmp_path, 2)
    return tmp_path


def change(
    office: Office, follows: str = f"{CODE} 2", states: tuple[str, ...] = ("sent",), urgent: str = "24h"
) -> Any:
    given = {**as_written(PERIODS), DAY: urgent, "agreement": follows, "follows": list(states)}
    return office.post("clocks/", **given)


def cited(office: Office) -> dict[str, Any]:
    """Of each state what its clocks follow."""
    rows: list[tuple[str, Any]] = office.people.owner.execute(
        "SELECT DISTINCT state, cites FROM referrals.agreed_period WHERE cites IS NOT NULL"
    ).fetchall()
    return dict(rows)


def test_an_agreement_is_named_at_once_for_the_clocks_that_follow_it_alone(
    office: Office, home: Path
) -> None:
    page = change(office).content.decode()
    assert "Sent follows: none before, First contact within a day, version 2 afterwards." in page
    assert cited(office) == {
        "sent": {"code": CODE, "version": 2, "title": "First contact within a day", "language": "en"}
    }
    page = office.get("clocks/").content.decode()
    assert f'<option value="{CODE} 2" selected>First contact within a day, version 2</option>' in page
    assert [said["detail"]["changed"] for said in office.people.recorded("clocks:changed")] == [["agreement"]]
    change(office, follows="", states=())
    assert cited(office) == {}


def test_with_a_longer_period_it_waits_for_the_second_person_who_reads_both(
    office: Office, home: Path
) -> None:
    assert 'data-outcome="waits"' in change(office, urgent="48h").content.decode()
    assert cited(office) == {}
    sara = second(office)
    page = sara.get("/administration/changes/").content.decode()
    assert "Sent, Urgent: 24h before, 48h afterwards" in page
    assert "First contact within a day, version 2 afterwards" in page
    assert answered(sara) == [302]
    assert set(cited(office)) == {"sent"}


@pytest.mark.parametrize("follows, states, sentence", [
    (f"{CODE} 2", (), "Say which clocks follow this agreement."),
    ("", ("sent",), "Choose the agreement that these clocks follow"),
    (f"{CODE} 9", ("sent",), "Choose the agreement that these clocks follow"),
])  # fmt: skip
def test_half_of_it_or_a_version_that_is_not_in_force_is_refused(
    office: Office, home: Path, follows: str, states: tuple[str, ...], sentence: str
) -> None:
    answer = change(office, follows, states)
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 2
    assert cited(office) == {}


def test_a_newer_version_is_said_and_changes_nothing(office: Office, home: Path) -> None:
    change(office)
    assert "is in force. No clock changes by itself" not in office.get("clocks/").content.decode()
    put(home, 3)
    page = office.get("clocks/").content.decode()
    assert "and version 3 is in force. No clock changes by itself" in page
    assert cited(office)["sent"]["version"] == 2
    assert change(office, f"{CODE} 3").status_code == 200
    assert "No clock changes by itself" not in office.get("clocks/").content.decode()


def test_what_was_agreed_on_before_stands_below_with_its_agreement(office: Office, home: Path) -> None:
    change(office, follows="", states=())
    change(office, urgent="12h")
    page = office.get("clocks/").content.decode().partition("What was changed before")[2]
    assert "Sent, Urgent: 24h before, 12h afterwards." in page
    assert "Sent follows: none before, First contact within a day, version 2 afterwards." in page


RECEIPT = {"hours": 48, "clock": "sent", "what": {"en": "Receipt of a referral"}}


def test_the_promise_stands_beside_its_clock_and_a_longer_period_does_not_follow(
    office: Office, home: Path
) -> None:
    put(home, 2, levels=[RECEIPT])
    answer = change(office)
    assert answer.status_code == 422
    said = "Sent, Routine: the agreement promises 48 hours, and this can be longer."
    assert said in answer.content.decode()
    given = as_written(PERIODS) | {"sent-routine": "48h", "agreement": f"{CODE} 2"}
    answer = office.post("clocks/", **given, follows=["sent", "in_service"])
    assert answer.status_code == 422
    assert "The agreement says nothing of: In service." in answer.content.decode()
    assert office.post("clocks/", **given, follows=["sent"]).status_code == 200
    page = answered_and_seen(office)
    assert "Receipt of a referral: within 48 hours" in page
    assert "2 days; the agreement promises 48 hours" in page
    assert page.count("; the agreement promises") == 3


def answered_and_seen(office: Office) -> str:
    """After a second person agreed to what waits, if anything does."""
    answered(second(office))
    return str(office.get("clocks/").content.decode())


@pytest.mark.parametrize("levels", [None, "x", [{"hours": True, "clock": "sent", "what": {"en": "x"}}], [
    {"hours": 1, "clock": "", "what": {"en": "Receipt"}}]])  # fmt: skip
def test_without_promises_that_name_a_clock_nothing_is_compared(
    office: Office, home: Path, levels: Any
) -> None:
    put(home, 2, levels=levels)
    assert change(office).status_code == 200
    page = office.get("clocks/").content.decode()
    assert ("Receipt: within 1 hours" in page) is ("so nothing is compared here" in page)


def test_the_page_says_who_stands_to_it_and_taking_back_which_clocks_follow(
    office: Office, home: Path
) -> None:
    unsigned = "No agency of this node has signed the agreement that these clocks follow."
    assert unsigned in change(office).content.decode()
    assert unsigned in office.get("clocks/").content.decode()
    alone(office)
    one = f"agreements/{CODE}/2/"
    office.post(one, act="sign", digest="a" * 64)
    assert "Agencies of this node that stand to it:" in office.get("clocks/").content.decode()
    assert "These clocks of this node follow it: Sent." in office.get(one).content.decode()
    office.post(one, act="take_back")
    page = office.get("clocks/").content.decode()
    assert "No agency of this node stands any more to the agreement" in page
    assert "These clocks of this node follow it" not in office.get(one).content.decode()


def test_the_first_change_says_that_it_waits_and_where_no_agreement_is_named(
    office: Office, home: Path
) -> None:
    page = office.get("clocks/").content.decode()
    assert "To name an agreement alone takes effect at once." in page
    assert "while it is the other node's turn the usual times are shown here" in page.replace("&#x27;", "'")
    office.people.owner.execute("DELETE FROM referrals.agreed_period")
    assert "So the first change waits for a second person" in office.get("clocks/").content.decode()
