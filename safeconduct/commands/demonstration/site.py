"""The public site of the demonstration: filled once, with two accounts, and how to get in."""

import json

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import keep_secret, secret

FILLED = "filled"
ACCOUNTS = ("editor", "moderator", "organiser")
"""Who writes, who approves what was written, and who holds conferences."""


def fill(node: Node) -> None:
    """Write its pages and make its accounts, where that is not done yet. The node runs."""
    folder = public.folder_of(node.home)
    if (folder / FILLED).exists():
        return
    made = json.loads(node.run(public.PROCESS, "public", "seed", *ACCOUNTS))
    for name, password in made.items():
        keep_secret(folder, f"demo-{name}", password)
    (folder / FILLED).touch()


def lines(node: Node) -> list[str]:
    """Where it is, and with which accounts of the demonstration it is written."""
    address, folder = public.address_of_readers(node), public.folder_of(node.home)
    people = ", ".join(f"{name} (password {secret(folder, f'demo-{name}')})" for name in ACCOUNTS)
    return [
        f"\n  {address}   the public site of {node.name}, for everybody",
        f"  {address}edit/   where it is written: {people}; they write, approve, hold conferences",
        f"  {folder / 'mails'}   the mails that the site would send to those who register",
    ]
