"""What several bodies have in common: the envelope with its consent, moves, texts, versions of sections."""

from dataclasses import dataclass

from safeconduct.referrals.conferring.codes import Step
from safeconduct.referrals.enquiries.message import MOST_LANGUAGES
from safeconduct.referrals.envelope import MOST_MOVES
from safeconduct.referrals.holders.rules import NAMEABLE, HolderAnswer
from safeconduct.referrals.moves import Actor, Event, Side
from safeconduct.referrals.tasks.rules import Ended
from safeconduct.referrals.texts import LONGEST, Kind
from safeconduct.referrals.wire.linking import LONGEST_LETTER, LinkEnd, LinkSide, LinkStep
from safeconduct.referrals.wire.shapes import (
    CONDITION,
    COUNTRY,
    DAY,
    DAY_OR_NULL,
    HASH,
    IDENTIFIER,
    MAYBE,
    MOMENT,
    MOMENT_OR_NULL,
    NAME_OR_NULL,
    NUMBER,
    OBJECT,
    PLAIN,
    REFERENCE,
    SECTION,
    SHORT,
    THROUGH,
    YES_OR_NO,
    Shape,
    coded,
    every,
    listed,
    matching,
    one_of,
    referred,
)
from safeconduct.vocabulary.codes import (
    Answer3,
    AskFor,
    Constraint,
    Exploitation,
    Need,
    NoConsentGround,
    PartOfCountry,
    Proceeding,
    Profession,
    Purpose,
    Service,
    Sex,
    Urgency,
)
from safeconduct.vocabulary.law import MOST_COUNTRIES
from safeconduct.vocabulary.scanner import LONGEST as LONGEST_NOTE
from safeconduct.vocabulary.sections import in_order

PARTS = "body-parts.schema.json"
"""The file that holds their schemas."""

_NAMES = listed(SECTION, "list of sections")
_NAMEABLE = one_of("`health` or `legal`", [str(section) for section in in_order(NAMEABLE)])
LANGUAGE = matching("BCP 47 tag of the list of languages", "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NOTE = Shape(
    f"object of `language` and `text` (1 to {LONGEST_NOTE} characters in NFKC), or null",
    {
        "anyOf": [
            {"type": "null"},
            {
                "type": "object",
                "properties": {
                    "language": LANGUAGE.schema,
                    "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_NOTE},
                },
                "required": ["language", "text"],
            },
        ]
    },
)
_LETTER = Shape(
    f"object of `language` and `text` (1 to {LONGEST_LETTER} characters), or null",
    {
        "anyOf": [
            {"type": "null"},
            {
                "type": "object",
                "properties": {
                    "language": LANGUAGE.schema,
                    "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_LETTER},
                },
                "required": ["language", "text"],
            },
        ]
    },
)


