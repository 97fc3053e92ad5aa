"""A taking back along a chain: the clock asks whoever referred on, and carries a code one link back."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest

from safeconduct.access.acting import acting, working
from safeconduct.access.clock import domain_now
from safeconduct.consent.rules import Channel
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.models import Outgoing
from safeconduct.exchange.outbox import Parcel, Road, try_post
from safeconduct.referrals import clockwork, ledger, queries
from safeconduct.referrals.clocks import Beside
from safeconduct.referrals.clockwork import chain
from safeconduct.referrals.history import Move
from safeconduct.referrals.inbound import chain_stands, opened_there
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.sub_referrals import following
from safeconduct.referrals.sub_referrals.keeping_on import keep_on
from safeconduct.referrals.sub_referrals.taking_back import Back, Standing
from safeconduct.vocabulary.codes import PartnerWay
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import NO_NODE, MemberId, ReferralId
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S
from tests.referrals.sub_referrals.test_rules import ONWARD
from tests.referrals.test_clockwork import look

pytestmark = pytest.mark.django_db(transaction=True)
ASKS = Beside.TAKEN_BACK_BEFORE


def chained(
    envelopes: Envelopes,
    first: State,
    after: State = State.ACCEPTED,
    may_know: tuple[str, ...] = ("first",),
    **more: Any,
) -> tuple[Referral, Referral]:
    """What was received, and what goes on from it."""
    one, two = envelopes.add(first, R), envelopes.add(after, S)
    change(envelopes, two, part_of=one.shared, chain=list(may_know), **more)
    return one, two


def change(envelopes: Envelopes, row: Referral, **values: Any) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        Referral.objects.filter(id=row.id).update(**values)


def said(envelopes: Envelopes, row: Referral, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the clock posts about this referral at its next look, and about no other."""
    posted: list[Parcel] = []

    def post(road: Road, parcel: Parcel, *, at: datetime) -> bool:
        posted.append(parcel)
        return try_post(road, parcel, at=at)

    with monkeypatch.context() as patch:
        patch.setattr(chain, "try_post", post)
        look()
    assert {parcel.referral for parcel in posted} <= {row.shared}
    return [parcel.body["back"] for parcel in posted]


def asks(envelopes: Envelopes, row: Referral) -> bool:
    now = envelopes.now(row)
    assert now is not None
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert queries.is_your_turn(now) or ASKS not in now.flags
    return ASKS in now.flags


