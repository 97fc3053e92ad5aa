"""The functions of the exchange about other nodes: who may call each, and that they refuse everybody else."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safeconduct.keys.parsing import to_base64
from safeconduct.keys.public import promise
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.roles import APP, INBOX, WORKER
from tests.access.names import ID
from tests.access.test_functions import FUNCTIONS
from tests.access.world import World

CALLERS = {
    "publish_own_card(jsonb,text)": [APP],
    "confirm_peer(jsonb,text)": [APP],
    "renew_peer(jsonb,text)": [APP, WORKER],
    "suspend_peer(text)": [APP],
    "resume_peer(text)": [APP],
    "remove_peer(text)": [APP],
    "health(text)": [APP],
    "mark_asked(text,boolean)": [WORKER],
    # inside only, and for the owner's commands
    "keep_card(jsonb,text)": [],
    "keep_agencies(jsonb)": [],
    "keep_peer(jsonb,text)": [],
    "offer_card(jsonb,text)": [],
    "numbers_of(text)": [],
    "promise(jsonb)": [],
    "compare_keys(jsonb,jsonb)": [],
    "forget_peer(text)": [],
    "agreed_with(text,bigint)": [APP, INBOX, WORKER],
    "caught_up(text)": [APP],
    # of triggers: a restored peer's lane leaps, and sealed bytes go with the consent and with the key
    "leap()": [],
    "destroy_sealed(uuid,text[])": [],
    "destroy_with_the_consent()": [],
    "destroy_with_the_key()": [],
}


KEYS = [
    {"kid": kid, "use": use, "public": f"{use} {kid}", "types": ["safeconduct.x.v1"]}
    for kid, use in (("a", "object"), ("b", "hop"))
]


def card(
    node: str = "fi", agency: str = "turku", print_: str = "1", keys: list[dict[str, Any]] = KEYS
) -> tuple[str, str]:
    """What a process hands over after it has verified the card: its words and its fingerprint."""
    entry = {
        "id": str(ID(agency)), "name": agency, "country": "FI", "sector": "ngo", "languages": ["fi"],
        "duty_number": "",
        "teams": [{"id": str(ID(f"team {agency}")), "name": "A", "professions": [], "languages": []}],
        "services": [{"id": str(ID(f"service {agency}")), "team": str(ID(f"team {agency}")), "service": "shelter",
                      "needs": ["housing"], "purpose": "referral_service", "takes_children": False, "hours": ""}],
    }  # fmt: skip
    words = {"node": node, "issued": "2026-03-02T09:30:00Z", "keys": keys, "agencies": [entry]}
    return json.dumps(words), print_


@pytest.fixture
def keeper(world: World) -> Iterator[str]:
    """Adam, who keeps the node for the length of a test."""
    world.owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [ID("adam")])
    yield "adam"
    world.owner.execute("UPDATE agencies.member SET keeps_node = false WHERE id = %s", [ID("adam")])


@contextmanager
def refused(word: str) -> Iterator[None]:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=word):
        yield


def peers(connection: psycopg.Connection, node: str = "fi") -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT fingerprint, held_since IS NOT NULL, offered IS NOT NULL FROM exchange.peer WHERE node = %s",
        [node],
    ).fetchall()


def test_every_function_has_its_callers_and_runs_with_a_fixed_path(world: World) -> None:
    with world.owner.transaction():
        world.owner.execute("SET LOCAL search_path = pg_catalog")
        rows = [row for row in world.owner.execute(FUNCTIONS).fetchall() if row[0].startswith("exchange.")]
    assert {row[0].removeprefix("exchange."): row[4] for row in rows} == CALLERS
    assert all(row[1] and row[2] == ["search_path=pg_catalog, pg_temp"] for row in rows)


@pytest.mark.own_sql
@pytest.mark.parametrize("who", ["ana", "sara", "adam", "nobody app"])
@pytest.mark.parametrize(
    ("function", "values"),
    [
        ("confirm_peer(%s, %s)", card()),
        ("renew_peer(%s, %s)", card()),
        ("suspend_peer(%s)", ("be",)),
        ("resume_peer(%s)", ("be",)),
        ("remove_peer(%s)", ("be",)),
        ("health(%s)", ("be",)),
        ("caught_up(%s)", ("be",)),
    ],
)
def test_only_who_keeps_the_node_is_let_in(
    world: World, who: str, function: str, values: tuple[str, ...]
) -> None:
    with world.acting(who) as connection, refused("keeps_no_node"):
        connection.execute(f"SELECT exchange.{function}", values)


def test_an_administrator_publishes_our_card_and_no_other(world: World) -> None:
    with world.acting("adam") as connection:
        connection.execute("SELECT exchange.publish_own_card(%s, %s)", card("ro", "alfa"))
        assert peers(connection, "ro") == [("1", False, False)]
        with refused("not_our_card"):
            connection.execute("SELECT exchange.publish_own_card(%s, %s)", card())
    with world.acting("ana") as connection, refused("no_administrator"):
        connection.execute("SELECT exchange.publish_own_card(%s, %s)", card("ro", "alfa"))


def test_a_confirmed_card_brings_its_agencies_teams_and_services(world: World, keeper: str) -> None:
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
        assert peers(connection) == [("1", False, False)]
        found = connection.execute(
            "SELECT a.node, t.name, e.service FROM agencies.agency a JOIN agencies.team t ON t.agency_id = a.id "
            "JOIN directory.entry e ON e.team_id = t.id WHERE a.id = %s",
            [ID("turku")],
        ).fetchall()
        assert found == [("fi", "A", "shelter")]


@pytest.mark.parametrize("agency", ["alfa", "gent"])
def test_no_card_takes_an_agency_of_ours_or_of_another_node(world: World, keeper: str, agency: str) -> None:
    with world.acting(keeper) as connection, refused("belongs_to_another"):
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card("fi", agency))


def test_our_own_card_is_no_peers(world: World, keeper: str) -> None:
    with world.acting(keeper) as connection, refused("our_own_card"):
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card("ro", "alfa"))
    with world.acting(keeper) as connection, refused("no_such_peer"):
        connection.execute("SELECT exchange.suspend_peer('ro')")


def test_other_keys_hold_the_peer_and_the_confirmed_ones_do_not_lift_it(world: World, keeper: str) -> None:
    with world.acting(keeper) as connection:
        renew = "SELECT exchange.renew_peer(%s, %s)"
        assert connection.execute(renew, card()).fetchone() == ("unknown",)
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
        assert connection.execute(renew, card()).fetchone() == ("renewed",)
        assert connection.execute(renew, card(print_="2")).fetchone() == ("held",)
        assert peers(connection) == [("1", True, True)]
        assert connection.execute(renew, card()).fetchone() == ("held",)
        connection.execute("SELECT exchange.resume_peer('fi')")
        assert peers(connection) == [("1", False, False)]


@pytest.mark.parametrize(
    "keys",
    [
        [],
        KEYS[:1],
        [KEYS[0] | {"public": "of somebody else"}, KEYS[1]],
        [KEYS[0] | {"types": ["*"]}, KEYS[1]],
        [KEYS[0] | {"use": "hop"}, KEYS[1]],
    ],
)
def test_other_keys_are_seen_whatever_print_the_caller_names(
    world: World, keeper: str, keys: list[dict[str, Any]]
) -> None:
    """A taken worker may hand over what it likes: it must not put its own keys under a peer's name."""
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
        renew = "SELECT exchange.renew_peer(%s, %s)"
        assert connection.execute(renew, card(keys=KEYS[::-1])).fetchone() == ("renewed",)
        assert connection.execute(renew, card(keys=keys)).fetchone() == ("held",)
        assert peers(connection) == [("1", True, True)]


def line(keys: list[dict[str, Any]]) -> str:
    """The promise of keys, as any node computes it."""
    text = "\n".join(sorted(f"{key['kid']} {key['use']} {key['public']}" for key in keys))
    return hashlib.sha256(text.encode()).hexdigest()


NEXT = [
    {"kid": kid, "use": use, "public": f"{use} {kid}", "types": ["safeconduct.x.v1"]}
    for kid, use in (("c", "object"), ("d", "hop"))
]
LATER = [{**key, "kid": f"{key['kid']}{key['kid']}"} for key in NEXT]


def promising(keys: list[dict[str, Any]], then: list[dict[str, Any]] | None, print_: str) -> tuple[str, str]:
    words = json.loads(card(keys=keys)[0])
    return json.dumps(words if then is None else words | {"next": line(then)}), print_


def test_the_promise_is_the_one_that_the_keys_room_writes(world: World) -> None:
    signing = {use: Ed25519PrivateKey.generate().public_key() for use in Use}
    entries = [
        {"kid": key_id(key), "use": use.value, "public": to_base64(key.public_bytes_raw())}
        for use, key in signing.items()
    ]
    said = world.owner.execute("SELECT exchange.promise(%s)", [json.dumps(entries)]).fetchone()
    assert said == (promise(signing),)


