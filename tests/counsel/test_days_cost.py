"""What Today asks for a lawyer reads their own rows: it costs the same however many others have."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import working
from safeconduct.counsel.days import in_the_calendar, waiting_for
from safeconduct.referrals.asides import asides
from safeconduct.rights.deadlines.queries import claim_days_waiting
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.counsel.office import a_case, a_matter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

DAY = date(2026, 3, 1)
TABLES = (
    "counsel.matter",
    "counsel.link",
    "counsel.link_item",
    "rights.claim",
    "access.grants",
    "keys.section_key",
)
MANY = 3000
OTHERS = """
CREATE TEMPORARY TABLE others AS
  SELECT gen_random_uuid() AS matter, gen_random_uuid() AS file, gen_random_uuid() AS link, gen_random_uuid() AS claim
    FROM generate_series(1, %(n)s);
INSERT INTO counsel.matter (id, case_id, agency_id, section, generation, lawyer_id, state, opened_at, days)
  SELECT matter, file, %(agency)s, 'legal', 1, gen_random_uuid(), 'open', now(), '{2026-03-01}' FROM others;
INSERT INTO counsel.link (id, referral_id, agency_id, shared, ours, case_id, matter_id, agreed_on, agreed_there,
                          proposed_at, accepted_at, why, ended_by)
  SELECT link, %(referral)s, %(agency)s, link, 'proposer', file, matter, now(), now(), now(), now(), '', ''
    FROM others;
INSERT INTO counsel.link_item (id, link_id, agency_id, case_id, section, generation, sealed, shared, kind, is_ours,
                               whose, at, due)
  SELECT gen_random_uuid(), link, %(agency)s, file, 'legal', 1, 'x', gen_random_uuid(), 'date', false, '', now(), now()
    FROM others;
INSERT INTO rights.claim (id, case_id, claim_id, agency_id, section, version, generation, sealed, saved_by, role,
                          saved_at, days)
  SELECT gen_random_uuid(), file, claim, %(agency)s, 'legal', v, 1, 'x', gen_random_uuid(), 'lawyer', now(),
         '{2026-03-01}'
    FROM others, generate_series(1, 2) v;
INSERT INTO counsel.link (id, referral_id, agency_id, shared, ours, agreed_there, proposed_at, why, ended_by)
  SELECT gen_random_uuid(), %(referral)s, %(another)s, gen_random_uuid(), 'accepter', now(), now(), '', '' FROM others;
INSERT INTO keys.section_key (id, case_id, section, generation, intake, wrapped, made_at)
  SELECT gen_random_uuid(), file, 'legal', 1, false, 'x', now() FROM others;
"""
READ = """
SELECT COALESCE(sum(seq_tup_read), 0) FROM pg_stat_xact_user_tables WHERE schemaname || '.' || relname = ANY (%s)
"""


def read_in_a_row() -> int:
    """How many rows of these tables were read from end to end in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(TABLES)])
        return int(cursor.fetchone()[0])


@pytest.fixture
def others(connect_as: ConnectAs) -> None:
    """Lea has one matter; others of her agency have thousands, with links and claims."""
    a_matter(a_case("lea"))
    referral = {
        "id": ID("row"),
        "agency_id": ID("alfa"),
        "side": "sender",
        "state": "accepted",
        "consent_id": ID("x"),
        "consent_version": 1,
    }
    named = {"n": MANY, "agency": ID("alfa"), "another": ID("beta"), "referral": ID("row")}
    with briefly("owner") as owner, unforced(owner, "referrals.referral", *TABLES):
        insert(owner, "referrals.referral", **referral)
        for statement in OTHERS.split(";"):
            if statement.strip():
                owner.execute(statement, named)
        owner.execute("ANALYZE")


def test_no_table_is_read_from_end_to_end(others: None) -> None:
    with member_acts("lea"):
        before = read_in_a_row()
        asides(DAY, [])
        in_the_calendar()
        assert read_in_a_row() - before < MANY / 10
    with as_process("worker"), working():
        before = read_in_a_row()
        waiting_for(ID("lea"), DAY)
        claim_days_waiting(ID("lea"), DAY)
        assert read_in_a_row() - before < MANY / 10


def test_all_of_it_is_one_question(others: None) -> None:
    with member_acts("lea"), CaptureQueriesContext(connection) as asked:
        asides(DAY, [])
    assert len(asked.captured_queries) == 1
