"""From the press of a second person to what the public site believes: the same bytes, signed by the node's own key."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from safeconduct.access.ring import ring
from safeconduct.access.shown_keys import own_keys
from safeconduct.commands.rounds.handing_over import hand_over_editions
from safeconduct.public.editions.pictures import margins
from safeconduct.public.editions.rules import Signed, listed, signed_in
from safeconduct.public.signatures.verifying import signer
from safeconduct.statistics.editions import released
from safeconduct.vocabulary.released.handing_over import FILE
from tests.conftest import as_process
from tests.statistics.editions.year import YEAR, approve, prepare

pytestmark = pytest.mark.django_db(transaction=True)


def handed(home: Path) -> list[Signed]:
    """What the site reads of the file that the worker writes now."""
    (home / "public").mkdir(exist_ok=True)
    with as_process("worker"):
        hand_over_editions(home, released)
    found = listed((home / "public" / FILE).read_bytes())
    assert isinstance(found, list)
    read = [signed_in(each) for each in found]
    assert all(isinstance(each, Signed) for each in read), read
    return [each for each in read if isinstance(each, Signed)]


def test_what_was_approved_is_what_the_site_believes(counted: psycopg.Connection, tmp_path: Path) -> None:
    approve("rita", prepare("cora", rung="status"))
    [signed] = handed(tmp_path)
    with as_process("web"):
        keys = own_keys(ring()).keys
    assert signer(signed, signed.key, signed.signature, keys) == keys[0]
    one = signed.edition
    assert (one.id, one.minimum) == (f"19a-RO-{YEAR}-1", 5)
    drawn = dict(margins(one, one.tables[0], "en"))
    assert drawn, "the margins of a table are drawn, so the codes of everything are known"
    numbers = {bar.label: bar.number for margin in drawn.values() for bar in margin.bars}
    assert numbers["Identified"] == 25


def test_nothing_is_handed_over_before_the_embargo_has_passed(
    counted: psycopg.Connection, tmp_path: Path
) -> None:
    moment = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    approve("rita", prepare("cora", rung="alone", embargo=moment))
    assert handed(tmp_path) == []
