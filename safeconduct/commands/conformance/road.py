"""Clauses of the road: the hop, the card, the envelope and what is sealed in it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import urllib3

from safeconduct.commands.conformance.clauses import clause
from safeconduct.commands.conformance.meeting import VOID, Deviates, Meeting, batch, expect, refused
from safeconduct.exchange.limits import MOST_MESSAGES, MOST_REQUEST_BYTES
from safeconduct.keys.card import verify_card
from safeconduct.keys.errors import BadCard
from safeconduct.keys.ring import Ring
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId, uuid7

# --- The hop ------------------------------------------------------------------------------------------------


@clause("C-01", "8", "a request without the signature of the hop is refused as a whole, with 401")
def unsigned(meeting: Meeting) -> None:
    """Nothing but a content type stands in its headers."""
    refused(meeting.post(batch([{}]), {"content-type": "application/json"}), 401)


@clause("C-02", "8", "a request with another body than the signed one is refused with 401")
def another_body(meeting: Meeting) -> None:
    """Right headers of another request."""
    refused(meeting.post(batch([{}, {}]), meeting.signed(batch([{}]))), 401)


@clause("C-03", "8", "a request that was signed for another address is refused with 401")
def another_address(meeting: Meeting) -> None:
    """As if somebody passed on what another node was sent."""
    body = batch([{}])
    refused(meeting.post(body, meeting.signed(body, url="https://elsewhere.example/messages")), 401)


@clause("C-04", "8", "a request whose signature is older than five minutes is refused with 401")
def too_old(meeting: Meeting) -> None:
    """Signed ten minutes ago."""
    body = batch([{}])
    refused(meeting.post(body, meeting.signed(body, now=datetime.now(UTC) - timedelta(minutes=10))), 401)


@clause("C-05", "3, 8", "a request that is signed by a key that is no hop key is refused with 401")
def another_use(meeting: Meeting) -> None:
    """The clock's key signs it."""
    body = batch([{}])
    public = meeting.stranger.rings["worker"].public
    clock = Ring("worker", public, {"hop": meeting.stranger.key(Use.CLOCK)})
    refused(meeting.post(body, meeting.signed(body, ring=clock)), 401)


@clause("C-06", "10", f"a request with more than {MOST_MESSAGES} messages is refused with 413")
def too_many(meeting: Meeting) -> None:
    """One more than may be; none of them is a message."""
    refused(meeting.post(batch([{}] * (MOST_MESSAGES + 1))), 413)


@clause("C-07", "10", f"a request of more than {MOST_REQUEST_BYTES:,} bytes is refused with 413")
def too_large(meeting: Meeting) -> None:
    """One message that is a long text."""
    refused(meeting.post(batch(["x" * MOST_REQUEST_BYTES])), 413)


@clause("C-08", "2", "a request in which a member stands twice is refused with 400")
def key_twice(meeting: Meeting) -> None:
    """Two readers could read two things."""
    refused(meeting.post(b'{"messages":[{}],"messages":[{}]}'), 400)


@clause("C-09", "8", "an answer is signed by a hop key of the node, and bound to the request that it answers")
def answer_signed(meeting: Meeting) -> None:
    """Its signature covers ours."""
    meeting.signed_for_one(lambda: meeting.post(batch([{}])))


@clause(
    "C-10",
    "8",
    "one result comes for each message, in their order; what is no message spoils no other",
)
def results_in_order(meeting: Meeting) -> None:
    """A void, something unreadable, and another void."""
    one, two = (meeting.event(meeting.made(), VOID, {}) for _number in range(2))
    results = meeting.send(one, {"id": "nothing"}, two)
    if [result.get("id") for result in results] != [one["id"], None, two["id"]]:
        raise Deviates("the results do not name the messages in their order")
    expect(results[1], "quarantined", "malformed")
    expect(results[0], "stored")
    expect(results[2], "stored")


@clause("C-11", "3", "the card is open to anybody, whole, and signed by its own object key")
def card(meeting: Meeting) -> None:
    """Asked for without any signature."""
    with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(20.0)) as client:
        answer = client.request("GET", meeting.target.endpoint + "card", redirect=False)
    try:
        read = verify_card(json.loads(answer.data))
    except (ValueError, BadCard) as error:
        raise Deviates(f"{answer.status}: {error}") from error
    if read.node != meeting.target.node:
        raise Deviates("the card is another node's than before")


# --- The message --------------------------------------------------------------------------------------------


