"""Keys of a node are changed in three steps, and at each of them what is under way is still believed and opened."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from safeconduct.keys import public
from safeconduct.keys.card import AgencyEntry, Card, build, fingerprint, verify_card
from safeconduct.keys.errors import BadCard, CannotOpen, KeyFileRefused, KeyMayNotSign
from safeconduct.keys.public import promise
from safeconduct.keys.ring import Ring, load, make
from safeconduct.keys.sealing import ExchangeKey, seal, unseal
from safeconduct.keys.signing import key_id
from safeconduct.keys.turning import (
    ANNOUNCED_FOR,
    OVERLAP,
    Step,
    advance,
    announce,
    change_at_once,
    due,
    step,
)
from safeconduct.keys.uses import HOP_TAG, Use
from safeconduct.vocabulary.identifiers import AgencyId, NodeId, uuid7
from tests.keys.conftest import AGENCIES

RO = NodeId("ro")
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OFFERED = "safeconduct.referral.offered.v1"


@pytest.fixture
def keys(folder: Path, tmp_path: Path) -> Path:
    """A key folder of the test's own."""
    path = tmp_path / "keys"
    shutil.copytree(folder, path)
    return path


def agency(id_: AgencyId) -> AgencyEntry:
    return {
        "id": str(id_),
        "name": "Alfa",
        "country": "RO",
        "sector": "ngo",
        "languages": [],
        "duty_number": "",
        "teams": [],
        "services": [],
    }


def card(folder: Path) -> Card:
    """What other nodes are shown now."""
    written = build(
        load(folder, "web"),
        name="Ro",
        country="RO",
        endpoint="https://ro.example/",
        agencies=[agency(AGENCIES[0])],
        at=AT,
    )
    return verify_card(written)


def announced(folder: Path) -> None:
    announce(folder, AT)


def turned(folder: Path) -> None:
    announced(folder)
    assert advance(folder, AT + ANNOUNCED_FOR) is Step.TURNED


def retired(folder: Path) -> None:
    turned(folder)
    assert advance(folder, AT + ANNOUNCED_FOR + OVERLAP) is Step.AT_REST


def kid(folder: Path, use: Use = Use.OBJECT) -> str:
    return load(folder, "web").public.kid(use)


# --- retiring ---


def test_former_keys_are_kept_while_something_sealed_to_them_may_still_come(keys: Path) -> None:
    turned(keys)
    before, asked = public.read(keys), []
    late = AT + ANNOUNCED_FOR + 10 * OVERLAP

    def is_outstanding(since: datetime) -> bool:
        asked.append(since)
        return True

    assert advance(keys, late, is_outstanding=is_outstanding) is None
    assert asked == [AT + ANNOUNCED_FOR], "from when on the new ones were used"
    assert public.read(keys) == before
    sealed = seal(b"text", before.former_exchange[AGENCIES[0]], b"")
    assert any(_opens(sealed, key) for key in load(keys, "inbox").exchange_keys(AGENCIES[0]))


def test_when_nothing_may_come_any_more_they_are_destroyed(keys: Path) -> None:
    turned(keys)
    former = public.read(keys).former_exchange
    files = {path.name for path in keys.iterdir()}

    assert advance(keys, AT + ANNOUNCED_FOR + OVERLAP, is_outstanding=lambda _since: False) is Step.AT_REST

    gone = files - {path.name for path in keys.iterdir()}
    assert {f"exchange-{agency}.key" for agency in former} <= gone
    sealed = seal(b"text", former[AGENCIES[0]], b"")
    assert not any(_opens(sealed, key) for key in load(keys, "inbox").exchange_keys(AGENCIES[0]))


def test_nobody_is_asked_before_the_new_keys_are_used(keys: Path) -> None:
    announced(keys)

    assert advance(keys, AT + ANNOUNCED_FOR, is_outstanding=lambda _since: True) is Step.TURNED


def _opens(sealed: bytes, key: ExchangeKey) -> bool:
    try:
        return unseal(sealed, key, b"") == b"text"
    except CannotOpen:
        return False


# --- at rest ---


def test_a_card_promises_the_keys_that_come_next_and_shows_them_to_nobody(keys: Path) -> None:
    shown, known = card(keys), public.read(keys)

    assert shown.next == promise(known.next)
    assert not {key_id(key) for key in known.next.values()} & {key.kid for key in shown.keys}


