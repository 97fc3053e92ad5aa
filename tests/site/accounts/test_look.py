"""What a page asks of its sign-in is one statement, and says what those that it stands for would say."""

from uuid import UUID

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.people import People, sign_in, with_app

PAGE = "/account/"
OF_A_SIGN_IN = ("django_session", "auth_user", 'agencies"."member', "mfa_authenticator")


@pytest.fixture
def signed_in(client: Client, ana: UUID) -> UUID:
    """Ana, signed in with her app."""
    with_app(client)
    return ana


def looks(client: Client, *, status: int = 200) -> int:
    """How many statements a page asks of who is signed in."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/find/").status_code == status
    return sum(any(table in one["sql"] for table in OF_A_SIGN_IN) for one in asked)


@pytest.mark.usefixtures("signed_in")
def test_a_page_asks_once_who_is_signed_in(client: Client) -> None:
    assert looks(client) == 1


@pytest.mark.usefixtures("signed_in")
def test_where_the_list_of_sign_ins_names_nobody_or_another_account_the_sealed_sign_in_holds(
    client: Client, people: People
) -> None:
    people.dan()
    (dan,) = people.owner.execute("SELECT id FROM auth_user WHERE username = 'dan'").fetchone() or (0,)
    people.owner.execute("UPDATE usersessions_usersession SET user_id = %s", [dan])
    assert looks(client) > 1
    html = client.get(PAGE).content.decode()
    assert "Casa Salcia" in html
    assert "Other" not in html
    UserSession.objects.all().delete()
    assert looks(client) > 1
    assert "Casa Salcia" in client.get(PAGE).content.decode()


def test_a_place_that_is_closed_is_closed_on_the_next_page(
    client: Client, people: People, signed_in: UUID
) -> None:
    assert looks(client) == 1
    people.suspend(signed_in)
    assert client.get("/find/").status_code == 403


@pytest.mark.usefixtures("signed_in")
def test_without_its_factors_an_account_opens_nothing_on_the_next_page(
    client: Client, people: People
) -> None:
    people.owner.execute("DELETE FROM mfa_authenticator")
    assert client.get("/find/").headers["Location"] == "/account/"


def test_of_several_places_the_page_is_that_of_the_chosen_one(client: Client, people: People) -> None:
    people.ana("editor")
    (account,) = people.owner.execute("SELECT id FROM auth_user WHERE username = 'ana'").fetchone() or (0,)
    second = people.place(account, people.agency("Cabinet Teiul"), "trainer", "Ana there")
    sign_in(client)
    client.post("/account/place/", {"place": str(second), "next": PAGE})
    assert "Cabinet Teiul" in client.get(PAGE).content.decode()
