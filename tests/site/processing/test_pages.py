"""The record and the draft are written from what is set: what changes there, changes here."""

import pytest
from django.test import Client

from tests.site.administration.conftest import Office, office, second
from tests.site.people import HERE

__all__ = ["office"]
pytestmark = pytest.mark.django_db(transaction=True)

SET = {"ground": "public_task", "condition": "social_protection", "law": "Law 12/2020, Art. 3"}


def text(answer: object, status: int = 200) -> str:
    assert getattr(answer, "status_code", 0) == status
    return bytes(getattr(answer, "content", b"")).decode()


def test_the_record_says_which_purpose_has_no_ground_until_the_administrator_sets_one(office: Office) -> None:
    before = text(office.get("processing/"))
    assert "no ground is set" in before
    assert "Nobody competent has reviewed it" in before
    assert "To be filled in:" in before
    assert "No ground is set for:" in text(office.get("processing/impact/"))
    assert office.post("processing/grounds/referral_service/", **SET).status_code == 302
    after = text(office.get("processing/"))
    assert "Law 12/2020, Art. 3" in after
    draft = text(office.get("processing/impact/"))
    assert "This is no assessment" in draft
    assert "Law 12/2020, Art. 3" in draft


def test_what_stood_before_is_kept_with_who_set_it(office: Office) -> None:
    office.post("processing/grounds/referral_service/", **SET)
    office.post("processing/grounds/referral_service/", **SET | {"law": "Law 13/2021"})
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
