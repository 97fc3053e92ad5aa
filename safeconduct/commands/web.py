"""The door `web`: the pages of a node as a process by itself, until it is told to end."""

from safeconduct.commands.nodes import single


def main(arguments: list[str]) -> int:
    """Become that process. Raises CannotRun."""
    return single.become("web", arguments)
