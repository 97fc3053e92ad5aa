"""No row policy can be dropped or widened without a red test: each has a scenario, a new one needs its own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql

from safeconduct.vocabulary.roles import APP, INBOX
from tests.access.scenarios import NARROWING, SCENARIOS, Probe, Scenario, deletes
from tests.access.scenarios.probes import sees
from tests.access.scenarios.times import HIDDEN_FROM_WHO_ADMINISTERS
from tests.access.world import World

type Policy = tuple[str, str]

EXISTING = (
    "SELECT schemaname || '.' || tablename, policyname, cmd, roles[1]::text, qual, with_check, permissive "
    "FROM pg_policies"
)


def touched(world: World, who: str, probe: Probe) -> int:
    """How many rows the statement reaches; a refusal reaches none."""
    with world.acting(who) as connection:
        try:
            with connection.transaction(force_rollback=True):
                return probe(connection)
        except psycopg.errors.InsufficientPrivilege:
            return 0


def possible(world: World, scenario: Scenario) -> list[int]:
    """What each of the policy's own statements reaches."""
    return [touched(world, scenario.who, probe) for probe in scenario.mine]


def kept_out(world: World, scenario: Scenario) -> list[int]:
    """How many rows that it should keep out are in reach, for each of its refusals."""
    return [touched(world, one.who, one.probe) - one.own for one in scenario.refusals]


def test_every_policy_has_a_scenario(world: World) -> None:
    found = {(table, name) for table, name, *_ in world.owner.execute(EXISTING).fetchall()}
    assert found == set(SCENARIOS)
    narrowing = {
        (row[0], row[1]) for row in world.owner.execute(EXISTING).fetchall() if row[6] == "RESTRICTIVE"
    }
    assert narrowing == set(NARROWING)


@contextmanager
def dropped(world: World, policy: Policy) -> Iterator[None]:
    """Without the policy; afterwards it stands again as the catalogue had it."""
    row = next(row for row in world.owner.execute(EXISTING).fetchall() if row[:2] == policy)
    _, name, command, role, using, check, kind = row
    target = sql.SQL("{} ON {}").format(sql.Identifier(name), sql.Identifier(*policy[0].split(".")))
    world.owner.execute(sql.SQL("DROP POLICY {}").format(target))
    try:
        yield
    finally:
        world.owner.execute(
            sql.SQL("CREATE POLICY {} AS {} FOR {} TO {} {} {}").format(
                target,
                sql.SQL(kind),
                sql.SQL(command),
                sql.Identifier(role),
                sql.SQL(f"USING ({using})" if using else ""),
                sql.SQL(f"WITH CHECK ({check})" if check else ""),
            )
        )


@contextmanager
def widened(world: World, policy: Policy) -> Iterator[None]:
    """With `true` for the conditions of the policy."""
    row = next(row for row in world.owner.execute(EXISTING).fetchall() if row[:2] == policy)
    using, check = row[4], row[5]
    target = sql.SQL("{} ON {}").format(sql.Identifier(policy[1]), sql.Identifier(*policy[0].split(".")))

    def alter(using: str | None, check: str | None) -> None:
        statement = sql.SQL("ALTER POLICY {} {} {}").format(
            target,
            sql.SQL(f"USING ({using})" if using else ""),
            sql.SQL(f"WITH CHECK ({check})" if check else ""),
        )
        world.owner.execute(statement)

    alter(using and "true", check and "true")
    try:
        yield
    finally:
        alter(using, check)


NAMED = [pytest.param(key, id="/".join(key)) for key in SCENARIOS]
WIDENING = [pytest.param(key, id="/".join(key)) for key in SCENARIOS if key not in NARROWING]


@pytest.mark.own_sql
@pytest.mark.parametrize("policy", NAMED)
def test_a_policy_lets_its_rows_through_and_no_other(world: World, policy: Policy) -> None:
    scenario = SCENARIOS[policy]
    assert min(possible(world, scenario)) > 0
    assert kept_out(world, scenario) == [0] * len(scenario.refusals)


@pytest.mark.parametrize("policy", WIDENING)
def test_without_the_policy_its_rows_are_out_of_reach(world: World, policy: Policy) -> None:
    scenario = SCENARIOS[policy]
    with dropped(world, policy):
        assert possible(world, scenario) == [0] * len(scenario.mine)
    assert min(possible(world, scenario)) > 0


