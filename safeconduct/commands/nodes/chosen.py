"""What whoever starts a node may say of it in their own surroundings. All else its processes are told by the node.

The kinds and defaults stand in the two files of settings, and in docs/reference/settings.md.
"""

import os
from collections.abc import Iterable, Mapping

from safeconduct.commands.faults import CannotRun

OURS, SITE = "SAFECONDUCT_", "SAFECONDUCT_PUBLIC_"
OF_A_NODE = tuple(
    OURS + name
    for name in (
        "CONSENT_DAYS", "CONSENT_ENDING_DAYS", "LISTS_COMPARED", "IDLE_MINUTES", "SIGN_IN_HOURS",
        "ATTACHMENT_MEBIBYTES", "CLAMAV", "CARD_SECONDS", "STALE_TAKES_DAYS", "STALE_REACHED_DAYS",
        "STALE_WHERE_DAYS", "STALE_PLACES_DAYS", "PEER_SERVICES", "STALE_PEER_DAYS", "SITE",
    )
)  # fmt: skip
OF_A_SITE = tuple(
    SITE + name
    for name in (
        "LANGUAGE", "STALE_MONTHS", "LEAVE_TO", "WORK_BITS", "HOSTS", "CLAMAV",
        "MAIL_HOST", "MAIL_PORT", "MAIL_SECURITY", "MAIL_USER", "MAIL_SENDER",
    )
)  # fmt: skip


def said(names: Iterable[str]) -> dict[str, str]:
    """Those of these settings that stand in our surroundings."""
    return {name: os.environ[name] for name in names if name in os.environ}


def refuse_unheard(surroundings: Mapping[str, str], told: Iterable[str]) -> None:
    """Raise CannotRun for a name of ours that no process would hear of, such as a mistyped one; the node itself tells
    its processes those that are `told`."""
    heard = {*OF_A_NODE, *OF_A_SITE, *told}
    for name in sorted(surroundings):
        if name.startswith(OURS) and name not in heard:
            raise CannotRun(
                f"{name} is no setting that a node takes from whoever starts it: it may be misspelt. Those that are "
                "stand in docs/reference/settings.md."
            )
