"""What a peer's messages do here. Each handler runs in the inbox's transaction, as that peer, and may refuse.

The inbox can write replicas and read none; it sees and moves only referrals shared with the peer.
"""

from safeconduct.exchange.catching_up import repeating
from safeconduct.exchange.handlers import register
from safeconduct.exchange.held import RELEASED
from safeconduct.exchange.outbox import VOID
from safeconduct.referrals import clockwork
from safeconduct.referrals.actions import MOVED, OPENED, TOLD
from safeconduct.referrals.beds.message import BEDS, FIRST_COUNT
from safeconduct.referrals.conferring.message import CONFERRED
from safeconduct.referrals.drafting import OFFERED
from safeconduct.referrals.effects import ERASED
from safeconduct.referrals.enquiries import message as enquiry
from safeconduct.referrals.given_back import HISTORY, tell
from safeconduct.referrals.holders.actions import HOLDER
from safeconduct.referrals.inbound import enquiries
from safeconduct.referrals.inbound.beds import beds, first_count
from safeconduct.referrals.inbound.chain import chain_stands
from safeconduct.referrals.inbound.conferring import conferred
from safeconduct.referrals.inbound.given_back import given_back
from safeconduct.referrals.inbound.holders import holder_asked
from safeconduct.referrals.inbound.moving import clock_moved, consent_expired, moved, withdrawn
from safeconduct.referrals.inbound.sharing import narrowed, offered, released, updated
from safeconduct.referrals.inbound.tasks import tasked
from safeconduct.referrals.inbound.telling import erased, nudged, opened_there, told, voided
from safeconduct.referrals.sharing import UPDATED
from safeconduct.referrals.takebacks import NARROWED, WITHDRAWN
from safeconduct.referrals.tasks.actions import TASK

__all__ = [
    "ERASED", "chain_stands", "clock_moved", "conferred", "consent_expired", "erased", "given_back", "holder_asked",
    "moved", "narrowed", "nudged", "offered", "opened_there", "register_all", "released", "tasked", "told", "updated",
    "voided", "withdrawn",
]  # fmt: skip


def register_all() -> None:
    """Called when the application starts."""
    for message_type, handler in {
        OFFERED: offered,
        MOVED: moved,
        clockwork.MOVED: clock_moved,
        clockwork.EXPIRED: consent_expired,
        clockwork.NUDGED: nudged,
        clockwork.CHAIN: chain_stands,
        TOLD: told,
        TASK: tasked,
        CONFERRED: conferred,
        HOLDER: holder_asked,
        UPDATED: updated,
        NARROWED: narrowed,
        WITHDRAWN: withdrawn,
        RELEASED: released,
        ERASED: erased,
        OPENED: opened_there,
        VOID: voided,
        HISTORY: given_back,
        enquiry.ASKED: enquiries.enquired,
        enquiry.ANSWERED: enquiries.answered,
        enquiry.WITHDRAWN: enquiries.withdrawn,
        clockwork.TAKEN: enquiries.taken,
        clockwork.KEPT: enquiries.kept,
        BEDS: beds,
        FIRST_COUNT: first_count,
    }.items():
        register(message_type, handler)
    repeating.register(tell)
