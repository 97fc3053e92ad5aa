"""For whom a service is: as its own agency says."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("audience")
class Audience(Code):
    """Who outside the node may be told of a service; until its agency has said something, nobody is."""

    PUBLIC = "public"
    PROFESSIONALS = "professionals"
    MEMBERS_ONLY = "members_only"
