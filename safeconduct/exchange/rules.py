"""Whose card may be taken in, when it counts as confirmed, and when a peer may go. Pure.

That a card is whole and signed is `keys.card.verify_card`'s matter; here is what it says.
"""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.keys.card import Agency, Card
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.identifiers import NodeId

TO_TYPE = 2
"""So many groups at the end of the fingerprint are not shown: who adds a peer has them from the other side."""

OUR_OWN_CARD = Reason(
    "our_own_card", _("This is this node's own card."), _("Ask the other side for the card of their node.")
)
BELONGS_TO_ANOTHER = Reason(
    "belongs_to_another",
    _("This card speaks for an agency that this node, or another one that it knows, answers for."),
    _("Telephone them: a node's card may name its own agencies only."),
)
NOT_AS_WRITTEN = Reason(
    "not_as_written",
    _("A team or a service on this card is not written as this release reads it."),
    _("Ask them to bring their node up to date and to send the card again."),
)
NOT_CONFIRMED = Reason(
    "not_confirmed",
    _("These are not the last two groups of this card's fingerprint."),
    _("Let them read it to you once more. If it still differs, the card is not theirs: do not add it."),
)
OLDER = Reason(
    "older", _("This card is older than the one that is known."), _("Ask them for the card as it is today.")
)


def may_take_in(card: Card, *, own: NodeId, nodes: Mapping[UUID, str]) -> Decision:
    """Whether this card may stand beside what is known; `nodes` says which node answers for each agency so far."""
    if card.node == own:
        return Refused(OUR_OWN_CARD)
    if any(nodes.get(agency.id, card.node) != card.node for agency in card.agencies):
        return Refused(BELONGS_TO_ANOTHER)
    return Allowed() if _is_as_written(card.agencies) else Refused(NOT_AS_WRITTEN)


def shown(fingerprint: str) -> str:
    """The fingerprint without what the other side must say."""
    return " ".join(fingerprint.split()[:-TO_TYPE])


def may_confirm(fingerprint: str, heard: str) -> Decision:
    """Whether what was heard is the end of the fingerprint; spaces and the like do not count."""
    end = "".join(fingerprint.split()[-TO_TYPE:])
    return Allowed() if re.sub(r"[\s.-]", "", heard) == end else Refused(NOT_CONFIRMED)


def may_remove(*, open_referrals: int, waiting: int) -> Decision:
    """Whether a peer may go: not while anything is under way with it."""
    if open_referrals:
        sentence = ngettext(
            "%(n)d referral is still open with this node.",
            "%(n)d referrals are still open with this node.",
            open_referrals,
        )
        return Refused(Reason("referrals_are_open", sentence % {"n": open_referrals}, _CLOSE_OR_SUSPEND))
    if waiting:
        sentence = ngettext(
            "%(n)d message still waits to go to this node.",
            "%(n)d messages still wait to go to this node.",
            waiting,
        )
        return Refused(Reason("messages_wait", sentence % {"n": waiting}, _CLOSE_OR_SUSPEND))
    return Allowed()


_CLOSE_OR_SUSPEND = _("Suspend the node: then nothing goes to it, and nothing of it is believed.")


# --- As written -------------------------------------------------------------------------------------------


def _is_as_written(agencies: Iterable[Agency]) -> bool:
    """Whether the database can hold each team and service once, under its own agency."""
    teams: set[str] = set()
    services: set[object] = set()
    offers: set[tuple[object, object]] = set()
    for agency in agencies:
        own = {str(team.id) for team in agency.teams}
        if len(own) != len(agency.teams) or own & teams:
            return False
        teams |= own
        for service in agency.services:
            if not _is_service(service, own):
                return False
            key, offer = service["id"], (service["team"], service["service"])
            if key in services or offer in offers:
                return False
            services.add(key)
            offers.add(offer)
    return True


def _is_service(service: Mapping[str, object], teams: set[str]) -> bool:
    needs, days = service.get("needs"), service.get("open_days", [])
    return (
        _is_id(service.get("id"))
        and service.get("team") in teams
        and all(isinstance(service.get(name), str) for name in ("service", "purpose", "hours"))
        and _are_texts(needs)
        and all(_are_texts(service.get(name, [])) for name in ("jurisdictions", "proceeding_types"))
        and isinstance(service.get("takes_children"), bool)
        and isinstance(days, list)
        and all(type(day) is int and 0 <= day <= 6 for day in days)
        and all(_is_time(service.get(name)) for name in ("opens", "closes"))
    )


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_id(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _is_time(value: object) -> bool:
    return value is None or (
        isinstance(value, str)
        and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", value) is not None
    )
