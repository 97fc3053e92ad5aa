"""A long list takes as long for each row as a short one, whatever the web process remembers of an empty table."""

from collections.abc import Iterator

import pytest
from django.db import connection

from safeconduct.directory.bringing import work
from tests.site.administration.conftest import Office
from tests.site.administration.test_bringing_work import brought, csv, line

READ = "SELECT seq_tup_read FROM pg_stat_all_tables WHERE relid = 'directory.proposal'::regclass"


def read_by_scans(office: Office) -> int:
    """Rows that were read one behind the other, until now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
    office.people.owner.execute("SELECT pg_stat_clear_snapshot()")
    number: int = office.row(READ)[0]
    return number


@pytest.fixture
def plans_are_kept() -> Iterator[None]:
    """As in the web process."""
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        cursor.execute("DISCARD PLANS")
    yield
    connection.close()


def test_no_row_of_a_file_reads_all_the_proposals_before_it(
    office: Office, plans_are_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PART", 200)
    office.people.owner.execute("ANALYZE directory.proposal, directory.entry")
    before = read_by_scans(office)
    brought(office, csv(*(line(n) for n in range(600))), opened=False)
    assert read_by_scans(office) - before < 1000
