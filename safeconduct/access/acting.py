"""Who acts in this transaction. Each helper opens the outermost transaction and puts a signed token into it.

Without one of these the row policies show nothing. They are durable on purpose: an inner one would silently
keep the outer member.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from django.db import transaction

from safeconduct.access.ring import ring
from safeconduct.keys import context
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId
from safeconduct.vocabulary.together import asked, gathering


@contextmanager
def acting(member: MemberId, *, sign_in: str = "") -> Iterator[datetime]:
    """A transaction in which this member of the node acts (role app); gives the domain time of its beginning.

    `sign_in` (`requests.sign_in_of`) opens what is bound to it; whoever acts without one reads nothing in an emergency.
    """
    with _as(context.member_token(ring(), member, sign_in=sign_in)) as at:
        yield at


@contextmanager
def receiving(peer: NodeId, message: MessageId) -> Iterator[datetime]:
    """A transaction that takes in one verified message of a peer (role inbox); gives the domain time."""
    with _as(context.peer_token(ring(), peer, message)) as at:
        yield at


@contextmanager
def working() -> Iterator[datetime]:
    """A transaction of the worker (role worker); gives the domain time."""
    with _as(context.worker_token(ring())) as at:
        yield at


def as_somebody(token: str) -> AbstractContextManager[datetime]:
    """A transaction under a token that was made elsewhere: of a look by a paper code (`access/papers.py`)."""
    return _as(token)


@contextmanager
def _as(token: str) -> Iterator[datetime]:
    with transaction.atomic(durable=True), gathering():
        yield asked("SELECT set_config('safeconduct.context', %s, true), access.domain_now()", [token])[0][1]
