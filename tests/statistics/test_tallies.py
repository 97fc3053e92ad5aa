"""Tallies add up to a plain count of what stands, whatever was changed and whenever they were added up."""

import random
from collections import Counter
from datetime import date
from uuid import UUID, uuid4

import psycopg
import pytest

from safeconduct.access.acting import acting, receiving, working
from safeconduct.statistics.loops import _NOTE, parts
from safeconduct.statistics.rounds import add_up
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId
from safeconduct.vocabulary.together import asked
from tests.access.names import unforced
from tests.access.rows import insert
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.statistics import stories
from tests.statistics.office import Office

SERVICES, URGENCIES = ("shelter", "legal_advice"), ("emergency", "routine")


class Noted:
    """Referrals of one agency that are noted again and again, and what was said of each last."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.known: dict[UUID, tuple[str, str, UUID, list[str]]] = {}

    def note(self, times: int) -> None:
        """So many turns: of a new referral, or of one that is known."""
        new = [uuid4() for _turn in range(times)]
        _there(self.office, *new)
        with as_process("web"), acting(MemberId(self.office.envelopes.members["ana"])):
            for fresh in new:
                referral = self.chance.choice([fresh, *self.known])
                story = stories.told(self.chance.randrange(2**32), self.chance.randrange(1, 12))
                said = parts(story.history, set(), is_abroad=self.chance.random() < 0.3)
                if self.chance.random() < 0.1:
                    said = []  # entered by mistake
                row = (
                    self.chance.choice(SERVICES),
                    self.chance.choice(URGENCIES),
                    self.chance.choice([UUID(int=7), UUID(int=8)]),
                    said,
                )
                self.known[referral] = row
                own = self.office.envelopes.own
                asked(_NOTE, [referral, "sender", own, row[2], row[0], row[1], date(2026, 5, 17), said])

    def naive(self, place: int | None = None) -> dict[str, Counter[str]]:
        """Each part by service (0), urgency (1), partner (2), or all."""
        found: dict[str, Counter[str]] = {}
        for row in self.known.values():
            key = "" if place is None else str(row[place])
            found.setdefault(key, Counter()).update(row[3])
        return {key: count for key, count in found.items() if count}


def _there(office: Office, *shared: UUID, agency: UUID | None = None) -> None:
    """Referrals that this agency, or the own one, has sent; nothing is counted of them yet."""
    with briefly("owner") as owner, unforced(owner, "referrals.referral"):
        for number, one in enumerate(shared):
            sent = {"state": "sent", "peer": "be", "consent_id": uuid4(), "consent_version": 1}
            insert(
                owner, "referrals.referral", shared=one, side="sender", reference=f"{one}{number}",
                agency_id=agency or office.envelopes.own, **sent,
            )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_the_tallies_are_what_a_plain_count_of_what_stands_gives(office: Office, seed: int) -> None:
    noted = Noted(office, seed)
    for _round in range(2):
        noted.note(30)
        for dim, place in (("all", None), ("service", 0), ("urgency", 1), ("partner", 2)):
            found = {value: sums.number for value, sums in office.sums(dim=dim).items()}
            assert found == noted.naive(place)
        with as_process("worker"):
            add_up()
    assert office.all() == noted.naive()[""]


def test_adding_up_leaves_one_row_of_each_and_says_how_many_went(
    office: Office, connect_as: ConnectAs
) -> None:
    Noted(office, 1).note(20)
    rows, several = _rows(office)
    assert several
    with as_process("worker"):
        gone = add_up()
        assert gone == rows - _rows(office)[0] > 0
        assert add_up() == 0
    assert not _rows(office)[1]


def _rows(office: Office) -> tuple[int, int]:
    """How many rows there are, and how many keys with more than one."""
    with briefly("owner") as owner:
        keys = owner.execute(
            "SELECT count(*) FROM statistics.tally GROUP BY agency_id, side, quarter, dim, value, part"
        ).fetchall()
    return sum(row[0] for row in keys), sum(row[0] > 1 for row in keys)


CALL = "SELECT statistics.note_loop(%s, 'sender', %s, %s, %s, 'urgent', '2026-05-17', %s)"


@pytest.mark.parametrize(("service", "said"), [
    ("shelter", ["Olena"]), ("shelter", ["sent: x"]), ("a text", ["sent"]), ("shelter", [None]),
    ("shelter", ["a" * 200]),
])  # fmt: skip
def test_the_function_takes_words_in_their_form_and_no_text(
    office: Office, service: str, said: list[str | None]
) -> None:
    values = [uuid4(), office.envelopes.own, uuid4(), service, said]
    with as_process("web"), pytest.raises(Exception, match="not_a_part"):
        with acting(MemberId(office.envelopes.members["ana"])):
            asked(CALL, values)
    assert office.all() == {}


def test_nobody_counts_for_another_agency(office: Office) -> None:
    with as_process("web"), pytest.raises(Exception, match="not_yours_to_count"):
        with acting(MemberId(office.envelopes.members["ana"])):
            asked(CALL, [uuid4(), uuid4(), uuid4(), "shelter", ["sent"]])


def test_nobody_counts_a_referral_that_is_not_there(office: Office) -> None:
    with as_process("web"), pytest.raises(Exception, match="not_yours_to_count"):
        with acting(MemberId(office.envelopes.members["ana"])):
            asked(CALL, [uuid4(), office.envelopes.own, uuid4(), "shelter", ["sent"]])


def test_nobody_takes_the_fact_of_another_agency(office: Office) -> None:
    """The referral is another one's: named as the own, it is not."""
    theirs = uuid4()
    _there(office, theirs, agency=uuid4())
    with as_process("web"), pytest.raises(Exception, match="not_yours_to_count"):
        with acting(MemberId(office.envelopes.members["ana"])):
            asked(CALL, [theirs, office.envelopes.own, uuid4(), "shelter", ["sent"]])


def test_a_peer_counts_nothing_that_is_not_its_own(office: Office) -> None:
    ours = uuid4()
    _there(office, ours)  # with the peer "be"
    with as_process("inbox"), pytest.raises(Exception, match="not_yours_to_count"):
        with receiving(NodeId("se"), MessageId(uuid4())):
            asked(CALL, [ours, office.envelopes.own, uuid4(), "shelter", ["sent"]])


def test_large_sums_end_no_adding_up(office: Office, connect_as: ConnectAs) -> None:
    figure = [office.envelopes.own, "person", date(2026, 4, 1), "all", "", "paid_sum:VND", 2_000_000_000]
    with briefly("owner") as owner:
        for _time in range(2):
            owner.execute("INSERT INTO statistics.tally VALUES (%s, %s, %s, %s, %s, %s, %s)", figure)
    with as_process("worker"):
        add_up()
    assert office.all("person")["paid_sum:VND"] == 4_000_000_000


def test_only_the_worker_adds_up(office: Office, connect_as: ConnectAs) -> None:
    with briefly("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT statistics.add_up()")
    with as_process("worker"), working():
        assert asked("SELECT statistics.add_up()", []) == [(0,)]
