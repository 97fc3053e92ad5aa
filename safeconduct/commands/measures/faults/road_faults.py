"""What may become of one request on the road between two nodes."""

from enum import StrEnum


class RoadFault(StrEnum):
    """One fault; a request meets at most one."""

    DELAYED = "delayed"
    """It arrives, later."""
    CUT_BEFORE = "cut before it arrived"
    """The connection ends when half of the request was read; nothing arrives."""
    CUT_AFTER = "cut before the answer"
    """It arrives and is answered; the sender sees the connection end."""
    REQUEST_TRUNCATED = "request truncated"
    """The first half of its body arrives."""
    ANSWER_TRUNCATED = "answer truncated"
    """The sender gets the first half of the answer's body."""
    DUPLICATED = "duplicated"
    """It arrives twice at the same time; the sender gets one of the answers."""
    REORDERED = "reordered"
    """The sender sees the connection end; the request arrives after others that were sent later."""
    HALF_OPEN = "half open"
    """Nothing arrives and nobody answers, and the connection stays."""
    EARLIER_ANSWER = "an earlier answer in its place"
    """It arrives and is answered; the sender gets the answer to the request before, as from a cache between."""
