"""What inbox and worker are shown by a token that is none of theirs, in every way in which one can be bad: nothing.

Those of the web process are tried in `test_context.py`.
"""

import time
from collections.abc import Callable

import pytest

from safeconduct.keys.context import worker_token
from tests.access.names import ID
from tests.access.test_context import seen, signed, soon, with_end, with_other_mac
from tests.access.world import World


def _peer(world: World, seconds: int = 60) -> str:
    return world.token("peer be", seconds)


MESSAGE = ID("message")
BAD_OF_A_PEER: dict[str, Callable[[World], str]] = {
    "forged mac": lambda world: with_other_mac(_peer(world)),
    "no mac": lambda world: _peer(world).rpartition("|")[0] + "|",
    "another peer under the mac of one": lambda world: world.token("peer se").replace("se|", "be|", 1),
    "another message under the mac of one": lambda world: _peer(world).replace(str(MESSAGE), str(ID("ana"))),
    "a later end under the mac of an earlier": lambda world: with_end(_peer(world), soon() + 3600),
    "outlived": lambda world: _peer(world, -1),
    "ends now": lambda world: signed(world, f"be|{MESSAGE}|{int(time.time())}", "inbox"),
    "signed by the web process": lambda world: signed(world, f"be|{MESSAGE}|{soon()}"),
    "signed by the worker": lambda world: signed(world, f"be|{MESSAGE}|{soon()}", "worker"),
    "without a message": lambda world: signed(world, f"be|{soon()}", "inbox"),
    "a part too many": lambda world: signed(world, f"be|{MESSAGE}|x|{soon()}", "inbox"),
    "separator before the subject": lambda world: signed(world, f"|be|{MESSAGE}|{soon()}", "inbox"),
    "peer in capitals": lambda world: signed(world, f"BE|{MESSAGE}|{soon()}", "inbox"),
    "peer with a space": lambda world: signed(world, f" be|{MESSAGE}|{soon()}", "inbox"),
    "a peer of all names": lambda world: signed(world, f"%|{MESSAGE}|{soon()}", "inbox"),
    "no peer": lambda world: signed(world, f"|{MESSAGE}|{soon()}", "inbox"),
    "end with a sign": lambda world: signed(world, f"be|{MESSAGE}|+{soon()}", "inbox"),
    "end in letters": lambda world: signed(world, f"be|{MESSAGE}|infinity", "inbox"),
    "end beyond all years": lambda world: signed(world, f"be|{MESSAGE}|{10**13}", "inbox"),
    "without an end": lambda world: signed(world, f"be|{MESSAGE}", "inbox"),
    "two tokens": lambda world: f"{_peer(world)}|{_peer(world)}",
    "bare name": lambda _: "be",
    "of a member": lambda world: world.token("ana"),
    "of the worker": lambda world: world.token("worker"),
    "the worker named by the inbox": lambda world: signed(world, f"worker|{soon()}", "inbox"),
    "only separators": lambda _: "|||",
}


@pytest.mark.parametrize("kind", BAD_OF_A_PEER)
def test_no_other_token_shows_the_inbox_anything(world: World, kind: str) -> None:
    bad = BAD_OF_A_PEER[kind](world)
    assert seen(world, "inbox", bad) == {}
    with world.with_token("inbox", bad) as connection:
        named = connection.execute("SELECT access.current_peer()").fetchone()
        assert named is None or named[0] != "be"


BAD_OF_THE_WORKER: dict[str, Callable[[World], str]] = {
    "forged mac": lambda world: with_other_mac(world.token("worker")),
    "no mac": lambda world: world.token("worker").rpartition("|")[0] + "|",
    "a later end under the mac of an earlier": lambda world: with_end(world.token("worker"), soon() + 3600),
    "outlived": lambda world: worker_token(world.rings["worker"], seconds=-1),
    "ends now": lambda world: signed(world, f"worker|{int(time.time())}", "worker"),
    "signed by the web process": lambda world: signed(world, f"worker|{soon()}"),
    "signed by the inbox": lambda world: signed(world, f"worker|{soon()}", "inbox"),
    "another subject": lambda world: signed(world, f"clock|{soon()}", "worker"),
    "in capitals": lambda world: signed(world, f"WORKER|{soon()}", "worker"),
    "with a space": lambda world: signed(world, f" worker|{soon()}", "worker"),
    "a part too many": lambda world: signed(world, f"worker|x|{soon()}", "worker"),
    "separator before the subject": lambda world: signed(world, f"|worker|{soon()}", "worker"),
    "no subject": lambda world: signed(world, f"|{soon()}", "worker"),
    "end with a sign": lambda world: signed(world, f"worker|+{soon()}", "worker"),
    "end in letters": lambda world: signed(world, "worker|infinity", "worker"),
    "end beyond all years": lambda world: signed(world, f"worker|{10**13}", "worker"),
    "without an end": lambda world: signed(world, "worker", "worker"),
    "two tokens": lambda world: f"{world.token('worker')}|{world.token('worker')}",
    "bare name": lambda _: "worker",
    "of a member": lambda world: world.token("ana"),
    "of a peer": lambda world: world.token("peer be"),
    "a member named by the worker": lambda world: signed(world, f"{ID('ana')}|{soon()}", "worker"),
    "only separators": lambda _: "||",
}


@pytest.mark.parametrize("kind", BAD_OF_THE_WORKER)
def test_no_other_token_shows_the_worker_anything(world: World, kind: str) -> None:
    bad = BAD_OF_THE_WORKER[kind](world)
    assert seen(world, "worker", bad) == {}
    with world.with_token("worker", bad) as connection:
        assert connection.execute("SELECT access.is_worker()").fetchone() == (False,)
