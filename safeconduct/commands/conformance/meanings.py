"""Clauses of what is said: bodies, versions, consent, and what comes back from the node."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from safeconduct.commands.conformance.clauses import clause
from safeconduct.commands.conformance.meeting import (
    ERASED,
    MOVED,
    NEEDS,
    RELEASED,
    Deviates,
    Made,
    Meeting,
    expect,
)
from safeconduct.exchange.inner import HeldLabel, exchange_key_id, seal_held
from safeconduct.exchange.wire import Lane, Opened
from safeconduct.keys.uses import Use
from safeconduct.referrals.moves import Event as Did
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.identifiers import ReferralId, new_handle
from safeconduct.vocabulary.sections import Section

SURPRISE = "safeconduct.referral.surprise.v1"


@clause("C-60", "15", "a type that nobody knows is refused with unknown_type, and stops no lane")
def unknown_type(meeting: Meeting) -> None:
    """It may be one of a later release."""
    made = meeting.made()
    expect(meeting.told(meeting.event(made, SURPRISE, {})), "refused", "unknown_type")
    after = meeting.told(meeting.void(made, 2)).get("status")
    if after not in ("stored", "gap"):  # whether a refused one uses its number, C-47 asks
        raise Deviates("the message after it was not taken in")


@clause(
    "C-61",
    "15",
    "members that are not described are admitted in bodies, envelopes, consents, moves and codes",
)
def unknown_members(meeting: Meeting) -> None:
    """As a later release may write them."""
    made = meeting.made()
    sent = made.moves[0]
    made.moves[0] = replace(sent, further={"beds": 2}, codes={**sent.codes, "more": 1})
    body = made.offer(beds=2)
    body["envelope"] |= {"beds": 2, "consent": {**body["envelope"]["consent"], "rooms": ["quiet"]}}
    expect(meeting.told(meeting.offer(made, body=body)), "stored")
    meeting.stored.append(made)


@clause("C-62", "11", "a body that lacks what is required is refused: malformed_body")
def incomplete(meeting: Meeting) -> None:
    """An offer without an envelope."""
    expect(meeting.told(meeting.offer(meeting.made(), body={"sections": NEEDS})), "refused", "malformed_body")


@clause("C-63", "11", "a section that is held back until acceptance is refused in an offer: sent_too_early")
def too_early(meeting: Meeting) -> None:
    """The identity travels with the offer."""
    made = meeting.made()
    parts = {**NEEDS, "identity": {"version": 1, "content": {"names": "Nobody"}, "role": "social_worker"}}
    expect(meeting.told(meeting.offer(made, body=made.offer(sections=parts))), "refused", "sent_too_early")


@clause("C-64", "11", "a section that the consent does not name is refused: not_consented")
def not_consented(meeting: Meeting) -> None:
    """The profile, of which nobody has spoken."""
    made = meeting.made()
    parts = {**NEEDS, "profile": {"version": 1, "content": {"pseudonym": "X"}, "role": "social_worker"}}
    expect(meeting.told(meeting.offer(made, body=made.offer(sections=parts))), "refused", "not_consented")


@clause(
    "C-65",
    "11",
    "an offer whose header does not name the consent of its envelope is refused: consent_not_named",
)
def consent_not_named(meeting: Meeting) -> None:
    """No consent in the header."""
    expect(meeting.told(meeting.offer(meeting.made(), how={"consent": None})), "refused", "consent_not_named")


@clause("C-66", "14", "an offer whose consent is past its end is refused: consent_ended")
def consent_over(meeting: Meeting) -> None:
    """It ended yesterday."""
    made = meeting.made(until=datetime.now(UTC) - timedelta(days=1))
    expect(meeting.told(meeting.offer(made)), "refused", "consent_ended")


@clause("C-67", "12", "nobody moves for the other side: not_your_side")
def for_the_other_side(meeting: Meeting) -> None:
    """The sender says that the receiver has declined."""
    made = meeting.has_stored(meeting.made())
    body = made.moved(*made.moves, made.move(Did.DECLINE, Side.RECEIVER, reason="no_capacity"))
    expect(meeting.told(meeting.event(made, MOVED, body, 2)), "refused", "not_your_side")


@clause("C-68", "11", "a move of a referral that is not known is refused: unknown_referral")
def unknown_referral(meeting: Meeting) -> None:
    """There was no offer."""
    made = meeting.made()
    event = meeting.event(made, MOVED, made.moved(*made.moves))
    expect(meeting.told(event), "refused", "unknown_referral")


@clause("C-69", "11", "a referral stays with its case: another subject is refused with another_case")
def another_case(meeting: Meeting) -> None:
    """The same referral under another handle."""
    made = meeting.has_stored(meeting.made())
    body = made.moved(*made.moves)
    elsewhere = Made(new_handle(), made.agency, made.service)
    expect(meeting.told(meeting.event(elsewhere, MOVED, body)), "refused", "another_case")


@clause("C-70", "5, 14", "what was held back is refused before the receiver has accepted: sent_too_early")
def released_early(meeting: Meeting) -> None:
    """Nobody has answered the offer."""
    made = meeting.has_stored(meeting.made())
    how = {"consent": made.ref}
    body = {"referral": str(made.shared), "held": _held(meeting, made)}
    expect(meeting.told(meeting.event(made, RELEASED, body, 2, how=how)), "refused", "sent_too_early")


def _held(meeting: Meeting, made: Made) -> dict[str, object]:
    key, signer = meeting.agency.exchange_key, meeting.stranger.key(Use.OBJECT)
    label = HeldLabel(
        referral=ReferralId(made.shared), revision=1, consent=made.ref, source=meeting.stranger.node,
        sender=meeting.stranger.agency, recipient=meeting.agency.id, recipient_key=exchange_key_id(key),
        kid=meeting.stranger.kid(Use.OBJECT),
    )  # fmt: skip
    parts = {Section.IDENTITY: {"version": 1, "content": {"names": "Nobody"}, "role": "social_worker"}}
    return seal_held(label, sections=parts, signer=signer, recipient_key=key)


# --- What comes back ----------------------------------------------------------------------------------------


@clause(
    "C-80",
    "14",
    "what is taken back is answered with safeconduct.erase.done.v1, on its lane and under its key",
)
def erasure_answered(meeting: Meeting) -> None:
    """The node seals it to us, signs the hop, and begins the lane with 1."""
    made = meeting.made()
    meeting.send(meeting.offer(made))
    meeting.send(meeting.withdrawal(made))
    opened = _came_back(meeting, made.handle)
    routing = opened.routing
    if (routing.lane, routing.sequence) != (Lane.WITHDRAWAL, 1):
        raise Deviates(f"it came as number {routing.sequence} of the lane {routing.lane}")
    if opened.body.get("referral") != str(made.shared) or opened.body.get("answer") != "erased":
        raise Deviates("its body does not say that this referral is erased")


@clause("C-81", "8", "an answer that is not signed is not believed: the same message comes again")
def unsigned_answer(meeting: Meeting) -> None:
    """We take the node's message in, and sign nothing."""
    made = meeting.made()
    meeting.reception.unsigned_for.add(made.handle)
    meeting.send(meeting.offer(made))
    meeting.send(meeting.withdrawal(made))
    first = meeting.reception.wait_for(made.handle, ERASED, meeting.patience)
    if first is None:
        return  # that it comes, C-80 says
    meeting.patiently(lambda: len(meeting.reception.times(made.handle)) > 1, "it did not come again")
    if set(meeting.reception.times(made.handle)) != {first.object_hash}:
        raise Deviates("another object came than the first time")


def _came_back(meeting: Meeting, handle: str) -> Opened:
    opened = meeting.reception.wait_for(handle, ERASED, meeting.patience)
    if opened is None:
        faults = "; ".join(dict.fromkeys(meeting.reception.faults))
        raise Deviates(
            f"nothing came within {meeting.patience:.0f} s{f' that is right: {faults}' * bool(faults)}"
        )
    return opened
