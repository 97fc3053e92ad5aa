"""Clauses of order: numbers, repetition, lanes, receipts."""

from uuid import UUID

from safeconduct.commands.conformance.clauses import clause
from safeconduct.commands.conformance.meeting import VOID, Body, Deviates, Made, Meeting, expect
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.exchange.wire import Event, object_hash
from safeconduct.vocabulary.codes import ReceiptStep
from safeconduct.vocabulary.identifiers import MessageId


@clause("C-40", "6, 11", "an offer as it should be is stored")
def stored(meeting: Meeting) -> None:
    """A referral of its own case, the first of its lane."""
    meeting.has_stored(meeting.made())


@clause("C-41", "6", "the same message again is a duplicate: no second effect")
def repeated(meeting: Meeting) -> None:
    """The same bytes, signed for a new request."""
    event = meeting.event(meeting.made(), VOID, {})
    expect(meeting.told(event), "stored")
    expect(meeting.told(event), "duplicate")


@clause("C-42", "6", "a duplicate brings the same receipts")
def same_receipts(meeting: Meeting) -> None:
    """Whoever has lost the answer has lost nothing."""
    event = meeting.event(meeting.made(), VOID, {})
    first, again = meeting.told(event), meeting.told(event)
    if not first.get("receipts") or first.get("receipts") != again.get("receipts"):
        raise Deviates("the receipts of the second answer are not those of the first")


@clause(
    "C-43",
    "6",
    "a number that is not next is answered with gap and the number that is, and nothing of it is kept",
)
def gap(meeting: Meeting) -> None:
    """The third comes first."""
    made = meeting.made()
    third = meeting.void(made, 3)
    said = expect(meeting.told(third), "gap")
    if said.get("expected") != 1:
        raise Deviates(f"the number that is expected is {said.get('expected')} instead of 1")
    for event in (meeting.void(made, 1), meeting.void(made, 2), third):
        expect(meeting.told(event), "stored")


@clause("C-44", "6", "another message with a number that was taken is refused: number_already_used")
def number_used(meeting: Meeting) -> None:
    """The first number twice."""
    made = meeting.made()
    meeting.send(meeting.void(made, 1))
    expect(meeting.told(meeting.void(made, 1)), "refused", "number_already_used")


@clause("C-45", "6", "another object with an id that was taken is refused: id_already_used")
def id_used(meeting: Meeting) -> None:
    """Sealed again, under the same id and number."""
    made = meeting.made()
    first = meeting.void(made, 1)
    meeting.send(first)
    again = meeting.event(made, VOID, {"voids": "another"}, id=MessageId(_uuid(first)))
    expect(meeting.told(again), "refused", "id_already_used")


@clause("C-46", "6", "what is set aside uses no number")
def set_aside_uses_none(meeting: Meeting) -> None:
    """The lane goes on from the same number."""
    made = meeting.made()
    wrong = {**meeting.event(made, VOID, {}), "dataschema": "x"}
    if meeting.told(wrong).get("status") != "quarantined":
        return  # that it should be, C-29 says
    if meeting.told(meeting.void(made, 1)).get("status") != "stored":
        raise Deviates("the number of a message that was set aside is not awaited any more")


@clause("C-47", "6", "what is refused uses its number")
def refused_uses_one(meeting: Meeting) -> None:
    """The lane goes on with the next."""
    made = meeting.made()
    meeting.send(meeting.offer(made, body={}))
    if meeting.told(meeting.void(made, 2)).get("status") != "stored":
        raise Deviates("the number after a refused message is not awaited")


@clause(
    "C-48",
    "6",
    "lanes do not wait for each other: a withdrawal is taken in before the offer that it takes back",
)
def withdrawal_overtakes(meeting: Meeting) -> None:
    """Nothing has been sent on the lane of the offer."""
    expect(meeting.told(meeting.withdrawal(meeting.made())), "stored")


@clause("C-49", "6, 14", "an offer that comes after its withdrawal is refused: consent_ended")
def late_offer(meeting: Meeting) -> None:
    """It was on its way when it was taken back."""
    made = meeting.made()
    if meeting.told(meeting.withdrawal(made)).get("status") != "stored":
        return  # that it overtakes, C-48 says
    expect(meeting.told(meeting.offer(made)), "refused", "consent_ended")


@clause("C-50", "7", "an offer that is stored has the receipts accepted_by_node and delivered_to_team")
def receipts_there(meeting: Meeting) -> None:
    """In the answer to the request."""
    _event, said = _offered(meeting)
    steps = [receipt.get("step") for receipt in said.get("receipts", [])]
    if steps != [ReceiptStep.ACCEPTED_BY_NODE, ReceiptStep.DELIVERED_TO_TEAM]:
        raise Deviates(f"the receipts say {', '.join(map(str, steps)) or 'nothing'}")


@clause(
    "C-51", "7", "a receipt names the message by its id and its hash, and is signed by the node's receipt key"
)
def receipts_signed(meeting: Meeting) -> None:
    """Each of those that came."""
    event, said = _offered(meeting)
    for receipt in said.get("receipts", []):
        _believed(meeting, event, receipt)


def _believed(meeting: Meeting, event: Event, receipt: Body) -> None:
    try:
        verify_receipt(
            receipt, message=MessageId(_uuid(event)), object_hash=object_hash(event), issuer=meeting.target.node,
            agency=meeting.agency.id, card_for=lambda node: meeting.target if node == meeting.target.node else None,
        )  # fmt: skip
    except WireError as error:
        raise Deviates(str(error)) from error


def _offered(meeting: Meeting) -> tuple[Event, Body]:
    made: Made = meeting.made()
    event = meeting.offer(made)
    said = expect(meeting.told(event), "stored")
    meeting.stored.append(made)
    return event, said


def _uuid(event: Event) -> UUID:
    return UUID(event["id"])
