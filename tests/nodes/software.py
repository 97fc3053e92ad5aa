"""A member's own software: a token made on the page, and plain requests with it."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import urllib3

from safeconduct.commands.measures.tokens import SCOPES, confirm, made_on_the_page
from tests.nodes.town import Town

__all__ = ["SCOPES", "Answer", "Software", "confirm", "made_on_the_page"]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Any
    body: Any
    text: str


@dataclass
class Software:
    """Requests with one member's token."""

    base: str
    token: str
    client: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False, timeout=90)
    )

    @classmethod
    def of(cls, town: Town, member: str, scopes: Sequence[str] = SCOPES) -> "Software":
        """This member's, with a new token."""
        node = town.pair.place(member).node
        return cls(f"http://127.0.0.1:{node.ports.web}", made_on_the_page(town.hands(member), scopes))

    def ask(self, method: str, path: str, body: object = None, *, key: str = "", **headers: str) -> Answer:
        """One request; a write gets a new key unless one is given."""
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        if method not in ("GET", "HEAD"):
            sent["Idempotency-Key"] = key or secrets.token_hex(16)
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        said = self.client.request(method, f"{self.base}/api/v1{path}", body=raw, headers=sent)
        text = said.data.decode()
        is_json = "json" in said.headers.get("Content-Type", "")
        return Answer(said.status, said.headers, json.loads(text) if is_json else None, text)

    def get(self, path: str) -> Any:
        """The body of an answer that must be 200."""
        said = self.ask("GET", path)
        assert said.status == 200, said.text
        return said.body

    def post(self, path: str, body: object) -> Any:
        """The body of a write that must be 201."""
        said = self.ask("POST", path, body)
        assert said.status == 201, said.text
        return said.body
