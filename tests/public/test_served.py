"""A node has a public site when it is asked for, and remembers it."""

from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

from safeconduct.commands import editor, serve
from safeconduct.commands.demonstration import site as demonstration
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import homes, public
from safeconduct.commands.nodes.node import Node, keep_facts
from safeconduct.commands.nodes.public import Site
from safeconduct.commands.nodes.roads import Ports
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import PUBLIC_OWNER
from tests.public.reader import Browser

FACTS = {"node": "ro", "country": "RO", "name": "Node", "demo": False, "set_up": True}


def _node(folder: Path, site: Site | None = None) -> Node:
    return Node(folder, NodeId("ro"), "RO", Ports(8000, 8001), database_url="", site=site)


def test_a_node_remembers_its_public_site(tmp_path: Path) -> None:
    keep_facts(tmp_path, FACTS)
    assert homes.known(tmp_path).site is None
    homes.remember(_node(tmp_path, Site(8002, "https://www.example.org/")))
    assert homes.known(tmp_path).site == Site(8002, "https://www.example.org/")


@pytest.mark.parametrize("before, port, address, expected", [
    (None, None, None, None),
    (None, 8002, None, Site(8002)),
    (None, 8002, "https://www.example.org", Site(8002, "https://www.example.org/")),
    (Site(8002, "https://www.example.org/"), None, None, Site(8002, "https://www.example.org/")),
    (Site(8002, "https://www.example.org/"), 8003, None, Site(8003, "https://www.example.org/")),
])  # fmt: skip
def test_a_start_may_say_where_it_is(
    tmp_path: Path, before: Site | None, port: int | None, address: str | None, expected: Site | None
) -> None:
    asked = Namespace(site=port, site_address=address)
    assert serve._site(_node(tmp_path, before), asked) == expected


@pytest.mark.parametrize("port, address, sentence", [
    (None, "https://www.example.org/", "needs a port of its own"),
    (8000, None, "where the node does"),
    (8002, "http://www.example.org/", "is no address that others can use"),
])  # fmt: skip
def test_what_would_lead_nowhere_is_refused(
    tmp_path: Path, port: int | None, address: str | None, sentence: str
) -> None:
    with pytest.raises(CannotRun, match=sentence):
        serve._site(_node(tmp_path), Namespace(site=port, site_address=address))


def test_a_node_without_a_site_has_no_editors(tmp_path: Path) -> None:
    keep_facts(tmp_path, FACTS)
    with pytest.raises(CannotRun, match="has no public site yet"):
        editor.main(["ioana", "--home", str(tmp_path)])


def test_the_demonstration_says_where_it_is_and_who_writes_it(site: Node, reader: Browser) -> None:
    said = "\n".join(demonstration.lines(site))
    assert public.address_of_readers(site) in said
    assert "editor (password " in said
    assert "moderator (password " in said


def test_nothing_waits_to_be_migrated_once_it_is_prepared(site: Node) -> None:
    assert public.pending(site) == []


def test_a_start_refuses_a_site_of_an_older_release_and_an_upgrade_brings_it_up(site: Node) -> None:
    """What stands for an older release: a migration that the database has not had, though it changes nothing."""
    rename = "UPDATE django_migrations SET name = %s WHERE app = 'wagtail_localize' AND name = %s"
    with closing(public.connect(site.home, PUBLIC_OWNER)) as connection:
        names = "SELECT max(name) FROM django_migrations WHERE app = 'wagtail_localize'"
        last = str((connection.execute(names).fetchone() or [""])[0])
        connection.execute(rename, ["0000_earlier", last])
        try:
            assert public.pending(site) == [f"wagtail_localize.{last}"]
            with pytest.raises(CannotRun, match=r"of an older release: bring it up with \./run upgrade"):
                site.run(public.OWNER_PROCESS, "public", "install", "--as-it-is")
        finally:
            connection.execute(rename, [last, "0000_earlier"])