def _or_null(codes: type[LinkEnd] | type[LinkSide]) -> Shape:
    listed_codes = [str(one) for one in codes]
    return Shape(f"{', '.join(f'`{one}`' for one in listed_codes)}, or null", {"enum": [None, *listed_codes]})


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
            Member(
                "through",
                THROUGH,
                "the agency that had referred the person to the sender, where the person agreed that it is said",
                required=False,
            ),
            Member("jurisdictions", listed(COUNTRY, f"list of at most {MOST_COUNTRIES} countries", most=MOST_COUNTRIES),
                   "where legal help is asked: of which countries the law is; missing where nobody has said",
                   required=False),
            Member("proceeding_types", listed(coded(Proceeding), "list of codes of `proceeding`"),
                   "likewise: which kinds of proceedings", required=False),
            Member("enquiry", IDENTIFIER, "the enquiry (section 23) that the recipient said yes to, where it was made "
                   "of one; missing where it was not", required=False),
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
            Member("kind", every(Kind, "`question`, `answer`, `news`, `reason`, `outcome`, `handover`, `task`, "
                                       "`conference` or `proposal`"), "what it is for"),
            Member("section", SECTION, "what it is about; must be in `consent.sections`"),
            Member("language", LANGUAGE, "in which language"),
            Member("text", Shape(f"text of 1 to {LONGEST} characters",
                                 {"type": "string", "minLength": 1, "maxLength": LONGEST}), "the words"),
        ),
    ),
    Part(
        "task",
        "What one of the two agencies does for the person. It never changes but once: it ends.",
        (
            Member("id", IDENTIFIER, "the task, by the id that both sides know; made by whoever adds it, random"),
            Member("owner", every(Side, "`sender` or `receiver`"), "the side that does it"),
            Member("due", DAY_OR_NULL, "by which day"),
            Member("ended", Shape(f"{' or '.join(f'`{end}`' for end in Ended)}, or `null`",
                                  {"enum": [None, *(str(end) for end in Ended)]}),
                   "`done` and `not_possible` are the owner's to say, `not_needed` the maker's"),
        ),
    ),
    Part(
        "conference",
        "One step of a case conference about the person. Its names are those of this referral alone: of the sender's "
        "other items and of who else was asked they tell nothing.",
        (
            Member("step", every(Step, "`asked`, `proposed`, `no_part`, `met`, `decided` or `minuted`"),
                   "`proposed` and `no_part` are the receiver's to say, the others the sender's"),
            Member("conference", IDENTIFIER, "the conference, by the id that both sides know; random"),
            Member("item", NAME_OR_NULL, "the item, likewise; null with `met`, which is about the whole conference"),
            Member("until", MOMENT_OR_NULL, "with `asked` until when proposals are written, else null"),
            Member("meets_at", MOMENT_OR_NULL,
                   "with `asked` and `met` when one meets, null without a meeting; else null"),
            Member("came", MAYBE, "with `met` whether somebody of the receiver was there, null while that is not said"),
        ),
    ),
    Part(
        "held",
        "That a profession at the receiver holds a section in a file of its own: never what stands there.",
        (
            Member("section", _NAMEABLE, "what is held"),
            Member("profession", coded(Profession), "of whoever holds it; never a name"),
            Member("since", DAY, "since which day"),
        ),
    ),
    Part(
        "asked",
        "What the sender asks whoever holds a section at the receiver: codes and a day.",
        (
            Member("id", IDENTIFIER, "the question, by the id that both sides know; made by whoever asks, random"),
            Member("section", _NAMEABLE, "whose holder is asked"),
            Member("for", coded(AskFor), "what it is needed for"),
            Member("until", DAY, "until when an answer is needed"),
            Member("answer", Shape(f"{' or '.join(f'`{one}`' for one in HolderAnswer)}, or `null`",
                                   {"enum": [None, *(str(one) for one in HolderAnswer)]}),
                   "`null` in the question; the holder's word in the answer"),
        ),
    ),
    Part(
        "link",
        "One step between two lawyers of one person. It is privileged: whoever takes it in shows it to the lawyer of "
        "the linked matter and their deputy, and to nobody else. It is no section, and no section is sent by it.",
        (
            Member("step", every(LinkStep, ", ".join(f"`{one}`" for one in LinkStep)), "what it does"),
            Member("link", IDENTIFIER, "the link, by the id that both sides know; made by whoever proposes, random"),
            Member("agreed_on", DAY_OR_NULL,
                   "with `proposed` and `accepted` the day on which the person said yes to the link; else null"),
            Member("item", NAME_OR_NULL,
                   "with `said`, `date`, `served`, `task` a new item, random; with `done` the task; else null"),
            Member("day", DAY_OR_NULL, "with `date` and `served` which day, with `task` until when or null; else null"),
            Member("whose", _or_null(LinkSide), "with `task` who does it; else null"),
            Member("why", _or_null(LinkEnd), "with `ended`; else null"),
            Member("words", _LETTER, "with `said`, `date`, `served`, `task`; else null"),
        ),
    ),
    Part(
        "enquiry",
        "Could you help somebody like this? It names nobody, belongs to no case, and rests on no consent.",
        (
            Member("id", IDENTIFIER, "the enquiry, by the id that both sides know; one for each service that is asked"),
            Member("reference", REFERENCE, "what people read to each other"),
            Member("team", IDENTIFIER, "the team that is asked, of its card"),
            Member("service", coded(Service), "the service of that team"),
            Member("role", coded(Profession), "the profession of whoever asks"),
            Member("country", COUNTRY, "of the agency that asks"),
            Member("until", MOMENT, "when it lapses; sixty days ahead at most"),
            Member("is_child", coded(Answer3), "`unknown` is treated as a child"),
            Member("sex", coded(Sex, or_none=True), "only where the service differs"),
            Member("languages", listed(LANGUAGE, f"list of at most {MOST_LANGUAGES} tags", most=MOST_LANGUAGES),
                   "of the person"),
            Member("services", listed(coded(Service), "list of codes of `service`, at least one", least=1),
                   "what is wanted"),
            Member("exploitation", listed(coded(Exploitation), "list of codes of `exploitation`"),
                   "only where the service is for some"),
            Member("urgency", coded(Urgency), "how fast an answer is needed"),
            Member("part_of_country", coded(PartOfCountry), "where, no closer than this"),
            Member("constraints", listed(coded(Constraint), "list of codes of `constraint`"),
                   "what a service must be able to do"),
            Member("note", _NOTE, "scanned by both nodes (section 23)"),
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
