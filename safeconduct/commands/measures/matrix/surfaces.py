"""The matrix over HTTP: each surface is asked as a member for one case file, and its marks are looked for.

What is expected follows from the naive reading and from how the grant stands; how a surface comes by it is its own
matter.
"""

import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from safeconduct.access.acting import acting
from safeconduct.access.step_up import IN_SESSION as CONFIRMED
from safeconduct.access.tokens import digest
from safeconduct.agencies.queries import member
from safeconduct.commands.measures.matrix import naive
from safeconduct.commands.measures.matrix.board import (
    FIELD,
    GOT,
    OWN,
    Board,
    case_of,
    grants,
    is_live,
    mark,
)
from safeconduct.commands.measures.matrix.people import Asker
from safeconduct.commands.measures.matrix.rule import Found
from safeconduct.referrals import daily
from safeconduct.referrals.lists.spreadsheet import opened
from safeconduct.vocabulary.identifiers import MemberId

AWAY_SECONDS = 300.0

type Cell = Mapping[str, str]
"""Sector, profession, purpose, basis, state and surface."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; whatever form it has, the marks stand in its text if they stand in it at all."""

    status: int
    text: str
    closed: frozenset[str] | None = None
    """The sections that the answer calls closed, where it names them."""


@dataclass(slots=True)
class Visitor:
    """A member at a browser, and with a program of its own; both signed in at the first use."""

    board: Board
    one: Asker
    _client: Client | None = None
    _token: str = ""
    _used: float = 0.0

    @property
    def client(self) -> Client:
        """The browser; whoever was away for some minutes signs in anew, before the node ends the sign-in."""
        now = time.monotonic()
        if self._client is None or now - self._used > AWAY_SECONDS:
            self._client = Client(SERVER_NAME="localhost")
            self._client.post("/sign-in/", {"member": str(self.one.id)})
        self._used = now
        return self._client

    def page(self, path: str) -> Answer:
        """A page as it is shown."""
        answer = self.client.get(path)
        return Answer(answer.status_code, answer.content.decode())

    def said(self, path: str) -> Any:
        """An answer of the API."""
        if not self._token:
            self._token = f"sc_{secrets.token_urlsafe(32)}"
            self.board.base.owner.execute(
                "INSERT INTO access.token (member_id, digest, prefix, name, scopes, made_at, until) "
                "VALUES (%s, %s, %s, 'Matrix', '{read,send}', now(), %s)",
                [self.one.id, digest(self._token), self._token[3:11], timezone.now() + timedelta(days=1)],
            )
        headers = {"Authorization": f"Bearer {self._token}"}
        return Client(SERVER_NAME="localhost").get(f"/api/v1{path}", headers=headers)


type Ask = Callable[[Visitor, str], Answer]


def _reference(visitor: Visitor, kind: str) -> str:
    return visitor.board.references[visitor.one.sector, kind]


def _person(visitor: Visitor, kind: str) -> Answer:
    return visitor.page(f"/people/{case_of(visitor.one.sector, kind)}/")


def _beside(visitor: Visitor, kind: str) -> Answer:
    """The own file, beside which the received one lies; of the own one only what has no form is open then."""
    if kind == OWN:
        return _person(visitor, OWN)
    door = [one for one in grants(visitor.one, "assessment", "lead", "live") if one["section"] not in FIELD]
    visitor.board.put(visitor.one, OWN, door)
    answer = _person(visitor, OWN)
    visitor.board.put(visitor.one, OWN, [])
    return answer


def _who_saw(visitor: Visitor, kind: str) -> Answer:
    return visitor.page(f"/people/{case_of(visitor.one.sector, kind)}/seen/")


def _referral(visitor: Visitor, kind: str) -> Answer:
    return visitor.page(f"/referrals/{_reference(visitor, kind)}/")


def _print(page: str) -> Ask:
    return lambda visitor, kind: visitor.page(f"/referrals/{_reference(visitor, kind)}/{page}/")


def _sections(visitor: Visitor, kind: str) -> Answer:
    wanted = "&".join(f"section={section}" for section in naive.SECTIONS)
    answer = visitor.said(f"/referrals/{_reference(visitor, kind)}/sections?{wanted}")
    closed = frozenset(answer.json()["closed"]) if answer.status_code == 200 else None
    return Answer(answer.status_code, answer.content.decode(), closed)


