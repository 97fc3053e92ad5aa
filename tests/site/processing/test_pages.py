"""The record and the draft are written from what is set: what changes there, changes here."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.administration.conftest import Office, alone, office, second
from tests.site.people import HERE

__all__ = ["office"]
pytestmark = pytest.mark.django_db(transaction=True)

SET = {"ground": "public_task", "condition": "social_protection", "law": "Law 12/2020, Art. 3"}


def text(answer: object, status: int = 200) -> str:
    assert getattr(answer, "status_code", 0) == status
    return bytes(getattr(answer, "content", b"")).decode()


def propose(office: Office, **more: str) -> None:
    assert office.post("processing/grounds/referral_service/", **SET | more).status_code == 302


def waiting(browser: Client) -> list[str]:
    """The addresses at which a second person says their word."""
    page = text(browser.get("/administration/processing/"))
    return re.findall(r'action="(/administration/processing/grounds/[^"]+/answer/)"', page)


def confirmed(office: Office, answer: str = "yes") -> None:
    """Sara, who supervises, answers what waits."""
    (address,) = waiting(second(office))
    assert second(office).post(address, {"answer": answer}).status_code == 302


def test_the_record_says_which_purpose_has_no_ground_until_the_administrator_sets_one(office: Office) -> None:
    before = text(office.get("processing/"))
    assert "no ground is set" in before
    assert "Nobody competent has reviewed it" in before
    assert "To be filled in:" in before
    assert "No ground is set for:" in text(office.get("processing/impact/"))
    propose(office)
    between = text(office.get("processing/"))
    assert "no ground is set (proposed by Ana on" in between, "it does not count"
    assert "It may be confirmed by:" in between
    assert "Sara, Social worker" in between
    assert waiting(office.client) == [], "not by who proposed it"
    confirmed(office)
    after = text(office.get("processing/"))
    assert "Law 12/2020, Art. 3" in after
    draft = text(office.get("processing/impact/"))
    assert "This is no assessment" in draft
    assert "Law 12/2020, Art. 3" in draft


def test_what_stood_before_is_kept_with_who_set_it(office: Office) -> None:
    propose(office)
    confirmed(office)
    propose(office, law="Law 13/2021")
    assert "Law 12/2020" in text(office.get("processing/")), "it stands until somebody else agrees"
    confirmed(office)
    kept = office.people.owner.execute("SELECT law, set_by FROM agencies.processing_ground ORDER BY set_at")
    rows = kept.fetchall()
    assert rows == [("Law 12/2020, Art. 3", office.administrator), ("Law 13/2021", office.administrator)]
    shown = text(office.get("processing/"))
    assert "Law 13/2021" in shown
    assert "Law 12/2020" not in shown


def test_a_slip_says_why_and_loses_nothing(office: Office) -> None:
    wrong = office.post("processing/grounds/referral_service/", **SET | {"law": ""})
    assert "none is named" in text(wrong, 409)
    assert 'value="public_task" checked' in text(wrong, 409)
    unseen = office.post("processing/grounds/referral_service/", **SET | {"law": "Law 12\x00"})
    assert "Remove the characters that cannot be shown." in text(unseen, 422)
    text(office.post("processing/grounds/referral_service/", ground="", condition="", law=""), 409)
    text(office.get("processing/grounds/curiosity/"), 404)


def test_both_are_text_files_too(office: Office) -> None:
    for name, title in (
        ("record.md", "# Record of processing"),
        ("impact.md", "# Draft of an impact assessment"),
    ):
        answer = office.get(f"processing/{name}")
        assert text(answer).startswith(title)
        assert "- [ ] To be filled in:" in text(answer)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert [one["detail"]["file"] for one in office.people.recorded("agency:processing_taken_out")] == [
        "record.md", "impact.md",
    ]  # fmt: skip


def test_the_terms_of_the_node_stand_in_it(office: Office) -> None:
    assert "no term is set" in text(office.get("processing/"))
    office.people.owner.execute("INSERT INTO setup.retention (what, days) VALUES ('closed', 777)")
    assert "777 days" in text(office.get("processing/"))


def test_whoever_supervises_reads_it_and_sets_nothing(office: Office) -> None:
    sara = second(office)
    assert "Record of processing" in text(sara.get("/administration/processing/"))
    assert (
        sara.post("/administration/processing/grounds/referral_service/", SET, headers=HERE).status_code
        == 404
    )
    assert Client().get("/administration/processing/").status_code in (302, 403)


def test_what_is_not_agreed_to_does_not_count_and_a_later_proposal_takes_the_place_of_the_first(
    office: Office,
) -> None:
    propose(office)
    (first,) = waiting(second(office))
    propose(office, law="Law 13/2021")
    assert "answered already" in text(second(office).post(first, {"answer": "yes"}), 409)
    confirmed(office, "no")
    shown = text(office.get("processing/"))
    assert "Law 13/2021" not in shown
    assert "no ground is set" in shown


def test_an_administrator_who_is_alone_is_told_so_and_nothing_counts(office: Office) -> None:
    propose(office)
    assert "You are the only administrator." in text(office.get("processing/"))
    alone(office)
    assert "Nobody in your agency may confirm it" in text(office.get("processing/"))
    (ground,) = office.row("SELECT id FROM agencies.processing_ground")
    assert office.post(f"processing/grounds/{ground}/answer/", answer="yes").status_code == 409
    assert office.row("SELECT outcome FROM agencies.processing_ground") == ("waits",)


def test_a_second_person_reads_on_today_that_something_waits(office: Office) -> None:
    propose(office)
    assert "1 ground of processing waits for you" in text(second(office).get("/"))
    assert "ground of processing waits" not in text(office.client.get("/")), "not who proposed it"
    confirmed(office)
    assert "ground of processing" not in text(second(office).get("/"))


def test_each_record_that_is_kept_stays_and_says_what_has_changed_since(office: Office) -> None:
    assert "None was kept yet." in text(office.get("processing/"))
    assert office.post("processing/kept/").status_code == 302
    assert "Nothing has changed since then." in text(office.get("processing/"))
    propose(office)
    confirmed(office)
    office.people.owner.execute("INSERT INTO setup.retention (what, days) VALUES ('closed', 777)")
    first = text(office.get("processing/kept/1/"))
    assert "no ground is set before, " in first
    assert "Law 12/2020, Art. 3 now." in first
    assert "Term of the content: no term is set before, 777 days now." in first
    assert "Law 12/2020" not in first.partition('<div lang="')[2], "it stays as it was"
    assert "A ground has changed since" in text(office.client.get("/"))
    office.post("processing/kept/")
    assert "Nothing has changed since then." in text(office.get("processing/"))
    assert "A ground has changed since" not in text(office.client.get("/"))
    rows = office.people.owner.execute(
        "SELECT version, kept_by FROM agencies.processing_record ORDER BY version"
    )
    assert rows.fetchall() == [(1, office.administrator), (2, office.administrator)]
    text(office.get("processing/kept/3/"), 404)


def test_the_names_of_who_kept_them_are_asked_at_once(office: Office) -> None:
    counted = []
    for _ in range(2):
        office.post("processing/kept/")
        with CaptureQueriesContext(connection) as queries:
            assert text(office.get("processing/")).count("Ana") >= 1
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_year_later_today_reminds_and_only_the_administrator(office: Office) -> None:
    office.post("processing/kept/")
    assert "a year ago" not in text(office.client.get("/"))
    office.people.owner.execute(
        "UPDATE agencies.processing_record SET kept_at = kept_at - interval '366 days'"
    )
    assert "was kept a year ago" in text(office.client.get("/"))
    assert "a year ago" not in text(second(office).get("/"))
    assert second(office).post("/administration/processing/kept/").status_code == 404
