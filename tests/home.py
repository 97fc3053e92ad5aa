"""The folder of this run's node and its database cluster, chosen before Django reads its settings.

With DATABASE_URL the server named there is used instead of the embedded one.
"""

import fcntl
import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from safeconduct.commands.building import catalogues
from safeconduct.commands.nodes.databases import (
    ADMINISTRATOR,
    ENTERING,
    address_of,
    administer,
    establish,
)
from safeconduct.commands.nodes.postgres import CARELESS, Cluster
from safeconduct.commands.nodes.templates import copy_of, remove_abandoned
from safeconduct.commands.places import open_folder, secret, state_folder
from safeconduct.keys.ring import make
from safeconduct.vocabulary.identifiers import NodeId

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
IS_MUTANT = "MUTANT_UNDER_TEST" in os.environ
"""mutmut runs thousands of sessions in forks of one process: the node's folder is kept between them, no database is."""


def _homes() -> Path:
    return state_folder() / "tests"


def _choose_node() -> tuple[Path, Cluster | None]:
    """The folder of this run's node; made before Django reads its settings. Workers share the first one's."""
    if IS_WORKER:
        return Path(os.environ["SAFECONDUCT_HOME"]), None
    # A wish of the tests only (pictures for the documents); no setting of a node may be unknown.
    os.environ["PICTURES"] = os.environ.pop("SAFECONDUCT_PICTURES", "")
    remove_abandoned(_homes())
    catalogues.ensure()
    # Playwright keeps an event loop in the thread of the tests; Django would refuse every query after that.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    home = _homes() / str(os.getpid())
    cluster = _prepare(home)
    secret(home, "django")
    make(home / "keys", NodeId("ro"), [])
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
        "SAFECONDUCT_HOME": str(home),
        "SAFECONDUCT_PROCESS": "web",
        "SAFECONDUCT_NODE": "ro",
        "SAFECONDUCT_COUNTRY": "RO",
    }
    return home, cluster


def _prepare(home: Path) -> Cluster | None:
    url = os.environ.get("DATABASE_URL")
    if url:
        with closing(administer(url)) as connection:
            # A server for tests: whoever ran there before leaves us their roles.
            establish(connection, home, "safeconduct", reset=True)
        replace(address_of(url), name="safeconduct").write(home)
        return None
    copy_of(_template(), home)
    cluster = Cluster(home, CARELESS)
    cluster.address.write(home)
    return cluster


def _template() -> Path:
    """A cluster with roles and an empty database, made by the first run; several runs may want it at once.

    A release with other roles makes it anew.
    """
    home = open_folder(_homes()) / "template"
    roles = "\n".join(ENTERING)
    with open(_homes() / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_with = home / "roles"
        if not made_with.exists() or made_with.read_text() != roles:
            shutil.rmtree(home, ignore_errors=True)
        Cluster(home, CARELESS).init()
        made_with.write_text(roles)
    return home


HOME, CLUSTER = _choose_node()
# Who empties the tables after a test, and nothing else: of another server the one that .ci/server-tests made.
SUPERUSER = ADMINISTRATOR if "DATABASE_URL" not in os.environ else os.environ.get("EMPTIED_BY")
