"""A member's software at the web process of this run, and referrals that it may see."""

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.referrals.envelopes import Envelopes

type Make = Callable[..., "Program"]
ALL = ("read", "move", "send", "withdraw", "capacity")


class Program:
    """Requests with one token. A fault inside becomes an answer, as for anybody outside."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def ask(self, method: str, path: str, body: object = None, *, key: str = "", **headers: str) -> Any:
        """One request below /api/v1; the answer, with what it says as `said`."""
        given = {"Authorization": f"Bearer {self.token}", **headers}
        if method not in ("GET", "HEAD"):
            given.setdefault("Idempotency-Key", key or secrets.token_hex(16))
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = given.pop("Content-Type", "application/json")
        answer: Any = self.client.generic(method, f"/api/v1{path}", raw, content_type=kind, headers=given)
        is_json = "json" in answer.headers.get("Content-Type", "")
        answer.said = json.loads(answer.content) if is_json and answer.content else None
        return answer


@pytest.fixture
def program(envelopes: "Envelopes") -> Make:
    """Make a program of a member's; of Ana's with all scopes unless it is said otherwise."""
    from safeconduct.access import tokens
    from safeconduct.access.acting import acting
    from safeconduct.access.scopes import Scope
    from safeconduct.vocabulary.identifiers import MemberId

    def made(member: str = "ana", scopes: Sequence[str] = ALL, days: int = 90) -> Program:
        until = timezone.now() + timedelta(days=days)
        with acting(MemberId(envelopes.members[member])) as at:
            by = envelopes.member(member)
            wanted = [Scope(scope) for scope in scopes]
            return Program(tokens.make(name="Program", scopes=wanted, until=until, by=by, at=at))

    return made
