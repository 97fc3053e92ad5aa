"""A backup holds the public site: what was lost comes back, with its files and its accounts."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.commands.backups import in_place
from safeconduct.commands.backups.choosing import choose, open_with
from safeconduct.commands.backups.contents import data_head
from safeconduct.commands.backups.heads import VERSION, WITH_SITE, read_head
from safeconduct.commands.backups.in_place import Saved
from safeconduct.commands.backups.restoring import Outcome, restore
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.homes import known
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import PUBLIC, PUBLIC_OWNER
from tests.pair import homes
from tests.public.reader import Browser, rows

FILE = "SELECT file FROM wagtaildocs_document ORDER BY id LIMIT 1"
SECRETS = ("django", PUBLIC, PUBLIC_OWNER, "demo-editor")


@pytest.fixture
def lost(site: Node) -> Iterator[Path]:
    """Where the node is brought back: an empty folder, which goes at the end."""
    keep_facts(site.home, public.fact_of(site.site))
    home = homes() / f"{os.getpid()}.site-restored"
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _save(node: Node, folder: Path) -> Saved:
    """While it runs: whoever makes the backup leaves its database alone."""
    with node.taken():
        return in_place.save(node, folder)


def _bring_back(saved: Saved, home: Path) -> Outcome:
    chosen = choose(saved.data, saved.keys)
    return restore(chosen, open_with(chosen, saved.words), home, say=in_place.silent)


def test_a_lost_node_comes_back_with_its_public_site(
    site: Node, sign_in: Callable[[str], Browser], lost: Path, tmp_path: Path
) -> None:
    sign_in("editor")
    pages, file = rows(site, "SELECT count(*) FROM wagtailcore_page")[0], rows(site, FILE)[0]
    saved = _save(site, tmp_path)
    assert read_head(saved.data).version == WITH_SITE
    done = _bring_back(saved, lost)
    assert done.site_rows
    assert done.site_files == len([each for each in _media(site.home).rglob("*") if each.is_file()])
    assert (_media(lost) / file).read_bytes() == (_media(site.home) / file).read_bytes()
    assert [secret(public.folder_of(lost), name) for name in SECRETS] == [
        secret(public.folder_of(site.home), name) for name in SECRETS
    ]
    node = known(lost)
    node.cluster = Cluster(lost, CARELESS)
    with node.taken(), node.awake(), closing(public.connect(lost, PUBLIC)) as connection:
        assert connection.execute("SELECT count(*) FROM wagtailcore_page").fetchone() == (pages,)
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_a_node_without_a_site_writes_what_releases_before_could_read(site: Node, tmp_path: Path) -> None:
    """And what they wrote is read: it holds no site, so none is brought back."""
    saved = _save(replace(site, site=None), tmp_path)
    chosen = choose(saved.data, saved.keys)
    assert (chosen.of_data.version, chosen.of_keys.version) == (VERSION, VERSION)
    assert data_head(saved.data, open_with(chosen, saved.words).identity).site is None


def _media(home: Path) -> Path:
    return public.folder_of(home) / "media"
