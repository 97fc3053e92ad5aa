"""What several bodies have in common: the envelope with its consent, moves, texts, versions of sections."""

from dataclasses import dataclass

from safeconduct.referrals.envelope import MOST_MOVES
from safeconduct.referrals.moves import Actor, Event, Side
from safeconduct.referrals.texts import LONGEST, Kind
from safeconduct.referrals.wire.shapes import (
    CONDITION,
    COUNTRY,
    HASH,
    IDENTIFIER,
    MOMENT,
    MOMENT_OR_NULL,
    NUMBER,
    OBJECT,
    PLAIN,
    REFERENCE,
    SECTION,
    SHORT,
    YES_OR_NO,
    Shape,
    coded,
    every,
    listed,
    matching,
    referred,
)
from safeconduct.vocabulary.codes import Need, NoConsentGround, Purpose, Service, Urgency

PARTS = "body-parts.schema.json"
"""The file that holds their schemas."""

_NAMES = listed(SECTION, "list of sections")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object."""

    name: str
    shape: Shape
    meaning: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """An object that stands in several bodies."""

    name: str
    about: str
    members: tuple[Member, ...]


SHARED: tuple[Part, ...] = (
    Part(
        "envelope",
        "What of a referral both sides always know. It is in every message that may be the first to arrive.",
        (
            Member("referral", IDENTIFIER, "the referral; made by the sender, random"),
            Member("reference", REFERENCE, "what people read to each other"),
            Member("created_at", MOMENT, "when the draft was begun; part of the genesis (section 13)"),
            Member("country", COUNTRY, "of the sender's agency"),
            Member("team", IDENTIFIER, "the receiver's team, of its card"),
            Member("service", coded(Service), "what is asked"),
            Member("need", coded(Need, or_none=True), "for which need"),
            Member("urgency", coded(Urgency), "chooses the clocks on both sides"),
            Member("purpose", coded(Purpose), "what may be done with what is shared; that of the consent"),
            Member(
                "phoned_at",
                MOMENT_OR_NULL,
                "when it was made by telephone first, in an emergency",
                required=False,
            ),
            Member("consent", referred("[consent](#consent)", "#/$defs/consent"), "the extract of the consent"),
            Member("held_back", _NAMES, "what comes after acceptance; empty where nothing does"),
            Member("moves", listed(referred("", "#/$defs/move"), f"list of 1 to {MOST_MOVES} [moves](#move)",
                                   least=1, most=MOST_MOVES), "**all** moves of the referral that the sender knows"),
            Member("role", SHORT, "code of `profession`, or `clock`: in which role somebody acted"),
        ),
    ),
    Part(
        "consent",
        "What the recipient must know of the consent: the grants to it and the conditions that bind it.",
        (
            Member("id", IDENTIFIER, "the consent"),
            Member("version", NUMBER, "its version; taking sections back makes no new one (section 14)"),
            Member("hash", HASH, "`digest` of the signed consent, which stays at the sender"),
            Member("sections", _NAMES, "all that the person agreed to share, sent at once or held back"),
            Member("until", MOMENT, "from then on nothing may be read"),
            Member("conditions", listed(CONDITION, "list of conditions"),
                   "code of `condition`; `not_country` with `:` and the country, `not_before` and `not_after` with `:` "
                   "and the date"),
            Member("tell_outcome", YES_OR_NO, "whether the receiver may tell in words what came of it"),
            Member("follow_changes", YES_OR_NO, "whether later versions of the sections come too"),
            Member("ground", coded(NoConsentGround, or_none=True),
                   "the listed legal ground that stands in the place of consent", required=False),
        ),
    ),
    Part(
        "move",
        "One move, never changed: it is hashed as it stands, with members that a reader does not know.",
        (
            Member("v", Shape("1", {"const": 1}), "the form of a move"),
            Member("referral", IDENTIFIER, "the referral"),
            Member("base", HASH, "the hash of the history on which it was made (section 13)"),
            Member("event", every(Event, "event of section 12"), "what happened"),
            Member("side", every(Side, "`sender` or `receiver`"), "on whose side"),
            Member("actor", every(Actor, "`member`, `clock` or `consent`"), "a person, time, or the end of a consent"),
            Member("at", MOMENT, "when"),
            Member("codes", PLAIN, "what the event carries: codes, dates, identifiers, never a text"),
        ),
    ),
    Part(
        "text",
        "Words of a person to a person. They travel under a grant of the section that they are about.",
        (
            Member("kind", every(Kind, "`question`, `answer`, `news`, `reason`, `outcome` or `handover`"),
                   "what it is for"),
            Member("section", SECTION, "what it is about; must be in `consent.sections`"),
            Member("language", matching("BCP 47 tag of the list of languages", "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
                   "in which language"),
            Member("text", Shape(f"text of 1 to {LONGEST} characters",
                                 {"type": "string", "minLength": 1, "maxLength": LONGEST}), "the words"),
        ),
    ),
    Part(
        "part",
        "A version of one section of the person's file.",
        (
            Member("version", NUMBER, "rises with each change at the sender"),
            Member("content", OBJECT, "the fields of [Sections](#17-sections-of-a-file); others are kept too"),
            Member("role", Shape("text, cut to 64 characters", {"type": "string"}),
                   "code of `profession`: in which role it was written"),
        ),
    ),
)  # fmt: skip
"""What several bodies have in common, in the order of the page."""
