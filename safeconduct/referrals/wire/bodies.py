"""Every message type of a referral, and every member of its body: the one list behind page, schemas and vectors."""

from safeconduct.consent.rules import Channel
from safeconduct.exchange.batches import MOST_RECEIPTS
from safeconduct.exchange.outbox import VOID
from safeconduct.exchange.wire import Lane
from safeconduct.keys.uses import Use
from safeconduct.referrals import clockwork
from safeconduct.referrals.actions import MOVED, OPENED, TOLD
from safeconduct.referrals.clocks import Asker
from safeconduct.referrals.conferring.message import CONFERRED
from safeconduct.referrals.drafting import OFFERED
from safeconduct.referrals.effects import ERASED
from safeconduct.referrals.envelope import MOST_MOVES
from safeconduct.referrals.given_back import HISTORY
from safeconduct.referrals.holders.actions import HOLDER
from safeconduct.referrals.holders.members import MOST as MOST_HOLDERS
from safeconduct.referrals.sharing import UPDATED
from safeconduct.referrals.takebacks import NARROWED, WITHDRAWN
from safeconduct.referrals.tasks.actions import TASK
from safeconduct.referrals.wire.beds import BED_COUNT, FIRST_BED_COUNT
from safeconduct.referrals.wire.body import ACTED, ROLE, Body
from safeconduct.referrals.wire.enquiries import ENQUIRIES
from safeconduct.referrals.wire.linking import LINKED
from safeconduct.referrals.wire.parts import PARTS, Member
from safeconduct.referrals.wire.shapes import (
    BACK,
    HASH,
    IDENTIFIER,
    ONWARD,
    SECTION,
    Shape,
    every,
    listed,
    matching,
    referred,
)
from safeconduct.vocabulary.codes import HoldGround
from safeconduct.vocabulary.sections import SENT_AT_ONCE, in_order

RELEASED = "safeconduct.referral.released.v1"
RELEASING = "release"
"""What a releasing message names as its purpose; the held-back object inside names the consent's own."""


_ENVELOPE = referred("[envelope](#envelope)", f"{PARTS}#/$defs/envelope")
_MOVE = referred("[move](#move)", f"{PARTS}#/$defs/move")
_MOVES = listed(_MOVE, f"list of 1 to {MOST_MOVES} [moves](#move)", least=1, most=MOST_MOVES)
_TEXT = referred("[text](#text)", f"{PARTS}#/$defs/text")
_TEXTS = listed(_TEXT, "list of at most 4 [texts](#text)", most=4)
_RECEIPT = referred("receipt", "receipt.schema.json")
_RECEIPTS = listed(_RECEIPT, f"list of at most {MOST_RECEIPTS} receipts (section 7)", most=MOST_RECEIPTS)
_PART = referred("[section part](#section-part)", f"{PARTS}#/$defs/part")
_NAMES = listed(SECTION, "list of sections")
_HELD = referred("[held](#held)", f"{PARTS}#/$defs/held")


def _sections(of: list[str], said: str) -> Shape:
    schema: dict[str, object] = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"enum": of},
        "additionalProperties": _PART.schema,
    }
    return Shape(said, schema)


_AT_ONCE = [str(section) for section in in_order(SENT_AT_ONCE)]
_OFFERED = _sections(_AT_ONCE, "object: section to [section part](#section-part), at least one")
_UPDATED = _sections(
    list(SECTION.schema["enum"]),  # type: ignore[call-overload]  # it is the list that `one_of` made
    "object: section to [section part](#section-part), at least one",
)
_ANSWER = matching(
    "`erased`, or `retained:` and a code of `hold_ground`", f"(erased|retained:({'|'.join(HoldGround)}))"
)
_REFERRAL = Member("referral", IDENTIFIER, "the referral, by the id that both sides know")

_KNOWN = ("malformed_body", "unknown_referral", "another_case")
"""Of a type that names a referral which must be known."""
_NEW = ("unknown_referral", "no_such_team")
"""Of a type that may be the first to arrive."""
_MOVING = ("another_referral", "not_your_side", "incomplete_move")
_TELLING = (
    "text_of_a_section_not_shared",
    "words_not_of_a_handover",
    "may_not_tell_what_came_of_it",
    "consent_ended",
)
_CONFERRING = (
    "no_conference_across_the_firewall",
    "no_conference_without_consent",
    "conference_without_acceptance",
    "too_many_items",
    "unknown_item",
    "item_is_decided",
)
_LINKING = ("link_not_possible", "unknown_link", "link_not_open", "too_many_links")

