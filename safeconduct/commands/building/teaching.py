"""The second implementation of the exchange protocol: its packages, and the Node.js that runs it."""

import fcntl

from safeconduct.commands.building.frontend import Tools, fetch_packages, find_tools
from safeconduct.commands.places import REPOSITORY

FOLDER = REPOSITORY / "clients" / "node"


def ensure() -> Tools:
    """Fetch its packages when their lock file has changed; with what it runs. Raises CannotRun with one sentence."""
    with open(REPOSITORY / ".frontend.lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tools = find_tools(REPOSITORY)
        fetch_packages(tools, FOLDER, what="The packages of clients/node")
    return tools
