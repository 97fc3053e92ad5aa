"""An adult who refused, counted: what the database keeps, who reads it, and what the audit says."""

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.referrals.counted import actions, queries
from safeconduct.referrals.counted.models import Count
from safeconduct.referrals.counted.rules import Refusal
from safeconduct.vocabulary.codes import Exploitation, PartOfCountry, Service
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes

SAID = Refusal(
    "adult", PartOfCountry.NORTH, "f", frozenset({Exploitation.LABOUR_EXPLOITATION}),
    frozenset({Service.SHELTER, Service.LEGAL_ADVICE}), frozenset({Service.SHELTER}),
)  # fmt: skip


class Agency:
    """The own agency, which has named its coordinator Cora."""

    def __init__(self, envelopes: Envelopes) -> None:
        self.envelopes = envelopes
        cora = envelopes.add_member("cora", "coordinator")
        with briefly("owner") as owner:
            owner.execute(
                "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s)",
                [envelopes.own, cora],
            )

    def notify(self, times: int = 1, *, by: str = "ana", said: Refusal = SAID) -> None:
        for _time in range(times):
            with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
                actions.notify(said, by=self.envelopes.member(by), at=at)

    def look(self, *, by: str = "cora") -> list[queries.Shown]:
        with as_process("web"), acting(MemberId(self.envelopes.members[by])) as at:
            return queries.counts(by=self.envelopes.member(by), at=at)

    def rows(self) -> list[tuple[str, str, int]]:
        with as_process("web"), acting(MemberId(self.envelopes.members["cora"])):
            return list(Count.objects.order_by("subject", "code").values_list("subject", "code", "number"))


@pytest.fixture
def agency(envelopes: Envelopes) -> Agency:
    return Agency(envelopes)


def test_each_subject_is_counted_by_itself(agency: Agency) -> None:
    agency.notify(2)

    assert agency.rows() == [
        ("exploitation", "labour_exploitation", 2), ("offered", "legal_advice", 2), ("offered", "shelter", 2),
        ("part_of_country", "north", 2), ("refused", "shelter", 2), ("sex", "f", 2), ("total", "all", 2),
    ]  # fmt: skip


def test_the_table_has_no_place_for_a_member_a_moment_or_a_text(
    agency: Agency, connect_as: ConnectAs
) -> None:
    with briefly("owner") as owner:
        columns = owner.execute(
            "SELECT column_name::text, data_type::text FROM information_schema.columns "
            "WHERE table_schema = 'referrals' AND table_name = 'refusal_count' ORDER BY 1"
        ).fetchall()
    assert dict(columns) == {
        "agency_id": "uuid", "code": "text", "country": "character varying", "id": "uuid", "month": "date",
        "number": "integer", "subject": "text",
    }  # fmt: skip


def test_the_audit_says_that_somebody_notified_and_nothing_more(
    agency: Agency, connect_as: ConnectAs
) -> None:
    agency.notify()
    with briefly("owner") as owner:
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        found = owner.execute(
            "SELECT case_id, referral_id, section, detail::text FROM audit.record WHERE action = 'refusal:counted'"
        ).fetchall()
        owner.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
    assert found == [(None, None, "", "{}")]


def test_a_quarter_that_runs_is_not_shown_and_one_that_is_over_is(
    agency: Agency, connect_as: ConnectAs
) -> None:
    agency.notify(5)
    assert agency.look() == []

    with briefly("owner") as owner:
        owner.execute("UPDATE referrals.refusal_count SET month = '2020-02-01'")
    (found,) = agency.look()
    assert (found.quarter.year, found.quarter.number, found.country, found.total) == (2020, 1, "RO", 5)
    sex = next(table for table in found.tables if table.subject == "sex")
    assert [cell.number for cell in sex.cells] == [5, None, None, None]


@pytest.mark.parametrize("who", ["ana", "other"])
def test_only_the_named_coordinator_sees_numbers(agency: Agency, who: str) -> None:
    agency.notify()
    agency.envelopes.add_member("other", "coordinator")

    with pytest.raises(NotPossible):
        agency.look(by=who)
    with as_process("web"), acting(MemberId(agency.envelopes.members[who])):
        assert Count.objects.count() == 0


def test_where_no_coordinator_is_named_nothing_is_counted(envelopes: Envelopes) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        with pytest.raises(NotPossible) as refused:
            actions.notify(SAID, by=envelopes.member("ana"), at=at)
    assert refused.value.reason.code == "no_coordinator"


LISTS = ["ARRAY['north']", "ARRAY['f']", "ARRAY['unknown']", "ARRAY['shelter']", "ARRAY['shelter']"]


@pytest.mark.parametrize(("place", "value"), [
    (0, "ARRAY['north', 'south']"), (0, "ARRAY[]::text[]"), (0, "ARRAY['Olena']"), (1, "ARRAY[NULL]::text[]"),
    (2, "ARRAY['a text']"), (3, "ARRAY['school']"), (4, "ARRAY[]::text[]"),
])  # fmt: skip
def test_the_function_takes_codes_in_their_form_and_no_words(agency: Agency, place: int, value: str) -> None:
    lists = [*LISTS[:place], value, *LISTS[place + 1 :]]
    with as_process("web"), pytest.raises(Exception, match="nothing_refused"):
        with acting(MemberId(agency.envelopes.members["ana"])):
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute(f"SELECT referrals.count_refusal({', '.join(lists)})")
    assert agency.rows() == []


def test_without_its_record_nothing_is_counted(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise RuntimeError("no record")

    monkeypatch.setattr("safeconduct.referrals.counted.actions.record", fails)
    with pytest.raises(RuntimeError):
        agency.notify()
    assert agency.rows() == []


@pytest.mark.parametrize("change", ["number = 0", "month = '2026-01-02'", "subject = 'name'"])
def test_the_database_keeps_its_form(agency: Agency, connect_as: ConnectAs, change: str) -> None:
    agency.notify()
    with briefly("owner") as owner, pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(f"UPDATE referrals.refusal_count SET {change}")
