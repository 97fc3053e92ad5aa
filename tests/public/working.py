"""The site's worker, as far as a test needs it: one round, and nothing runs after it."""

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node


def work(site: Node) -> None:
    """One round of the worker, in a process of its own as it always is."""
    site.run(public.PROCESS, "public", "work", "--once")