def test_promised_keys_are_taken_in_step_by_step_without_a_call(world: World, keeper: str) -> None:
    steps = [
        (promising(KEYS, NEXT, "1"), "renewed"),
        (promising([*KEYS, *NEXT], LATER, "2"), "renewed"),
        (promising(NEXT, LATER, "3"), "renewed"),
        (promising(LATER, KEYS, "4"), "renewed"),
    ]
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
        for offer, said in steps:
            assert connection.execute("SELECT exchange.renew_peer(%s, %s)", offer).fetchone() == (said,)
            assert peers(connection) == [(offer[1], False, False)]
        turned = "SELECT turned_at IS NOT NULL FROM exchange.peer WHERE node = 'fi'"
        assert connection.execute(turned).fetchone() == (True,)


@pytest.mark.parametrize(
    "offer",
    [
        promising([*KEYS, *LATER], NEXT, "2"),
        promising([*KEYS, NEXT[0]], LATER, "2"),
        promising([*KEYS, *NEXT, *LATER], KEYS, "2"),
        promising([KEYS[0], NEXT[1] | {"public": "of somebody else"}], LATER, "2"),
        promising(KEYS, LATER, "1"),
        promising(KEYS, None, "1"),
        promising(KEYS[:1], LATER, "2"),
    ],
    ids=[
        "not promised",
        "a part",
        "more",
        "one other",
        "another promise",
        "no promise",
        "fewer, another promise",
    ],
)
def test_keys_that_were_not_promised_hold_the_peer(world: World, keeper: str, offer: tuple[str, str]) -> None:
    """Who has stolen today's keys can neither name tomorrow's nor promise others."""
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", promising(KEYS, NEXT, "1"))
        assert connection.execute("SELECT exchange.renew_peer(%s, %s)", offer).fetchone() == ("held",)
        assert peers(connection) == [("1", True, True)]


def test_an_older_card_is_not_played_again(world: World, keeper: str) -> None:
    text, print_ = card()
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", [text, print_])
        older = text.replace("2026-03-02", "2026-03-01")
        said = connection.execute("SELECT exchange.renew_peer(%s, %s)", [older, print_]).fetchone()
        assert said == ("older",)


def test_a_card_from_before_a_restore_is_older_whatever_time_it_gives(world: World, keeper: str) -> None:
    text, print_ = card()
    of_epoch = {epoch: text.replace('"node"', f'"epoch": {epoch}, "node"', 1) for epoch in (7, 9)}
    renew = "SELECT exchange.renew_peer(%s, %s)"
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", [text, print_])
        # The machine on which it was restored may have a slow clock: the epoch goes before the time.
        restored = of_epoch[9].replace("2026-03-02", "2026-03-01")
        assert connection.execute(renew, [restored, print_]).fetchone() == ("renewed",)
        for older in (text.replace("2026-03-02", "2026-03-09"), of_epoch[7]):
            assert connection.execute(renew, [older, print_]).fetchone() == ("older",)


def test_a_peer_with_something_under_way_stays(world: World, keeper: str) -> None:
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card("be", "gent"))
        row = connection.execute("SELECT open_referrals, waiting FROM exchange.health('be')").fetchone()
        assert row is not None
        assert max(row) > 0
        with refused("referrals_are_open"):
            connection.execute("SELECT exchange.remove_peer('be')")


def test_a_peer_with_nothing_under_way_goes_and_its_services_with_it(world: World, keeper: str) -> None:
    with world.acting(keeper) as connection:
        connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
        connection.execute("SELECT exchange.remove_peer('fi')")
        assert peers(connection) == []
        left = connection.execute("SELECT 1 FROM directory.entry WHERE agency_id = %s", [ID("turku")])
        assert left.fetchall() == []


def test_the_worker_renews_and_confirms_nobody(world: World) -> None:
    with world.acting("worker") as connection:
        assert connection.execute("SELECT exchange.renew_peer(%s, %s)", card()).fetchone() == ("unknown",)
        with refused("permission denied"):
            connection.execute("SELECT exchange.confirm_peer(%s, %s)", card())
    with world.acting("peer be") as connection, refused("permission denied"):
        connection.execute("SELECT exchange.renew_peer(%s, %s)", card())
