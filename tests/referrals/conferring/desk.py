"""Ana leads a file in Romania and confers; node be has accepted her referral, and answers as its node would."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from safeconduct.consent.rules import Channel
from safeconduct.exchange import outbox
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.outbox import Parcel
from safeconduct.referrals import inbound
from safeconduct.referrals.conferring import actions
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.narrowing import take_back_sections
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes
from tests.referrals.transfers.desk import Abroad
from tests.site.people import HERE

AGENDA = {
    "needs": "A flat or the shelter?",
    "safety": "Does she go out alone?",
    "narrative": "What of the letters from home?",
}


def browser(envelopes: Envelopes, who: str) -> Client:
    """Somebody signed in, as in the demonstration."""
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(envelopes.members[who])}).status_code == 302
    return client


class Lead:
    """The side that asks. The consent covers profile, needs and safety; the agenda also has what never leaves."""

    def __init__(
        self, envelopes: Envelopes, monkeypatch: pytest.MonkeyPatch, *, is_accepted: bool = True
    ) -> None:
        self.envelopes, self.went = envelopes, list[Parcel]()
        self._listen(monkeypatch)
        self.home = Abroad(envelopes, "BE")
        self.row = self.home.draft()
        self.home.send(self.row)
        if is_accepted:
            self.step(Event.ACCEPT)
        with as_process("web"):
            self.ana = browser(envelopes, "ana")
        with self.home.ana() as (_by, at):
            until = (at + timedelta(days=7)).date().isoformat()
        made = self.send(
            f"/people/{self.row.case_id}/conferences/new/", question="How does she live?", until=until
        )
        self.talk = made.removesuffix("items/new/")
        self.items = {
            section: self.send(f"{self.talk}items/new/", section=section, text=text)
            for section, text in AGENDA.items()
        }

    def _listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        post = outbox.post

        def listening(road: Any, parcel: Parcel, **kwargs: Any) -> Any:
            self.went.append(parcel)
            return post(road, parcel, **kwargs)

        monkeypatch.setattr(actions, "post", listening)

    def another(self) -> Referral:
        """One more referral of the same case, which the same agency has accepted."""
        assert self.row.case_id is not None
        row = self.home.draft(CaseId(self.row.case_id))
        self.home.send(row)
        with self.home.ana() as (_by, at):
            now = Referral.objects.get(id=row.id)
            self.envelopes._step(now, Event.ACCEPT, Side.RECEIVER, at + timedelta(seconds=1))
        return row

    def step(self, event: Event) -> None:
        """The other side moves."""
        with self.home.ana() as (_by, at):
            now = Referral.objects.get(id=self.row.id)
            self.envelopes._step(now, event, Side.RECEIVER, at + timedelta(seconds=1))

    def narrow(self, section: str) -> None:
        """The person takes one section back."""
        with self.home.ana() as (by, at):
            take_back_sections(
                referral=self.row.id, sections=[Section(section)], channel=Channel.PERSON, by=by, at=at
            )

    # --- At the browser -----------------------------------------------------------------------------------------

    def see(self, path: str, status: int = 200) -> str:
        with as_process("web"):
            answer = self.ana.get(path)
        assert answer.status_code == status, path
        return answer.content.decode()

    def send(self, path: str, status: int = 302, **given: Any) -> str:
        with as_process("web"):
            answer = self.ana.post(path, given)
        assert answer.status_code == status, answer.content.decode()
        return answer.headers["Location"] if status == 302 else answer.content.decode()

    def ask_page(self) -> str:
        return f"{self.talk}others/"

    def ask(self, status: int = 302, **given: Any) -> str:
        """Ask the other agency."""
        asked = {"referral": self.row.reference, "spoken": "en"} | given
        return self.send(self.ask_page(), status, **asked)

    def wish(self, section: str = "needs") -> None:
        self.send(self.items[section], do="wish", wish="A flat.")

    def propose(self, section: str = "needs") -> None:
        self.send(self.items[section], do="proposal", proposal="The shelter first.")

    # --- On the wire --------------------------------------------------------------------------------------------

    def steps(self) -> list[tuple[str, str]]:
        """What went: the step, and its words."""
        bodies: list[Any] = [parcel.body for parcel in self.went]
        return [
            (body["conference"]["step"], "".join(text["text"] for text in body["texts"])) for body in bodies
        ]

    def said(self, number: int) -> dict[str, Any]:
        """What a message said of the conference, but for words."""
        body: Any = self.went[number].body
        return dict(body["conference"])

    def shared(self, section: str = "needs") -> dict[str, Any]:
        """What was said of an item when it went: its names over there."""
        bodies: list[Any] = [parcel.body for parcel in self.went if parcel.sections == [section]]
        return dict(bodies[0]["conference"])

    def answers(
        self, step: str, text: str = "", section: str = "needs", role: str = "psychologist", **other: Any
    ) -> str:
        """Node be answers an item; the code of a refusal, or "" where it was taken in."""
        said = self.shared(section) | {"step": step, "until": None, "meets_at": None} | other
        words = [{"kind": "proposal", "section": section, "language": "en", "text": text}] if text else []
        body: dict[str, object] = {
            "referral": str(self.row.shared),
            "role": role,
            "conference": said,
            "texts": words,
        }
        return taken_in(self.envelopes, body, self.home.now(self.row).handle)


def taken_in(envelopes: Envelopes, body: dict[str, object], handle: str) -> str:
    """What the handler says to a message of node be."""
    try:
        arrive(envelopes, inbound.conferred, body, handle)
    except RefuseMessage as refused:
        return refused.code
    return ""


def change_sector(envelopes: Envelopes, agency: UUID, sector: str) -> None:
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.agency SET sector = %s WHERE id = %s", [sector, agency])
