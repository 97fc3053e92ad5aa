"""The message types of an enquiry: asked without a name, answered once, taken back, over because somebody else can."""

from safeconduct.exchange.wire import Lane
from safeconduct.keys.uses import Use
from safeconduct.referrals.clockwork import KEPT, TAKEN
from safeconduct.referrals.enquiries import message as enquiry
from safeconduct.referrals.wire.body import ACTED, Body
from safeconduct.referrals.wire.parts import PARTS, Member
from safeconduct.referrals.wire.shapes import DAY_OR_NULL, IDENTIFIER, Shape, coded, referred
from safeconduct.vocabulary.codes import Feasibility, Service

_ENQUIRY = Member("enquiry", IDENTIFIER, "the enquiry, by the id that both sides know")
_OTHER = Shape(
    "object of `team` and `service`, or null",
    {
        "anyOf": [
            {"type": "null"},
            {
                "type": "object",
                "properties": {"team": IDENTIFIER.schema, "service": coded(Service).schema},
                "required": ["team", "service"],
            },
        ]
    },
)

ENQUIRIES: tuple[Body, ...] = (
    Body(
        enquiry.ASKED, "Somebody asks, without a name, whether a service could help.",
        "whoever asks", Lane.MAIN, (Use.OBJECT,), "none",
        "the enquiry stands in the team's list; receipts `accepted_by_node` and `delivered_to_team`",
        ("malformed_body", "personal_data", "no_such_team"),
        (Member("enquiry", referred("[enquiry](#enquiry)", f"{PARTS}#/$defs/enquiry"), "the whole question"),),
    ),
    Body(
        enquiry.ANSWERED, "The service answers an enquiry, once.",
        "whoever was asked", Lane.MAIN, (Use.OBJECT,), "none",
        "the answer is shown to whoever asked. One that is late, or has crossed with a withdrawal, is kept too",
        ("malformed_body", "unknown_enquiry", "not_your_side"),
        (
            _ENQUIRY,
            ACTED,
            Member("answer", coded(Feasibility), "whether they could help"),
            Member("possible_from", DAY_OR_NULL, "with `possible_from` the day, else null"),
            Member("other", _OTHER, "with `ask_other` a team and its service, else null"),
        ),
    ),
    Body(
        enquiry.WITHDRAWN, "Whoever asked needs no answer any more.",
        "whoever asks", Lane.MAIN, (Use.OBJECT,), "none",
        "the enquiry is over there",
        ("malformed_body", "unknown_enquiry", "not_your_side"),
        (_ENQUIRY,),
    ),
    Body(
        TAKEN, "Several services were asked at once, and another one was taken.",
        "whoever asks", Lane.MAIN, (Use.CLOCK,), "none",
        "the enquiry is over there: somebody else can, and nothing is left to do. An answer that has crossed with it, "
        "or is given later, stays. It says nothing of who else was asked",
        ("malformed_body", "unknown_enquiry", "not_your_side"),
        (_ENQUIRY, ACTED),
    ),
    Body(
        KEPT, "Several services were asked at once, and whoever asked goes on with this one.",
        "whoever asks", Lane.MAIN, (Use.CLOCK,), "none",
        "shown to the service: they go on with you, and no place is held by it. Where somebody else was taken before, "
        "that is over. The later of the two messages stands",
        ("malformed_body", "unknown_enquiry", "not_your_side"),
        (_ENQUIRY, ACTED),
    ),
)  # fmt: skip
"""In the order of the page."""