def test_whoever_referred_on_is_asked_and_nothing_is_told_before_the_person_has_said(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(envelopes, State.WITHDRAWN)
    assert said(envelopes, one, monkeypatch) == []
    assert asks(envelopes, two)
    change(envelopes, two, kept_on=["all"])
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["goes_on"]
    assert not asks(envelopes, two)
    assert said(envelopes, one, monkeypatch) == []  # once


@pytest.mark.parametrize("first, after", [(State.ACCEPTED, State.ACCEPTED), (State.WITHDRAWN, State.DRAFT)])
def test_nothing_is_asked_of_what_was_not_taken_back_or_has_not_left(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch, first: State, after: State
) -> None:
    one, two = chained(envelopes, first, after)
    assert said(envelopes, one, monkeypatch) == []
    with as_process("worker"), working():
        assert list(following.to_follow()) == []
    assert not asks(envelopes, two)


def test_what_an_agency_ended_is_no_word_of_the_person(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(envelopes, State.ACCEPTED)
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        head, said_by_them = ledger.history(one).head, {"reason": "by_sender"}
        end = Move(ReferralId(one.shared), head, Event.WITHDRAW, S, Actor.MEMBER, at, said_by_them)
        ledger.add(one, [end], role="social_worker")
        assert one.state == State.WITHDRAWN
    assert said(envelopes, one, monkeypatch) == []
    assert not asks(envelopes, two)


def test_only_the_parts_that_went_on_are_asked_about(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(envelopes, State.ACCEPTED)
    change(envelopes, one, taken_back=["exploitation", "needs"])
    assert said(envelopes, one, monkeypatch) == []
    assert asks(envelopes, two)
    change(envelopes, two, at_once=["profile"])
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["part_seen_to"]
    assert not asks(envelopes, two)


def test_the_answer_of_the_next_link_travels_back_one_link_as_a_code(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(envelopes, State.WITHDRAWN, State.WITHDRAWN)
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["taken_back"]
    change(envelopes, two, holder_answer="retained:court_order")
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["retained"]
    change(envelopes, two, holder_answer="erased")
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["erased"]


def test_nothing_travels_back_where_the_person_did_not_agree_that_they_know(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(envelopes, State.WITHDRAWN, may_know=("next",))
    assert said(envelopes, one, monkeypatch) == []
    assert asks(envelopes, two)
    change(envelopes, two, kept_on=["all"])
    assert said(envelopes, one, monkeypatch) == []


def test_of_a_partner_without_a_node_it_is_told_who_was_told_there_and_when(
    envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = chained(
        envelopes, State.WITHDRAWN, State.WITHDRAWN, peer=NO_NODE, flags=["consent_withdrawn", "not_told"]
    )
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        at = domain_now()
        ByHand(
            id=uuid.uuid4(), referral_id=two.id, agency_id=two.agency_id, step="told_back", way=PartnerWay.TELEPHONE,
            told_by="lawyer", at=at - timedelta(hours=2), entered_at=at,
        ).save(force_insert=True)  # fmt: skip
    # What they were told was of a part, as long as somebody has still to tell them the whole.
    assert [back["answer"] for back in said(envelopes, one, monkeypatch)] == ["taken_back"]
    change(envelopes, two, flags=["consent_withdrawn"])
    [back] = said(envelopes, one, monkeypatch)
    assert (back["answer"], back["told_by"]) == ("told", "lawyer")
    assert back["at"] == Back(Standing.TOLD, at - timedelta(hours=2)).members()["at"]


def test_that_it_goes_on_is_refused_to_who_has_not_the_file_in_hand(envelopes: Envelopes) -> None:
    _one, two = chained(envelopes, State.WITHDRAWN)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        with pytest.raises(NotPossible, match="has the person's file in hand"):
            keep_on(referral=two.id, channel=Channel.PERSON, by=envelopes.member("ana"), at=at)
    assert asks(envelopes, two)


# --- At the first link --------------------------------------------------------------------------------------------

BACK = {"answer": "erased", "at": "2026-03-03T10:00:00.000000Z", "told_by": ""}


def stands(envelopes: Envelopes, row: Referral, **more: Any) -> None:
    body: dict[str, object] = {
        "referral": str(row.shared),
        "onward": ONWARD.members(),
        "back": BACK,
        "role": "clock",
        **more,
    }
    arrive(envelopes, chain_stands, body, row.handle)


def onward(envelopes: Envelopes, row: Referral) -> list[Any]:
    now = envelopes.now(row)
    assert now is not None
    return list(now.onward)


def test_it_is_kept_beside_the_link_that_it_names_and_the_latest_stands(envelopes: Envelopes) -> None:
    row = envelopes.add(State.WITHDRAWN, S)
    told: dict[str, object] = {
        "referral": str(row.shared),
        "sections": [],
        "role": "social_worker",
        "onward": ONWARD.members(),
    }
    arrive(envelopes, opened_there, told, row.handle)
    stands(envelopes, row, back={**BACK, "answer": "taken_back"})
    stands(envelopes, row, back={**BACK, "note": "she is pregnant"})
    arrive(envelopes, opened_there, told, row.handle)  # said once more, it takes nothing away
    assert onward(envelopes, row) == [{**ONWARD.members(), "back": BACK}]


def test_a_link_that_was_never_told_of_is_added(envelopes: Envelopes) -> None:
    row = envelopes.add(State.WITHDRAWN, S)
    stands(envelopes, row)
    assert onward(envelopes, row) == [{**ONWARD.members(), "back": BACK}]


def test_only_the_receiver_says_it(envelopes: Envelopes) -> None:
    row = envelopes.add(State.WITHDRAWN, R)
    with pytest.raises(RefuseMessage, match="not_your_side"):
        stands(envelopes, row)


def test_it_goes_under_the_key_of_the_clock_and_no_member_can_sign_it(envelopes: Envelopes) -> None:
    one, _two = chained(envelopes, State.WITHDRAWN, State.WITHDRAWN)
    look()
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        [posted] = Outgoing.objects.filter(referral_id=one.shared)
    assert posted.type == clockwork.CHAIN
