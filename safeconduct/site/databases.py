"""The one database of a process: the role that belongs to the process, at the address of the node."""

import json
from pathlib import Path
from typing import Any

from safeconduct.vocabulary.declared import WrongSetting, secret_of
from safeconduct.vocabulary.roles import APP, INBOX, OWNER, WORKER

ROLES = {"web": APP, "inbox": INBOX, "worker": WORKER, "owner": OWNER}

IDLE = "-c idle_in_transaction_session_timeout=60s"
"""A process that stands still in the middle of a transaction, as on a machine that is suspended, holds what it has
locked: whoever opens that file would wait as long. The server lets go after a minute; the process then begins anew."""
_ONCE = "-c plan_cache_mode=force_generic_plan"
PLANS = {"web": _ONCE, "inbox": _ONCE}
"""A page asks some fifteen prepared statements, a message some ten, each for a few rows that an index finds whatever
the values are. The server would plan many of them anew each time, which takes it longer than to answer them, row
policies above all: of a section's keys, ten times as long."""


def database(home: Path | None, process: str) -> dict[str, Any]:
    """Django's entry for the alias `default`; raises WrongSetting when the node has no database yet.

    The address stands in `<home>/database.json`, written when the node was prepared; the administrator's address
    in DATABASE_URL is kept from the processes that serve.
    """
    role, address = ROLES[process], _address(home)
    return {
        "ENGINE": "safeconduct.vocabulary.postgres",
        "USER": role,
        "PASSWORD": secret_of(home, role, ""),
        "HOST": address["host"],
        "PORT": str(address["port"]),
        "NAME": address["name"],
        # Connections are dear (3.5 ms each) and outlive a restart of the server.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 3,
            **_session(process),
            **address["options"],
        },
    }


def _session(process: str) -> dict[str, str]:
    """What the server is told of a connection; the owner's alone may stand still, for a backup does."""
    said = [PLANS.get(process, ""), "" if process == "owner" else IDLE]
    return {"options": " ".join(one for one in said if one)} if any(said) else {}


def _address(home: Path | None) -> dict[str, Any]:
    if home is None:
        return {"host": "", "port": 5432, "name": "safeconduct", "options": {}}
    path = home / "database.json"
    try:
        address: dict[str, Any] = json.loads(path.read_text())
    except OSError as fault:
        raise WrongSetting(
            f"The node's database is not known: {path} is missing, prepare the node first."
        ) from fault
    return address