def test_a_folder_of_before_there_were_promises_gets_one_at_the_next_start(keys: Path) -> None:
    for use in Use:
        (keys / f"{use.value}.2.key").unlink()
    old = public.read(keys)
    public.write(keys, public.PublicKeys(old.node, old.signing, old.exchange))
    assert card(keys).next is None
    with pytest.raises(KeyFileRefused, match="promised no next keys"):
        announce(keys, AT)

    after = make(keys, RO, AGENCIES)

    assert after.signing == old.signing
    assert card(keys).next == promise(after.next)


def test_promised_keys_that_are_gone_are_not_made_anew(keys: Path) -> None:
    (keys / "hop.2.key").unlink()

    with pytest.raises(KeyFileRefused, match=r"hop\.2\.key was made once and is gone"):
        make(keys, RO, AGENCIES)


def test_promised_keys_that_are_others_are_not_taken_and_the_file_is_named(
    keys: Path, tmp_path: Path
) -> None:
    make(tmp_path / "others", RO, AGENCIES)
    (keys / "hop.2.key").unlink()
    shutil.copy(tmp_path / "others" / "hop.2.key", keys / "hop.2.key")

    with pytest.raises(KeyFileRefused, match=r"hop\.2\.key"):
        make(keys, RO, AGENCIES)


# --- step by step ---


def test_announced_keys_stand_on_the_card_and_sign_nothing_yet(keys: Path) -> None:
    before, was = kid(keys), card(keys)

    announced(keys)

    now = card(keys)
    assert kid(keys) == before
    assert promise({key.use: key.public for key in now.keys if key not in was.keys}) == was.next
    assert now.next not in (None, was.next)
    assert {key.use for key in now.keys} == set(Use)
    assert len(now.keys) == 2 * len(Use)


def test_from_the_turn_on_the_announced_keys_sign_and_the_former_are_believed_yet(keys: Path) -> None:
    announced(keys)
    before, others = kid(keys), {key.kid for key in card(keys).keys}

    assert advance(keys, AT + ANNOUNCED_FOR) is Step.TURNED

    now = card(keys)
    assert kid(keys) != before
    assert {key.kid for key in now.keys} == others
    assert key_id(now.key_for(before, OFFERED)) == before
    assert key_id(now.key_for(kid(keys, Use.HOP), HOP_TAG)) == kid(keys, Use.HOP)


def test_at_the_end_the_former_keys_are_believed_no_more_and_their_files_are_gone(keys: Path) -> None:
    before = kid(keys)

    retired(keys)

    with pytest.raises(KeyMayNotSign):
        card(keys).key_for(before, OFFERED)
    names = {path.name for path in keys.iterdir()}
    assert not {"object.key", "hop.key", f"exchange-{AGENCIES[0]}.key"} & names
    assert {"object.2.key", "object.3.key", f"exchange-{AGENCIES[0]}.2.key"} <= names
    assert step(public.read(keys)) is Step.AT_REST


def test_what_was_sealed_before_the_change_is_opened_until_its_end(keys: Path) -> None:
    sealed = seal(b"text", card(keys).agency(AGENCIES[0]).exchange_key, b"info")

    def opens(ring: Ring) -> bool:
        for key in ring.exchange_keys(AGENCIES[0]):
            try:
                return unseal(sealed, key, b"info") == b"text"
            except CannotOpen:
                continue
        return False

    announced(keys)
    assert card(keys).agency(AGENCIES[0]).exchange_key != card(keys).agency(AGENCIES[0]).opens[1]
    assert opens(load(keys, "inbox"))
    assert advance(keys, AT + ANNOUNCED_FOR) is Step.TURNED
    assert opens(load(keys, "inbox"))
    assert advance(keys, AT + ANNOUNCED_FOR + OVERLAP) is Step.AT_REST
    assert not opens(load(keys, "inbox"))
    assert card(keys).agency(AGENCIES[0]).former_exchange_key is None


