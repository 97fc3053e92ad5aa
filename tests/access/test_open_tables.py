"""What no row policy stands before: views, and tables without one; each with the reason why a serving role reads it."""

import psycopg
import pytest

from tests.access.world import World
from tests.conftest import ROLES


@pytest.fixture(params=["app", "inbox", "worker"])
def role(request: pytest.FixtureRequest) -> str:
    """Each of the serving roles."""
    return str(request.param)


# --- Views, and tables that nobody thought of -------------------------------------------------------------------

VIEWS = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
       AND NOT (c.relkind = 'v' AND coalesce(
             c.reloptions::text[] && ARRAY['security_invoker=true', 'security_invoker=on'], false))
"""


def blind_views(owner: psycopg.Connection) -> set[str]:
    """Views that show their owner's rows to whoever may read them; a materialized one always does."""
    return {row[0] for row in owner.execute(VIEWS).fetchall()}


def test_every_view_asks_with_the_rights_of_its_reader(world: World) -> None:
    assert blind_views(world.owner) == set()
    with world.owner.transaction(force_rollback=True):
        world.owner.execute("CREATE VIEW cases.newest AS SELECT * FROM cases.section_version")
        world.owner.execute("CREATE VIEW cases.right WITH (security_invoker = true) AS SELECT 1")
        world.owner.execute("CREATE MATERIALIZED VIEW cases.kept AS SELECT 1 AS one")
        assert blind_views(world.owner) == {"cases.newest", "cases.kept"}


OPEN = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
       AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%%'
       AND has_schema_privilege(%(role)s, n.oid, 'USAGE') AND has_any_column_privilege(%(role)s, c.oid, 'SELECT')
"""
READ_BY: dict[str, tuple[str, str]] = {
    "agencies.agency": ("app inbox worker", "the directory: what every card shows"),
    "agencies.content_beside": (
        "app worker",
        "what a release said in the place of a rule when it was signed: digests",
    ),
    "agencies.content_compared": ("app worker", "by whom rules of law were checked, to be named beside them"),
    "agencies.content_proposal": ("app worker", "rules of law that two stand behind: no personal data"),
    "agencies.content_remark": (
        "app",
        "what is wrong with a rule of law: searched for persons, and without a case",
    ),
    "agencies.coordination": ("app worker", "who coordinates for which agency"),
    "agencies.member": ("app worker", "names and professions of those who work here"),
    "agencies.member_capacity": ("app", "who edits or checks what, to be named to everybody"),
    "agencies.processing_ground": ("app", "on what an agency processes: its own word, nothing of a person"),
    "agencies.processing_record": (
        "app",
        "records of processing that were kept: settings, nothing of a person",
    ),
    "agencies.seat": ("app worker", "who sits in which team"),
    "agencies.team": ("app inbox worker", "the directory"),
    "directory.entry": (
        "app worker",
        "the directory of services; the worker hands over what is for everybody",
    ),
    "directory.feed": ("app worker", "how far we are with the services of each peer"),
    "directory.heard": ("app", "which services a peer told, and what this release does not know of them"),
    "directory.told_to": ("app", "which peer asked last for what changed of ours"),
    "directory.unheard": (
        "app",
        "which fields of a peer's services were not taken in: nothing of what stood there",
    ),
    "directory.spot": ("app", "the same services by need and place, as a search reads them"),
    "directory.weight": ("app", "how much each soft reason counts in a search: numbers"),
    "directory.word": ("app", "the words of the names of agencies and teams"),
    "exchange.peer": ("app inbox worker", "whom we exchange with"),
    "referrals.agreed_once": (
        "app",
        "how long clocks ran before, and what they followed: no member, no case",
    ),
    "referrals.agreed_period": ("app inbox worker", "how long clocks run"),
    "rights.counting_anew": (
        "app worker",
        "which rule is being counted anew and how far: numbers, no case, no member",
    ),
    "site.remembered": ("app", "what a browser was told to remember of a page's look"),
    "public.django_migrations": ("app inbox worker", "which migrations have run"),
    "public.auth_user": ("app", "accounts: names of members, hashes of passwords"),
    "public.account_emailaddress": ("app", "addresses of members"),
    "public.mfa_authenticator": ("app", "second factors of members"),
    "public.usersessions_usersession": ("app", "where a member is signed in"),
    "public.django_session": ("app", "sessions of members"),
    "public.procrastinate_jobs": ("worker", "jobs; nothing of a person in their arguments"),
    "public.procrastinate_events": ("worker", "when a job began and ended"),
    "public.procrastinate_periodic_defers": ("worker", "when a round is due"),
    "public.procrastinate_workers": ("worker", "which workers are there"),
}
"""Every table without row policies that a serving role may read, by whom, and what is in it: never of a person."""


def test_every_table_without_row_policies_that_is_read_has_its_reason(world: World, role: str) -> None:
    found = {row[0] for row in world.owner.execute(OPEN, {"role": ROLES[role]}).fetchall()}
    assert found == {table for table, (roles, _what) in READ_BY.items() if role in roles.split()}


def test_a_new_table_without_a_policy_is_seen(world: World) -> None:
    with world.owner.transaction(force_rollback=True):
        world.owner.execute("CREATE TABLE cases.forgotten (id uuid)")
        world.owner.execute("GRANT SELECT ON cases.forgotten TO safeconduct_app")
        found = {row[0] for row in world.owner.execute(OPEN, {"role": ROLES["app"]}).fetchall()}
    assert "cases.forgotten" in found - set(READ_BY)
