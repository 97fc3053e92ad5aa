"""The message type of the daily bed count."""

from safeconduct.exchange.wire import Lane
from safeconduct.keys.uses import Use
from safeconduct.referrals.beds.message import BEDS, FIRST_COUNT, Said
from safeconduct.referrals.beds.rules import KINDS, MOST
from safeconduct.referrals.wire.body import ACTED, Body
from safeconduct.referrals.wire.parts import Member
from safeconduct.referrals.wire.shapes import (
    DAY,
    DAY_OR_NULL,
    IDENTIFIER,
    MOMENT,
    MOMENT_OR_NULL,
    Shape,
    every,
    listed,
    one_of,
)

_PLACES = {"type": "integer", "minimum": 0, "maximum": MOST}
_COUNT = Shape(
    "object of `service`, `free` and `total`",
    {
        "type": "object",
        "properties": {
            "service": one_of("", KINDS).schema,
            "free": _PLACES,
            "total": {"anyOf": [_PLACES, {"type": "null"}]},
        },
        "required": ["service", "free", "total"],
    },
)

BED_COUNT = Body(
    BEDS, "Two agencies show each other their free places once a day: asked, agreed to, counted, ended.",
    "either side; only who was asked says `agreed`", Lane.MAIN, (Use.OBJECT,), "none",
    "`asked`: two people there decide; `agreed`: from now on counts are taken in; `counted`: it stands for its day, "
    "the later one in the place of the earlier; `ended`: the agreement is over, and what came by it is deleted",
    ("malformed_body", "unknown_agreement", "beds_not_agreed", "not_your_side"),
    (
        Member("agreement", IDENTIFIER, "the agreement, by the id that both sides know; it has a `subject` of its own"),
        Member("said", every(Said, "what it does"), "`asked`, `agreed`, `counted` or `ended`"),
        Member("day", DAY_OR_NULL, "with `counted` the day: today or one of the thirty before; else null"),
        Member("at", MOMENT_OR_NULL, "with `counted` when; else null"),
        Member("counts", listed(_COUNT, "list of a kind with beds, free places, and all places or null",
                                most=len(KINDS)),
               "with `counted` one for each kind, no more free than there are; else empty"),
    ),
)  # fmt: skip

FIRST_BED_COUNT = Body(
    FIRST_COUNT, "What an agency counted last before both agreed to show each other their free places.",
    "either side, once, when the agreement stands", Lane.MAIN, (Use.CLOCK,), "none",
    "as `counted`: it stands for its day, the later one in the place of the earlier",
    ("malformed_body", "unknown_agreement", "beds_not_agreed"),
    (
        Member("agreement", IDENTIFIER, "the agreement, by the id that both sides know"),
        Member("day", DAY, "the day: today or one of the thirty before"),
        Member("at", MOMENT, "when it was counted"),
        Member("counts", listed(_COUNT, "list of a kind with beds, free places, and all places or null", least=1,
                                most=len(KINDS)), "one for each kind, no more free than there are"),
        ACTED,
    ),
)  # fmt: skip
