"""To which other nodes a service is offered: as its own agency says."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("offered_to")
class OfferedTo(Code):
    """Which nodes are told of a service; until its agency has said something, every node that we know is."""

    PEERS = "peers"
    NAMED = "named"
    OWN = "own"
