"""Claims in the database: who reads and writes them, sealed, on the list, gone with their key."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors, team
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.timeline.moments import Kind
from safeconduct.cases.timeline.queries import timeline
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from safeconduct.rights import purge
from safeconduct.rights.compensation import actions, queries
from safeconduct.rights.compensation.claim import Known, Loss, Step
from safeconduct.rights.compensation.codes import Head, Route, State
from safeconduct.rights.compensation.money import Currency, Money
from safeconduct.rights.compensation.queries import Open, Stands, claims_of, open_claims
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

MARK = "Judgment 4711 of the court"
TODAY = timezone.localdate


def opened(alias: str = "Linden") -> CaseId:
    """Ana leads it; the lawyer and the nurse have places."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": alias, "is_child": "no"})
        for name in ("lea", "nora"):
            doors.place(made, ID(name))
    return made


@pytest.fixture
def case() -> CaseId:
    """The file of one person."""
    return opened()


def money(amount: str, currency: Currency = Currency.EUR) -> Money:
    return Money(Decimal(amount), currency)


def begin(case: UUID, who: str = "lea") -> UUID:
    with member_acts(who) as by:
        known = Known("BE", "RO", (Route.CRIMINAL_COURT,), MARK)
        return actions.begin(case, known, by=by, at=timezone.now())


def step(case: UUID, claim: UUID, state: State, amount: Money | None = None, days: int = 0) -> None:
    with member_acts("lea") as by:
        to = Step(state, TODAY() - timedelta(days=days), by.profession, MARK, amount)
        actions.step(case, claim, to, by=by, at=timezone.now())


def pay(case: UUID, claim: UUID, amount: Money) -> None:
    with member_acts("lea") as by:
        payment = Step(State.PAID_PARTLY, TODAY(), by.profession, MARK, amount)
        actions.pay(case, claim, payment, by=by, at=timezone.now())


def read(case: UUID, who: str = "lea") -> list[Stands]:
    with member_acts(who) as by:
        return claims_of(case, by=by, at=timezone.now())


def listed(who: str = "lea", page: int = 1) -> Open:
    with member_acts(who) as by:
        return open_claims(page, by=by, at=timezone.now())


@pytest.mark.parametrize(
    "who, wrong", [("ana", NotPossible), ("nora", NotPossible), ("dan", NotFound), ("bea", NotFound)]
)
def test_only_the_lawyer_of_the_file_reads_or_writes_a_claim(
    case: CaseId, who: str, wrong: type[Exception]
) -> None:
    claim = begin(case)
    for act in (lambda: begin(case, who), lambda: read(case, who)):
        with pytest.raises(wrong):
            act()
    assert listed(who).number == 0
    assert [one.id for one in read(case)] == [claim]


def test_every_state_is_a_sealed_row_of_its_own_and_recorded_without_words(
    case: CaseId, connect_as: ConnectAs
) -> None:
    claim = begin(case)
    with member_acts("lea") as by:
        losses = (Loss(Head.WAGES, money("1250.50"), MARK),)
        actions.lose(case, claim, losses, by=by, at=timezone.now())
    step(case, claim, State.AWARDED, money("1000"))
    pay(case, claim, money("400"))
    stands = read(case)[0]
    assert (stands.version, stands.claim.state, stands.claim.unpaid) == (4, State.PAID_PARTLY, money("600"))
    owner = connect_as("owner")
    with unforced(owner, "rights.claim"), unforced(owner, "audit.record"):
        rows = owner.execute("SELECT c::text, c.sealed FROM rights.claim c ORDER BY version").fetchall()
        records = owner.execute(
            "SELECT action, r::text FROM audit.record r WHERE action LIKE 'claim:%' OR detail ? 'claims' ORDER BY at"
        ).fetchall()
    assert [MARK.encode() in bytes(sealed) or MARK in text for text, sealed in rows] == [False] * 4
    assert [action for action, _text in records] == [
        "claim:begun", "claim:losses", "claim:stepped", "claim:paid", "section:read",
    ]  # fmt: skip
    assert not any(MARK in text or "1000" in text for _action, text in records)