BODIES: tuple[Body, ...] = (
    Body(
        OFFERED, "A referral arrives: its envelope, and what the person agreed to show at once.",
        "sender", Lane.MAIN, (Use.OBJECT,), "that of the envelope: the same id, version and purpose",
        "a referral and a received case at the team; receipts `accepted_by_node` and `delivered_to_team`",
        ("malformed_body", "consent_not_named", "another_case", "consent_ended", "sent_too_early", "not_consented",
         "no_such_team", "not_your_referral", "recipient_may_not_hold", *_NEW, *_MOVING),
        (
            Member("envelope", _ENVELOPE, "its moves begin with `send`"),
            Member("sections", _OFFERED, f"only {', '.join(f'`{name}`' for name in _AT_ONCE)}, and of these what the "
                                         "consent names"),
        ),
    ),
    Body(
        MOVED, "The other side has moved.",
        "either side", Lane.MAIN, (Use.OBJECT,), "none",
        "the moves are merged (section 13); what follows from the new standing happens (section 14)",
        (*_KNOWN, "unknown_message", "receipt_not_believed", "not_for_a_member", *_TELLING, *_MOVING),
        (
            _REFERRAL,
            Member("moves", _MOVES, "**all** moves of the referral that this side knows"),
            ACTED,
            Member("receipts", _RECEIPTS, "`decided`, of the offer, with an answer", required=False),
            Member("texts", _TEXTS, "the words that go with the move",
                   required=False),
        ),
    ),
    Body(
        clockwork.MOVED, "A clock has run out on the other side.",
        "either side", Lane.MAIN, (Use.CLOCK,), "none",
        "as `safeconduct.referral.moved.v1`, for moves whose actor is `clock` and no others",
        (*_KNOWN, "not_for_a_clock", *_MOVING),
        (_REFERRAL, Member("moves", _MOVES, "the clock's moves"), ACTED),
    ),
    Body(
        clockwork.EXPIRED, "The consent has ended by itself, and takes the referral back.",
        "sender", Lane.WITHDRAWAL, (Use.CLOCK,), "none",
        "as `safeconduct.referral.withdrawn.v1`; where the referral is known already, only moves `withdraw` of the "
        "actor `consent` count",
        ("malformed_body", "another_case", "not_for_a_clock", *_NEW, *_MOVING),
        (Member("envelope", _ENVELOPE, "with a move `withdraw` whose actor is `consent`"),),
    ),
    Body(
        clockwork.NUDGED, "Somebody asks the other side to act. It quiets nothing and stops no clock.",
        "either side", Lane.MAIN, (Use.CLOCK,), "none",
        "at most one a day is shown to whoever must act; on another head than the receiver's it is stored and does "
        "nothing",
        (*_KNOWN, "not_your_turn", "not_late"),
        (
            _REFERRAL,
            Member("head", HASH, "the history that it was made on"),
            Member("asker", every(Asker, "`side` or `coordinator`"), "who asks: the other side, or a coordinator"),
        ),
    ),
    Body(
        clockwork.CHAIN, "What was taken back was referred on: how the next link stands now.",
        "receiver", Lane.RECEIPTS, (Use.CLOCK,), "none",
        "shown to the sender beside the onward referral and recorded; the latest stands. Only where the person agreed "
        "that the sender knows of the onward referral",
        (*_KNOWN, "not_your_side"),
        (
            _REFERRAL,
            Member("onward", ONWARD, "the next link, as it was told when it left"),
            Member("back", BACK,
                   "`goes_on`: the person was asked and lets it go on; `taken_back`: taken back too, not answered; "
                   "`erased`, `retained`: what the next agency answered; `told`: it has no node, and was told by "
                   "whoever is in `told_by`, at `at`; `over`: it had ended before; `part_seen_to`: of the parts that "
                   "were taken back nothing is open there, and it is not said whether they ever went there"),
            ACTED,
        ),
    ),
    Body(
        TOLD, "News while the referral is under way. It is no move.",
        "either side", Lane.MAIN, (Use.OBJECT,), "none",
        "the texts are kept; in `in_service` the clock of the next news starts anew",
        (*_KNOWN, *_TELLING),
        (_REFERRAL, ACTED, Member("texts", _TEXTS, "the news")),
    ),
    Body(
        TASK, "A task in common: a new one with its words, or the end of one that both know. It is no move.",
        "either side", Lane.MAIN, (Use.OBJECT,), "none",
        "a new task is kept with its words. Of two ends the earlier in `done`, `not_possible`, `not_needed` stands on "
        "both sides. The end of an unknown task does nothing",
        (*_KNOWN, *_TELLING, "not_your_task", "task_not_asked_by_you", "too_many_tasks"),
        (
            _REFERRAL,
            ACTED,
            Member("task", referred("[task](#task)", f"{PARTS}#/$defs/task"), "the task"),
            Member("texts", listed(_TEXT, "list of at most one [text](#text)", most=1),
                   "with a new task what is to be done, of kind `task`; with the end of one nothing", required=False),
        ),
    ),
    Body(
        CONFERRED, "A case conference: an item, the other side's answer to it, what was decided. It is no move.",
        "either side", Lane.MAIN, (Use.OBJECT,), "none",
        "an item is kept with its words, and an answer beside it, one for each profession; a decision closes the item. "
        "When one meets is kept with the items of the conference that are here; of an unknown one it does nothing",
        (*_KNOWN, *_TELLING, "not_your_side", "recipient_may_not_hold", *_CONFERRING),
        (
            _REFERRAL,
            ACTED,
            Member("conference", referred("[conference](#conference)", f"{PARTS}#/$defs/conference"), "what is said"),
            Member("texts", listed(_TEXT, "list of at most one [text](#text)", most=1),
                   "with `asked`, `decided` and `minuted` one of kind `conference`, with `proposed` one of kind "
                   "`proposal`, about the item's section; with the others nothing"),
        ),
    ),
    Body(
        HOLDER, "A question to whoever holds a section at the receiver, as it has said, or the answer. It is no move.",
        "the sender asks, the receiver answers", Lane.MAIN, (Use.OBJECT,), "none",
        "the question is shown to whoever holds the section there, the answer to whoever asked. The first answer "
        "stands; nothing opens by it. What crosses with the end of the referral does nothing",
        (*_KNOWN, *_TELLING, "not_your_side", "holder_not_to_be_named", "holder_not_named", "holder_not_asked"),
        (
            _REFERRAL,
            ACTED,
            Member("asked", referred("[asked](#asked)", f"{PARTS}#/$defs/asked"), "the question, or its answer"),
            Member("texts", listed(_TEXT, "list of at most one [text](#text)", most=1),
                   "with `in_words` the words, of kind `answer`; else nothing", required=False),
        ),
    ),
    Body(
        LINKED, "Two lawyers of one person: a link of their matters, what they say to each other, its end. No move.",
        "either side", Lane.MAIN, (Use.OBJECT,), "none",
        "`proposed` and `accepted` make a link of two matters; what is said is kept under it and read by the lawyer of "
        "the matter there and their deputy alone. By `ended` nothing more goes either way; with `withdrawn` what came "
        "from the other side is destroyed, as it is by the withdrawal of the referral. The end of an unknown link does "
        "nothing",
        (*_KNOWN, "not_your_side", *_LINKING, "unknown_item"),
        (
            _REFERRAL,
            Member("role", ROLE, "`lawyer`, but with `ended`: the profession of whoever acted; never a name"),
            Member("link", referred("[link](#link)", f"{PARTS}#/$defs/link"), "what is said"),
        ),
    ),
    Body(
        UPDATED, "Later versions of sections that are shared, where the consent has `follow_changes`.",
        "sender", Lane.MAIN, (Use.OBJECT,), "that of the envelope",
        "the new version opens in the place of the earlier one",
        (*_KNOWN, "not_your_side", "consent_ended", "consent_not_named", "not_consented", "recipient_may_not_hold"),
        (
            _REFERRAL,
            ACTED,
            Member("sections", _UPDATED, "of those that the consent names"),
        ),
    ),
    Body(
        RELEASED, "What was held back until acceptance (section 5), as it was signed when the referral was sent.",
        "sender", Lane.MAIN, (Use.RECEIPT,), f"that of the envelope, with the purpose `{RELEASING}`",
        "the held-back sections are open to whoever took the referral on",
        (*_KNOWN, "not_your_side", "held_part_not_believed", "another_referral", "consent_ended", "sent_too_early",
         "consent_not_named", "not_consented", "recipient_may_not_hold"),
        (_REFERRAL, Member("held", referred("held-back object (section 5)", "held.schema.json"), "sealed on its own")),
    ),
    Body(
        NARROWED, "Single sections were taken back; the rest goes on.",
        "sender", Lane.WITHDRAWAL, (Use.OBJECT,), "none",
        "access to these sections ends, their keys are destroyed; `safeconduct.erase.done.v1` answers",
        ("malformed_body", "another_case", *_NEW, *_MOVING),
        (
            Member("envelope", _ENVELOPE, "its consent without them"),
            Member("sections", listed(SECTION, "list of sections, at least one", least=1), "what was taken back"),
        ),
    ),
    Body(
        WITHDRAWN, "Taken back: before anything else, in every state, even if the offer has not arrived yet.",
        "either side", Lane.WITHDRAWAL, (Use.OBJECT,), "none",
        "at the receiver access ends, keys are destroyed, `safeconduct.erase.done.v1` answers; at the sender the "
        "consent is marked as taken back",
        ("malformed_body", "another_case", *_NEW, *_MOVING),
        (
            Member("envelope", _ENVELOPE, "with a move `withdraw`"),
            Member("channel", every(Channel, "`person`, `worker`, `telephone` or `lawyer`"),
                   "from the receiver: how the person said it. Any other value counts as `worker`", required=False),
        ),
    ),
    Body(
        ERASED, "The holder's answer to what was taken back.",
        "receiver", Lane.WITHDRAWAL, (Use.RECEIPT,), "none",
        "shown to the sender and recorded; the latest answer stands",
        (*_KNOWN, "not_your_side"),
        (
            _REFERRAL,
            Member("answer", _ANSWER, "erased here, or locked where a law keeps it"),
            Member("sections", _NAMES, "what the answer is about; empty for all", required=False),
        ),
    ),
    Body(
        OPENED, "A role at the holder has read sections for the first time on this day, or has taken some over.",
        "receiver", Lane.RECEIPTS, (Use.RECEIPT,), "none",
        "recorded, so that the person can be told who saw what",
        (*_KNOWN, "not_your_side", "unknown_message", "receipt_not_believed", "holder_not_to_be_named"),
        (
            _REFERRAL,
            Member("receipts", _RECEIPTS, "`opened`, of the offer", required=False),
            Member("sections", _NAMES, "what was read; may be empty where something was taken over"),
            Member("copied", _NAMES,
                   "of which something was taken over into a file of the receiver's own: there it stays when the "
                   "person takes the rest back, and the sender says so to the person",
                   required=False),
            Member("onward", ONWARD,
                   "the receiver has referred the person on, by a consent of its own that names the next agency, and "
                   "the person agreed that the sender knows it",
                   required=False),
            Member("holders", listed(_HELD, f"list of at most {MOST_HOLDERS} of [held](#held)", most=MOST_HOLDERS),
                   "who holds health or legal matters in a file of the receiver's own, where the person agreed there "
                   "that the sender knows it: all of them; an empty list takes it back",
                   required=False),
            ACTED,
        ),
    ),
    Body(
        HISTORY, "After a restore (section 22): how a referral stands, for a node that has forgotten its own steps.",
        "either side", Lane.WITHDRAWAL, (Use.CLOCK,), "none",
        "the moves of both sides are merged; a person is told; a referral of which nothing is known is noted for one",
        ("malformed_body", "nobody_asked", "another_case", *_NEW, *_MOVING),
        (
            Member("envelope", _ENVELOPE, "with all moves, of both sides"),
            Member("taken", listed(Shape("message type", {"type": "string"}), "list of message types"),
                   "the types of the restored node's messages that it has forgotten and that are here",
                   required=False),
        ),
    ),
    *ENQUIRIES,
    BED_COUNT,
    FIRST_BED_COUNT,
    Body(
        VOID, "A number whose message will not come (section 6).",
        "either side", None, (Use.OBJECT, Use.CLOCK), "none",
        "none; the lane goes on",
        (),
        (Member("voids", Shape("message type", {"type": "string"}), "what it stands for", required=False),),
    ),
)  # fmt: skip
"""Every message type that a node takes in, in the order of the page."""
