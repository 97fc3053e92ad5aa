"""Django for a process that only reads bytes: the settings of a node that has a folder, keys and no database."""

import os
from pathlib import Path

from safeconduct.commands.nodes.databases import Address
from safeconduct.commands.places import secret
from safeconduct.keys.ring import make
from safeconduct.vocabulary.identifiers import NodeId
from safeconduct.vocabulary.roles import APP


def set_up(home: Path) -> None:
    """Make the folder a node's and start Django with it."""
    for name in ("django", APP):
        secret(home, name)
    make(home / "keys", NodeId("be"), [])
    Address(str(home), 1, "nothing").write(home)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safeconduct.site.settings",
        "SAFECONDUCT_HOME": str(home),
        "SAFECONDUCT_PROCESS": "web",
        "SAFECONDUCT_NODE": "be",
        "SAFECONDUCT_COUNTRY": "BE",
    }
    import django

    django.setup()
