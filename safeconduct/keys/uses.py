"""What each signing key of a node is for. A receiver holds every node to this, whatever its card says."""

from enum import StrEnum
from typing import Final

HOP_TAG: Final = "safeconduct-hop"
"""The tag of the signature on an HTTP request or answer (RFC 9421); no message type."""

CARD_TYPE: Final = "safeconduct.card.v1"
"""The type of a node card."""


class Use(StrEnum):
    """The four signing keys of a node."""

    OBJECT = "object"
    RECEIPT = "receipt"
    CLOCK = "clock"
    HOP = "hop"


TYPES: Final[dict[Use, tuple[str, ...]]] = {
    Use.OBJECT: (
        "safeconduct.referral.*.v1",
        "safeconduct.handover.*.v1",
        "safeconduct.consent.*.v1",
        "safeconduct.erase.requested.v1",
        "safeconduct.void.v1",
        CARD_TYPE,
    ),
    # The inbox answers with it: receipts, and the release of what a member has already signed and sealed.
    Use.RECEIPT: (
        "safeconduct.receipt.*.v1",
        "safeconduct.erase.done.v1",
        "safeconduct.referral.released.v1",
    ),
    # The worker's key: nothing that carries content.
    Use.CLOCK: (
        "safeconduct.receipt.non_delivery.v1",
        "safeconduct.consent.expired.v1",
        "safeconduct.clock.*.v1",
        "safeconduct.void.v1",
        "safeconduct.erase.requested.v1",
    ),
    Use.HOP: (HOP_TAG,),
}
"""The most that a key of each use may sign, as patterns: `*` stands for exactly one part between dots."""


def fits(message_type: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of the patterns covers the type."""
    return any(_fits(message_type.split("."), pattern.split(".")) for pattern in patterns)


def _fits(parts: list[str], pattern: list[str]) -> bool:
    if len(parts) != len(pattern):
        return False
    return all(part and wanted in ("*", part) for part, wanted in zip(parts, pattern, strict=True))
