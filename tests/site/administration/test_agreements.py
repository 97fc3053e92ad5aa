"""An agency signs a text of the network: by two, the wording that was read, signed by the node, naming nobody."""

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from safeconduct.access.shown_keys import FILE
from safeconduct.keys import public, turning
from safeconduct.keys.uses import Use
from safeconduct.public.signatures.rules import Wording, may_believe, may_have_keys
from safeconduct.public.signatures.verifying import signer
from safeconduct.site.agreements.reading import FILE as TEXTS
from safeconduct.vocabulary.statements import fingerprint, keys_in, statement_in
from tests.site.administration.conftest import Office, alone, answered, second

CODE = "0b4d8f7e-1c3a-4a55-9b1a-2f6f0c9e7a11"
PAGE = f"agreements/{CODE}/2/"
DIGEST, OTHER = "a" * 64, "b" * 64


def put(home: Path, **more: Any) -> None:
    """The public site says which texts there are."""
    title = {"title": "First contact within a day", "address": "https://site.example/en/agreements/a/2/"}
    said = {
        "kind": "agreement",
        "code": CODE,
        "version": 2,
        "digest": DIGEST,
        "opens": True,
        "in_force": False,
    }
    receipt = {"hours": 48, "clock": "sent", "what": {"en": "Receipt of a referral"}}
    said |= {"origin": "", "texts": {"en": title}, "levels": [receipt]} | more
    (home / TEXTS).write_text(json.dumps({"texts": [said]}))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a node with a public site, with a copy of the keys of these tests."""
    shutil.copytree(settings.KEYS_FOLDER or "", tmp_path / "keys")
    (tmp_path / "public").mkdir()
    monkeypatch.setattr(settings, "NODE_HOME", tmp_path)
    monkeypatch.setattr(settings, "KEYS_FOLDER", tmp_path / "keys")
    put(tmp_path)
    return tmp_path


def written(home: Path) -> list[dict[str, Any]]:
    """What the node hands to the site."""
    found: list[dict[str, Any]] = json.loads((home / FILE).read_text())["statements"]
    return found


def sign(office: Office, digest: str = DIGEST) -> int:
    status: int = office.post(PAGE, act="sign", digest=digest).status_code
    return status


def is_signed(home: Path, one: dict[str, Any]) -> bool:
    """By an implementation of its own: the bytes that another site looks at, under the key that the node shows."""
    key = public.read(home / "keys").signing[Use.OBJECT].public_bytes_raw()
    said = json.dumps(one["statement"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(
            base64.b64decode(one["signature"]), b"safeconduct public statement of an agency, 1\0" + said
        )
    except InvalidSignature:
        return False
    return True


def test_an_agreement_is_signed_by_two_and_then_by_the_node(office: Office, home: Path) -> None:
    assert b"First contact within a day" in office.get("agreements/").content
    assert sign(office) == 302
    assert written(home) == []
    page = office.get(PAGE).content.decode()
    assert "it waits for a second person" in page
    assert "Sign in the name of" not in page, "it is signed already"
    assert "the public site shows nothing of it" in page
    assert "shows for good" not in page

    sara = second(office)
    page = sara.get("/administration/changes/").content.decode()
    assert "Your agency would sign “First contact within a day”, version 2." in page
    assert "aaaaaaaa aaaaaaaa" in page
    assert 'href="https://site.example/en/agreements/a/2/"' in page
    assert "Receipt of a referral: within 48 hours" in page
    assert answered(sara) == [302]

    [one] = written(home)
    said = one["statement"]
    assert said["agency"]["id"] == str(office.agency)
    wanted = {
        "kind": "agreement",
        "code": CODE,
        "version": 2,
        "digest": DIGEST,
        "says": "stands",
        "number": 1,
    }
    assert {name: said[name] for name in wanted} == wanted
    assert is_signed(home, one)
    assert not is_signed(home, {**one, "statement": {**said, "digest": OTHER}})
    whole = (home / FILE).read_text()
    assert not [name for name in ("Ana", "Sara", str(office.administrator)) if name in whole]
    assert [each["detail"]["digest"] for each in office.people.recorded("statement:proposed")] == [DIGEST]
    assert b"Your agency stands to it" in office.get("agreements/").content


def test_the_public_site_believes_what_the_node_hands_over(office: Office, home: Path) -> None:
    """By the site's own rules, which share no more with the node than the form of a statement."""
    alone(office)
    sign(office)
    shown = json.loads((home / FILE).read_text())
    keys = keys_in(shown["keys"])
    assert keys is not None
    by = signer(keys, shown["kid"], shown["signature"], keys.keys)
    assert may_have_keys(keys, known=None, signed_by=by)
    [one] = shown["statements"]
    said = statement_in(one["statement"])
    assert said is not None
    signed = signer(said, one["kid"], one["signature"], keys.keys) is not None
    here = Wording(DIGEST)
    assert may_believe(said, node=keys.node, is_signed=signed, known=None, is_ours=True, here=here)
    page = office.get("peers/keys/").content.decode()
    assert fingerprint(keys) in page


