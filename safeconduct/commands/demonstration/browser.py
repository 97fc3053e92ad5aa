"""A browser of a few lines for the demonstration: it follows links and sends the forms that pages really hold."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.filepost import encode_multipart_formdata


class WalkFailed(Exception):
    """A step of the walk was not as it must be; the sentence says which and how."""


@dataclass
class Form:
    """A form as the page holds it: its address and what stands in its fields."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.marks: dict[str, list[dict[str, str]]] = {}
        self._select: str | None = None
        self._area: str | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if any(name.startswith("data-") for name in given):
            for name in given:
                if name.startswith("data-"):
                    self.marks.setdefault(name, []).append(given)
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if tag == "input" and name:
            form.names.add(name)
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                form.fields.append((name, given.get("value", "")))
        elif tag == "button" and name:
            form.names.add(name)
        elif tag == "textarea" and name:
            form.names.add(name)
            self._area = name
        elif tag == "select" and name:
            form.names.add(name)
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            form.fields.append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            self.forms[-1].fields.append((self._area, data))
        elif not self._silent:
            self.text.append(data)


@dataclass(frozen=True)
class Page:
    """What came back: status, address, words, forms, and the marks (`data-...`) left for readers like this."""

    status: int
    path: str
    html: str
    text: str
    forms: list[Form]
    marks: dict[str, list[dict[str, str]]]

    def form(self, action: str) -> Form:
        """The form that goes to this address; "" is the page's own. Raises WalkFailed when it is not there."""
        for found in self.forms:
            if found.action == action:
                return found
        raise WalkFailed(
            f"The page {self.path} (status {self.status}) has no form for {action or self.path}: {self.text[:300]}"
        )

    def has_form(self, action: str) -> bool:
        """Whether a form goes to this address; "" is the page's own."""
        return any(found.action == action for found in self.forms)

    def state(self) -> str:
        """The state that the page of a referral shows."""
        found = self.marks.get("data-state")
        if not found:
            raise WalkFailed(f"The page {self.path} shows no state (status {self.status}).")
        return found[0]["data-state"]

    def rungs(self) -> int:
        """How many steps of the delivery are done."""
        return sum("done" in mark.get("class", "") for mark in self.marks.get("data-step", []))


class Browser:
    """One person's browser at one node: cookies of its own, redirects followed."""

    def __init__(self, node: str, port: int) -> None:
        self._client = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(30))
        self._base = f"http://127.0.0.1:{port}"
        self._host = f"{node}.localhost:{port}"
        self._cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        """What is sent beside the browser's own, as a proxy does."""

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._follow("GET", path, None)

    def seconds(self, path: str) -> float:
        """How long the whole answer of an address takes to arrive. Nobody reads it: what a reader of our own takes for
        that is none of the node's time. Raises WalkFailed when it is not the page itself that comes."""
        begun = time.perf_counter()
        answer = self._client.request("GET", self._base + path, headers=self._sent(), redirect=False)
        seconds = time.perf_counter() - begun
        if answer.status != 200:
            raise WalkFailed(f"{path} was to be timed and answered with status {answer.status}.")
        return seconds

    def submit(self, page: Page, action: str, **answers: str | list[str]) -> Page:
        """Fill in the page's form for `action` and send it. Raises WalkFailed for a field that it does not have."""
        asked = set(answers) - {"do"}
        # A page may hold several ways to the same address, such as a passkey and a code.
        fitting = [found for found in page.forms if found.action == action and asked <= found.names]
        form = fitting[0] if fitting else page.form(action)
        unknown = asked - form.names
        if unknown:
            raise WalkFailed(f"The form for {action or page.path} has no field {', '.join(sorted(unknown))}.")
        pairs = [(name, value) for name, value in form.fields if name not in answers]
        for name, value in answers.items():
            pairs += [(name, item) for item in ([value] if isinstance(value, str) else value)]
        return self._follow("POST", action or page.path, urlencode(pairs))

    def upload(
        self, page: Page, action: str, name: str, data: bytes, file: str = "list.csv", **answers: str
    ) -> Page:
        """Send the page's form for `action` with a file in the field `name`, behind all other fields."""
        fields: list[tuple[str, Any]] = [
            *(
                (field, answers.get(field, value))
                for field, value in page.form(action).fields
                if field != name
            ),
            (name, (file, data)),
        ]
        body, kind = encode_multipart_formdata(fields)
        return self._follow("POST", action or page.path, body, kind)

    def _follow(
        self,
        method: str,
        path: str,
        body: str | bytes | None,
        kind: str = "application/x-www-form-urlencoded",
    ) -> Page:
        for _hop in range(5):
            headers = self._sent()
            if body is not None:
                headers |= {
                    "Content-Type": kind,
                    "Origin": f"http://{self._host}",
                }
            answer = self._client.request(
                method, self._base + path, body=body, headers=headers, redirect=False
            )
            self._keep_cookies(answer)
            if answer.status in (301, 302, 303):
                split = urlsplit(answer.headers["Location"])
                method, path, body = "GET", split.path + (f"?{split.query}" if split.query else ""), None
                continue
            return _page(answer.status, path, answer.data.decode(errors="replace"))
        raise WalkFailed(f"{path} redirects in a circle.")

    def _sent(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Host": self._host, "Cookie": cookies, **self.headers}

    def _keep_cookies(self, answer: urllib3.BaseHTTPResponse) -> None:
        for header in answer.headers.getlist("Set-Cookie"):
            name, _equals, value = header.split(";", 1)[0].partition("=")
            self._cookies[name] = value


def _page(status: int, path: str, html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    return Page(status, path, html, " ".join(" ".join(reader.text).split()), reader.forms, reader.marks)
