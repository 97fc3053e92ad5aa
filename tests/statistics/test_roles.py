"""Who can ask what: the role that reads figures reads nothing else, and nobody else reads them."""

import psycopg
import pytest

from safeconduct.referrals.moves import State
from safeconduct.statistics.reading import reading
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.roles import APP, INBOX, STATISTICS, WORKER
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.statistics.office import Office

SCHEMAS = """
    SELECT nspname FROM pg_namespace WHERE has_schema_privilege(%s, oid, 'USAGE') AND nspname !~ '^(pg_|information)'
"""
READABLE = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information)'
       AND (has_any_column_privilege(%(role)s, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
            OR has_table_privilege(%(role)s, c.oid, 'DELETE, TRUNCATE, TRIGGER'))
"""
FUNCTIONS = """
    SELECT p.oid::regprocedure::text,
           ARRAY(SELECT r FROM unnest(%s::text[]) r WHERE has_function_privilege(r, p.oid, 'EXECUTE'))
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'statistics'
"""
CALLERS: dict[str, list[str]] = {
    "statistics.note_loop(uuid,text,uuid,uuid,text,text,date,text[])": [APP, INBOX, WORKER],
    "statistics.uncounted_loops(uuid[],text[])": [WORKER],
    "statistics.add_up()": [WORKER],
    "statistics.my_agencies()": [STATISTICS],
    "statistics.mark(text,uuid)": [],
    "statistics.may_note(uuid,text,uuid)": [],
    "statistics.added(statistics.loop)": [],
    "statistics.note_person(uuid,text,jsonb)": [APP],
    "statistics.note_people(uuid[],text[],jsonb[])": [APP],
    "statistics.forget_person(uuid,text)": [APP],
    "statistics.object_to(uuid,boolean)": [APP],
    "statistics.objects(uuid)": [APP],
    "statistics.say_uncounted(uuid[],integer[])": [WORKER],
    "statistics.person_of(uuid)": [],
    "statistics.put_person(statistics.person,statistics.person)": [],
    "statistics.added(statistics.person)": [],
    "statistics.sees_editions()": [APP],
    "statistics.named_me(text)": [APP],
    "statistics.begin_answer(text,integer)": [APP],
    "statistics.keep_answer(uuid,text,integer,integer,jsonb,text,integer,jsonb)": [APP],
    "statistics.begin_edition(uuid,text,text,integer,integer,jsonb,text,timestamp with time zone)": [APP],
    "statistics.linked_years(text,integer,integer)": [APP],
    "statistics.length_of_ledger(text,integer,integer)": [],
    "statistics.others_were_counted(text,integer,integer,uuid[],boolean)": [],
    "statistics.ledger_moved(text,integer,integer,integer)": [APP],
    "statistics.closed_to_questions(text,integer[])": [APP],
    "statistics.pairs_for_me(uuid)": [APP],
    "statistics.editions_waiting(uuid)": [WORKER],
    "statistics.my_files_not_counted()": [APP],
    "statistics.tell_edition(uuid,text)": [APP],
    "statistics.reword_edition(uuid,text,text,text)": [APP],
    "statistics.finish_edition(uuid,text,integer,text,text,jsonb,jsonb)": [APP],
    "statistics.drop_edition(uuid)": [APP],
    "statistics.show_edition(uuid)": [APP],
    "statistics.release_edition(uuid,text,text,text,text)": [APP],
    "statistics.once_follows(statistics.person,statistics.person)": [],
    "statistics.stands(statistics.pair)": [],
    "statistics.new_code()": [],
    "statistics.agree_once(uuid,boolean)": [APP],
    "statistics.agreed_once(uuid)": [APP],
    "statistics.to_compare(uuid[])": [APP],
    "statistics.note_compounds(uuid,uuid,bytea[])": [APP],
    "statistics.my_pairs()": [APP],
    "statistics.answer_pair(uuid,text,text)": [APP],
    "statistics.look_for_pairs(integer)": [WORKER],
    "statistics.close_count(integer)": [WORKER],
    "statistics.counts()": [WORKER],
    "statistics.open_pair(text)": [STATISTICS],
    "statistics.counted_once(uuid[],integer)": [STATISTICS],
}
"""Who may call each function of the room. A new one needs a line."""
ELSEWHERE = ("cases.section_version", "referrals.referral", "access.case", "keys.section_key", "audit.record",
             "auth_user", "agencies.member")  # fmt: skip


def test_the_role_of_the_figures_reads_facts_and_tallies_and_no_other_table(connect_as: ConnectAs) -> None:
    with briefly("owner") as owner:
        tables = {row[0] for row in owner.execute(READABLE, {"role": STATISTICS})}
        schemas = {row[0] for row in owner.execute(SCHEMAS, [STATISTICS])}
    assert tables == {f"statistics.{name}" for name in ("loop", "person", "tally", "uncounted")}
    assert schemas == {"statistics", "public"}


@pytest.mark.parametrize("table", ELSEWHERE)
def test_a_case_a_referral_and_a_member_are_out_of_its_reach(connect_as: ConnectAs, table: str) -> None:
    with briefly("statistics") as reader, pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(f"SELECT count(*) FROM {table}")


@pytest.mark.parametrize("role", ["app", "inbox", "worker"])
@pytest.mark.parametrize(
    "table", ["loop", "person", "tally", "uncounted", "secret", "once", "compound", "pair"]
)
def test_who_serves_reads_no_fact(connect_as: ConnectAs, role: str, table: str) -> None:
    with briefly(role) as serving, pytest.raises(psycopg.errors.InsufficientPrivilege):
        serving.execute(f"SELECT count(*) FROM statistics.{table}")


def test_each_function_is_called_by_the_listed_roles_only(connect_as: ConnectAs) -> None:
    with briefly("owner") as owner:
        found: dict[str, list[str]] = dict(
            owner.execute(FUNCTIONS, [[APP, INBOX, WORKER, STATISTICS]]).fetchall()
        )
    assert found == CALLERS


def test_a_fact_has_no_name_no_case_no_moment_and_its_mark_is_of_no_table(
    office: Office, connect_as: ConnectAs
) -> None:
    row = office.envelopes.add(State.IN_SERVICE)
    with briefly("owner") as owner:
        columns: dict[str, str] = dict(
            owner.execute(
                "SELECT column_name::text, data_type::text FROM information_schema.columns "
                "WHERE table_schema = 'statistics' AND table_name = 'loop'"
            ).fetchall()
        )
        (fact,) = owner.execute("SELECT mark, to_jsonb(l)::text FROM statistics.loop l").fetchall()
    assert columns == {
        "mark": "uuid", "agency_id": "uuid", "side": "text", "other_agency_id": "uuid", "service": "text",
        "urgency": "text", "quarter": "date", "parts": "ARRAY",
    }  # fmt: skip
    known = {row.id, row.shared, row.case_id, row.consent_id, row.worker_id, row.team_id}
    assert fact[0] not in known
    assert not [one for one in known if str(one) in fact[1]]


def test_a_coordinator_reads_the_agencies_that_named_her_and_nobody_else_any(office: Office) -> None:
    office.envelopes.add(State.SENT)
    office.envelopes.add_member("other", "coordinator")

    assert office.all()["sent"] == 1
    for who in ("other", "ana", "vlad"):
        with as_process("web"), reading(MemberId(office.envelopes.members[who])) as read:
            assert read.execute("SELECT count(*) FROM statistics.loop").fetchone() == (0,)
            assert read.execute("SELECT count(*) FROM statistics.tally").fetchone() == (0,)


@pytest.mark.parametrize("token", ["", "x", "a|1|b", "{cora}|99999999999|{mac}"])
def test_a_forged_token_is_nobody(office: Office, connect_as: ConnectAs, token: str) -> None:
    office.envelopes.add(State.SENT)
    said = token.format(cora=office.envelopes.members["cora"], mac="0" * 64)
    with briefly("statistics") as reader, reader.transaction():
        reader.execute("SELECT set_config('safeconduct.context', %s, true)", [said])
        assert reader.execute("SELECT count(*) FROM statistics.tally").fetchone() == (0,)


def test_the_same_token_says_nothing_to_another_role(office: Office, connect_as: ConnectAs) -> None:
    """The figures' own question is asked by their own role only."""
    with briefly("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT statistics.my_agencies()")
