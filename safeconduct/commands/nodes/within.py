"""Act inside a node's own settings: for commands that ask what pages ask."""

import os

from safeconduct.commands.nodes.node import Node

LANGUAGE = "en"
"""Commands speak English, whatever language the node's pages and mails have."""


def become(node: Node, process: str) -> None:
    """Make this process one of the node's, with its database role, and let it speak as commands do."""
    os.environ |= node.environment(process)
    import django

    django.setup()
    from django.utils import translation

    translation.activate(LANGUAGE)
