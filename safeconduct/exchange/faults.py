"""What can be wrong with something another node sent, as one closed list.

SafeconductError
  WireError(fault, detail)    not believed; the code goes into the answer, the detail into the node's own log

A detail names fields and limits, never a value from the message: it may end in a log.
"""

from enum import StrEnum

from safeconduct.vocabulary.errors import SafeconductError


class Fault(StrEnum):
    """Why something from outside is not believed; these codes travel in answers."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    UNKNOWN_PEER = "unknown_peer"
    UNKNOWN_RECIPIENT = "unknown_recipient"
    MIS_ADDRESSED = "mis_addressed"
    BAD_SIGNATURE = "bad_signature"
    CANNOT_OPEN = "cannot_open"
    EXPIRED = "expired"
    WRONG_BODY = "wrong_body"
    KEY_MAY_NOT_SIGN = "key_may_not_sign"


class WireError(SafeconductError):
    """Something from outside, or about to leave, that breaks the protocol."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail
