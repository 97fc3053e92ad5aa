"""Numbers of what is prepared are read after a press, and count as said from then on, whatever becomes of it."""

import re
from random import Random

import psycopg
import pytest

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import rules, store
from safeconduct.statistics.editions.kinds import KINDS
from safeconduct.statistics.editions.tables import counted as facts_of
from safeconduct.statistics.editions.years import Span
from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand, Means
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.labels import around
from safeconduct.vocabulary.released.reading import read
from tests.access.names import ID, unforced
from tests.statistics.editions.test_database import refused
from tests.statistics.editions.test_kinds import prepare_greta
from tests.statistics.editions.test_pages import FRONT, OF_YEAR, see
from tests.statistics.editions.test_together import year as some_year
from tests.statistics.editions.test_waiting import OLD, again, said, standing
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = ("csv", "json-stat", "sdmx-csv", "xlsx", "pdf", "document")
NOT_YET = "The tables are not shown yet"


def drop(path: str, who: str = "cora") -> None:
    assert client_of(who).post(f"{path}drop/").status_code == 302


# --- The press ---------------------------------------------------------------------------------------------------


def test_before_the_press_nobody_reads_a_number_and_after_it_everybody_who_sees_editions(
    counted: psycopg.Connection,
) -> None:
    path = prepare("cora")
    for who in ("cora", "cleo", "rita"):
        page = see(who, path)
        assert NOT_YET in page
        assert "numbers are shown" in page, "what the layout loses is no number of a table"
        for words in ("A2: ", "What stands behind it", "Release this edition", "CSV"):
            assert words not in page, (who, words)
        for form in FORMS:
            assert client_of(who).get(f"{path}file/{form}/?table=A1").status_code == 404, (who, form)
    show("cora", path)
    for who in ("cora", "cleo", "rita"):
        page = see(who, path)
        assert NOT_YET not in page
        assert "A2: " in page
        assert client_of(who).get(f"{path}file/csv/?table=A1").status_code == 200


def test_with_the_press_they_stand_in_the_ledger_once_and_a_release_adds_nothing(
    counted: psycopg.Connection,
) -> None:
    path = prepare("cora")
    for who in ("cora", "rita"):
        show(who, path)
    assert counted.execute("SELECT count(*), min(state) FROM statistics.said").fetchone() == (
        1, f"draft-{path.strip('/').rpartition('/')[2]}",
    )  # fmt: skip
    approve("rita", path)
    assert counted.execute("SELECT count(*) FROM statistics.said").fetchone() == (1,)


def test_only_who_sees_editions_presses_and_only_what_is_ready_is_shown(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    id_ = path.strip("/").rpartition("/")[2]
    assert client_of("ana").post(f"{path}show/").status_code == 404
    with refused("ana", rules.ONLY_OFFICERS):
        store.call("SELECT statistics.show_edition(%s)", [id_])
    said(counted)
    answer = client_of("cora").post(f"{path}show/")
    assert answer.status_code == 409
    assert OLD in in_words(answer.content.decode())
    with refused("cora", rules.LEDGER_MOVED):
        store.call("SELECT statistics.show_edition(%s)", [id_])
    drop(path)
    assert client_of("cora").post(f"{path}show/").status_code == 409
    with refused("cora", rules.NOT_READY):
        store.call("SELECT statistics.show_edition(%s)", [id_])


# --- Two of one year ---------------------------------------------------------------------------------------------


def test_of_two_that_wait_one_is_shown_and_the_other_is_then_out_of_date(counted: psycopg.Connection) -> None:
    """Other layouts, other coordinators, the other kind: all hide in other ways."""
    first, other, report = prepare("cora"), prepare("cleo", rung="sex"), prepare_greta("cora")
    page = see("cora", first)
    assert "With it these become out of date" in page
    assert page.count("waits for a second person") >= 2
    show("cora", first)
    for path in (other, report):
        assert OLD in see("rita", path)
        assert client_of("rita").post(f"{path}show/").status_code == 409
        assert client_of("rita").get(f"{path}file/csv/?table=A1").status_code == 404
    assert OLD not in see("rita", first)


def test_what_was_shown_and_dropped_is_what_the_next_one_is_examined_beside(
    counted: psycopg.Connection,
) -> None:
    """Of these people each of the two layouts by itself gives a cell of the other away."""
    counted.execute("DELETE FROM statistics.tally")
    people = {place: number for place, number in some_year(Random(1)).items() if number}
    registered(counted, people)
    path = show("cora", prepare_greta("cora", rung="status"))
    drop(path)
    show("cora", prepare("cora", rung="alone"))
    with acting(MemberId(ID("rita"))):
        ledger = store.ledger("RO", Span(YEAR))
    assert ledger.seen == 2
    dimensions = facts_of(people, ledger.of_persons).facts.dimensions
    assert attack(dimensions, ledger.of_persons, Demand(), Means(exact=True))


def test_one_that_was_shown_counts_the_agencies_that_it_counted(counted: psycopg.Connection) -> None:
    """Else the difference to the next one would be what one agency counted."""
    path = prepare("cora")
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s AND agency_id = %s",
                    [ID("cleo"), ID("police")])  # fmt: skip
    drop(prepare("cleo"), "cleo")
    drop(show("cora", path))
    answer = client_of("cleo").post(OF_YEAR, {})
    assert answer.status_code == 409
    assert "counts an agency that has not named you" in in_words(answer.content.decode())


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_number_beside_the_tables_is_compared_with_what_was_shown(
    counted: psycopg.Connection, *, is_shown: bool
) -> None:
    path = prepare("cora")
    if is_shown:
        show("cora", path)
    drop(path)
    registered(counted, {("beta", "withheld"): 1})
    approve("rita", prepare("cora"))
    with acting(MemberId(ID("rita"))):
        document = store.edition(f"19a-RO-{YEAR}-1").document
    assert document["coverage"]["objects"] == (None if is_shown else 7)