@pytest.mark.parametrize("reach", [announced, turned, retired])
def test_every_process_loads_at_every_step_and_making_again_changes_nothing(
    keys: Path, reach: "object"
) -> None:
    assert callable(reach)
    reach(keys)
    before = {path.name: path.read_bytes() for path in keys.iterdir()}

    make(keys, RO, AGENCIES)

    assert {path.name: path.read_bytes() for path in keys.iterdir()} == before
    assert load(keys, "web").object_key.public_key() == load(keys, "web").public.signing[Use.OBJECT]
    assert load(keys, "inbox").hop_key.public_key() == load(keys, "worker").hop_key.public_key()


def test_an_agency_that_joins_during_a_change_has_one_key(keys: Path) -> None:
    announced(keys)
    joining = AgencyId(uuid7())

    make(keys, RO, [joining])

    assert len(load(keys, "inbox").exchange_keys(joining)) == 1
    assert advance(keys, AT + ANNOUNCED_FOR) is Step.TURNED
    assert len(load(keys, "inbox").exchange_keys(joining)) == 1


def test_no_step_is_taken_before_its_time_and_none_twice(keys: Path) -> None:
    assert advance(keys, AT) is None
    announced(keys)
    assert due(public.read(keys)) == AT + ANNOUNCED_FOR
    assert advance(keys, AT + ANNOUNCED_FOR - timedelta(seconds=1)) is None
    with pytest.raises(KeyFileRefused, match="being changed already"):
        announce(keys, AT)


def test_the_day_of_the_next_step_is_known_at_each_step(keys: Path) -> None:
    assert due(public.read(keys)) is None
    turned(keys)
    assert due(public.read(keys)) == AT + ANNOUNCED_FOR + OVERLAP
    assert advance(keys, AT + ANNOUNCED_FOR + OVERLAP) is Step.AT_REST
    assert due(public.read(keys)) is None


def test_a_folder_of_before_keys_were_ever_changed_has_the_first_of_each(keys: Path) -> None:
    path = public.path_in(keys)
    content = json.loads(path.read_text())
    del content["generation"], content["exchange_generation"]
    path.chmod(0o600)
    path.write_text(json.dumps(content))

    found = public.read(keys)

    assert (found.generation, found.exchange_generation) == (1, 1)


def test_a_second_change_follows_the_first(keys: Path) -> None:
    retired(keys)
    promised = card(keys).next

    announce(keys, AT + timedelta(days=90))

    new = {key.use: key.public for key in card(keys).keys if key.kid not in _in_use(keys)}
    assert promise(new) == promised


def _in_use(folder: Path) -> set[str]:
    known = public.read(folder)
    return {known.kid(use) for use in Use}


def test_a_kill_before_the_files_are_swept_leaves_them_to_the_next_step(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced(keys)
    with monkeypatch.context() as patch:
        patch.setattr("safeconduct.keys.turning._sweep", Mock())
        advance(keys, AT + ANNOUNCED_FOR)
    assert (keys / "object.key").exists()
    assert load(keys, "web").public.generation == 2

    advance(keys, AT + ANNOUNCED_FOR + OVERLAP)

    assert not (keys / "object.key").exists()


# --- at once ---


@pytest.mark.parametrize("reach", [None, announced, turned])
def test_keys_that_somebody_may_have_are_changed_at_once(keys: Path, reach: "object") -> None:
    if callable(reach):
        reach(keys)
    was, former = card(keys), _in_use(keys)

    change_at_once(keys, AT + timedelta(days=1))

    now = card(keys)
    assert not former & {key.kid for key in now.keys}
    assert len(now.keys) == len(Use)
    new = {key.use: key.public for key in now.keys if key not in was.keys}
    assert reach is announced or promise(new) == was.next
    assert now.agency(AGENCIES[0]).exchange_key not in was.agency(AGENCIES[0]).opens
    assert fingerprint(now) != fingerprint(was)
    assert step(public.read(keys)) is Step.AT_REST


def test_a_card_with_a_former_key_that_is_none_is_refused(keys: Path) -> None:
    announced(keys)
    written = build(
        load(keys, "web"),
        name="Ro",
        country="RO",
        endpoint="https://ro.example/",
        agencies=[agency(AGENCIES[0])],
        at=AT,
    )
    written["agencies"][0]["former_exchange_key"] = "AAAA"
    with pytest.raises(BadCard):
        verify_card(written)
