"""Clauses of enquiries: what is asked without a name is taken in, refused, and taken back (section 23).

What a service answers is a person's to say, and is not asked. Every question is taken back at once.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from safeconduct.commands.conformance.clauses import Check, clause
from safeconduct.commands.conformance.meeting import Body, Deviates, Made, Meeting, expect
from safeconduct.exchange.wire import Event
from safeconduct.keys.uses import Use
from safeconduct.referrals.codes import moment_text
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import new_reference

ENQUIRED = "safeconduct.referral.enquired.v1"
ANSWERED = "safeconduct.referral.enquiry_answered.v1"
BACK = "safeconduct.referral.enquiry_withdrawn.v1"
TAKEN, KEPT = "safeconduct.clock.enquiry_taken.v1", "safeconduct.clock.enquiry_kept.v1"

LONGEST_NOTE = 300
LONGEST_TERM = timedelta(days=60)
PERSONAL = ("Room 101", "Call 55 5-5 5", "a@b", "See http://x", "See https://x", "See www.x")
"""Each has one thing of the least that a node looks for in a note."""


def enquiries(name: str, sentence: str) -> Callable[[Check], Check]:
    """A clause of section 23, for nodes that know enquiries."""
    return clause(name, "23", sentence, speaks=lambda meeting: meeting.knows_type(ENQUIRED))


# --- Asked ----------------------------------------------------------------------------------------------------


@enquiries("C-110", "an enquiry is stored, with the receipts accepted_by_node and delivered_to_team")
def stored(meeting: Meeting) -> None:
    """To the team that is asked for everything else."""
    made, asked = meeting.made(), enquiry(meeting)
    said = expect(meeting.told(enquired(meeting, made, asked)), "stored")
    meeting.told(taken_back(meeting, made, asked))
    steps = [receipt.get("step") for receipt in said.get("receipts", [])]
    if steps != [ReceiptStep.ACCEPTED_BY_NODE, ReceiptStep.DELIVERED_TO_TEAM]:
        raise Deviates(f"the receipts say {', '.join(map(str, steps)) or 'nothing'}")


@enquiries("C-111", "an enquiry that lacks what is required, or has another code, is refused: malformed_body")
def incomplete(meeting: Meeting) -> None:
    """Without urgency, for no service, for a service that is in no list."""
    lacking = enquiry(meeting)
    del lacking["urgency"]
    of_none, of_another = enquiry(meeting, services=[]), enquiry(meeting, services=["nothing_known"])
    _refused_each(meeting, "malformed_body", lacking, of_none, of_another)


@enquiries(
    "C-112",
    f"a note of more than {LONGEST_NOTE} characters, or not in Unicode NFKC, is refused: malformed_body",
)
def note_too_long(meeting: Meeting) -> None:
    """One character too many, and a letter in its wide form."""
    texts = ("x" * (LONGEST_NOTE + 1), "\uff2eeeds a ramp.")
    _refused_each(meeting, "malformed_body", *(enquiry(meeting, note=note(text)) for text in texts))


@enquiries(
    "C-113", f"an enquiry that lapses in more than {LONGEST_TERM.days} days is refused: malformed_body"
)
def term_too_long(meeting: Meeting) -> None:
    """A day more: so long would it be kept."""
    until = moment_text(datetime.now(UTC) + LONGEST_TERM + timedelta(days=1))
    _refused_each(meeting, "malformed_body", enquiry(meeting, until=until))


@enquiries("C-114", "a note with something that looks like somebody is refused: personal_data")
def personal_data(meeting: Meeting) -> None:
    """The least that every node looks for, each by itself."""
    _refused_each(meeting, "personal_data", *(enquiry(meeting, note=note(text)) for text in PERSONAL))


@enquiries("C-115", "an enquiry of a team that is none of the agency is refused: no_such_team")
def no_such_team(meeting: Meeting) -> None:
    """A random one."""
    _refused_each(meeting, "no_such_team", enquiry(meeting, team=str(uuid4())))


@enquiries("C-116", "members that are not described are admitted in an enquiry")
def unknown_members(meeting: Meeting) -> None:
    """As a later release may write them."""
    known, with_more = _told_each(meeting, enquiry(meeting), enquiry(meeting, beds=2))
    if known.get("status") == "stored":  # that it is, C-110 says
        expect(with_more, "stored")


# --- Afterwards -----------------------------------------------------------------------------------------------


@enquiries("C-117", "what is said of an enquiry that is not known on its subject is refused: unknown_enquiry")
def unknown(meeting: Meeting) -> None:
    """One that was never asked, one that was refused, and one under another subject."""
    made, elsewhere, asked = meeting.made(), meeting.made(), enquiry(meeting)
    never = enquiry(meeting)
    expect(meeting.told(taken_back(meeting, meeting.made(), never, 1)), "refused", "unknown_enquiry")
    of_somebody = enquiry(meeting, note=note(PERSONAL[0]))
    if meeting.told(enquired(meeting, road := meeting.made(), of_somebody)).get("status") == "refused":
        said = meeting.told(taken_back(meeting, road, of_somebody))
        if said.get("status") != "gap":  # whether a refused one uses its number, C-47 asks
            expect(said, "refused", "unknown_enquiry")
    meeting.told(enquired(meeting, made, asked))
    said = meeting.told(taken_back(meeting, elsewhere, asked, 1))
    meeting.told(taken_back(meeting, made, asked))
    expect(said, "refused", "unknown_enquiry")


@enquiries("C-118", "whoever asked takes the enquiry back, and does not answer it: not_your_side")
def not_your_side(meeting: Meeting) -> None:
    """Our own question, answered by ourselves."""
    made, asked = meeting.made(), enquiry(meeting)
    if meeting.told(enquired(meeting, made, asked)).get("status") != "stored":
        return  # that an enquiry is stored, C-110 says
    answer = {
        "enquiry": asked["id"], "role": "social_worker", "answer": "possible", "possible_from": None, "other": None,
    }  # fmt: skip
    said = meeting.told(meeting.event(made, ANSWERED, answer, 2))
    back = meeting.told(taken_back(meeting, made, asked, 3))
    expect(said, "refused", "not_your_side")
    if back.get("status") not in ("stored", "gap"):  # whether a refused one uses its number, C-47 asks
        raise Deviates(f"its withdrawal is {back.get('status')} {back.get('reason') or ''}".rstrip())


@enquiries(
    "C-119",
    "that another was taken, and that whoever asked goes on with this one, is stored, or refused with unknown_type",
)
def taken_and_kept(meeting: Meeting) -> None:
    """The clock says both, of one question."""
    made, asked = meeting.made(), enquiry(meeting)
    if meeting.told(enquired(meeting, made, asked)).get("status") != "stored":
        return  # that an enquiry is stored, C-110 says
    said = [
        meeting.told(
            meeting.event(made, kind, {"enquiry": asked["id"], "role": "clock"}, number, use=Use.CLOCK)
        )
        for number, kind in enumerate((TAKEN, KEPT), 2)
    ]
    meeting.told(taken_back(meeting, made, asked, 4))
    for result in said:
        if result.get("reason") != "unknown_type":
            expect(result, "stored")


# --- Bodies ---------------------------------------------------------------------------------------------------


def enquiry(meeting: Meeting, **changes: Any) -> Body:
    """Whether somebody could come to the service that was found, right but for the changes."""
    return {
        "id": str(uuid4()), "reference": new_reference("XX"), "team": meeting.service["team"],
        "service": meeting.service["service"], "role": "social_worker", "country": "XX",
        "until": moment_text(datetime.now(UTC) + timedelta(days=1)), "is_child": "no", "sex": "", "languages": ["en"],
        "services": [meeting.service["service"]], "exploitation": [], "urgency": "routine",
        "part_of_country": "anywhere", "constraints": [], "note": note("Conformance test."), **changes,
    }  # fmt: skip


def note(text: str) -> Body:
    """Words beside the codes."""
    return {"language": "en", "text": text}


def enquired(meeting: Meeting, made: Made, asked: Body) -> Event:
    """The question, on a subject of its own."""
    return meeting.event(made, ENQUIRED, {"enquiry": asked})


def taken_back(meeting: Meeting, made: Made, asked: Body, number: int = 2) -> Event:
    """No answer is needed any more."""
    return meeting.event(made, BACK, {"enquiry": asked["id"]}, number)


def _refused_each(meeting: Meeting, reason: str, *asked: Body) -> None:
    """Return when each of these, asked by itself, is refused with this reason. Raises Deviates."""
    for result in _told_each(meeting, *asked):
        expect(result, "refused", reason)


def _told_each(meeting: Meeting, *asked: Body) -> list[Body]:
    """What is said of each question, on a subject of its own; what is stored is taken back."""
    roads = [meeting.made() for _one in asked]
    results = meeting.send(*(enquired(meeting, made, one) for made, one in zip(roads, asked, strict=True)))
    stored = [
        taken_back(meeting, made, one)
        for made, one, result in zip(roads, asked, results, strict=True)
        if result.get("status") == "stored"
    ]
    if stored:
        meeting.send(*stored)
    return results
