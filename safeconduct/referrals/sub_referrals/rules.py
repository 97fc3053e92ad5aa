"""When a receiver may refer on, and who along the chain learns of it. Pure.

The consent that brought a referral names its receiver and nobody else, so nothing goes further by it: a sub-referral is
made from the receiver's own file and rests on a consent of its own, which names the next agency. The two ends of the
chain learn of each other only as far as the person has said so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.consent.rules import Recipient, kept_out
from safeconduct.referrals.codes import Kind, has_shape, moment, moment_text
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

CHAIN_NOT_ASKED = Reason(
    "chain_not_asked",
    _(
        "This person was referred to you, and nobody has asked whether the two agencies may know of each other."
    ),
    _("Ask the person, and enter the answer under “It came to you through somebody”."),
)
KEPT_OUT_BEFORE = Reason(
    "kept_out_by_the_consent_before",
    _("When the person was referred to you, they set that nothing may reach this agency."),
    _(
        "Choose another service. If the person sees it otherwise now, they tell it to whoever referred them to you."
    ),
)
BACK_TO_THE_SENDER = Reason(
    "back_to_the_sender",
    _("This agency referred the person to you: that is no referral onwards."),
    _("Give news on its referral, or say that this one is a matter of its own."),
)
NOT_RECEIVED_HERE = Reason(
    "not_received_beside",
    _("This referral does not lie beside the person's file here."),
    _("Choose one that lies beside it, or say that this one is a matter of its own."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """What is known of the referral by which the person came."""

    sender: UUID
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What was asked of the person: whether this goes on from a received one, and who may know of it."""

    part_of: UUID | None
    first_may_know: bool
    next_may_know: bool


def may_go_on(
    *, lies_beside: bool, is_asked: bool, through: Through | None, recipient: UUID, next_agency: Recipient
) -> Decision:
    """Whether this draft may leave as far as the chain goes; `through` where it is part of a received one."""
    if lies_beside and not is_asked:
        return Refused(CHAIN_NOT_ASKED)
    if through is None:
        return Allowed()
    if through.sender == recipient:
        return Refused(BACK_TO_THE_SENDER)
    is_kept_out = kept_out(through.conditions, next_agency) is not None
    return Refused(KEPT_OUT_BEFORE) if is_kept_out else Allowed()


# --- What the others are told ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Onward:
    """That the person was referred on: to which agency, in which country, for what, and when. Nothing else."""

    agency: UUID
    country: str
    service: str
    at: datetime

    def members(self) -> dict[str, str]:
        """As it travels, and as the first sender keeps it."""
        return {
            "agency": str(self.agency),
            "country": self.country,
            "service": self.service,
            "at": moment_text(self.at),
        }


def read_onward(found: object) -> Onward:
    """What a receiver said of referring on. Raises ValueError for anything else."""
    said = found if isinstance(found, Mapping) else {}
    country, at = said.get("country"), moment(said.get("at"))
    if not has_shape(said.get("agency"), Kind.IDENTIFIER) or at is None or not _is_country(country):
        raise ValueError("no onward referral")
    return Onward(UUID(str(said["agency"])), str(country), Service(str(said.get("service"))).value, at)


def known(found: Iterable[object]) -> list[Onward]:
    """Those of the kept ones that can be read."""
    return [one for one in map(_or_none, found) if one is not None]


def through_of(further: Mapping[str, object]) -> tuple[UUID, str] | None:
    """Through which agency, of which country, it came to us, as its envelope says; None where it says nothing."""
    found = further.get("through")
    if not isinstance(found, Mapping):
        return None
    agency, country = found.get("agency"), found.get("country")
    if not has_shape(agency, Kind.IDENTIFIER) or not _is_country(country):
        return None
    return UUID(str(agency)), str(country)


def _or_none(found: object) -> Onward | None:
    try:
        return read_onward(found)
    except ValueError:
        return None


def _is_country(value: object) -> bool:
    return (
        isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()
    )
