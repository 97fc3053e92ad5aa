"""A ministry's officer, who is a rapporteur here, sees tables and no case: every page of a case is closed to her."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from safeconduct.access.acting import acting
from safeconduct.access.policy import policy
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.counsel.office import a_case
from tests.statistics.editions.year import client_of

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = """
    SELECT n.nspname || '.' || quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND (n.nspname IN ('cases', 'consent', 'keys', 'rights', 'counsel', 'referrals')
                                OR n.nspname || '.' || c.relname = 'access.case')
       AND has_table_privilege('safeconduct_app', c.oid, 'SELECT') AND c.relrowsecurity
"""
OF_AN_AGENCY = frozenset({"keys.blind_key"})
"""A wrapped key by which an agency looks for names in its own files; it is of no case."""


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route


def of_a_case(case: UUID) -> list[str]:
    """The address of every page that is about a case, filled in with this one."""
    found = []
    for route in routes(get_resolver("safeconduct.site.urls").url_patterns):
        if "<uuid:case>" in route:
            path = route.replace("<uuid:case>", str(case))
            while "<" in path:
                head, _open, rest = path.partition("<")
                kind, _close, tail = rest.partition(">")
                path = head + {"uuid": str(uuid4()), "int": "1"}.get(kind.partition(":")[0], "needs") + tail
            found.append(f"/{path}")
    return found


def test_no_page_of_a_case_of_her_own_agency_opens_for_a_rapporteur(counted: psycopg.Connection) -> None:
    counted.execute("UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("alfa"), ID("rita")])
    case = a_case("lea")
    rita, ana = client_of("rita"), client_of("ana")
    assert ana.get(f"/people/{case}/").status_code == 200
    pages = of_a_case(case)
    assert len(pages) > 50
    opened = {page: status for page in pages if (status := rita.get(page).status_code) in (200, 422)}
    assert opened == {}
    assert b"Linden" not in rita.get("/").content + rita.get("/people/").content + rita.get("/lists/").content


def test_no_row_of_a_case_is_shown_to_a_rapporteur_and_the_policy_has_no_line_for_one(
    counted: psycopg.Connection,
) -> None:
    from django.db import connection

    counted.execute("UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("alfa"), ID("rita")])
    a_case("lea")
    assert not [
        cell
        for cell, row in policy().cells.items()
        if cell.profession == Profession.RAPPORTEUR and row.allows
    ]
    tables = [row[0] for row in counted.execute(TABLES)]
    assert "access.case" in {one.replace('"', "") for one in tables}
    with acting(MemberId(ID("rita"))), connection.cursor() as cursor:
        seen = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
    assert {table: number for table, number in seen.items() if number and table not in OF_AN_AGENCY} == {}
