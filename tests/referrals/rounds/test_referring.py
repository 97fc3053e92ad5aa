"""A referral is made of a yes, sent, taken back or discarded, and the round follows."""

from datetime import timedelta

import pytest

from safeconduct.access.acting import acting
from safeconduct.referrals import drafting
from safeconduct.referrals.enquiries.message import WITHDRAWN
from safeconduct.referrals.enquiries.rules import Standing
from safeconduct.referrals.rounds import actions
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.rounds.asking import Asking


def test_when_the_winner_falls_through_the_next_can_be_asked_although_a_referral_was_begun(
    asking: Asking,
) -> None:
    _crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()
    asking.convert(shelter)
    entry = asking.add_entry(asking.envelopes.other_team, asking.envelopes.other, "supported_housing")
    with pytest.raises(NotPossible) as refused:
        asking.does(actions.ask_next, services=asking.services([entry]))
    assert refused.value.reason.code == "round_has_a_yes"

    asking.does(actions.fell_through, enquiry=shelter.shared)
    assert asking.winner() is None
    last = asking.posted()[-1]
    assert (last.type, last.handle) == (WITHDRAWN, shelter.handle), "who had said yes is told"
    (line,) = [line for line in asking.seen().lines if line.row.shared == shelter.shared]
    assert (line.standing, line.referral is not None) == (Standing.WITHDRAWN, True), "the draft stays linked"
    assert shelter.shared not in {line.row.shared for line in asking.seen().lines if line.is_alternative}
    asking.does(actions.ask_next, services=asking.services([entry]))
    assert len(asking.rows()) == 4


def test_what_was_sent_is_withdrawn_as_a_referral_and_not_on_the_page_of_the_round(asking: Asking) -> None:
    _crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    made = asking.convert(shelter)
    for state in ("sent", "accepted"):
        asking.stands(made.id, state)
        (line,) = [line for line in asking.seen().lines if line.is_winner]
        assert (line.referral is not None and line.referral.state, bool(line.may_let_go)) == (state, False)
        with pytest.raises(NotPossible) as refused:
            asking.does(actions.fell_through, enquiry=shelter.shared)
        assert refused.value.reason.code == "round_is_referred"

    asking.stands(made.id, "declined")
    asking.does(actions.fell_through, enquiry=shelter.shared)
    assert asking.winner() is None


def test_a_draft_that_is_discarded_frees_the_yes_of_which_it_was_made(asking: Asking) -> None:
    _crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    made = asking.convert(shelter)
    with as_process("web"), acting(MemberId(asking.envelopes.members["ana"])) as at:
        drafting.discard(referral=made, by=asking.envelopes.member("ana"), at=at)

    again = asking.convert(shelter)
    assert again.enquiry == shelter.shared


def test_today_of_the_asker_says_that_somebody_can_until_the_round_is_opened(asking: Asking) -> None:
    assert asking.today().won_rounds == 0
    asking.says(asking.rows()[0])
    assert asking.today().won_rounds == 1

    asking.seen()
    assert asking.today().won_rounds == 0


def test_a_referral_made_of_a_yes_takes_it(asking: Asking) -> None:
    crisis, _legal, _shelter = asking.rows()
    day = (asking.now() + timedelta(days=3)).date().isoformat()
    asking.says(crisis, "possible_from", day)

    asking.convert(crisis)
    assert asking.winner() == crisis.shared
    assert len(asking.tells()) == 2
