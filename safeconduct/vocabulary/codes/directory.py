"""What a service of the directory says of itself: what kind of place it is, whom it takes, and how soon."""

from safeconduct.vocabulary.codes.lists import Code, listed


@listed("place_kind")
class PlaceKind(Code):
    """The kind of place; a kind of `CONFIDENTIAL` has no address and no contact of its own, anywhere."""

    SHELTER = "shelter"
    SAFE_FLAT = "safe_flat"
    OFFICE = "office"
    OUTREACH = "outreach"
    REMOTE = "remote"


CONFIDENTIAL: frozenset[PlaceKind] = frozenset({PlaceKind.SHELTER, PlaceKind.SAFE_FLAT})
"""Where people live in safety. What has not said its kind is treated like these."""

WITH_AN_ADDRESS: frozenset[PlaceKind] = frozenset({PlaceKind.OFFICE})
"""Whose address may be entered; the database refuses it for every other kind."""


@listed("takes")
class Takes(Code):
    """For whom by sex and gender; a service that names none has not said."""

    WOMEN = "women"
    MEN = "men"
    TRANS_AND_NONBINARY = "trans_and_nonbinary"


@listed("intake")
class Intake(Code):
    """How soon somebody can come."""

    EMERGENCY_24H = "emergency_24h"
    EMERGENCY_HOURS = "emergency_hours"
    PLANNED_ONLY = "planned_only"
