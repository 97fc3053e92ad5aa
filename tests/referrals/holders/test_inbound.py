"""What a peer's message does with holders: named at the sender, asked at the receiver, answered once."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals import inbound
from safeconduct.referrals.holders.models import HolderAsk
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S

LAWYER = {"section": "legal", "profession": "lawyer", "since": "2026-11-02"}
NURSE = {"section": "health", "profession": "nurse", "since": "2026-11-09"}


class Ours:
    """A referral that we sent, and what its receiver says of holders."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes = envelopes
        self.row = envelopes.add(State.IN_SERVICE, S)

    def told(self, holders: object) -> str:
        """The code of the refusal, or "" where it was taken in."""
        body: dict[str, object] = {"referral": str(self.row.shared), "sections": [], "role": "lawyer"}
        return self._arrive(inbound.opened_there, body | {"holders": holders})

    def answered(self, asked: dict[str, Any], *texts: dict[str, Any]) -> str:
        body: dict[str, object] = {"referral": str(self.row.shared), "role": "lawyer", "asked": asked}
        return self._arrive(inbound.holder_asked, body | {"texts": list(texts)})

    def _arrive(self, handler: Any, body: dict[str, object]) -> str:
        try:
            arrive(self.envelopes, handler, body, self.row.handle)
        except RefuseMessage as refused:
            return refused.code
        return ""

    def change(self, **columns: Any) -> None:
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            Referral.objects.filter(id=self.row.id).update(**columns)


@pytest.fixture
def owner(connect_as: ConnectAs) -> Iterator[psycopg.Connection]:
    with briefly("owner") as connection:
        yield connection


@pytest.fixture
def ours(envelopes: Envelopes) -> Ours:
    return Ours(envelopes)


def named(owner: psycopg.Connection, row: Referral) -> set[tuple[str, str]]:
    """Whatever stands in the table, whoever may see it."""
    with unforced(owner, "referrals.named_holder"):
        found = owner.execute(
            "SELECT section, profession FROM referrals.named_holder WHERE referral_id = %s", [row.id]
        ).fetchall()
    return {(section, profession) for section, profession in found}


def test_what_is_said_last_stands(ours: Ours, owner: psycopg.Connection) -> None:
    assert ours.told([LAWYER, NURSE]) == ""
    assert named(owner, ours.row) == {("legal", "lawyer"), ("health", "nurse")}
    assert ours.told([NURSE, NURSE]) == ""
    assert named(owner, ours.row) == {("health", "nurse")}
    assert ours.told([]) == ""
    assert named(owner, ours.row) == set()


@pytest.mark.parametrize(("columns", "said"), [
    ({"state": State.CLOSED.value, "due_at": None}, ""),  # it crossed with the end: stored, and nothing of it is known
    ({"consent__tell_outcome": False}, "holder_not_to_be_named"),
    ({"consent__ground": "vital_interest"}, "holder_not_to_be_named"),
    ({"consent__until": "2020-01-01T00:00:00.000Z"}, ""),
])  # fmt: skip
def test_what_the_consent_does_not_cover_is_not_known(
    ours: Ours, owner: psycopg.Connection, columns: dict[str, Any], said: str
) -> None:
    consent = {name.removeprefix("consent__"): value for name, value in columns.items() if "__" in name}
    ours.change(**({"consent": ours.row.consent | consent} if consent else columns))
    assert ours.told([LAWYER]) == said
    assert named(owner, ours.row) == set()


def test_of_police_nothing_is_said_nor_to_them(ours: Ours, owner: psycopg.Connection) -> None:
    owner.execute("UPDATE agencies.agency SET sector = 'police' WHERE id = %s", [ours.envelopes.other])
    assert ours.told([LAWYER]) == "holder_not_to_be_named"
    assert named(owner, ours.row) == set()


@pytest.mark.parametrize("holders", [
    "legal", [{**LAWYER, "section": "needs"}], [{**LAWYER, "profession": "wizard"}], [{**LAWYER, "since": "soon"}],
    [{"section": "legal"}], [LAWYER] * 13,
])  # fmt: skip
def test_what_is_no_list_of_holders_is_refused_and_leaves_what_stood(
    ours: Ours, owner: psycopg.Connection, holders: object
) -> None:
    ours.told([LAWYER])
    assert ours.told(holders) == "malformed_body"
    assert named(owner, ours.row) == {("legal", "lawyer")}


def asked(**more: Any) -> dict[str, Any]:
    question = {
        "id": str(uuid4()),
        "section": "legal",
        "for": "deadline",
        "until": "2030-01-31",
        "answer": None,
    }
    return question | more


def test_an_answer_is_taken_once_and_only_to_what_was_asked(ours: Ours, owner: psycopg.Connection) -> None:
    row, mine = ours.row, uuid4()
    with unforced(owner, "referrals.holder_ask"):
        insert(
            owner, "referrals.holder_ask", referral_id=row.id, agency_id=row.agency_id, case_id=row.case_id,
            shared=mine, section="legal", ask_for="deadline", answer="", answered_at=None, answered_by=None,
        )  # fmt: skip
    answer = asked(id=str(mine), answer="not_shared")
    assert ours.answered(asked(answer="not_shared")) == "holder_not_asked"
    assert ours.answered(asked()) == "not_your_side"
    assert ours.answered({**answer, "answer": "in_words"}) == "malformed_body", "the words are missing"
    assert ours.answered({**answer, "answer": "perhaps"}) == "malformed_body"
    assert ours.answered(answer) == ""
    assert ours.answered({**answer, "answer": "by_new_consent"}) == "already_here"
    with unforced(owner, "referrals.holder_ask"):
        found = owner.execute("SELECT answer FROM referrals.holder_ask WHERE shared = %s", [mine])
        assert found.fetchone() == ("not_shared",)


@pytest.mark.parametrize(("state", "said"), [(State.IN_SERVICE, "holder_not_named"), (State.SENT, "")])
def test_nobody_is_asked_who_was_not_named(envelopes: Envelopes, state: State, said: str) -> None:
    there = Ours(envelopes)
    there.row = envelopes.add(state, R)
    assert there.answered(asked()) == said
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert not HolderAsk.objects.exists()
