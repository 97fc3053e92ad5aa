"""The demonstration's button: it needs the setting and the owner's word, and opens nothing else."""

import psycopg
import pytest
from django.test import Client
from django.test.utils import override_settings

from tests.site.people import People, one_click


def call_it_a_demonstration(owner: psycopg.Connection, is_one: bool) -> None:
    owner.execute("UPDATE access.node SET is_demo = %s", [is_one])


def test_one_click_needs_the_setting_and_the_owners_word(client: Client, people: People) -> None:
    member = people.place(people.account("ana"), people.agency())
    try:
        for setting, word, status in (
            (True, True, 302),
            (False, True, 404),
            (True, False, 404),
            (False, False, 404),
        ):
            call_it_a_demonstration(people.owner, word)
            with override_settings(DEMO=setting):
                assert client.get("/sign-in/").status_code == (200 if status == 302 else 404)
                assert Client().post("/sign-in/", {"member": str(member)}).status_code == status
    finally:
        call_it_a_demonstration(people.owner, True)


def test_a_one_click_sign_in_is_worth_nothing_once_the_node_is_no_demonstration(
    client: Client, people: People
) -> None:
    people.place(people.account("ana"), people.agency())
    assert one_click(client, people) == 302
    with override_settings(DEMO=True):
        assert client.get("/").status_code == 200
    assert client.get("/").headers["Location"] == "/account/"
    assert people.recorded("sign_in:done")[0]["detail"] == {"way": "one_click"}


def test_in_the_demonstration_a_click_confirms_while_there_is_no_passkey(
    client: Client, people: People
) -> None:
    people.place(people.account("ana"), people.agency())
    one_click(client, people)
    with override_settings(DEMO=True):
        client.post("/account/confirm/", {"one_click": "1"})
    assert "stepped_up_at" in client.session
    plain = Client()
    one_click(plain, people)
    assert plain.post("/account/confirm/", {"one_click": "1"}).status_code == 422  # no demonstration any more
    assert "stepped_up_at" not in plain.session


@pytest.mark.parametrize("wanted, after", [("/find/", "/find/"), ("foo", "/"), ("//evil.example/", "/")])
def test_a_click_leads_to_a_page_of_this_node_only(
    client: Client, people: People, wanted: str, after: str
) -> None:
    member = people.place(people.account("ana"), people.agency())
    with override_settings(DEMO=True):
        answer = client.post("/sign-in/", {"member": str(member), "next": wanted})
    assert answer.headers["Location"] == after
