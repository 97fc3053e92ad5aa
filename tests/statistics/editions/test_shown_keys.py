"""With the release of an edition the public site gets the keys that verify it, whoever has opened Administration."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from safeconduct.access.acting import acting
from safeconduct.access.ring import ring
from safeconduct.access.shown_keys import FILE
from safeconduct.keys.parsing import unbase64
from safeconduct.keys.uses import Use
from safeconduct.statistics.editions import released
from safeconduct.vocabulary.editions import payload
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.statements import keys_in
from tests.access.names import ID
from tests.statistics.editions.year import approve, prepare

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("there", [None, '{"keys": {}, "statements": [{"statement": 1}]}', "{"])
def test_with_a_release_the_public_site_gets_the_keys_that_verify_it(
    counted: psycopg.Connection, settings: Any, tmp_path: Path, there: str | None
) -> None:
    """Nobody has opened Administration. What agencies said stays as it is; what cannot be read is written anew."""
    path = prepare("cora")
    settings.NODE_HOME = tmp_path
    (tmp_path / "public").mkdir()
    file = tmp_path / FILE
    if there:
        file.write_text(there)
    approve("rita", path)
    said = json.loads(file.read_text())
    keys = keys_in(said["keys"])
    assert keys is not None
    assert said["statements"] == ([{"statement": 1}] if there and "statements" in there else [])
    assert ring().public.kid(Use.OBJECT) == said["kid"]
    with acting(MemberId(ID("rita"))):
        (one,) = released()
    signed = one["signed"]
    used = next(Ed25519PublicKey.from_public_bytes(bytes.fromhex(each)) for each in keys.keys)
    used.verify(unbase64(said["signature"]), keys.payload())
    used.verify(unbase64(signed["signature"]), payload(signed["document"]))
