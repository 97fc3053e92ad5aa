"""An edition from the list of what is missing to the signed document, over HTTP, and who may do what."""

import json
import re
from datetime import date, timedelta

import psycopg
import pytest
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.access.ring import ring
from safeconduct.keys import signing
from safeconduct.keys.parsing import unbase64
from safeconduct.keys.uses import Use
from safeconduct.statistics.editions import released
from safeconduct.vocabulary.canonical import canonical, digest
from safeconduct.vocabulary.editions import NAMED, payload
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.access.rows import insert
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)

FRONT, OF_YEAR = "/figures/editions/", f"/figures/editions/year/{YEAR}/"
NAME = f"19a-RO-{YEAR}-1"


def see(who: str, path: str, status: int = 200) -> str:
    answer = client_of(who).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return in_words(answer.content.decode())


@pytest.mark.usefixtures("other_layouts")
def test_an_edition_is_prepared_by_one_and_released_by_another_and_signed_by_the_node(
    counted: psycopg.Connection,
) -> None:
    path = prepare("cora")
    page = see("cora", path)
    assert "It waits for a second person." in page
    assert "counted by one agency alone" in page
    assert "Other layouts, and what each loses" in page
    assert "Release this edition" not in page, "who prepares it does not approve it"

    assert approve("rita", path) == f"{FRONT}{NAME}/"
    page = see("cora", f"{FRONT}{NAME}/")
    assert "Total 72" in page
    assert "3 of 3 agencies registered somebody" in page
    assert "Registered in all, with those who object 78" in page
    with acting(MemberId(ID("rita"))):
        (one,) = released()
    signed = one["signed"]
    assert one["embargo"] == ""
    assert NAMED.fullmatch(signed["document"]["id"])
    assert signed["digest"] == digest(signed["document"])
    (row,) = counted.execute("SELECT document, signature, kid FROM statistics.edition").fetchall()
    assert row[0].encode() == canonical(signed["document"]), (
        "the bytes that were signed are those that are kept"
    )
    keys = {ring().public.kid(use): key for use, key in ring().public.on_the_card if use is Use.OBJECT}
    signature = unbase64(signed["signature"])
    signing.verify(keys[signed["key"]], payload(signed["document"]), signature)


def test_what_is_missing_is_listed_before_with_what_to_do(counted: psycopg.Connection) -> None:
    insert(counted, "statistics.uncounted", agency_id=ID("beta"), kind="person", number=12)
    registered(counted, {("alfa", "presumed|ngo|F|Y_GE18|NAT|SEV"): 7})
    page = see("cora", OF_YEAR)
    assert "Registered in this year: 79." in page
    assert "Files that were there before the figures 12 Each is counted" in page
    assert "nobody has said which is the main one 5 or more A person chooses" in page
    assert "Not known: Age at registration 5 or more" in page
    assert "Object to being counted 5 or more" in page


@pytest.mark.parametrize(
    ("month", "years_before", "has_joined"), [(1, 0, True), (7, 0, True), (10, 1, False)]
)
def test_an_agency_that_joined_in_march_or_later_is_named(
    counted: psycopg.Connection, month: int, years_before: int, *, has_joined: bool
) -> None:
    """Of a file its quarter is known: that of March begins in January."""
    for agency, day in (("alfa", date(YEAR - 2, 1, 1)), ("beta", date(YEAR - years_before, month, 1))):
        insert(
            counted, "statistics.tally", agency_id=ID(agency), side="person", quarter=day, dim="all", value="",
            part="cases", number=9,
        )  # fmt: skip
    assert ("Agencies that joined during the year: beta 1" in see("cora", OF_YEAR)) is has_joined
    assert f"Agencies that joined during the year {int(has_joined)}" in see(
        "cora", show("cora", prepare("cora"))
    )


def test_a_year_without_data_says_so_and_cannot_be_prepared(counted: psycopg.Connection) -> None:
    path = f"{FRONT}year/{YEAR - 2}/"
    page = see("cora", path)
    assert "No person was registered in this year" in page
    assert "Prepare this edition" not in page
    page = see("cora", prepare("cora", YEAR - 2))
    assert "It could not be made. Nothing was released." in page
    assert "There is nothing to publish." in page