def test_an_earlier_state_is_changed_by_nobody(case: CaseId) -> None:
    begin(case)
    with member_acts("lea"), pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE rights.claim SET version = 9")


def test_a_claim_of_another_file_is_not_written_by_its_number(case: CaseId) -> None:
    claim, other = begin(case), opened("Rowan")
    with pytest.raises(NotFound):
        step(other, claim, State.FILED)


def test_no_change_without_a_record(case: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("no room in the log")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        begin(case)
    assert read(case) == []


def test_a_day_far_back_is_held_against_the_day_of_birth_where_the_writer_opens_it(case: CaseId) -> None:
    born = TODAY() - timedelta(days=365 * 8)
    with member_acts("lea") as by:
        led = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Alder"})
        content = {"birth_date": born.isoformat()}
        save_section(case=led, section=Section.IDENTITY, content=content, base=0, by=by, at=timezone.now())
    with pytest.raises(NotPossible, match="before the person was born"):
        step(led, begin(led), State.FILED, days=365 * 9)
    step(led, begin(led), State.FILED, days=365 * 7)
    step(case, begin(case), State.FILED, days=365 * 9)  # nobody with a place opens it


# --- the list ---


def test_what_was_awarded_and_never_paid_stays_on_the_list_the_oldest_first(
    case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, over, other = begin(case), begin(case), begin(case), opened("Rowan")
    step(case, old, State.AWARDED, money("1000"), days=400)
    step(case, new, State.AWARDED, money("7000", Currency.RON), days=3)
    step(case, over, State.AWARDED, money("5"))
    pay(case, over, money("5"))
    waits = begin(other)
    step(other, waits, State.FILED, days=20)
    found = listed()
    assert [(line.stands.id, line.alias) for line in found.lines] == [
        (old, "Linden"), (waits, "Rowan"), (new, "Linden"),
    ]  # fmt: skip
    assert found.awarded == found.unpaid == [money("1000"), money("7000", Currency.RON)]
    monkeypatch.setattr(queries, "PAGE", 2)
    first, second = listed(), listed(page=2)
    assert ([line.stands.id for line in second.lines], first.has_more, second.has_more) == (
        [new],
        True,
        False,
    )
    assert first.unpaid == second.unpaid == found.unpaid, "the sums are those of all pages"


def test_who_was_read_on_the_list_sees_that_it_was_read(case: CaseId, connect_as: ConnectAs) -> None:
    begin(case)
    listed()
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        found = owner.execute(
            "SELECT case_id, section, purpose FROM audit.record WHERE detail ->> 'list' = 'compensation'"
        ).fetchall()
    assert found == [(case, "legal", "assessment")]


def test_a_lawyer_whose_place_has_ended_has_no_claim_of_the_file_on_the_list(case: CaseId) -> None:
    begin(case)
    with member_acts("ana"):
        team.end_place(case, ID("lea"))
    assert listed().number == 0


# --- beside it ---


def test_the_timeline_tells_of_it_only_to_whoever_opens_legal_matters(case: CaseId) -> None:
    begin(case)
    for who, found in (("lea", 1), ("ana", 0), ("nora", 0)):
        with member_acts(who) as by:
            page = timeline(case, Kind.RIGHTS, None, by=by, at=timezone.now())
        assert len(page.moments) == found, who


def test_they_go_with_the_key_of_legal_matters(
    case: CaseId, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> int:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "rights.claim"):
            counted = owner.execute("SELECT count(*) FROM rights.claim").fetchone()
        return int((counted or (0,))[0])

    begin(case)
    assert kept() == 1
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.LEGAL])
    assert read(case) == []
    assert kept() == 0
