"""The keys of the node on a page: how they stand, and a change that is begun by who keeps the node."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from safeconduct.keys import public, turning
from safeconduct.keys.turning import Step
from tests.site.administration.conftest import Office


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key folder of this node, copied, so that other tests keep theirs."""
    folder = tmp_path / "keys"
    shutil.copytree(settings.KEYS_FOLDER or "", folder)
    monkeypatch.setattr(settings, "KEYS_FOLDER", folder)
    monkeypatch.setattr(settings, "ENDPOINT", "https://ro.example/")
    monkeypatch.setattr(settings, "COUNTRY", "RO")
    return folder


def test_a_change_is_begun_once_and_the_page_says_how_it_stands(office: Office, keys: Path) -> None:
    assert "The keys are not being changed." in office.get("peers/keys/").content.decode()
    assert "The keys are not being changed." in office.get("").content.decode()

    assert office.post("peers/keys/").status_code == 302

    assert turning.step(public.read(keys)) is Step.ANNOUNCED
    assert "The next keys are on our card." in office.get("peers/keys/").content.decode()
    again = office.post("peers/keys/")
    assert (again.status_code, "being changed already" in again.content.decode()) == (409, True)
    done = office.row("SELECT actor_id, outcome FROM audit.record WHERE action = 'keys:announced'")
    assert done == (str(office.administrator), "done")


def test_it_needs_a_fresh_confirmation_and_somebody_who_keeps_the_node(office: Office, keys: Path) -> None:
    session = office.client.session
    del session["stepped_up_at"]
    session.save()
    assert office.get("peers/keys/")["Location"].startswith("/account/confirm/")
    assert office.post("peers/keys/").status_code == 409
    assert turning.step(public.read(keys)) is Step.AT_REST

    office.people.owner.execute(
        "UPDATE agencies.member SET keeps_node = false WHERE id = %s", [office.administrator]
    )
    assert office.get("peers/keys/").status_code == 404
