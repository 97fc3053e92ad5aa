"""A process has the keys of a new agency as soon as they are in the folder."""

from pathlib import Path
from uuid import uuid4

from django.test import override_settings

from safeconduct.access.ring import ring
from safeconduct.keys.ring import make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId


def test_new_keys_are_read_and_old_ones_are_not_read_again(tmp_path: Path) -> None:
    folder, agency = tmp_path / "keys", AgencyId(uuid4())
    make(folder, NodeId("ro"), [])
    with override_settings(KEYS_FOLDER=folder, PROCESS="inbox"):
        first = ring()
        assert ring() is first
        make(folder, NodeId("ro"), [agency])
        assert ring().exchange_key(agency).public_bytes() == ring().public.exchange[agency]