@pytest.mark.parametrize("year", [2019, YEAR + 1])
def test_only_a_year_that_is_over_has_an_edition(counted: psycopg.Connection, year: int) -> None:
    assert "An edition is of a whole year that is over." in see("cora", f"{FRONT}year/{year}/", 409)


def test_who_prepared_cannot_approve_and_nobody_without_having_read(counted: psycopg.Connection) -> None:
    path = show("cora", prepare("cora"))
    (digest_of,) = counted.execute("SELECT digest FROM statistics.preparation").fetchone() or ("",)
    answer = client_of("cora").post(f"{path}approve/", {"read": digest_of, "sure": "yes"})
    assert answer.status_code == 409
    assert "somebody else has to approve it" in in_words(answer.content.decode())
    answer = client_of("rita").post(f"{path}approve/", {"read": digest_of})
    assert answer.status_code == 422
    assert "say first that you have read the edition" in in_words(answer.content.decode())
    answer = client_of("rita").post(f"{path}approve/", {"read": "0" * 64, "sure": "yes"})
    assert answer.status_code == 409
    assert counted.execute("SELECT count(*) FROM statistics.edition").fetchone() == (0,)


def test_of_two_that_are_prepared_in_parallel_the_second_is_made_again_beside_the_first(
    counted: psycopg.Connection,
) -> None:
    """Both are ready; one is released; the other was not examined beside it."""
    of_cora, of_cleo = prepare("cora"), prepare("cleo", rung="sex")
    approve("cleo", of_cora)
    assert "Something was shown, released or answered since this edition was prepared." in in_words(
        approve("cora", of_cleo, 409)
    )
    assert counted.execute("SELECT count(*) FROM statistics.said").fetchone() == (1,)


