"""The page "Programs that act for you": a token is made after a confirmation, shown once, and revoked at once."""

import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from tests.conftest import ConnectAs
from tests.site.people import People, confirm, with_app

PAGE, NEW = "/account/software/", "/account/software/new/"


def in_days(days: int) -> str:
    """A day as the form takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def made(client: Client, **answers: object) -> str:
    """A token, made on the page."""
    given = {"name": "Case book", "scopes": ["read", "move"], "until": in_days(90), **answers}
    page = client.post(NEW, given).content.decode()
    found = re.search(r'data-token-text="([^"]+)"', page)
    assert found, page
    return found[1]


def opens(token: str) -> int:
    """The status of a request with this token and no cookie."""
    return Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code


def test_making_one_asks_who_it_is_first(client: Client, ana: UUID) -> None:
    with_app(client)
    assert client.get(NEW).headers["Location"] == f"/account/confirm/?next={NEW}"
    answer = client.post(NEW, {"name": "x", "scopes": ["read"], "until": in_days(1)})
    assert (answer.status_code, b"sc_" in answer.content) == (409, False)
    assert confirm(client, after=NEW) == NEW
    assert in_days(90) in client.get(NEW).content.decode()


def test_a_token_is_shown_once_opens_and_is_revoked_at_once(
    client: Client, ana: UUID, people: People, connect_as: ConnectAs
) -> None:
    with_app(client)
    confirm(client)
    token = made(client)
    assert opens(token) == 200
    page = client.get(PAGE).content.decode()
    assert token not in page
    assert (token[:11] in page, "Case book" in page) == (True, True)
    assert token not in str(connect_as("owner").execute("SELECT * FROM access.token").fetchall())
    (made_id,) = re.findall(r'data-token="([^"]+)"', page)
    client.post(f"{PAGE}{made_id}/revoke/")
    assert opens(token) == 401
    assert "Revoked by you" in client.get(PAGE).content.decode()
    recorded = [people.recorded(action)[0]["detail"] for action in ("token:made", "token:revoked")]
    assert recorded == [
        {"made": made_id, "scopes": ["move", "read"], "until": in_days(90)},
        {"revoked": made_id, "is_own": True},
    ]


WRONG: list[tuple[str, object, str]] = [
    ("name", "", "which program"),
    ("name", "x" * 61, "which program"),
    ("name", "Case\x00book", "Remove the characters that cannot be shown."),
    ("scopes", ["everything"], "Tick at least one"),
    ("until", in_days(0), "Enter a day after today"),
    ("until", in_days(366), "Enter a day after today"),
    ("until", "soon", "Enter a day after today"),
]


def test_a_wrong_answer_is_named_and_nothing_typed_is_lost(client: Client, ana: UUID) -> None:
    with_app(client)
    confirm(client)
    for field, value, sentence in WRONG:
        given = {"name": "Case book", "scopes": ["read"], "until": in_days(30), field: value}
        page = client.post(NEW, given)
        text = page.content.decode()
        assert (page.status_code, sentence in text) == (422, True), (field, value)
        kept = {"name": "Case book", "scopes": 'value="read" checked', "until": in_days(30)}
        assert all(words in text for name, words in kept.items() if name != field), (field, value)


def test_nobody_revokes_anothers(client: Client, ana: UUID, people: People) -> None:
    with_app(client)
    confirm(client)
    token = made(client)
    (found,) = people.owner.execute("SELECT id FROM access.token").fetchone() or (None,)
    other = people.place(people.account("dan"), people.agency("Other"))
    people.owner.execute("UPDATE access.token SET member_id = %s", [other])
    assert client.post(f"{PAGE}{found}/revoke/").status_code == 404
    assert opens(token) == 200


def test_a_sign_in_of_a_browser_opens_nothing_in_the_api(client: Client, ana: UUID) -> None:
    with_app(client)
    assert client.get(PAGE).status_code == 200
    said = client.get("/api/v1/referrals")
    assert (said.status_code, json.loads(said.content)["type"]) == (401, "api.md#no-token")
    assert not said.cookies
    # Nor does it stand in the way: with a token the cookie is not even looked at.
    confirm(client)
    token = made(client)
    session = client.session
    session["member"] = str(uuid4())
    session.save()
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 200
