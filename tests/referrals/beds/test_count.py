"""The bed count of one side: agreed by two, let in by agreement alone, and gone with it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Agency
from safeconduct.referrals.beds import actions, queries
from safeconduct.referrals.beds.models import BedAgreement, BedCount
from safeconduct.referrals.beds.rules import State
from safeconduct.referrals.inbound.beds import beds
from safeconduct.referrals.purge import forget_enquiries
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes


class Network(Desk):
    """Our shelter, with two who may agree, and an agency of node be."""

    def __init__(self, envelopes: Envelopes) -> None:
        super().__init__(envelopes)
        for name in ("adam", "eva"):
            envelopes.add_member(name, "administrator")
        self.shelter = self.add_entry(envelopes.team, envelopes.own, "shelter")

    def does(self, what: Any, by: str = "adam", **more: Any) -> Any:
        with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
            return what(by=self.envelopes.member(by), at=at, **more)

    def wants(self) -> BedAgreement:
        with as_process("web"), acting(MemberId(self.envelopes.members["adam"])):
            other = Agency.objects.get(id=self.envelopes.other)
        self.does(actions.propose, other=other)
        return self.agreement()

    def agreement(self) -> BedAgreement:
        with as_process("web"), acting(MemberId(self.envelopes.members["adam"])):
            return BedAgreement.objects.get()

    def agreed(self) -> BedAgreement:
        row = self.wants()
        self.does(actions.say_yes, "eva", agreement=row.id)
        assert self.hears(row, "agreed") == ""
        return self.agreement()

    def hears(self, row: BedAgreement, said: str, **more: Any) -> str:
        body: dict[str, Any] = {
            "agreement": str(row.shared),
            "said": said,
            "day": None,
            "at": None,
            "counts": [],
        }
        return self.arrives(beds, {**body, **more}, row.handle)

    def counts(self, row: BedAgreement, free: int = 3, days: int = 0, service: str = "shelter") -> str:
        now = self.now()
        return self.hears(
            row, "counted", day=(now.date() - timedelta(days=days)).isoformat(), at="2026-03-02T09:00:00.000000Z",
            counts=[{"service": service, "free": free, "total": 8}],
        )  # fmt: skip

    def kept_counts(self, by: str = "ana") -> list[tuple[UUID, int]]:
        with as_process("web"), acting(MemberId(self.envelopes.members[by])):
            return list(BedCount.objects.order_by("day").values_list("of_agency", "free"))

    def held(self) -> list[UUID]:
        """Whose counts lie in the database, whoever may see them."""
        with briefly("owner") as owner:
            owner.execute("ALTER TABLE referrals.bed_count NO FORCE ROW LEVEL SECURITY")
            try:
                rows = owner.execute("SELECT of_agency FROM referrals.bed_count").fetchall()
            finally:
                owner.execute("ALTER TABLE referrals.bed_count FORCE ROW LEVEL SECURITY")
        return [row[0] for row in rows]

    def said(self) -> list[str]:
        return [message.type for message in self.posted()]


@pytest.fixture
def network(envelopes: Envelopes) -> Network:
    return Network(envelopes)


def test_one_person_alone_asks_nobody(network: Network) -> None:
    row = network.wants()
    assert (network.said(), row.state) == ([], State.PROPOSED)
    with pytest.raises(NotPossible) as refused:
        network.does(actions.say_yes, agreement=row.id)
    assert refused.value.reason.code == "beds_second_person"
    with pytest.raises(NotPossible) as refused:
        network.does(actions.say_yes, "ana", agreement=row.id)
    assert refused.value.reason.code == "beds_not_your_work"

    network.does(actions.say_yes, "eva", agreement=row.id)
    assert (network.said(), network.agreement().state) == (["safeconduct.referral.beds.v1"], State.ASKED)


def test_whoever_may_be_the_second_person_is_known_by_name(network: Network) -> None:
    network.envelopes.add_member("sara", "psychologist", supervises=True)
    with as_process("web"), acting(MemberId(network.envelopes.members["adam"])):
        found = queries.could_be_second(by=network.envelopes.member("adam"))
    assert [one.id for one in found] == [network.envelopes.members[name] for name in ("eva", "sara")]


def test_an_end_is_asked_once_more_of_what_stands_alone(network: Network) -> None:
    row = network.wants()
    for stands in (False, True):
        with as_process("web"), acting(MemberId(network.envelopes.members["adam"])):
            assert queries.stands(row.id, by=network.envelopes.member("adam")) is stands
        if not stands:
            network.does(actions.say_yes, "eva", agreement=row.id)
            network.hears(row, "agreed")


def test_what_they_ask_stands_when_two_of_ours_say_yes(network: Network) -> None:
    body: dict[str, Any] = {"agreement": str(uuid4()), "said": "asked", "day": None, "at": None, "counts": []}
    assert network.arrives(beds, body, network.handle()) == ""
    row = network.agreement()
    assert network.counts(row) == "beds_not_agreed"

    network.does(actions.say_yes, agreement=row.id)
    assert network.said() == []
    network.does(actions.say_yes, "eva", agreement=row.id)
    assert network.agreement().state == State.AGREED
    assert network.counts(network.agreement()) == ""


def test_nobody_agrees_for_the_other_side(network: Network) -> None:
    body: dict[str, Any] = {"agreement": str(uuid4()), "said": "asked", "day": None, "at": None, "counts": []}
    network.arrives(beds, body, network.handle())

    assert network.hears(network.agreement(), "agreed") == "not_your_side"


def test_a_count_is_kept_for_its_day_and_the_later_one_stands(network: Network) -> None:
    row = network.agreed()
    assert [network.counts(row, 3, days=1), network.counts(row, 2), network.counts(row, 1)] == ["", "", ""]

    assert network.kept_counts() == [(network.envelopes.other, 3), (network.envelopes.other, 1)]
    with as_process("web"), acting(MemberId(network.envelopes.members["ana"])) as at:
        own, theirs = queries.network(by=network.envelopes.member("ana"), at=at)
    assert (own.is_own, own.last, own.is_late) == (True, [], True)
    assert ([(one.free, one.total) for one in theirs.last], [free for _day, free in theirs.history]) == (
        [(1, 8)],
        [3, 1],
    )


@pytest.mark.parametrize("changed", [
    {"counts": [{"service": "shelter", "free": 9, "total": 8}]},
    {"counts": [{"service": "legal_advice", "free": 1, "total": None}]},
    {"counts": [{"service": "shelter", "free": True, "total": None}]},
    {"counts": [{"service": "shelter", "free": 1, "total": None}] * 2},
    {"counts": []},
    {"counts": "many"},
    {"day": "2020-01-01"},
    {"day": None},
    {"at": "soon"},
])  # fmt: skip
def test_what_is_no_count_is_refused_and_leaves_nothing(network: Network, changed: dict[str, Any]) -> None:
    row = network.agreed()
    good = {
        "day": network.now().date().isoformat(), "at": "2026-03-02T09:00:00.000000Z",
        "counts": [{"service": "shelter", "free": 1, "total": None}],
    }  # fmt: skip

    assert network.hears(row, "counted", **{**good, **changed}) == "malformed_body"
    assert network.kept_counts() == []


@pytest.mark.parametrize("who_ends", ["we", "they"])
def test_its_end_deletes_what_came_by_it_and_lets_nothing_more_in(network: Network, who_ends: str) -> None:
    row = network.agreed()
    network.does(actions.count, "ana", free={network.shelter: 2}, totals={})
    network.counts(row)
    assert len(network.kept_counts()) == 2

    if who_ends == "we":
        network.does(actions.end, agreement=row.id)
        assert network.posted()[-1].type == "safeconduct.referral.beds.v1"
    else:
        assert network.hears(row, "ended") == ""
    assert network.held() == [network.envelopes.own], "the own count stays, and nothing else lies there"
    assert network.counts(row) == "unknown_agreement"
    assert network.hears(row, "agreed") == "unknown_agreement"


def test_what_they_ended_is_seen_with_its_day_until_it_is_asked_anew_put_away_or_old(
    network: Network,
) -> None:
    row = network.agreed()
    assert network.hears(row, "ended") == ""
    ended = network.agreement()
    assert (ended.state, ended.changed_at > row.changed_at) == (State.ENDED, True)
    with as_process("web"), acting(MemberId(network.envelopes.members["adam"])):
        (other,) = queries.could_be_asked(by=network.envelopes.member("adam"))
    assert other.id == network.envelopes.other, "they can be asked anew"

    said = len(network.said())
    assert network.does(actions.end, agreement=ended.id) is State.ENDED
    assert len(network.said()) == said, "they know that it is over"

    assert network.hears(network.agreed(), "ended") == ""
    anew = network.wants()
    assert anew.state == State.PROPOSED
    network.does(actions.end, agreement=anew.id)
    assert network.hears(network.agreed(), "ended") == ""
    with as_process("worker"):
        forget_enquiries()
    assert network.agreement().state == State.ENDED, "for thirty days"


def test_who_has_ended_it_may_ask_anew(network: Network) -> None:
    row = network.agreed()
    assert network.hears(row, "ended") == ""
    asked: dict[str, Any] = {
        "agreement": str(uuid4()),
        "said": "asked",
        "day": None,
        "at": None,
        "counts": [],
    }
    assert network.arrives(beds, asked, row.handle) == ""
    assert network.agreement().state == State.CAME


def test_a_count_tells_the_directory_and_those_who_agreed_and_nobody_else(network: Network) -> None:
    network.does(actions.count, "ana", free={network.shelter: 4}, totals={"shelter": 8})
    assert network.said() == [], "nobody agreed yet"
    network.agreed()
    before = len(network.posted())
    network.does(actions.count, "ana", free={network.shelter: 2}, totals={"shelter": 8})

    assert len(network.posted()) == before + 1
    assert network.kept_counts() == [(network.envelopes.own, 2)]
    with briefly("owner") as owner:
        places = owner.execute(
            "SELECT places_free FROM directory.entry WHERE id = %s", [network.shelter]
        ).fetchone()
    assert places == (2,)
    with pytest.raises(NotFound):
        network.does(actions.count, "ana", free={network.entries[0]: 1}, totals={})


@pytest.mark.parametrize("totals", [{}, {"shelter": 9999}], ids=["nothing entered", "a total"])
def test_who_sits_in_no_team_with_beds_says_nothing_to_those_who_agreed(
    network: Network, totals: dict[str, int | None]
) -> None:
    network.agreed()
    network.does(actions.count, "ana", free={network.shelter: 4}, totals={"shelter": 8})
    told = len(network.posted())
    with pytest.raises(NotFound):
        network.does(actions.count, "adam", free={}, totals=totals)
    assert len(network.posted()) == told
    with as_process("web"), acting(MemberId(network.envelopes.members["ana"])):
        assert list(BedCount.objects.values_list("free", "total")) == [(4, 8)]


def test_after_thirty_days_a_count_is_gone(network: Network) -> None:
    row = network.agreed()
    network.counts(row, days=30)
    network.counts(row)
    network.envelopes.move_clock(timedelta(days=2))
    with as_process("worker"):
        forget_enquiries()
    assert len(network.kept_counts()) == 1
