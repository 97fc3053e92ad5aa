"""The addresses of the node as its routes have them, and somebody who asks them: for tests that leave none out."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from safeconduct.access.step_up import IN_SESSION
from tests.access.names import ID
from tests.site.people import HERE

ANOTHER_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|<p class="hour"[^>]*>[^<]*'
)
IN_ADDRESS = re.compile(r"<(?:\w+:)?(\w+)>")
NOTHING: Mapping[str, str] = {}
OF_OTHERS = ("api/", "training/")
"""Programs sign in otherwise, and exercises have people of their own."""


def below(part: str, others: Mapping[str, str]) -> dict[str, str]:
    """Every address that names this part, as `{part}`, with the route it is of; `others` stand for what else is named.

    A part that `others` does not know is left as the route has it.
    """
    found = {}
    for route in _routes(get_resolver("safeconduct.site.urls").url_patterns):
        names = IN_ADDRESS.findall(route)
        if part in names and not route.startswith(OF_OTHERS):
            filled = IN_ADDRESS.sub(
                lambda one: f"{{{part}}}" if one[1] == part else others.get(one[1], one[0]), route
            )
            found[f"/{filled}"] = route
    return found


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


class Visitor:
    """Somebody who has just confirmed who they are."""

    def __init__(self, who: str) -> None:
        self.client = Client(headers=HERE)
        assert self.client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
        session = self.client.session
        session[IN_SESSION] = time.time()
        session.save()

    def asks(
        self,
        path: str,
        method: str = "GET",
        given: Mapping[str, str] = NOTHING,
        *,
        without: tuple[str, ...] = (),
    ) -> tuple[int, str]:
        """Status and words, without what is another at each answer and what stood in the address, for whoever asks."""
        answer = self.client.post(path, dict(given)) if method == "POST" else self.client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        words = body.decode(errors="replace") + answer.headers.get("Location", "")
        for name in without:
            words = words.replace(name, "")
        return answer.status_code, ANOTHER_EACH_TIME.sub("", words)
