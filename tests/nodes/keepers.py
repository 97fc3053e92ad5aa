"""Two nodes whose members are there and that have never heard of each other, each with somebody who keeps it."""

from typing import Any

from psycopg.types.json import Jsonb

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Pair, settle
from safeconduct.vocabulary.roles import OWNER

KEEPERS = {"ro": "Radu Keeper", "be": "Bea Keeper"}


def confirm_by_one_click(hands: Hands, after: str) -> None:
    """Confirm once more who one is, as a demonstration lets people do it; on to this page."""
    asked = hands.see(f"/account/confirm/?next={after}")
    form = next(form for form in asked.forms if "one_click" in form.names)
    only = Page(asked.status, asked.path, "", "", [form], {})
    assert hands.browser.submit(only, form.action).path == after


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
