"""Two nodes whose members are there and that have never heard of each other, each with somebody who keeps it."""

from typing import Any

from psycopg.types.json import Jsonb

from safeconduct.commands.pair import Pair, settle
from safeconduct.vocabulary.roles import OWNER

KEEPERS = {"ro": "Radu Keeper", "be": "Bea Keeper"}


def with_keepers(pair: Pair) -> None:
    """Members and services as in the story, and at each node an administrator who keeps it; no card is known."""
    for number, (home, name) in enumerate(KEEPERS.items()):
        member: dict[str, Any] = {
            "id": f"be1c00ff-0000-4000-8000-0000000000a{number}", "name": name, "profession": "administrator",
            "supervises": False, "keeps_node": True, "teams": [], "email": f"{home}@keeper.example",
        }  # fmt: skip
        pair.files[home]["agencies"][0]["members"].append(member)
    settle(pair)
    for node in pair.nodes:
        with node.connect(OWNER) as connection:
            connection.execute("SELECT exchange.keep_agencies(%s)", [Jsonb(node.card())])
