"""Released editions and questions over the API: what the pages say, and nothing before its embargo."""

import csv
import io
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from safeconduct.access import tokens
from safeconduct.access.acting import acting
from safeconduct.access.scopes import Scope
from safeconduct.agencies.queries import member as member_of
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.site.api.conftest import Program
from tests.statistics.editions.year import YEAR, approve, client_of, prepare
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
NAME = f"19a-RO-{YEAR}-1"


def program(who: str) -> Program:
    """A member's own software, whose token may do everything."""
    member = MemberId(ID(who))
    with acting(member) as at:
        by, until = member_of(member), timezone.now() + timedelta(days=90)
        return Program(tokens.make(name="Program", scopes=list(Scope), until=until, by=by, at=at))


def get(of: Program, path: str = "", status: int = 200) -> Any:
    """What lies there."""
    answer = of.ask("GET", f"/statistics{path}")
    assert answer.status_code == status, answer.content
    return answer


def question(of: Program, status: int = 201, **said: object) -> Any:
    """What is answered to it by somebody who means it."""
    answer = of.ask("POST", "/figures/questions", {"meant": True, **said})
    assert answer.status_code == status, answer.content
    return answer.said


def test_an_edition_and_its_tables_are_what_was_released(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora", rung="status"))
    ana = program("ana")
    [listed] = get(ana).said["items"]
    assert (listed["id"], listed["corrected_by"]) == (NAME, "")
    signed = get(ana, f"/{NAME}").said
    assert signed["digest"] == listed["digest"] == digest(signed["document"])
    table = signed["document"]["tables"][0]
    found = get(ana, f"/{NAME}/tables/A1/json-stat").said
    assert found["value"] == table["numbers"]
    assert sorted(found["status"]) == sorted(
        str(at) for at, one in enumerate(table["numbers"]) if one is None
    )
    answer = get(ana, f"/{NAME}/tables/A1/sdmx-csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [one["OBS_VALUE"] for one in lines] == [
        "" if one is None else str(one) for one in table["numbers"]
    ]
    assert "hidden, not said" in get(ana, f"/{NAME}/tables/A1/csv").content.decode()
    get(ana, f"/{NAME}/tables/A9/csv", status=404)
    get(ana, "/19a-RO-1999-1", status=404)
    get(ana, "?limit=0", status=422)


def test_nothing_is_there_before_its_embargo_not_even_for_who_made_it(counted: psycopg.Connection) -> None:
    moment = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    approve("rita", prepare("cora", rung="alone", embargo=moment))
    for who in ("ana", "cora"):
        of = program(who)
        assert get(of).said["items"] == []
        get(of, f"/{NAME}", status=404)
        get(of, f"/{NAME}/tables/A1/csv", status=404)


def test_a_question_over_the_api_is_the_question_of_the_page(counted: psycopg.Connection) -> None:
    cora = program("cora")
    assert question(cora, year=YEAR, form="LAB") == {
        "number": 36,
        "code": "answered",
        "sentence": "",
        "instead": "",
    }
    few = question(cora, year=YEAR, age="Y_LT18")
    assert (few["number"], few["code"]) == (None, "few_persons")
    page = in_words(client_of("cora").get("/figures/ask/").content.decode())
    assert few["sentence"] in page
    assert question(cora, 422, year=YEAR, sex="X")["errors"][0]["pointer"] == "#/sex"
    assert question(cora, 422, year=YEAR + 1)["errors"][0]["pointer"] == "#/year"
    assert question(program("ana"), 409, year=YEAR)["code"] == "only_coordinators_read_figures"