def test_a_correction_says_why_and_what_changed_and_the_first_stays_as_it_was(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    first = counted.execute("SELECT document FROM statistics.edition").fetchone()
    registered(
        counted,
        {("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 9, ("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 8},
    )
    answer = client_of("cora").post(OF_YEAR, {})
    assert answer.status_code == 422
    assert "A correction says why it is made" in in_words(answer.content.decode())
    path = prepare("cora", reason="Two agencies counted late.")
    approve("cleo", path)
    page = see("cora", f"{FRONT}19a-RO-{YEAR}-2/")
    assert "Two agencies counted late." in page
    assert f"Corrects {NAME}" in page
    assert "A2: Identified, Of the reporting country 25 42" in page
    again = counted.execute("SELECT document FROM statistics.edition WHERE edition = 1").fetchone()
    assert again == first


def test_who_is_not_named_by_all_agencies_of_the_edition_before_does_not_correct_it(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s AND agency_id = %s",
                    [ID("cleo"), ID("police")])  # fmt: skip
    answer = client_of("cleo").post(OF_YEAR, {"reason": "Mine."})
    assert answer.status_code == 409
    assert "counts an agency that has not named you" in in_words(answer.content.decode())


@pytest.mark.usefixtures("other_layouts")
def test_another_layout_is_chosen_from_what_stands_beside(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    answer = client_of("cora").post(f"{path}choose/", {"layout": "alone"})
    assert answer.status_code == 302
    assert "Each table by its own classes alone" in see("cora", answer["Location"])
    assert "Dropped" in see("cora", path)
    page = client_of("cora").get(answer["Location"]).content.decode()
    one = re.search(r'name="layout" value="(\d+)"', page)
    assert one
    answer = client_of("cora").post(f"{answer['Location']}choose/", {"layout": one[1]})
    assert answer.status_code == 302
    assert "It waits for a second person." in see("cora", answer["Location"])


def test_before_its_embargo_only_who_sees_editions_finds_one(counted: psycopg.Connection) -> None:
    until = timezone.now() + timedelta(days=3)
    path = prepare("cora", embargo=timezone.localtime(until).strftime("%Y-%m-%dT%H:%M"))
    approve("rita", path)
    with acting(MemberId(ID("rita"))):
        assert [one["embargo"][:10] for one in released()] == [until.date().isoformat()]
    with acting(MemberId(ID("ana"))):
        assert released() == []
    assert "not to be shown before" in see("rita", FRONT)


def test_an_embargo_lies_within_the_next_year(counted: psycopg.Connection) -> None:
    cora = client_of("cora")
    for typed in ("2001-01-01T10:00", "soon", "2099-01-01T10:00", "2026-13-45T99:99"):
        answer = cora.post(OF_YEAR, {"embargo": typed})
        assert answer.status_code == 422
        assert "lies in the past, or more than a year ahead" in in_words(answer.content.decode())


# --- Who ---------------------------------------------------------------------------------------------------------


def test_nobody_else_sees_editions(counted: psycopg.Connection) -> None:
    """Dan is named, and is a social worker; Sara supervises; Adam administers."""
    path = prepare("cora")
    for who in ("ana", "sara", "adam", "dan"):
        client = client_of(who)
        for page in (FRONT, OF_YEAR, path, f"{path}file/pdf/"):
            assert client.get(page).status_code == 409, (who, page)
        assert client.post(f"{path}approve/", {"sure": "yes"}).status_code == 404


def test_a_rapporteur_prepares_nothing_and_sees_no_sum_of_hidden_persons(counted: psycopg.Connection) -> None:
    assert "Prepare a year" not in see("rita", FRONT)
    assert "Prepare this edition" not in see("rita", OF_YEAR)
    assert client_of("rita").post(OF_YEAR, {}).status_code == 409
    assert client_of("rita").get("/figures/").status_code == 409
    path = prepare("cora")
    assert "Persons hidden for others" in see("cora", path)
    assert "Persons hidden for others" not in see("rita", path)
    assert client_of("rita").post(f"{path}choose/", {"layout": "alone"}).status_code == 409


# --- Files -------------------------------------------------------------------------------------------------------


def test_every_file_of_an_edition_and_of_one_in_preparation(counted: psycopg.Connection) -> None:
    path = show("cora", prepare("cora"))
    cora = client_of("cora")
    forms = ("csv", "json-stat", "sdmx-csv", "xlsx", "pdf", "document")
    for form in forms:
        draft = cora.get(f"{path}file/{form}/?table=A1")
        assert draft.status_code == 200
        assert f'filename="draft-{NAME}' in draft["Content-Disposition"]
    approve("rita", path)
    for form in forms:
        assert cora.get(f"{FRONT}{NAME}/file/{form}/?table=A1").status_code == 200
    whole = cora.get(f"{FRONT}{NAME}/file/document/").content
    assert set(json.loads(whole)) == {"document", "digest", "signature", "key"}
    assert cora.get(f"{FRONT}{NAME}/file/docx/").status_code == 404
    assert cora.get(f"{FRONT}{NAME}/file/csv/?table=B1").status_code == 404
    assert cora.get(f"{path}file/csv/?table=A1").status_code == 404, "what is released is no draft any more"


def test_each_step_is_in_the_audit(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    approve("rita", path)
    client_of("rita").get(f"{FRONT}{NAME}/file/pdf/")
    found = [
        row[0]
        for row in counted.execute(
            "SELECT action FROM audit.record WHERE action LIKE 'edition%%' ORDER BY id"
        )
    ]
    assert found == [
        "edition:prepared",
        "edition:ready",
        "edition:shown",
        "editions:preparation_read",
        "edition:released",
        "editions:taken_out",
    ]


def test_the_page_of_what_is_counted_looks_again_by_itself_and_then_shows_the_whole(
    counted: psycopg.Connection,
) -> None:
    path = prepare("cora")
    client, part = client_of("rita"), {"HX-Request": "true"}  # whose look begins no counting
    counted.execute("UPDATE statistics.preparation SET state = 'counting'")
    page = client.get(path).content.decode()
    assert f'hx-get="{path}"' in page
    assert "htmx" in page.partition("</head>")[0], "nothing would ask for the part"
    assert "It is being made" in client.get(path, headers=part).content.decode()
    counted.execute("UPDATE statistics.preparation SET state = 'ready'")
    assert client.get(path, headers=part)["HX-Redirect"] == path
