"""A browser without scripts: what it got, with every header, and the cookies that it keeps."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psycopg

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import secret
from safeconduct.vocabulary.roles import PUBLIC


@dataclass(frozen=True)
class Answer:
    """One answer, redirects followed."""

    status: int
    headers: Message
    text: str
    address: str

    @property
    def path(self) -> str:
        """Where it came from, without the question."""
        return urllib.parse.urlsplit(self.address).path


class Browser:
    """Keeps cookies as browsers do, and follows redirects."""

    def __init__(self, node: Node) -> None:
        assert node.site is not None
        self.node = node
        self.base = f"http://127.0.0.1:{node.site.port}"
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def come_from(self, address: str) -> "Browser":
        """As if a proxy of the operator had said so."""
        self._opener.addheaders = [("X-Forwarded-For", address)]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """What lies there, whatever its status; `accept_language="ro"` is a header of the browser."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._open(urllib.request.Request(self.base + path, headers=said))  # noqa: S310 - our own process

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form, with the token that the last form brought."""
        token = next((each.value or "" for each in self.cookies if "csrf" in each.name), "")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._open(urllib.request.Request(self.base + path, data=body))  # noqa: S310 - likewise

    def put(self, path: str, fields: dict[str, str]) -> Answer:
        """As a script of the editor does, with the token in a header."""
        token = next((each.value or "" for each in self.cookies if "csrf" in each.name), "")
        body = urllib.parse.urlencode(fields).encode()
        asked = urllib.request.Request(  # noqa: S310 - our own process
            self.base + path, data=body, headers={"X-CSRFToken": token}, method="PUT"
        )
        return self._open(asked)

    def upload(self, path: str, fields: dict[str, str], name: str, data: bytes) -> Answer:
        """Send a form with a file in its field `file`."""
        token = next((each.value or "" for each in self.cookies if "csrf" in each.name), "")
        parts = [
            f'Content-Disposition: form-data; name="{field}"\r\n\r\n{text}'.encode()
            for field, text in {"csrfmiddlewaretoken": token, **fields}.items()
        ]
        parts.append(
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + data
        )
        body = b"".join(b"--parts\r\n" + part + b"\r\n" for part in parts) + b"--parts--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=parts"}
        return self._open(urllib.request.Request(self.base + path, data=body, headers=kind))  # noqa: S310 - likewise

    def _open(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(
                    answer.status, answer.headers, answer.read().decode(errors="replace"), answer.url
                )
        except urllib.error.HTTPError as fault:
            return Answer(fault.code, fault.headers, fault.read().decode(errors="replace"), fault.url or "")

    def tries(self, name: str, password: str) -> Answer:
        """Type a name and a password."""
        self.get("/edit/login/")
        return self.post("/edit/login/", {"username": name, "password": password, "next": "/edit/"})

    def signed_in(self, name: str) -> "Browser":
        """As this account of the demonstration."""
        answer = self.tries(name, password_of(self.node, name))
        assert "/edit/login/" not in answer.address, re.findall(r"<li>(.*?)</li>", answer.text)
        return self


def password_of(node: Node, name: str) -> str:
    """Of an account of the demonstration."""
    return secret(public.folder_of(node.home), f"demo-{name}")


def rows(node: Node, statement: str, *values: Any) -> list[Any]:
    """What the site's own role finds in its database; alone values where there is one column."""
    found = _connected(node).execute(statement, values)
    return [row[0] if len(row) == 1 else row for row in found.fetchall()] if found.description else []


KEPT: dict[Path, psycopg.Connection] = {}
"""The connection of each node's site: a new one costs more than most questions. A file of tests lets them go."""


def _connected(node: Node) -> psycopg.Connection:
    """The kept one, if its server has not gone meanwhile."""
    kept = KEPT.get(node.home)
    if kept is not None:
        with suppress(psycopg.OperationalError):
            kept.execute("")
            return kept
    KEPT[node.home] = public.connect(node.home, PUBLIC)
    return KEPT[node.home]


def let_go() -> None:
    """Close what is kept: for whoever copies or drops the database, too."""
    while KEPT:
        KEPT.popitem()[1].close()


def page_form(**fields: str) -> dict[str, str]:
    """The editor's form of a page without a text block and without comments."""
    none: dict[str, Any] = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    empty = {f"comments-{name}": str(number) for name, number in none.items()}
    return {
        "introduction": "Invented by a test.",
        "answers_for_it": "Test (invented)",
        "body-count": "0",
        "for_whom-count": "0",  # of news; other kinds do not look at it
        "comment_notifications": "",
        **empty,
        **fields,
    }


def as_json(answer: Answer) -> Any:
    """What it says, read."""
    return json.loads(answer.text)
