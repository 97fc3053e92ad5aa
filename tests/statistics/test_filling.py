"""What was there before the figures: how much is not counted is said, and an operator's command counts it."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from safeconduct.commands import facts_within
from safeconduct.referrals.moves import State
from safeconduct.statistics.rounds import count_uncounted, say_uncounted
from safeconduct.vocabulary.sections import Section
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs, as_process
from tests.counsel.office import a_case
from tests.statistics.office import Office
from tests.statistics.test_pages import client_of, see
from tests.statistics.test_persons import IDENTIFIED, _granted, save

KEPT = ("statistics.loop", "statistics.person", "statistics.tally")


def _emptied(owner: psycopg.Connection) -> dict[str, list[Any]]:
    """The facts as they were; none is there any more, as before this release."""
    found = {
        table: sorted(map(str, owner.execute(f"SELECT to_jsonb(t)::text FROM {table} t").fetchall()))
        for table in KEPT
    }
    for table in KEPT:
        owner.execute(f"DELETE FROM {table}")
    return found


def _facts(owner: psycopg.Connection) -> list[Any]:
    return sorted(map(str, owner.execute("SELECT to_jsonb(t)::text FROM statistics.person t").fetchall()))


def test_referrals_from_before_are_counted_by_the_worker_as_if_they_had_just_been_turned(
    office: Office, connect_as: ConnectAs
) -> None:
    for state in (State.SENT, State.DECLINED, State.IN_SERVICE, State.DRAFT):
        office.envelopes.add(state)
    owner = connect_as("owner")
    before, loops = office.all(), _emptied(owner)["statistics.loop"]
    with as_process("worker"):
        say_uncounted()
        assert _uncounted(owner, office.envelopes.own)["loop"] == 3
        assert count_uncounted() == 3
        assert count_uncounted() == 0
        say_uncounted()
    assert office.all() == before
    assert _emptied(owner)["statistics.loop"] == loops
    assert _uncounted(owner, office.envelopes.own)["loop"] == 0


def _uncounted(owner: psycopg.Connection, agency: UUID) -> dict[str, int]:
    return dict(
        owner.execute(
            "SELECT kind, number FROM statistics.uncounted WHERE agency_id = %s", [agency]
        ).fetchall()
    )


@pytest.mark.usefixtures("staff", "transactional_db")
def test_files_from_before_are_counted_with_the_nodes_keys_and_the_record_says_by_whom(
    connect_as: ConnectAs, capsys: pytest.CaptureFixture[str]
) -> None:
    owner, case = connect_as("owner"), a_case("lea")
    save(case, Section.EXPLOITATION, IDENTIFIED)
    _granted(case)
    facts = _facts(owner)
    _emptied(owner)
    with unforced(owner, "cases.section_version"):
        owner.execute(
            "UPDATE cases.section_version SET saved_at = saved_at - interval '2 years' WHERE case_id = %s",
            [case],
        )
    with as_process("worker"):
        say_uncounted()
    assert _uncounted(owner, ID("alfa"))["person"] == 1

    facts_within._files()
    assert "1 files counted." in capsys.readouterr().out
    (found,) = owner.execute(
        "SELECT registered, to_jsonb(p) - 'registered' FROM statistics.person p"
    ).fetchall()
    year = owner.execute("SELECT extract(year FROM now())::integer").fetchone()
    assert year is not None
    assert found[0] == year[0] - 2
    assert str(found[1]["form"]) in facts[0]
    assert found[1]["rights"]
    with unforced(owner, "audit.record"):
        said = owner.execute("SELECT detail FROM audit.record WHERE action = 'facts:counted'").fetchall()
    assert said == [({"by_operator": True},)]

    owner.execute("DELETE FROM statistics.person")
    owner.execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("ana")])
    facts_within._files()
    assert "could not be counted" in capsys.readouterr().out


def test_whoever_leads_a_file_that_is_not_counted_finds_it_until_it_is(
    staff: None, connect_as: ConnectAs, settings: Any
) -> None:
    settings.DEMO = True
    case, page = a_case("lea"), "/figures/not-counted/"
    owner = connect_as("owner")
    assert "Every file that you lead is counted." in see("ana", page)
    _emptied(owner)
    assert f'href="/people/{case}/"' in client_of("ana").get(page).content.decode()
    for who in ("bea", "sara", "cora"):
        assert "Every file that you lead is counted." in see(who, page), who
    save(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "no"})
    assert "Every file that you lead is counted." in see("ana", page)
