"""What a colleague had in hand goes to others, in parts; and every page of administration asks few questions."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.site.administration import actions
from tests.site.administration.conftest import Office, alone


def leads(office: Office, number: int, name: str = "Dan") -> None:
    """Dan leads so many cases."""
    for _ in range(number):
        case = uuid4()
        office.people.owner.execute(
            "INSERT INTO access.\"case\" (id, agency_id, kind, opened_at) VALUES (%s, %s, 'own', now())",
            [case, office.agency],
        )
        office.people.owner.execute(
            "INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, valid_from) "
            "VALUES (%s, %s, 'profile', %s, 'assessment', 'lead', now())",
            [case, office.agency, office.colleagues[name]],
        )


def led(office: Office, name: str) -> int:
    """How many cases a colleague leads now."""
    sql = (
        "SELECT count(DISTINCT case_id) FROM access.grants "
        "WHERE holder_member = %s AND basis = 'lead' AND ended_at IS NULL"
    )
    return int(office.row(sql, office.colleagues[name])[0])


def progress(answer: Any) -> tuple[int, int] | None:
    """How far it is, as the page says; None when it is over."""
    found = re.search(r'data-done="(\d+)" data-total="(\d+)"', answer.content.decode())
    return (int(found[1]), int(found[2])) if found else None


def test_a_long_handover_shows_how_far_it_is_can_be_left_and_ends_with_the_place(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PART", 2)
    leads(office, 5)
    dan, sara = office.colleagues["Dan"], str(office.colleagues["Sara"])
    first = office.post(f"members/{dan}/leave/", to=[sara], remove="yes")
    assert progress(first) == (2, 5)
    # Interrupted here: what has gone has gone, and both pages say that it is half done.
    assert (led(office, "Dan"), led(office, "Sara")) == (3, 2)
    assert b"Half handed over" in office.get(f"members/{dan}/").content
    page = office.get(f"members/{dan}/leave/").content.decode()
    assert "2 of 5 have gone" in page
    assert re.search(rf'value="{sara}" checked', page)
    assert office.row("SELECT left_at FROM agencies.member WHERE id = %s", dan) == (None,)
    assert progress(office.post(f"members/{dan}/leave/", to=[sara], remove="yes")) == (4, 5)
    last = office.post(f"members/{dan}/leave/", to=[sara], remove="yes")
    assert b'data-left="removed"' in last.content
    assert (led(office, "Dan"), led(office, "Sara")) == (0, 5)
    assert office.row("SELECT count(*) FROM agencies.handover") == (0,)
    left = [said["detail"]["left"] for said in office.people.recorded("member:handed_over")]
    assert left == [3, 1, 0]


def test_without_a_colleague_or_with_one_of_elsewhere_nothing_goes(office: Office) -> None:
    leads(office, 1)
    dan = office.colleagues["Dan"]
    for to in ([], [str(uuid4())], [str(office.administrator)]):
        answer = office.post(f"members/{dan}/leave/", to=to)
        assert answer.status_code == 422
        assert b"Choose one or more colleagues" in answer.content
    assert led(office, "Dan") == 1


PAGES = (
    "", "members/", "members/invite/", "members/{dan}/", "members/{dan}/rights/", "members/{dan}/leave/", "changes/",
    "agency/", "agency/facts/", "agency/teams/new/", "agencies/", "agencies/{agency}/", "agencies/new/", "keepers/",
    "clocks/", "terms/", "mail/",
)  # fmt: skip


def test_no_page_of_administration_asks_more_than_fifteen_questions(office: Office) -> None:
    alone(office)
    office.post("agency/teams/new/", name="T", professions=["nurse"], languages="ro")
    counts: dict[str, int] = {}
    for page in PAGES:
        path = page.format(dan=office.colleagues["Dan"], agency=office.agency)
        with CaptureQueriesContext(connection) as asked:
            assert office.get(path).status_code == 200
        counts[page] = sum(one["sql"] not in ("BEGIN", "COMMIT") for one in asked.captured_queries)
    assert {page: n for page, n in counts.items() if n > 15} == {}


def test_a_place_does_not_end_while_something_stands_with_it_and_the_page_says_what(office: Office) -> None:
    leads(office, 1, "Sara")
    dan = office.colleagues["Dan"]
    office.people.owner.execute(
        "INSERT INTO access.grants (case_id, agency_id, section, holder_member, purpose, basis, valid_from) "
        "SELECT case_id, agency_id, section, %s, purpose, 'place', now() FROM access.grants",
        [dan],
    )
    assert b"1 place on a colleague" in office.get(f"members/{dan}/").content
    refused = office.post(f"members/{dan}/leave/", to=[], remove="yes")
    assert refused.status_code == 409
    assert b"still has open work in hand" in refused.content
    assert b"1 place on a colleague" in refused.content
    page = office.get(f"members/{dan}/leave/").content.decode()
    goes, ends, stays = (page.index(f'id="{name}"') for name in ("goes", "ends", "stays"))
    assert goes < ends < page.index("1 place on a colleague") < stays < page.rindex("Go on"), (
        "summed up first"
    )
    assert office.people.recorded("member:removed")[0]["reason"] == "hand_over_first"
    gone = office.post(f"members/{dan}/leave/", to=[str(office.colleagues["Sara"])], remove="yes")
    assert b'data-left="removed"' in gone.content
    assert (led(office, "Dan"), led(office, "Sara")) == (0, 1)
