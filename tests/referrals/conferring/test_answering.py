"""Over there: what came stands on Today, each profession answers once, and all of it goes with its section."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.access.acting import acting
from safeconduct.access.clock import domain_now
from safeconduct.exchange.outbox import Parcel
from safeconduct.referrals.codes import moment_text
from safeconduct.referrals.conferring import actions, pages, rules
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.transfers.rules import NO_GROUND
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.conferring.desk import browser, taken_in
from tests.referrals.envelopes import Envelopes, forget_country
from tests.referrals.from_there import FromThere

ITEM = "A flat or the shelter?"


class Asked:
    """Node be has referred somebody to Ana's team, who has accepted, and asks for a conference."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes, self.there = envelopes, FromThere(envelopes)
        self.there.offer()
        with as_process("web"), acting(MemberId(envelopes.members["ana"])):
            self.row = Referral.objects.get(shared=self.there.shared)
            envelopes._step(self.row, Event.ACCEPT, Side.RECEIVER, self.there.later)
            self.until = domain_now() + timedelta(days=7)
        self.page = f"/referrals/{self.row.reference}/conferences/"
        self.names = {"conference": str(uuid4()), "item": str(uuid4())}

    def hears(
        self, step: str, text: str = "", section: str = "needs", role: str = "lawyer", **other: Any
    ) -> str:
        said = {
            "step": step, "until": moment_text(self.until) if step == "asked" else None, "meets_at": None, "came": None,
            **self.names, **other,
        }  # fmt: skip
        words = [{"kind": "conference", "section": section, "language": "en", "text": text}] if text else []
        body: dict[str, object] = {
            "referral": str(self.there.shared),
            "role": role,
            "conference": said,
            "texts": words,
        }
        return taken_in(self.envelopes, body, self.there.handle)

    def change(self, **columns: Any) -> None:
        """The row as it would be after other messages."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            Referral.objects.filter(id=self.row.id).update(**columns)

    def kept(self) -> tuple[int, int]:
        """How many items and how many entries there are."""
        counted = "SELECT (SELECT count(*) FROM referrals.shared_item), (SELECT count(*) FROM referrals.shared_entry)"
        with briefly("owner") as owner:
            found = owner.execute(counted).fetchone()
        assert found is not None
        return found[0], found[1]

    def see(self, path: str, who: str = "ana", status: int = 200) -> str:
        with as_process("web"):
            answer = browser(self.envelopes, who).get(path)
        assert answer.status_code == status
        return answer.content.decode()

    def answer(self, status: int = 302, who: str = "ana", **given: Any) -> str:
        with as_process("web"):
            answer = browser(self.envelopes, who).post(
                f"{self.page}{self.names['item']}/", {"spoken": "en"} | given
            )
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def asked(envelopes: Envelopes) -> Asked:
    made = Asked(envelopes)
    assert made.hears("asked", ITEM) == ""
    return made


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[Parcel]:
    found: list[Parcel] = []

    def posted(_road: object, parcel: Parcel, **_more: object) -> UUID:
        found.append(parcel)
        return uuid4()

    monkeypatch.setattr(actions, "post", posted)
    return found


def test_an_item_that_came_stands_on_today_and_is_answered_once_by_a_profession(
    asked: Asked, went: list[Parcel]
) -> None:
    assert (
        asked.hears("minuted", "Begun.", role="social_worker") == ""
    )  # a colleague over there, who answers nothing
    assert "1 item of another agency waits for your profession" in asked.see("/")
    assert ITEM in asked.see(asked.page)

    asked.answer(do="proposed", text="The shelter.")

    assert [(p.body["conference"]["step"], p.body["texts"]) for p in went] == [  # type: ignore[index]
        ("proposed", [{"kind": "proposal", "section": "needs", "language": "en", "text": "The shelter."}])
    ]
    assert "waits for your profession" not in asked.see("/")
    assert "The shelter." in asked.see(asked.page)
    again = asked.answer(409, who="vlad", do="proposed", text="Something else")
    assert str(rules.ANSWERED.sentence) in again
    assert "Something else" in again


def test_a_slip_is_named_and_nothing_is_lost(asked: Asked) -> None:
    assert "Write what you propose" in asked.answer(422, do="proposed", text=" ")
    assert "Shorten this text" in asked.answer(422, do="proposed", text="x" * 2001)
    assert "Choose the language." in asked.answer(422, do="proposed", text="The shelter.", spoken="tlh")


def test_what_is_decided_there_is_read_here_and_closes_the_item(asked: Asked) -> None:
    assert asked.hears("decided", "The shelter.") == ""
    assert asked.hears("minuted", "All agreed.") == ""
    assert asked.hears("met", item=None, meets_at=moment_text(asked.until), came=True) == ""

    assert "1 item was decided at the agency that asked you" in asked.see("/")
    page = asked.see(asked.page)
    for said in ("The shelter.", "All agreed.", "They wrote down that you were there."):
        assert said in page
    assert "This item is decided." in asked.answer(409, do="no_part")


def test_the_sender_is_told_who_reads_it_here_and_the_reading_is_recorded(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        pages, "note_reading", lambda *, by, sections, **_more: told.append((by.profession, [*sections]))
    )

    asked.see(asked.page)

    assert told == [("social_worker", ["needs"])]
    with briefly("owner") as owner, owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        read = (
            "SELECT section, detail FROM audit.record WHERE action = 'section:read' AND detail ? 'conference'"
        )
        assert owner.execute(read).fetchall() == [("needs", {"conference": [asked.names["item"]]})]


def test_out_of_the_union_a_proposal_needs_its_ground_too(asked: Asked) -> None:
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.agency SET country = 'UA' WHERE id = %s", [asked.envelopes.other])
    forget_country(asked.envelopes.other)

    assert str(NO_GROUND.sentence) in asked.answer(409, do="proposed", text="The shelter.")


def test_with_its_section_the_item_goes_and_a_late_proposal_is_refused_with_a_sentence(asked: Asked) -> None:
    asked.there.narrow("needs")

    assert ITEM not in asked.see(asked.page)
    assert "waits for your profession" not in asked.see("/")
    assert str(rules.NOT_OF_THEIRS.sentence) in asked.answer(409, do="proposed", text="The shelter.")
    assert asked.hears("decided", "The shelter.") == "text_of_a_section_not_shared"


def test_with_the_consent_all_of_it_goes(asked: Asked) -> None:
    asked.there.withdraw()

    assert ITEM not in asked.see(asked.page)
    assert str(rules.NOT_OF_THEIRS.sentence) in asked.answer(409, do="no_part")
    assert asked.hears("minuted", "All agreed.") == "consent_ended"