@clause("C-20", "4", "a message whose routing was changed on the way does not open: cannot_open")
def changed_outside(meeting: Meeting) -> None:
    """Sealed as the second of its lane, handed over as the first."""
    expect(
        meeting.told({**meeting.event(meeting.made(), VOID, {}, 2), "sequence": "1"}),
        "quarantined",
        "cannot_open",
    )


@clause(
    "C-21", "4", "a message that was signed for another recipient is mis_addressed, whoever sealed it again"
)
def forwarded(meeting: Meeting) -> None:
    """An honest object, passed on."""
    made = meeting.made()
    inside = meeting.routing(made, VOID, 1, recipient=AgencyId(uuid4()))
    outside = replace(inside, recipient=meeting.agency.id)
    event = meeting.event(made, VOID, {}, id=outside.id, how={"inside": inside})
    expect(meeting.told(event), "quarantined", "mis_addressed")


@clause("C-22", "4", "a message to an agency that is not the node's is set aside: unknown_recipient")
def unknown_recipient(meeting: Meeting) -> None:
    """To nobody."""
    event = meeting.event(meeting.made(), VOID, {}, recipient=AgencyId(UUID(int=uuid4().int)))
    expect(meeting.told(event), "quarantined", "unknown_recipient")


@clause("C-23", "4", "a message whose end is reached is set aside: expired")
def expired(meeting: Meeting) -> None:
    """It ended yesterday."""
    now = datetime.now(UTC)
    event = meeting.event(
        meeting.made(), VOID, {}, time=now - timedelta(days=2), expires=now - timedelta(days=1)
    )
    expect(meeting.told(event), "quarantined", "expired")


@clause("C-24", "4", "a message that was not signed by the key that it names is set aside: bad_signature")
def wrong_signature(meeting: Meeting) -> None:
    """The receipt's key signs for the object's."""
    event = meeting.event(meeting.made(), VOID, {}, how={"signer": meeting.stranger.key(Use.RECEIPT)})
    expect(meeting.told(event), "quarantined", "bad_signature")


@clause("C-25", "4", "a message with another body than the signed one is set aside: wrong_body")
def wrong_body(meeting: Meeting) -> None:
    """The header has the hash of an empty one."""
    event = meeting.event(meeting.made(), VOID, {"voids": "x"}, how={"signed_body": {}})
    expect(meeting.told(event), "quarantined", "wrong_body")


@clause("C-26", "3", "a key signs nothing that is not for its use: key_may_not_sign")
def wrong_use(meeting: Meeting) -> None:
    """The clock makes an offer."""
    expect(meeting.told(meeting.offer(meeting.made(), use=Use.CLOCK)), "quarantined", "key_may_not_sign")


@clause("C-27", "2, 4", "what is sealed is canonical, or it is malformed")
def not_canonical(meeting: Meeting) -> None:
    """A space at the end."""
    event = meeting.event(meeting.made(), VOID, {}, how={"spoiled": "spaces"})
    expect(meeting.told(event), "quarantined", "malformed")


@clause("C-28", "4", "padding is zero to the last byte, or nothing opens: cannot_open")
def padding(meeting: Meeting) -> None:
    """The last byte is 1."""
    event = meeting.event(meeting.made(), VOID, {}, how={"spoiled": "padding"})
    expect(meeting.told(event), "quarantined", "cannot_open")


@clause("C-29", "4", "a message with a member that is not described is malformed")
def one_more_member(meeting: Meeting) -> None:
    """Outside, where nobody signs it."""
    event = {**meeting.event(meeting.made(), VOID, {}), "dataschema": "x"}
    expect(meeting.told(event), "quarantined", "malformed")


@clause("C-30", "4", "a message of an agency that is not on the source's card is mis_addressed")
def another_agency(meeting: Meeting) -> None:
    """We speak for somebody else."""
    event = meeting.event(meeting.made(), VOID, {}, sender=AgencyId(uuid4()))
    expect(meeting.told(event), "quarantined", "mis_addressed")


@clause("C-31", "4", "a message of a node that is not confirmed is set aside: unknown_peer")
def unknown_peer(meeting: Meeting) -> None:
    """We speak for another node."""
    event = meeting.event(
        meeting.made(), VOID, {}, source=NodeId("nobody-knows-this-one"), id=MessageId(uuid7())
    )
    expect(meeting.told(event), "quarantined", "unknown_peer")


@clause("C-32", "4", "a body without a salt is malformed")
def no_salt(meeting: Meeting) -> None:
    """Its hash would tell what it says."""
    event = meeting.event(meeting.made(), VOID, {"voids": "x"}, how={"has_salt": False, "signed_body": None})
    expect(meeting.told(event), "quarantined", "malformed")
