"""How a link stands, and what became of what was said in it, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from safeconduct.counsel.channel.models import Link
from safeconduct.counsel.channel.queries import Item
from safeconduct.counsel.channel.rules import Standing
from safeconduct.exchange.models import Outgoing
from safeconduct.referrals.wire.linking import LinkEnd, LinkSide
from safeconduct.vocabulary.decisions import Words

WHY: Mapping[LinkEnd, tuple[Words, Words]] = {
    LinkEnd.WITHDRAWN: (
        _("The person took it back. What the other lawyer had sent is destroyed here; what you sent, there."),
        _("The person took it back. What the other lawyer had sent is destroyed here; what you sent, there."),
    ),
    LinkEnd.MANDATE: (
        _("Your mandate has ended. What came stays with this matter."),
        _("The mandate of the other lawyer has ended. What came stays with this matter."),
    ),
    LinkEnd.CLOSED: (
        _("You closed this matter. What came stays with it."),
        _("The other lawyer closed their matter. What came stays with this one."),
    ),
    LinkEnd.LAWYER: (
        _("You ended it. What came stays with this matter."),
        _("The other lawyer ended it. What came stays with this matter."),
    ),
}
"""Why it is over: said by us, said by them."""
SAID_NO: tuple[Words, Words] = (_("You said no."), _("The other lawyer said no."))
"""Where a lawyer ended it before it was open."""
OUTCOMES: Mapping[str, Words] = {
    Outgoing.WAITING: _("on its way"),
    Outgoing.VOIDED: _("not sent: the consent ended before"),
    Outgoing.REFUSED: _("not taken in there: telephone them"),
}


def how_it_stands(now: Standing) -> Words:
    """In a few words."""
    if now.ended is not None:
        return _("over")
    if not now.is_accepted:
        return (
            _("waits for the other lawyer") if now.ours is LinkSide.PROPOSER else _("waits for your answer")
        )
    return _("open") if now.road else _("rests: the referral does not carry it now")


def why_over(link: Link, *, by_us: bool) -> Words:
    """Why it is over, and what became of what came."""
    if not link.why:
        return ""
    is_no = link.why == LinkEnd.LAWYER and link.accepted_at is None and link.ended_by == LinkSide.ACCEPTER
    ours, theirs = SAID_NO if is_no else WHY[LinkEnd(link.why)]
    return ours if by_us else theirs


def outcome(item: Item) -> Words:
    """Whether one of ours has arrived there; empty for what came."""
    return OUTCOMES.get(item.outcome, _("arrived there")) if item.is_ours else ""