def _of_api(path: str) -> Ask:
    def ask(visitor: Visitor, kind: str) -> Answer:
        answer = visitor.said(path.format(reference=_reference(visitor, kind)))
        return Answer(answer.status_code, answer.content.decode())

    return ask


def _list(path: str) -> Ask:
    return lambda visitor, kind: visitor.page(path.format(reference=_reference(visitor, kind)))


def _written(visitor: Visitor, kind: str, section: str) -> Answer:
    """A section is saved as if it had never been saved: whoever may write it is told that a newer version stands."""
    path = f"/people/{case_of(visitor.one.sector, kind)}/sections/"
    entered = {f"base-{section}": "0", f"was-{section}": "", FIELD[section]: "another word"}
    answer = visitor.client.post(path, entered)
    return Answer(answer.status_code, answer.content.decode())


def _taken_out(visitor: Visitor, _kind: str) -> Answer:
    """The list as an encrypted file, fetched and opened: its cells as one text."""
    client = visitor.client
    session = client.session
    session[CONFIRMED] = time.time()
    session.save()
    page = client.post("/lists/take-out/", {"asked": "", "reason": "report"})
    shown = page.content.decode()
    password, path = (
        re.search(r"<code data-password>([^<]+)</code>", shown),
        re.search(r"/lists/taken-out/[^/]+/fetch/", shown),
    )
    if password is None or path is None:
        return Answer(page.status_code, shown)
    file = client.post(path[0])
    rows = load_workbook(BytesIO(opened(file.content, password[1]))).active.values
    return Answer(file.status_code, "\n".join(str(cell) for row in rows for cell in row))


def _mail(visitor: Visitor, _kind: str) -> Answer:
    """The mail of the day, as the worker would write it for this member."""
    with acting(MemberId(visitor.one.id)) as at:
        found = daily.waiting(member(visitor.one.id), at)
    mail = daily.message(found, to="", front="", refuse="")
    return Answer(200, f"{mail.subject}\n{mail.body}")


WITH_A_FORM = frozenset(FIELD)
ALIAS = frozenset({"profile"})
NOTHING: frozenset[str] = frozenset()
ALL = frozenset(naive.SECTIONS)


@dataclass(frozen=True, slots=True)
class Surface:
    """How it is asked, and of which sections it shows content and texts, as far as these are open to the reader."""

    ask: Ask
    content: Mapping[str, frozenset[str]] = field(default_factory=dict)
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_case: bool = False
    """Whether it is not there at all (404) for who holds nothing of the case."""


BOTH = {OWN: ALL, GOT: ALL}
EXPORT = "export, list"
WRITING = "writing a section"
SURFACES: dict[str, Surface] = {
    "page of a person": Surface(_person, {OWN: WITH_A_FORM, GOT: WITH_A_FORM}, is_case=True),
    "page of a person, what lies beside": Surface(_beside, {OWN: WITH_A_FORM, GOT: WITH_A_FORM}),
    "page of a referral": Surface(_referral, {OWN: ALIAS, GOT: WITH_A_FORM}, BOTH),
    "API, sections": Surface(_sections, {OWN: NOTHING, GOT: ALL}, BOTH),
    "API, referral": Surface(_of_api("/referrals/{reference}")),
    "API, people": Surface(_of_api("/people"), {OWN: ALIAS, GOT: NOTHING}),
    "list, Today": Surface(_list("/"), {OWN: ALIAS, GOT: ALIAS}),
    "list, referrals": Surface(_list("/lists/"), {OWN: ALIAS, GOT: ALIAS}),
    "history, who saw": Surface(_who_saw, is_case=True),
    "history, progress": Surface(_print("progress")),
    "print, text to read": Surface(_print("script")),
    "print, receipt": Surface(_print("receipt")),
    "print, what to say": Surface(_print("say")),
    "notification, feed": Surface(_of_api("/events")),
    "notification, mail": Surface(_mail),
    "search by reference": Surface(_list("/find/?reference={reference}")),
    EXPORT: Surface(_taken_out),
}
OFTEN = tuple(name for name in SURFACES if name != EXPORT)
"""The surfaces without the one whose answer takes a third of a second to open."""

