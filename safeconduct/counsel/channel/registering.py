"""What the rooms below are told of links between lawyers."""

from safeconduct.counsel.channel.actions import taken_back
from safeconduct.counsel.channel.inbound import linked
from safeconduct.exchange import handlers
from safeconduct.referrals import endings
from safeconduct.referrals.wire.linking import LINKED


def register() -> None:
    """Called once, when the application starts."""
    handlers.register(LINKED, linked)
    endings.register(taken_back)
