"""Who acts in this transaction. Each helper opens the outermost transaction and puts a signed token into it.

Without one of these the row policies show nothing. They are durable on purpose: an inner one would silently
keep the outer member.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from safeconduct.access.ring import ring
from safeconduct.keys import context
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId


@contextmanager
def acting(member: MemberId) -> Iterator[None]:
    """A transaction in which this member of the node acts (role app)."""
    with _as(context.member_token(ring(), member)):
        yield


@contextmanager
def receiving(peer: NodeId, message: MessageId) -> Iterator[None]:
    """A transaction that takes in one verified message of a peer (role inbox)."""
    with _as(context.peer_token(ring(), peer, message)):
        yield


@contextmanager
def working() -> Iterator[None]:
    """A transaction of the worker (role worker)."""
    with _as(context.worker_token(ring())):
        yield


@contextmanager
def _as(token: str) -> Iterator[None]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('safeconduct.context', %s, true)", [token])
        yield
