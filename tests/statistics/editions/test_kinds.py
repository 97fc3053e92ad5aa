"""A report to GRETA is an edition like the others, and the two of one year stand in one ledger."""

import json
from datetime import date

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import released, store
from safeconduct.statistics.editions.cells import places
from safeconduct.statistics.editions.years import Span
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.editions import NAMED
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.released.reading import read
from tests.access.names import ID
from tests.access.rows import insert
from tests.public.conferences.attending.papers import words
from tests.statistics.asking.test_api import get, program
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)

FRONT = "/figures/editions/"
OF_GRETA = f"{FRONT}year/{YEAR}/?tables=greta"
OF_ZERO = "Of measures 0 means that none was written down in the files of these agencies"
NAME = f"greta-RO-{YEAR}-1"
PARTS = {"granted:residence": (5, 4), "granted:reflection_period": (2, 1), "paid": (12, 0), "awarded": (12, 0),
         "claimed": (20, 8)}  # fmt: skip
"""What alfa and beta have counted of each."""


def measured(owner: psycopg.Connection) -> None:
    """Measures in files that were opened in the year, and others of another year."""
    for part, numbers in PARTS.items():
        for agency, number in zip(("alfa", "beta"), numbers, strict=True):
            same = {"agency_id": ID(agency), "side": "person", "dim": "all", "value": "", "part": part}
            if number:
                insert(owner, "statistics.tally", **same, quarter=date(YEAR, 7, 1), number=number)
                insert(owner, "statistics.tally", **same, quarter=date(YEAR + 1, 1, 1), number=50)


