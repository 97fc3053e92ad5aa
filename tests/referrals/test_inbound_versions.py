"""What a node of a neighbouring version writes: more members or fewer, kept where they travel on, never in the way."""

from typing import Any

import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals import envelope, inbound
from safeconduct.referrals.history import move_from_data
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R
from tests.referrals.from_there import PARTS, FromThere

NEWER = {"beds": 2, "wishes": ["quiet", {"floor": 1}]}
SENTENCE = {"note": "She waits at the station, in a red coat."}


@pytest.fixture
def there(envelopes: Envelopes) -> FromThere:
    return FromThere(envelopes)


def offer(there: FromThere, **changes: Any) -> None:
    """The offer with these members of its body changed."""
    body = {"envelope": there.fields, "sections": PARTS, **changes}
    arrive(there.envelopes, inbound.offered, body, there.handle, there.consent)


def written(there: FromThere) -> dict[str, Any]:
    """The envelope as this node writes it, when the receiver takes the referral back."""
    with as_process("web"), acting(MemberId(there.envelopes.members["ana"])):
        return envelope.written(Referral.objects.get(shared=there.shared, side=R), "social_worker")


def test_what_a_later_release_adds_is_kept_and_written_again(there: FromThere) -> None:
    sent = {**there.send.as_data(), "further": "x1"}
    consent = {**there.fields["consent"], **NEWER}

    offer(there, envelope={**there.fields, **NEWER, "consent": consent, "moves": [sent]}, more=1)

    again = written(there)
    assert {name: again[name] for name in NEWER} == NEWER
    assert {name: again["consent"][name] for name in NEWER} == NEWER
    assert again["moves"] == [sent]


def test_both_sides_have_one_hash_for_a_move_of_a_later_release(there: FromThere) -> None:
    sent = {**there.send.as_data(), "further": "x1"}

    offer(there, envelope={**there.fields, "moves": [sent]})

    with as_process("web"), acting(MemberId(there.envelopes.members["ana"])):
        stored = StoredMove.objects.get(referral__shared=there.shared)
        assert stored.hash == move_from_data(sent).hash
        assert stored.referral.head == stored.hash


def test_a_sentence_beside_the_envelope_is_not_kept(there: FromThere) -> None:
    consent = {**there.fields["consent"], **SENTENCE}

    offer(there, envelope={**there.fields, **SENTENCE, "consent": consent})

    again = written(there)
    assert "note" not in again
    assert "note" not in again["consent"]


def test_more_than_fits_is_not_kept(there: FromThere) -> None:
    offer(there, envelope={**there.fields, "codes": ["x" * 64] * 100})

    assert "codes" not in written(there)


def test_a_sentence_in_a_move_is_refused(there: FromThere) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        offer(there, envelope={**there.fields, "moves": [{**there.send.as_data(), **SENTENCE}]})


def test_an_earlier_release_may_leave_out_what_is_not_required(there: FromThere) -> None:
    consent = {name: value for name, value in there.fields["consent"].items() if name != "ground"}
    fields = {name: value for name, value in there.fields.items() if name != "phoned_at"}

    offer(there, envelope={**fields, "consent": consent})

    assert written(there)["consent"]["ground"] == ""


@pytest.mark.parametrize(
    "name, value", [("tell_outcome", "no"), ("follow_changes", 0), ("version", "1"), ("version", 0)]
)
def test_a_consent_is_not_guessed(there: FromThere, name: str, value: object) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        offer(there, envelope={**there.fields, "consent": {**there.fields["consent"], name: value}})


def test_a_withdrawal_that_takes_nothing_back_is_refused(there: FromThere) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        arrive(there.envelopes, inbound.withdrawn, {"envelope": there.fields}, there.handle)
