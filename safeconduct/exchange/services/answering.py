"""What this node answers to a peer that asks for services: runs in the inbox, as that peer."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings

from safeconduct.access.acting import receiving
from safeconduct.exchange.models import Peer
from safeconduct.exchange.services.handlers import giving
from safeconduct.exchange.services.wire import read_question, write_page
from safeconduct.vocabulary.identifiers import MessageId, NodeId, uuid7


def answer_to(body: bytes, peer: NodeId) -> bytes:
    """The answer's body. Raises WireError."""
    asked = read_question(body)
    with receiving(peer, MessageId(uuid7())):
        page = giving()(asked)
        own = Peer.objects.filter(node=settings.NODE).values_list("card", flat=True).first()
    issued = datetime.fromisoformat(own["issued"]) if own else None
    return write_page(replace(page, card=issued))
