"""Messages of node be, given to their handler as the inbox does."""

from datetime import datetime

from safeconduct.access.acting import receiving
from safeconduct.access.clock import domain_now
from safeconduct.exchange.handlers import Handled, Handler
from safeconduct.exchange.wire import ConsentRef, Header, Lane, Opened, Routing
from safeconduct.vocabulary.identifiers import CaseHandle, MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes


def arrive(
    envelopes: Envelopes,
    handler: Handler,
    body: dict[str, object],
    handle: str,
    consent: ConsentRef | None = None,
) -> Handled:
    """What the handler of this message says. Raises RefuseMessage as it does."""
    routing = Routing(
        id=MessageId(uuid7()), source=NodeId("be"), type="t", subject=CaseHandle(handle),
        time=datetime.fromisoformat("2026-03-02T09:00:00+00:00"), sequence=1, lane=Lane.MAIN, sender=envelopes.other,
        recipient=envelopes.own, kid="0" * 16, expires=datetime.fromisoformat("2027-03-02T09:00:00+00:00"),
    )  # fmt: skip
    with as_process("inbox"), receiving(NodeId("be"), routing.id):
        return handler(Opened(Header(routing, consent, ""), body, "0" * 64), NodeId("be"), domain_now())