@pytest.mark.parametrize("policy", NARROWING)
def test_without_a_policy_that_only_narrows_more_is_in_reach(world: World, policy: Policy) -> None:
    scenario = SCENARIOS[policy]
    with dropped(world, policy):
        assert min(kept_out(world, scenario)) > 0
    assert kept_out(world, scenario) == [0] * len(scenario.refusals)


@pytest.mark.parametrize("policy", NAMED)
def test_a_widened_policy_lets_foreign_rows_through(world: World, policy: Policy) -> None:
    """So the first test would see it: each of its refusals rests on this policy's own condition."""
    scenario = SCENARIOS[policy]
    if scenario.refusals:
        with widened(world, policy):
            assert min(kept_out(world, scenario)) > 0, kept_out(world, scenario)
    assert kept_out(world, scenario) == [0] * len(scenario.refusals)


def test_no_lock_on_what_a_message_touches_reads_all_that_its_peer_has_ever_sent(world: World) -> None:
    """A message must not cost more with each one before it: the row's own referral or case is asked about."""
    found = world.owner.execute(EXISTING).fetchall()
    conditions = {
        (table, name): f"{using} {check}"
        for table, name, _c, role, using, check, _p in found
        if role == INBOX
    }
    among_all = {
        one for one, said in conditions.items() if "IN ( SELECT r." in said or "received_of_peer()" in said
    }

    assert among_all == {("access.case", "cases_of_the_peer")}, "no message reads that table"


SWEPT = ["cases.section_version", "cases.brought", "referrals.text"]


@pytest.mark.parametrize("table", SWEPT)
def test_a_worker_that_sees_no_key_takes_away_no_more_than_before(world: World, table: str) -> None:
    """Those policies delete what lies under no key: blindness must not pass for absence."""
    before = touched(world, "worker", deletes(table))
    with dropped(world, ("keys.section_key", "keys_that_are_due")):
        assert touched(world, "worker", deletes(table)) == before == 2


@pytest.mark.parametrize("table", SWEPT)
def test_when_not_even_the_owner_sees_all_keys_nothing_is_taken_away(world: World, table: str) -> None:
    with dropped(world, ("keys.section_key", "the_owner_of_the_doors")), world.acting("worker") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="keys_are_out_of_sight"):
            deletes(table)(connection)


def of_members(world: World, tables: Iterable[str]) -> dict[Policy, Scenario]:
    """The scenarios of the policies by which members reach these tables."""
    found = [(row[0], row[1]) for row in world.owner.execute(EXISTING).fetchall() if row[3] == APP]
    return {policy: SCENARIOS[policy] for policy in found if policy[0] in tables}


def test_who_administers_reaches_nothing_of_what_colleagues_reach(world: World) -> None:
    scenarios = of_members(world, HIDDEN_FROM_WHO_ADMINISTERS)
    assert {table for table, _name in scenarios} == set(HIDDEN_FROM_WHO_ADMINISTERS)
    for policy, scenario in scenarios.items():
        reached = [touched(world, "adam", probe) for probe in scenario.mine]
        assert reached == [0] * len(reached), policy
    for table in HIDDEN_FROM_WHO_ADMINISTERS:
        assert touched(world, "adam", sees(table)) == 0, table


def test_each_policy_of_these_tables_is_of_who_does_not_administer(world: World) -> None:
    """No fence stands behind them: each asks for itself, or is of coordinators, who are of another profession."""
    asks = "SELECT schemaname || '.' || tablename, policyname, concat(qual, with_check) FROM pg_policies"
    found = world.owner.execute(f"{asks} WHERE roles = %s::name[]", [[APP]]).fetchall()
    here = {(table, name): text for table, name, text in found if table in HIDDEN_FROM_WHO_ADMINISTERS}
    assert not [policy for policy, text in here.items() if "current_agency" in text]
    assert {name for (_table, name), text in here.items() if "agency_at_work" not in text} == {
        "envelopes_escalated_to_me",
        "nudges_by_the_coordinator",
        "nudges_where_i_coordinate",
    }
