"""A token for a member's own software, made on the member's page as the member would make it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands, must

SCOPES = ("read", "move", "send", "withdraw", "capacity")


def confirm(hands: Hands) -> None:
    """The member confirms who they are, by the demonstration's button."""
    asked = hands.see("/account/confirm/?next=/account/")
    form = next(form for form in asked.forms if "one_click" in form.names)
    hands.browser.submit(Page(asked.status, asked.path, "", "", [form], {}), form.action)


def made_on_the_page(
    hands: Hands, scopes: Sequence[str] = SCOPES, *, name: str = "The agency's own", days: int = 30
) -> str:
    """A token that the member has made. Raises WalkFailed when the page shows none."""
    confirm(hands)
    until = (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    page = hands.see("/account/software/new/")
    said = hands.browser.submit(page, "", name=name, scopes=list(scopes), until=until)
    found = re.search(r'data-token-text="(sc_[\w-]{43})"', said.html)
    must(found is not None, f"{hands.name} has no token: {said.text[-300:]}")
    return found[1] if found else ""