REASONS = {
    "allow": "Somebody else saved this section while you were writing.",
    "forbid": "This section is never open to your profession for this purpose.",
    "silence": "Your profession does not open this section for this purpose.",
}
"""What a writer is told, by what the file says; the first can only be read by who may write."""


@dataclass(slots=True)
class Counts:
    """What was asked of each surface, and how many cells of the policy's file were behind it."""

    by_surface: dict[str, Found] = field(default_factory=dict)
    requests: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    """How many marks were seen, so that nobody takes a closed door for a proof."""


def kind_of(basis: str) -> str:
    """Which of the two files such a basis speaks of."""
    return GOT if basis in naive.RECEIVED else OWN


class Asking:
    """Asks cell after cell, with one visitor for each kind of member."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.counts = Counts({name: Found() for name in SURFACES})
        self.reasons: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self._visitors: dict[UUID, Visitor] = {}

    def ask(self, cell: Cell) -> None:
        """Put the grants, ask the surface, and hold each mark against the naive reading."""
        one = Asker(cell["sector"], cell["profession"])
        kind, surface = kind_of(cell["basis"]), SURFACES[cell["surface"]]
        self.board.put(one, kind, grants(one, cell["purpose"], cell["basis"], cell["state"]))
        visitor = self._visitors.setdefault(one.id, Visitor(self.board, one))
        answer = surface.ask(visitor, kind)
        self.counts.requests[cell["surface"]] += 1
        self._compare(cell, kind, surface, answer)
        self.board.put(one, kind, [])

    def write(self, cell: Cell, section: str) -> None:
        """Put the grants, save one section, and hold the reason against the naive reading."""
        one, kind = Asker(cell["sector"], cell["profession"]), kind_of(cell["basis"])
        self.board.put(one, kind, grants(one, cell["purpose"], cell["basis"], cell["state"]))
        visitor = self._visitors.setdefault(one.id, Visitor(self.board, one))
        answer = _written(visitor, kind, section)
        asked = (cell["sector"], cell["profession"], cell["purpose"], section, "edit", cell["basis"])
        right = naive.effect(asked) if is_live(cell["state"], section) else "silence"
        told = [name for name, sentence in REASONS.items() if sentence in answer.text]
        self.counts.requests[WRITING] += 1
        self.reasons.update(told)
        found = self.counts.by_surface.setdefault(WRITING, Found())
        found.note(
            told == [right], lambda: f"{dict(cell)}, {section}: {answer.status} {told}, and not {right}"
        )
        self.board.put(one, kind, [])

    def _compare(self, cell: Cell, kind: str, surface: Surface, answer: Answer) -> None:
        found = self.counts.by_surface[cell["surface"]]
        is_there, is_broken = answer.status in (200, 302), answer.status >= 500
        self.answered[cell["surface"]] += is_there
        live = {section for section in naive.SECTIONS if is_live(cell["state"], section)}
        right = {section for section in live if _may_open(cell, section)}
        found.note(not is_broken, lambda: f"{dict(cell)}: {answer.status}")
        if surface.is_case:
            found.note(
                is_there is bool(live), lambda: f"{dict(cell)}: {answer.status}, and live is {bool(live)}"
            )
        for section in naive.SECTIONS:
            for where, shown in (("content", surface.content), ("text", surface.texts)):
                is_shown = mark(section, where) in answer.text
                is_right = is_there and section in right and section in shown.get(kind, NOTHING)
                self.counts.opened += is_shown
                found.note(
                    is_shown is is_right,
                    lambda section=section, where=where, is_shown=is_shown: (  # type: ignore[misc]
                        f"{dict(cell)}: the {where} of {section} is {'' if is_shown else 'not '}shown"
                    ),
                )
        if answer.closed is not None:
            found.note(
                answer.closed == ALL - right,
                lambda: f"{dict(cell)}: closed are {sorted(answer.closed or ())}",
            )


def _may_open(cell: Cell, section: str) -> bool:
    return naive.allows(cell["sector"], cell["profession"], cell["purpose"], section, "open", cell["basis"])
