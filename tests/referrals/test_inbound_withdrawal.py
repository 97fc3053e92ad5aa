"""A taking back overtakes, and what it overtakes brings the same moves: each takes effect once and is recorded once."""

from collections import Counter

import pytest

from safeconduct.referrals import inbound
from safeconduct.referrals.history import Move
from safeconduct.referrals.moves import Actor, Event, State
from tests.conftest import ConnectAs
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, S
from tests.referrals.from_there import FromThere
from tests.referrals.stories import codes_for


def told(there: FromThere, *, by: str, moves: list[Move]) -> None:
    """The other side says these moves, by its message of a taking back or by that of a move."""
    whole = [there.send.as_data(), *(one.as_data() for one in moves)]
    if by == "withdrawn":
        arrive(
            there.envelopes, inbound.withdrawn, {"envelope": {**there.fields, "moves": whole}}, there.handle
        )
        return
    body: dict[str, object] = {
        "referral": str(there.shared), "moves": whole, "role": "social_worker", "receipts": [],
    }  # fmt: skip
    arrive(there.envelopes, inbound.moved, body, there.handle)


def recorded(connect_as: ConnectAs, there: FromThere) -> Counter[str]:
    """How often each thing was recorded of this referral as told by the other node."""
    rows = connect_as("owner").execute(
        "SELECT action FROM audit.record WHERE referral_id = %s AND actor_kind = 'peer'", [there.shared]
    )
    return Counter(action for (action,) in rows.fetchall())


def roles(connect_as: ConnectAs, there: FromThere) -> dict[str, str]:
    """As what each thing was recorded."""
    rows = connect_as("owner").execute(
        "SELECT action, actor_role FROM audit.record WHERE referral_id = %s AND actor_kind = 'peer'",
        [there.shared],
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize(
    "order", [("withdrawn", "moved"), ("moved", "withdrawn"), ("withdrawn", "withdrawn")]
)
def test_a_taking_back_is_recorded_once_whichever_message_comes_first(
    envelopes: Envelopes, connect_as: ConnectAs, order: tuple[str, str]
) -> None:
    there = FromThere(envelopes)
    there.offer()
    back = Move(
        there.send.referral, there.send.hash, Event.WITHDRAW, S, Actor.MEMBER, there.later, {"reason": "by_person"}
    )  # fmt: skip
    for by in order:
        told(there, by=by, moves=[back])
    assert recorded(connect_as, there)["referral:withdraw"] == 1
    assert there.stands()[0] == "withdrawn"


def test_what_comes_along_with_a_taking_back_is_recorded_as_well(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    """The message that it overtook says nothing new when it comes, and would leave no record."""
    there = FromThere(envelopes)
    there.offer()
    codes = codes_for(State.SENT, Event.MARK_AS_ERROR, Actor.MEMBER, there.later)
    mistake = Move(
        there.send.referral, there.send.hash, Event.MARK_AS_ERROR, S, Actor.MEMBER, there.later, codes
    )
    back = Move(
        there.send.referral,
        mistake.hash,
        Event.WITHDRAW,
        S,
        Actor.MEMBER,
        there.later,
        {"reason": "by_person"},
    )
    told(there, by="withdrawn", moves=[mistake, back])
    told(there, by="moved", moves=[mistake, back])
    found = recorded(connect_as, there)
    assert (found[f"referral:{mistake.event}"], found["referral:withdraw"]) == (1, 1)


@pytest.mark.parametrize("actor, role", [(Actor.MEMBER, "social_worker"), (Actor.CONSENT, "clock")])
def test_what_the_end_of_a_consent_did_is_recorded_as_no_members_deed(
    envelopes: Envelopes, connect_as: ConnectAs, actor: Actor, role: str
) -> None:
    there = FromThere(envelopes)
    there.offer()
    reason = {"reason": "by_person" if actor is Actor.MEMBER else "consent_expired"}
    back = Move(there.send.referral, there.send.hash, Event.WITHDRAW, S, actor, there.later, reason)
    told(there, by="withdrawn", moves=[back])
    assert roles(connect_as, there)["referral:withdraw"] == role
