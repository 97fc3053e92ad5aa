"""Each address below a case, whatever room it is of, as whoever has no part in that case: nothing of it is there.

Every address is found by the routes themselves, so that a new page is asked too.
"""

import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from safeconduct.access.step_up import IN_SESSION
from safeconduct.cases.emergency.forms import number_of
from tests.access.names import ID
from tests.referrals.partners.desk import NAME, NEED, PHONE, a_file
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PARTS = {"section": "plan", "after": "month_1", "about": "plan", "right": "legal_aid"}
"""What stands in an address beside the case; an address with anything else names something that is not there."""
ANOTHER_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|<p class="hour"[^>]*>[^<]*'
)
MARKERS = (NAME, NEED, PHONE, "Linden")
ASKS_FIRST = {"/people/{case}/emergency/", "/people/{case}/take-over/", "/kept/{case}/hold/"}
"""Where a colleague, or who supervises, is asked for a reason before anything opens or stays."""


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Every route, whole."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses() -> set[str]:
    """Those that name a case and nothing that this case has not; `{case}` in the place of the case."""
    found = set()
    for route in routes(get_resolver("safeconduct.site.urls").url_patterns):
        path = route.replace("<uuid:case>", "{case}")
        for name, value in PARTS.items():
            path = path.replace(f"<slug:{name}>", value)
        if "{case}" in path and "<" not in path and not route.startswith(("api/", "training/")):
            found.add(f"/{path}")
    return found


class Visitor:
    """Somebody who has just confirmed who they are."""

    def __init__(self, who: str) -> None:
        self.client = Client(headers=HERE)
        assert self.client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
        session = self.client.session
        session[IN_SESSION] = time.time()
        session.save()

    def asks(self, case: UUID, path: str) -> tuple[int, str]:
        """Status and words, without what is another at each answer."""
        answer = self.client.get(path.format(case=case))
        body = b"".join(answer) if answer.streaming else answer.content
        words = body.decode(errors="replace") + answer.headers.get("Location", "")
        for name in (str(case), number_of(case)):  # the number is in the address, for whoever asks
            words = words.replace(name, "")
        return answer.status_code, ANOTHER_EACH_TIME.sub("", words)


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Signed in by one click."""
    settings.DEMO = True


def test_there_are_many_of_them_and_the_lead_is_shown_most() -> None:
    case, paths = a_file(), addresses()
    ana = Visitor("ana")
    said = {path: ana.asks(case, path)[0] for path in paths}
    assert len(paths) > 40
    assert sum(status == 200 for status in said.values()) > 25
    assert NEED in ana.asks(case, "/people/{case}/")[1]


@pytest.mark.parametrize("who", ["bea", "pavel", "cora"])
def test_a_stranger_is_told_what_they_are_told_of_a_case_that_never_was(who: str) -> None:
    case, visitor = a_file(), Visitor(who)
    differing = [
        path for path in sorted(addresses()) if visitor.asks(case, path) != visitor.asks(ID("no case"), path)
    ]
    assert differing == []


@pytest.mark.parametrize("who", ["dan", "nora", "adam", "sara"])
def test_a_colleague_without_a_part_in_the_case_is_shown_none_of_it(who: str) -> None:
    case, visitor = a_file(), Visitor(who)
    said = {path: visitor.asks(case, path) for path in sorted(addresses())}
    assert {path for path, (status, _) in said.items() if status == 200} <= ASKS_FIRST
    assert [
        (path, marker) for path, (_, words) in said.items() for marker in MARKERS if marker in words
    ] == []