def prepare_greta(who: str, **typed: str) -> str:
    answer = client_of(who).post(OF_GRETA, typed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def see(who: str, path: str) -> str:
    return in_words(client_of(who).get(path).content.decode())


def test_a_report_to_greta_is_prepared_by_one_released_by_another_and_signed(
    counted: psycopg.Connection,
) -> None:
    measured(counted)
    page = see("cora", OF_GRETA)
    assert "Tables for GRETA, the experts of the Council of Europe" in page
    assert "(A4)" not in page
    path = prepare_greta("cora")
    assert "It waits for a second person." in see("cora", path)
    answer = client_of("cora").post(f"{path}approve/", {"sure": "yes"})
    assert answer.status_code == 409, "who prepares it does not approve it"
    assert approve("rita", path) == f"{FRONT}{NAME}/"

    for table in ("G4", "G5"):
        made = get(program("ana"), f"/{NAME}/tables/{table}/csv").content.decode()
        assert (OF_ZERO in made) is (table == "G5")
    page = see("cora", f"{FRONT}{NAME}/")
    assert "Residence permit granted 9" in page
    assert "Reflection period granted hidden" in page
    with acting(MemberId(ID("rita"))):
        (one,) = released()
    document = one["signed"]["document"]
    assert one["signed"]["digest"] == digest(document)
    assert NAMED.fullmatch(document["id"])
    assert (document["kind"], document["edition"]) == ("greta", 1)
    tables = {one["code"]: one for one in document["tables"]}
    assert list(tables) == ["G1", "G2", "G3", "G4", "G5"]
    assert tables["G1"]["dimensions"] == ["status", "sex", "age"]
    assert places(tables["G2"])["TOTAL", "TOTAL"] == 72
    measures = places(tables["G5"])
    assert measures["compensation_paid",] is None, "of one agency alone"
    assert measures["compensation_claimed",] == 28
    assert {one["confidence"] for one in document["dimensions"].values()} == {"unverified"}
    assert len(read(document).unverified) == 7, "the public site reads it"


def test_every_file_of_it_says_that_the_questionnaire_was_not_read(counted: psycopg.Connection) -> None:
    measured(counted)
    path = show("cora", prepare_greta("cora"))
    for table in ("G3", "G5"):
        for form in ("csv", "json-stat", "sdmx-csv"):
            made = client_of("cora").get(f"{path}file/{form}/?table={table}").content.decode()
            assert "were not compared with GRETA's own questionnaire" in made
            assert "NOT RELEASED" in made
            assert (OF_ZERO in made) is (table == "G5"), "0 of a measure is what nobody wrote down"
    assert OF_ZERO in words(client_of("cora").get(f"{path}file/pdf/").content)
    said = client_of("cora").get(f"{path}file/sdmx-csv/?table=G5").content.decode()
    assert said.count("SAFECONDUCT:GRETA_G5(1.0)") == 8
    for form in ("xlsx", "pdf", "document"):
        assert client_of("cora").get(f"{path}file/{form}/").status_code == 200
    document = json.loads(client_of("cora").get(f"{path}file/document/").content)
    assert "lost" not in str(document)


def test_the_other_kind_of_the_same_year_is_examined_beside_the_first_and_hides_what_it_hid(
    counted: psycopg.Connection,
) -> None:
    """One that was ready before the other was released is made again; both corrections are numbered by kind."""
    measured(counted)
    early = prepare_greta("cora")
    approve("rita", prepare("cleo"))
    assert "Something was shown, released or answered since" in in_words(approve("rita", early, 409))
    assert client_of("cora").post(f"{early}choose/", {"layout": "status"}).status_code == 302
    (late,) = counted.execute("SELECT id FROM statistics.preparation WHERE state = 'ready'").fetchall()
    approve("rita", f"{FRONT}prepared/{late[0]}/")
    with acting(MemberId(ID("rita"))):
        by_kind = {one["signed"]["document"]["kind"]: one["signed"]["document"] for one in released()}
        ledger = store.ledger("RO", Span(YEAR))
    assert ledger.seen == 2
    assert len({one.facts for one in ledger.of_persons}) == 2, "both editions"
    assert {one.facts for one in ledger.of_measures} == {f"draft-{late[0]}"}
    ours, theirs = (
        next(places(one) for one in by_kind[kind]["tables"] if one["code"] == code)
        for kind, code in (("article_19a", "A3"), ("greta", "G3"))
    )
    both = ours.keys() & theirs.keys()
    assert both
    assert {place: ours[place] for place in both} == {place: theirs[place] for place in both}


def test_a_number_beside_the_tables_that_differs_by_few_from_the_other_kind_is_not_said(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cleo"))
    insert(counted, "statistics.tally", agency_id=ID("police"), side="person", quarter=date(YEAR, 1, 1),
           dim="registered", value="withheld", part="registered", number=1)  # fmt: skip
    approve("rita", prepare_greta("cora"))
    with acting(MemberId(ID("rita"))):
        documents = [one["signed"]["document"] for one in released()]
    objects = {one["kind"]: one["coverage"]["objects"] for one in documents}
    assert objects == {"article_19a": 6, "greta": None}


def test_who_is_not_named_by_all_agencies_of_the_other_kind_does_not_make_this_one(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s AND agency_id = %s",
                    [ID("cleo"), ID("police")])  # fmt: skip
    answer = client_of("cleo").post(OF_GRETA, {})
    assert answer.status_code == 409
    assert "counts an agency that has not named you" in in_words(answer.content.decode())


def test_where_claims_contradict_one_another_the_page_says_why_there_is_no_table_of_measures(
    counted: psycopg.Connection,
) -> None:
    measured(counted)
    insert(counted, "statistics.tally", agency_id=ID("police"), side="person", quarter=date(YEAR, 7, 1), dim="all",
           value="", part="paid", number=1)  # fmt: skip
    assert "more paid than awarded, or more awarded than filed - The table of measures (G5)" in see(
        "cora", OF_GRETA
    )
    assert "Claims for compensation contradict" not in see("cora", f"{FRONT}year/{YEAR}/")
    path = prepare_greta("cora")
    exact, either = (
        "The table of measures (G5) is left out: in the files",
        "(G5) is not in this edition: claims",
    )
    assert exact in see("cora", path), "before a number is shown, for the layout is chosen by it"
    assert exact not in see("rita", path)
    show("cora", path)
    assert exact in see("cora", path)
    for page in (see("rita", path), see("cora", approve("rita", path))):
        assert either in page, "which of the two it is would be a word about the files of one agency"
        assert exact not in page
