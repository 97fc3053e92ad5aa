"""The members of an agency: listed, suspended at once, never the last administrator; rights are seen by two."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.site.administration.conftest import Office, second
from tests.site.people import code, give_app, sign_in


def test_everybody_is_listed_and_found_by_a_part_of_the_name(office: Office) -> None:
    page = office.get("members/").content
    assert all(name in page for name in (b"Ana", b"Dan", b"Sara"))
    found = office.get("members/?name=da").content
    assert b">Dan<" in found
    assert b">Sara<" not in found
    assert b"Nobody has this name here" in office.get("members/?name=zzz").content
    assert b">Dan<" in office.get("members/?name=%00da").content


def test_the_list_ends_at_fifty_and_says_so(office: Office) -> None:
    for number in range(50):
        office.people.place(
            office.people.account(f"m{number}"), office.agency, "social_worker", f"M {number}"
        )
    page = office.get("members/").content
    assert page.count(b'<th scope="row">') == 50
    assert b"The first 50 are shown" in page


def test_a_suspended_colleagues_sign_in_ends_with_its_next_page_and_can_be_lifted(office: Office) -> None:
    dan = office.people.with_password(office.colleagues["Dan"])
    give_app(2)
    browser = Client()
    sign_in(browser, "dan")
    browser.post("/account/sign-in/proof/", {"code": code()})
    assert browser.get("/").status_code == 200
    office.post(f"members/{dan}/suspend/")
    assert browser.get("/").status_code == 403
    assert b"Suspended" in office.get("members/").content
    office.post(f"members/{dan}/lift/")
    assert office.row("SELECT suspended_at FROM agencies.member WHERE id = %s", dan) == (None,)
    assert [len(office.people.recorded(f"member:{what}")) for what in ("suspended", "lifted")] == [1, 1]


@pytest.mark.parametrize("way, answers", [
    ("suspend/", {}),
    ("leave/", {"remove": "yes"}),
    ("rights/", {"profession": "social_worker"}),
])  # fmt: skip
def test_the_last_administrator_does_not_go(office: Office, way: str, answers: dict[str, str]) -> None:
    answer = office.post(f"members/{office.administrator}/{way}", **answers)
    assert answer.status_code == 409
    assert b"Nobody else would be left to run the agency" in answer.content
    assert office.row("SELECT suspended_at, profession FROM agencies.member WHERE id = %s", office.administrator) == (
        None, "administrator",
    )  # fmt: skip
    assert office.people.recorded("page:refused")[0]["reason"] == "last_administrator"


def test_of_two_administrators_one_may_go_but_not_who_alone_keeps_the_node(office: Office) -> None:
    second = office.people.place(office.people.account("eva"), office.agency, "administrator", "Eva")
    assert office.post(f"members/{office.administrator}/suspend/").status_code == 409
    assert office.post(f"members/{second}/suspend/").status_code == 302


def test_an_administrator_who_is_not_the_last_may_suspend_or_end_the_own_place_and_it_is_recorded(
    office: Office,
) -> None:
    second = office.people.place(office.people.account("eva"), office.agency, "administrator", "Eva")
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [second])
    assert office.post(f"members/{office.administrator}/leave/", remove="yes").status_code == 200
    row = office.row("SELECT left_at IS NOT NULL FROM agencies.member WHERE id = %s", office.administrator)
    assert row == (True,)
    assert len(office.people.recorded("member:removed")) == 1
    assert office.get("").status_code in (302, 403)


def test_a_suspended_member_can_be_ended_and_the_own_place_suspended(office: Office) -> None:
    second = office.people.place(office.people.account("eva"), office.agency, "administrator", "Eva")
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [second])
    dan = office.colleagues["Dan"]
    office.post(f"members/{dan}/suspend/")
    assert b'data-left="removed"' in office.post(f"members/{dan}/leave/", remove="yes").content
    assert office.post(f"members/{office.administrator}/suspend/").status_code == 302
    assert office.get("").status_code == 403
    assert len(office.people.recorded("member:suspended")) == 2


def test_members_of_another_agency_are_nobody_here(office: Office) -> None:
    other = office.people.place(office.people.account("eva"), office.people.agency("Other"), "editor", "Eva")
    assert office.get(f"members/{other}/").status_code == 404
    assert office.post(f"members/{other}/suspend/").status_code == 404
    assert office.row("SELECT suspended_at FROM agencies.member WHERE id = %s", other) == (None,)


def test_nobody_else_reaches_administration(office: Office) -> None:
    office.people.with_password(office.colleagues["Sara"])
    give_app(3)
    sara = Client()
    sign_in(sara, "sara")
    sara.post("/account/sign-in/proof/", {"code": code()})
    dan = office.colleagues["Dan"]
    for path in (
        "",
        "members/",
        "members/invite/",
        "agency/",
        "agencies/",
        f"members/{dan}/",
        f"members/{dan}/rights/",
    ):
        assert sara.get(f"/administration/{path}").status_code == 404
    assert sara.post(f"/administration/members/{dan}/suspend/").status_code == 404
    assert b"/administration/" not in sara.get("/").content


def test_a_seat_in_a_team_that_the_page_does_not_offer_stays(office: Office) -> None:
    dan, owner = office.colleagues["Dan"], office.people.owner
    owner.execute(
        "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
        "SELECT gen_random_uuid(), %s, to_char(n, '\"Team \"00'), '{social_worker}', '{en}' "
        "FROM generate_series(1, 51) n",
        [office.agency],
    )
    owner.execute(
        "INSERT INTO agencies.seat (id, member_id, team_id) SELECT gen_random_uuid(), %s, id FROM agencies.team "
        "WHERE name IN ('Team  01', 'Team  51')",
        [dan],
    )
    seats = "SELECT array_agg(t.name ORDER BY t.name) FROM agencies.seat s JOIN agencies.team t ON t.id = s.team_id"
    assert office.row(seats) == (["Team  01", "Team  51"],)
    assert b"Team  51</label>" not in office.get(f"members/{dan}/").content
    assert office.post(f"members/{dan}/teams/").status_code == 302
    assert office.row(seats) == (["Team  51"],)


# --- Rights are seen by two -------------------------------------------------------------------------------------


def rights(office: Office, member: UUID) -> Any:
    """Profession, supervision, the node."""
    return office.row("SELECT profession, supervises, keeps_node FROM agencies.member WHERE id = %s", member)


def waiting(office: Office) -> UUID:
    """The change that waits."""
    (change,) = office.row("SELECT id FROM agencies.change WHERE outcome = 'waits'")
    found: UUID = change
    return found


def test_less_takes_effect_at_once(office: Office) -> None:
    sara = office.colleagues["Sara"]
    answer = office.post(f"members/{sara}/rights/", profession="social_worker")
    assert b'data-rights="at_once"' in answer.content
    assert rights(office, sara) == ("social_worker", False, False)
    (said,) = office.people.recorded("rights:changed")
    assert said["detail"]["waits"] is False


def test_more_waits_until_a_second_person_has_confirmed_it(office: Office) -> None:
    dan = office.colleagues["Dan"]
    answer = office.post(f"members/{dan}/rights/", profession="social_worker", supervises="yes")
    assert b'data-rights="waits"' in answer.content
    assert rights(office, dan) == ("social_worker", False, False)
    change = waiting(office)
    assert office.post(f"changes/{change}/", answer="yes").status_code == 409  # not by who asked
    sara = second(office)
    assert b"Dan" in sara.get("/administration/changes/").content
    assert sara.post(f"/administration/changes/{change}/", {"answer": "yes"}).status_code == 302
    assert rights(office, dan) == ("social_worker", True, False)
    assert len(office.people.recorded("rights:confirmed")) == 1
    assert sara.post(f"/administration/changes/{change}/", {"answer": "yes"}).status_code == 409


def test_a_refused_change_changes_nothing(office: Office) -> None:
    dan = office.colleagues["Dan"]
    office.post(f"members/{dan}/rights/", profession="administrator")
    second(office).post(f"/administration/changes/{waiting(office)}/", {"answer": "no"})
    assert rights(office, dan) == ("social_worker", False, False)
    assert len(office.people.recorded("rights:refused")) == 1


def test_nobody_confirms_a_change_about_themselves(office: Office) -> None:
    sara = office.colleagues["Sara"]
    answer = office.post(f"members/{sara}/rights/", profession="administrator", supervises="yes")
    assert answer.status_code == 409
    assert b"nobody else in your agency could confirm" in answer.content
    dan = second(office, "Dan")
    assert dan.get("/administration/changes/").status_code == 404


def test_where_there_are_two_administrators_a_supervisor_confirms_nothing(office: Office) -> None:
    office.people.place(office.people.account("eva"), office.agency, "administrator", "Eva")
    office.post(f"members/{office.colleagues['Dan']}/rights/", profession="social_worker", supervises="yes")
    sara = second(office)
    assert b"Nothing waits for you" in sara.get("/administration/changes/").content
    assert sara.post(f"/administration/changes/{waiting(office)}/", {"answer": "yes"}).status_code == 409
    assert rights(office, office.colleagues["Dan"])[1] is False