def test_it_is_taken_back_by_one_and_stands_with_a_higher_number(office: Office, home: Path) -> None:
    alone(office)
    assert sign(office) == 302
    assert office.post(PAGE, act="take_back").status_code == 302
    [one] = written(home)
    assert (one["statement"]["says"], one["statement"]["number"]) == ("withdrawn", 2)
    assert is_signed(home, one)
    assert b"Your agency took it back" in office.get(PAGE).content
    assert len(office.people.recorded("statement:withdrawn")) == 1
    office.post(PAGE, act="take_back")
    assert written(home) == [one]


def test_what_the_second_person_does_not_agree_to_is_never_said(office: Office, home: Path) -> None:
    sign(office)
    assert answered(second(office), "no") == [302]
    assert written(home) == []
    assert office.row("SELECT count(*) FROM agencies.statement") == (0,)


def test_what_one_alone_has_signed_is_taken_back_by_the_second_person(office: Office, home: Path) -> None:
    alone(office)
    sign(office)
    assert [one["statement"]["says"] for one in written(home)] == ["stands"]
    office.people.owner.execute("UPDATE agencies.member SET supervises = true WHERE name = 'Sara'")
    assert answered(second(office), "no") == [302]
    assert [one["statement"]["says"] for one in written(home)] == ["withdrawn"]


def test_another_wording_than_the_one_that_was_read_is_not_signed(office: Office, home: Path) -> None:
    assert sign(office, OTHER) == 409
    sign(office)
    put(home, digest=OTHER)
    assert answered(second(office)) == [409]
    assert office.row("SELECT count(*) FROM agencies.statement") == (0,)


@pytest.mark.parametrize("more, sentence", [
    ({"opens": False}, b"This text cannot be signed now"), ({"digest": OTHER}, b"an earlier wording, since"),
])  # fmt: skip
def test_the_page_says_why_not_or_that_the_wording_is_another_one(
    office: Office, home: Path, more: dict[str, Any], sentence: bytes
) -> None:
    if "digest" in more:
        alone(office)
        sign(office)
    put(home, **more)
    assert sentence in office.get(PAGE).content


def test_a_text_that_is_gone_can_still_be_taken_back(office: Office, home: Path) -> None:
    alone(office)
    sign(office)
    (home / TEXTS).unlink()
    assert b"No longer on the site" in office.get("agreements/").content
    assert sign(office) == 409
    assert office.post(PAGE, act="take_back").status_code == 302
    assert [one["statement"]["says"] for one in written(home)] == ["withdrawn"]


def test_after_a_change_of_keys_the_node_signs_anew_with_the_key_in_use(office: Office, home: Path) -> None:
    alone(office)
    sign(office)
    before = written(home)
    turning.change_at_once(home / "keys", public.read(home / "keys").since or _now())
    office.get("")
    [one] = written(home)
    assert one["statement"] == before[0]["statement"]
    assert one["signature"] != before[0]["signature"]
    assert is_signed(home, one)


def test_only_an_administrator_who_has_just_confirmed_signs(office: Office, home: Path) -> None:
    session = office.client.session
    del session["stepped_up_at"]
    session.save()
    assert office.get(PAGE)["Location"].startswith("/account/confirm/")
    assert sign(office) == 409
    assert second(office).get(f"/administration/{PAGE}").status_code == 404
    assert office.row("SELECT count(*) FROM agencies.proposal") == (0,)


def test_a_node_without_a_site_has_nothing_to_sign_and_writes_nothing(office: Office) -> None:
    assert b"shows no text that can be signed" in office.get("agreements/").content
    assert office.get(PAGE).status_code == 404


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()