# --- What stays of one that was dropped --------------------------------------------------------------------------


def test_of_what_was_dropped_its_layout_and_its_losses_stay_and_no_number(
    counted: psycopg.Connection,
) -> None:
    path, other = show("cora", prepare("cora")), prepare("cora", YEAR - 1)
    drop(path)
    drop(other)
    for who in ("cora", "rita"):
        page = see(who, path)
        assert "Dropped. Nothing of it was released." in page
        assert re.search(r"Each table by status\. \d\d of \d\d numbers would have been shown\.", page)
        assert "They count as said, and are shown no more." in page
        assert "A2: " not in page
        assert client_of(who).get(f"{path}file/csv/?table=A1").status_code == 404
        assert "What it would have lost" not in see(who, other), "nothing was made of it"
    rows = counted.execute(
        "SELECT document, statements::text, outcome FROM statistics.preparation"
    ).fetchall()
    assert {(row[0], row[1]) for row in rows} == {("", "[]")}
    assert all("tables" not in row[2] for row in rows)


def test_what_is_released_is_not_dropped_and_nothing_says_that_it_was(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    approve("rita", path)
    assert client_of("cora").post(f"{path}drop/").status_code == 409
    assert "edition:dropped" not in {row[0] for row in counted.execute("SELECT action FROM audit.record")}


def test_a_layout_that_was_worked_out_says_what_it_loses_until_something_is_shown(
    counted: psycopg.Connection,
) -> None:
    first = prepare("cora", rung="sex")
    assert "Each table by status (without: sex, age) not worked out" in see("cora", first)
    made = again("cora", again("cora", first, layout="status"), layout="alone")
    page = see("cora", made)
    assert "Each table by status (without: sex, age) worked out" in page
    assert "Each table by sex (without: where identification stands, age) worked out" in page
    assert "Each table by sex and age (without: where identification stands) not worked out" in page
    show("cora", made)
    page = see("cora", made)
    assert "worked out Tue" not in page
    assert "Each table by status (without: sex, age) not worked out" in page
    assert "another one is examined beside them" in page


def test_a_layout_that_could_not_be_released_says_so_and_is_not_offered_again(
    counted: psycopg.Connection,
) -> None:
    """PEOPLE cannot be shown by status, sex and age."""
    page = see("cora", prepare("cora", rung="whole"))
    assert "A coarser layout was taken." in page
    path = f"{FRONT}prepared/{counted.execute('SELECT id FROM statistics.preparation').fetchone()[0]}/"  # type: ignore[index]
    page = client_of("cora").get(again("cora", path, layout="alone")).content.decode()
    assert 'name="layout" value="whole"' not in page
    assert [row[0] for row in standing(counted)] == ["dropped", "ready"]


# --- What else is said -------------------------------------------------------------------------------------------


def test_who_approves_reads_what_the_public_page_says_around_the_tables(counted: psycopg.Connection) -> None:
    path = show("cora", prepare("cora"))
    with acting(MemberId(ID("rita"))):
        document = store.preparation(path.strip("/").rpartition("/")[2]).document  # type: ignore[arg-type]
    sentences = around.sentences(read(document))
    assert [one for one in sentences if "Codes that were not compared with their source" in one]
    page = see("rita", path)
    for one in sentences:
        assert str(one).replace("'", "&#x27;") in page or str(one) in page, one


def test_what_is_hidden_for_others_is_a_step_and_the_same_after_it_was_shown_again(
    counted: psycopg.Connection,
) -> None:
    """A cell that is hidden already costs the search nothing; the persons in it are hidden all the same."""
    path = show("cora", prepare("cora", rung="alone"))
    before = lost(counted)
    assert 0 < before["tenths"] <= 10
    assert "persons" not in before
    assert f"Persons hidden for others up to {before['tenths']} of 10" in see("cora", path)
    drop(path)
    prepare("cora", rung="alone")
    assert lost(counted)["tenths"] == before["tenths"]


def lost(owner: psycopg.Connection) -> dict[str, int]:
    (row,) = owner.execute(
        "SELECT outcome -> 'loss' FROM statistics.preparation WHERE state = 'ready'"
    ).fetchall()
    return dict(row[0])


def test_where_files_are_put_right_no_number_of_persons_is_said(counted: psycopg.Connection) -> None:
    """Ten persons of unknown age more change nothing on the page but the total."""
    one = see("cora", OF_YEAR)
    registered(counted, {("beta", "presumed|ngo|M|UNK|NEU|LAB"): 10})
    other = see("cora", OF_YEAR)
    assert "Not known: Age at registration 5 or more" in one
    assert other == one.replace("Registered in this year: 72.", "Registered in this year: 82.")


def test_a_total_that_no_edition_may_say_is_not_said_there_either(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora"))
    registered(counted, {("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 2})
    assert "Registered in this year: 5 or more." in see("cora", OF_YEAR), "two more than was said"
    registered(counted, {("beta", "presumed|ngo|F|Y_GE18|NAT|SEX"): 9})
    assert "Registered in this year: 83." in see("cora", OF_YEAR)


def test_both_kinds_say_in_which_order_they_are_made(counted: psycopg.Connection) -> None:
    advice = "have the yearly tables of Article 19a released first"
    for path in (OF_YEAR, f"{OF_YEAR}?tables=greta", prepare("cora")):
        assert advice in see("cora", path)


def test_the_question_why_it_is_corrected_says_in_which_language_it_stays(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    assert "stays in the words and the language in which you type it" in see("cora", OF_YEAR)


def test_names_of_layouts_with_a_table_of_sex_and_age_are_told_apart_from_those_with_both_in_each() -> None:
    from safeconduct.statistics.editions import words
    from safeconduct.statistics.editions.tables import BESIDE

    for rung in KINDS["article_19a"].ladder:
        assert ("together in one more table (A5)" in str(words.RUNGS[rung])) is (rung in BESIDE)


# --- What to choose before the press -----------------------------------------------------------------------------


def test_a_finer_layout_that_nobody_tried_is_named_above_the_press(counted: psycopg.Connection) -> None:
    page = see("cora", prepare("cora", rung="sex"))
    assert "Not tried: Each table by status, sex and age; Each table by sex and age (without" in page
    assert "once the tables below are shown it may be closed for good" in page
    page = see("cleo", prepare_greta("cleo", rung="status"))
    assert "Not tried" not in page, "it is the finest"
    assert "until the tables are shown, another one costs nothing" in page


def test_after_one_that_was_shown_and_dropped_nobody_is_told_that_choosing_costs_nothing(
    counted: psycopg.Connection,
) -> None:
    path = prepare_greta("cora", rung="status")
    show("cora", path)
    drop(path)
    page = see("cora", prepare_greta("cora", rung="status"))
    assert "were shown before it was dropped: they count as said" in page
    assert "another one costs no more than that" in page
    assert "another one costs nothing" not in page


def test_what_totals_are_shown_stands_beside_how_many_numbers(counted: psycopg.Connection) -> None:
    page = see("cora", prepare("cora", rung="status"))
    assert "Totals that are shown, where identification stands: " in page


def test_who_prepared_it_has_its_tables_shown_and_others_only_after_a_week(
    counted: psycopg.Connection,
) -> None:
    """Somebody else's press would close layouts that who prepared it still compares."""
    path = prepare("cora")
    page = see("rita", path)
    assert "cora prepared it, chooses its layout, and has its tables shown first." in page
    assert f'action="{path}show/"' not in client_of("rita").get(path).content.decode()
    assert client_of("rita").post(f"{path}show/").status_code == 409
    id_ = path.strip("/").rpartition("/")[2]
    with refused("rita", rules.LAYOUT_NOT_CHOSEN):
        store.call("SELECT statistics.show_edition(%s)", [id_])
    assert counted.execute("SELECT count(*) FROM statistics.said").fetchone() == (0,)
    with unforced(counted, "statistics.preparation"):
        counted.execute("UPDATE statistics.preparation SET prepared_at = prepared_at - interval '8 days'")
    assert "Ask cora first whether another layout is still looked for." in see("rita", path)
    show("rita", path)
    assert "A2: " in see("cleo", path)
