"""The public site beside a node: a folder, a database and two roles of its own, and a process that knows no other.

Its folder is `<home>/public`. What the process is told names that folder only: no key, secret or address of the case
application. That it cannot reach the case database is the server's word, not the program's: the role may not CONNECT.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from safeconduct.commands.nodes import chosen, databases
from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.places import REPOSITORY, closed_folder, open_folder, secret
from safeconduct.vocabulary.roles import OWNER, PUBLIC, PUBLIC_OWNER

if TYPE_CHECKING:
    from safeconduct.commands.nodes.node import Node

PROCESS, OWNER_PROCESS, WORKER = "public", "public-owner", "public-worker"
APPLICATION = "safeconduct.public.wsgi:application"
PREFIX = chosen.SITE
FOLDER = "public"
ENDING = "_public"
ROLES = (PUBLIC_OWNER, PUBLIC)
FACT = "public_site"


@dataclass(frozen=True)
class Site:
    """Where the public site is: its port on this machine, and the address that readers type (https://host/)."""

    port: int
    address: str = ""


def site_of(facts: dict[str, Any]) -> Site | None:
    """The site in a node's facts; None where the node has none."""
    return Site(**facts[FACT]) if facts.get(FACT) else None


def fact_of(site: Site | None) -> dict[str, Any]:
    """What `site_of` reads."""
    return {FACT: asdict(site) if site is not None else None}


def folder_of(home: Path) -> Path:
    """The folder of the public site of the node in `home`."""
    return home / FOLDER


def address_of_readers(node: "Node") -> str:
    """Where a reader opens the site; "" where there is none."""
    if node.site is None:
        return ""
    return node.site.address or f"http://{node.id}.localhost:{node.site.port}/"


def is_made(home: Path) -> bool:
    """Whether the site has a database already."""
    return (folder_of(home) / "database.json").exists()


def prepare(node: "Node", case: Address) -> None:
    """Make what is missing: the folder with its secrets, the roles, the database, closed both ways. Safe to repeat."""
    home = open_folder(folder_of(node.home))
    for folder in ("media", "secrets"):
        closed_folder(home / folder)
    for name in ("django", "releases"):
        secret(home, name)
    address = replace(case, name=case.name + ENDING)
    if node.roles is not None:
        databases.share_roles(open_folder(node.roles / FOLDER), home, ROLES)
    with _administering(node) as connection:
        databases.close_to_others(connection, case.name, OWNER, databases.ENTERING)
        for role in ROLES:
            databases.make_role(connection, role, secret(home, role))
        databases.make_database(connection, address.name, PUBLIC_OWNER, (PUBLIC,))
        databases.close_to_others(connection, address.name, PUBLIC_OWNER, (PUBLIC,))
    if node.cluster is None:
        databases.refuse_other_passwords(address, home, ROLES)
    address.write(home)


@contextmanager
def _administering(node: "Node") -> Iterator[psycopg.Connection]:
    """A connection that may make roles and databases, and act as the owner of either database."""
    if node.cluster is not None:
        with closing(node.cluster.connect(databases.ADMINISTRATOR, "postgres")) as connection:
            yield connection
        return
    assert node.database_url is not None  # noqa: S101 - one of the two is there
    with closing(databases.administer(node.database_url)) as connection:
        databases.may_become_owner(connection)
        yield connection


def environment(node: "Node", site: Site, process: str) -> dict[str, str]:
    """All that a process of the public site is told: nothing of cases, keys, peers or members."""
    return {
        "PYTHONPATH": str(REPOSITORY),
        "DJANGO_SETTINGS_MODULE": "safeconduct.public.settings",
        f"{PREFIX}HOME": str(folder_of(node.home)),
        f"{PREFIX}PROCESS": "owner" if process == OWNER_PROCESS else "serve",
        f"{PREFIX}NAME": node.name or node.id,
        f"{PREFIX}ADDRESS": address_of_readers(node),
        f"{PREFIX}PROXIES": str(node.road.proxies),
        f"{PREFIX}DEMO": "1" if node.demo else "0",
        **chosen.said(chosen.OF_A_SITE),
        **{name: value for name, value in node.settings.items() if name.startswith(PREFIX)},
    }


def connect(home: Path, role: str) -> psycopg.Connection:
    """A plain connection to the site's database as one of its roles."""
    folder = folder_of(home)
    return Address.read(folder).connect(role, secret(folder, role))


def pending(node: "Node") -> list[str]:
    """The migrations that the site's database has not had; none where there is no site yet. The database must run."""
    if node.site is None or not is_made(node.home):
        return []
    found: list[str] = json.loads(node.run(OWNER_PROCESS, "public", "pending"))
    return found
