"""When a receiver may refer on, and what of it is said along the chain: pure."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.consent.rules import Recipient
from safeconduct.referrals.sub_referrals.rules import (
    BACK_TO_THE_SENDER,
    CHAIN_NOT_ASKED,
    KEPT_OUT_BEFORE,
    Onward,
    Through,
    known,
    may_go_on,
    read_onward,
    through_of,
)
from safeconduct.vocabulary.decisions import Reason, Refused

FIRST, NEXT = uuid4(), uuid4()
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ONWARD = Onward(NEXT, "BG", "shelter", AT)


def why_not(**more: Any) -> Reason | None:
    facts = {
        "lies_beside": True, "is_asked": True, "through": Through(sender=FIRST, conditions=()), "recipient": NEXT,
        "next_agency": Recipient("shelter", "BG"),
    }  # fmt: skip
    decision = may_go_on(**{**facts, **more})
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize("facts, reason", [
    ({}, None),
    ({"is_asked": False}, CHAIN_NOT_ASKED),
    ({"is_asked": False, "lies_beside": False, "through": None}, None),
    ({"through": None}, None),
    ({"recipient": FIRST}, BACK_TO_THE_SENDER),
    ({"through": Through(sender=FIRST, conditions=("not_country:BG",))}, KEPT_OUT_BEFORE),
    ({"through": Through(sender=FIRST, conditions=("not_country:RO",))}, None),
    ({"through": Through(sender=FIRST, conditions=("not_police",))}, None),
    ({"through": Through(sender=FIRST, conditions=("not_police",)),
      "next_agency": Recipient("police", "BG")}, KEPT_OUT_BEFORE),
])  # fmt: skip
def test_what_keeps_an_onward_referral_here(facts: dict[str, Any], reason: Reason | None) -> None:
    assert why_not(**facts) is reason
    if reason:
        assert reason.sentence
        assert reason.instead


def test_what_is_said_comes_out_as_it_went_in() -> None:
    assert read_onward(ONWARD.members()) == ONWARD
    assert known([ONWARD.members(), {"agency": "x"}, None]) == [ONWARD]


@pytest.mark.parametrize("wrong", [
    None, [], "BG", {},
    {**ONWARD.members(), "agency": "Haven"},
    *({**ONWARD.members(), "country": country} for country in ("Bulgaria", "bg", "BGR", "БГ", "B1", "", 7, None)),
    {**ONWARD.members(), "service": "a story"},
    {**ONWARD.members(), "at": "yesterday"},
])  # fmt: skip
def test_what_is_no_onward_referral_is_not_read(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"onward|valid"):
        read_onward(wrong)


THROUGH: dict[str, object] = {"agency": str(FIRST), "country": "RO"}


@pytest.mark.parametrize("through", [
    None, {"country": "RO"},
    *({**THROUGH, "country": country} for country in ("Romania", "ro", "ROU", "РО", "R1", 7, None)),
])  # fmt: skip
def test_through_whom_it_came_is_read_without_trust(through: object) -> None:
    assert through_of({"through": THROUGH}) == (FIRST, "RO")
    assert through_of({"through": through}) is None
    assert through_of({}) is None
