"""Who keeps the rules of law: named by who keeps the node, seen by a second person, lawyers only to check."""

import pytest

from tests.site.administration.conftest import Office, answered, second

pytestmark = pytest.mark.django_db(transaction=True)
HELD = "SELECT count(*) FROM agencies.member_capacity WHERE scope = 'RO'"


def test_a_lawyer_is_named_waits_for_the_second_person_and_ends_at_once(office: Office) -> None:
    lawyer = office.people.place(office.people.account("lea"), office.agency, "lawyer", "Lea")
    path = f"capacities/{lawyer}/"
    assert office.post(path, checks="RO", edits="RO").status_code == 302
    assert office.row(HELD) == (0,)
    browser = second(office)
    page = browser.get("/administration/changes/").content.decode()
    assert "Would check and sign the rules of Romania." in page
    assert set(answered(browser)) == {302}
    assert office.row(HELD) == (2,)
    assert "Checks and signs the rules of RO" in office.get("capacities/").content.decode()
    assert office.post(path).status_code == 302
    assert office.row(HELD) == (0,)
    assert [row["detail"]["outcome"] for row in office.people.recorded("member:capacities")] == [
        "waits",
        "at_once",
    ]


def test_who_is_no_lawyer_is_not_offered_to_check_and_cannot_be_named(office: Office) -> None:
    path = f"capacities/{office.colleagues['Dan']}/"
    page = office.get(path).content.decode()
    assert 'name="checks"' not in page
    assert "Only a lawyer can check." in page
    office.post(path, checks="RO")
    assert office.row(HELD) == (0,)


def test_only_who_keeps_the_node_has_the_page(office: Office) -> None:
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert office.get("capacities/").status_code == 404
    assert office.post(f"capacities/{office.colleagues['Dan']}/", edits="RO").status_code == 404
