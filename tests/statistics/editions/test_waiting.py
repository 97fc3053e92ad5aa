"""An edition that waits says when it is out of date, is made again by one press, and says who may approve it."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.utils import timezone

from tests.access.names import ID
from tests.access.rows import insert
from tests.statistics.editions.test_pages import FRONT, NAME, OF_YEAR, see
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)
OLD = "Out of date. It cannot be released."


def said(owner: psycopg.Connection, year: int = YEAR) -> None:
    """Somebody was answered: the ledger of the year is longer by a line."""
    insert(owner, "statistics.said", state=f"answer-{timezone.now().timestamp()}", country="RO", year=year)


def again(who: str, path: str, status: int = 302, **typed: str) -> str:
    """Press "Prepare it again"; where it went, or the page that said why not."""
    answer = client_of(who).post(f"{path}choose/", typed)
    assert answer.status_code == status, in_words(answer.content.decode())
    return str(answer["Location"]) if status == 302 else in_words(answer.content.decode())


def standing(owner: psycopg.Connection) -> list[tuple[str, ...]]:
    """Every preparation as it was chosen, and how it stands."""
    sql = "SELECT state, kind, year, years, wanted, reason, embargo FROM statistics.preparation ORDER BY prepared_at"
    return owner.execute(sql).fetchall()


# --- Out of date -------------------------------------------------------------------------------------------------


def test_what_is_out_of_date_says_so_on_its_page_and_in_the_list(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    assert OLD not in see("cora", path)
    said(counted, YEAR - 1)
    assert OLD not in see("cora", path), "another year was answered, and nothing links the two"
    said(counted)
    assert OLD in see("cora", path)
    assert "out of date: prepare it again" in see("rita", FRONT)
    page = see("rita", path)
    assert OLD in page
    assert "Release this edition" not in page


def test_numbers_of_what_is_out_of_date_are_shown_to_nobody(counted: psycopg.Connection) -> None:
    """The next one hides others: beside each other both would tell what each hides."""
    path = show("cora", prepare("cora"))
    assert "A2: " in see("cora", path)
    assert client_of("rita").get(f"{path}file/csv/?table=A1").status_code == 200
    said(counted)
    for who in ("cora", "rita"):
        page = see(who, path)
        assert "its numbers are not shown any more" in page
        assert "A2: " not in page
        assert "What is lost, and why" not in page
        assert client_of(who).get(f"{path}file/csv/?table=A1").status_code == 404


def test_a_correction_that_became_coarser_asks_whether_its_reason_still_holds(
    counted: psycopg.Connection,
) -> None:
    """PEOPLE cannot be shown by status, sex and age: the reason was written for a layout that did not come."""
    doubt = "Does its reason still hold"
    first = prepare("cora")
    assert doubt not in see("rita", first)
    approve("rita", first)
    registered(counted, {("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 9})
    assert doubt in see("rita", prepare("cora", rung="whole", reason="Now by sex and age."))


def test_who_asks_is_told_what_it_does_to_an_edition_that_waits(counted: psycopg.Connection) -> None:
    warning = f"Editions of these years wait for a second person: {YEAR}."
    assert warning not in see("cora", "/figures/ask/")
    prepare("cora")
    assert warning in see("cora", "/figures/ask/")
    said(counted)
    assert warning not in see("cora", "/figures/ask/"), "it is out of date already"


def test_who_approves_is_told_whom_to_ask(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    said(counted)
    page = see("rita", path)
    assert "Ask cora, " in page
    assert "to prepare it again" in page
    assert "Prepare the year yourself" not in page
    assert "Prepare the year yourself" in see("cleo", path), "another coordinator may do it, too"
    assert "Prepare it again" not in see("cleo", path)
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s", [ID("cora")])
    page = see("rita", path)
    assert "One of these can prepare the year anew: cleo" in page


def test_one_press_makes_the_same_again_and_it_can_be_released(counted: psycopg.Connection) -> None:
    """A correction with its reason, A4, a layout and an embargo: nothing of it is typed twice."""
    approve("rita", prepare("cora"))
    registered(counted, {("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 9})
    until = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    path = prepare("cora", rung="sex", a4="yes", embargo=until, reason="One agency counted late.")
    said(counted)
    page = see("cora", path)
    assert "Each table by sex, A4, with the same reason of the correction, not to be shown before" in page
    made = again("cora", path)
    *_, first, second = standing(counted)
    assert first == ("dropped", *second[1:])
    assert second[0] == "ready"
    assert "It waits for a second person." in see("cora", made)
    assert approve("rita", made) == f"{FRONT}19a-RO-{YEAR}-2/"


def test_only_who_prepared_it_presses(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    said(counted)
    assert "Somebody else has prepared this edition." in again("cleo", path, 409)
    for who in ("rita", "ana"):
        again(who, path, 409 if who == "rita" else 404)
    assert [row[0] for row in standing(counted)] == ["ready"]


def test_an_embargo_that_has_passed_is_left_out(counted: psycopg.Connection) -> None:
    path = prepare("cora", embargo=(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"))
    said(counted)
    counted.execute("UPDATE statistics.preparation SET embargo = now() - interval '1 hour'")
    assert "The moment before which it was not to be shown has passed." in see("cora", path)
    again("cora", path)
    assert standing(counted)[-1][-1] is None


def test_where_somebody_else_released_these_years_meanwhile_only_the_reason_is_asked_for(
    counted: psycopg.Connection,
) -> None:
    of_cora, of_cleo = prepare("cora"), prepare("cleo", rung="alone")
    approve("cleo", of_cora)
    assert f"Meanwhile {NAME} was released of the same years" in see("cleo", of_cleo)
    assert "A correction says why it is made" in again("cleo", of_cleo, 422)
    assert [row[0] for row in standing(counted)] == ["released", "ready"], "nothing was dropped for nothing"
    made = again("cleo", of_cleo, reason="Coarser, as was asked.")
    assert standing(counted)[-1][5] == "Coarser, as was asked."
    assert "It waits for a second person." in see("cleo", made)


def test_what_became_old_while_it_was_read_is_shown_as_old(counted: psycopg.Connection) -> None:
    path = prepare("cora")
    rita = client_of("rita")
    show("cora", path)
    read = re.search(r'name="read" value="([0-9a-f]{64})"', rita.get(path).content.decode())
    said(counted)
    answer = rita.post(f"{path}approve/", {"read": read[1] if read else "", "sure": "yes"})
    assert answer.status_code == 409
    assert OLD in in_words(answer.content.decode())
    assert counted.execute("SELECT count(*) FROM statistics.edition").fetchone() == (0,)


# --- While it is being made --------------------------------------------------------------------------------------


def being_made(owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> str:
    """One whose long work has not begun."""
    from safeconduct.statistics.editions import runner

    with monkeypatch.context() as only:
        only.setattr(runner, "go_on", lambda _preparation, _by: None)
        return prepare("cora")


def test_what_is_being_made_says_at_once_that_another_one_was_released_and_one_press_makes_it_again(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = being_made(counted, monkeypatch)
    assert OLD not in see("rita", path)
    other = prepare("cleo", rung="alone")
    warned = client_of("cleo").get(other).content.decode()
    assert "With it these become out of date" in warned
    assert path in warned
    approve("cora", other)
    page = see("rita", path)
    assert OLD in page
    assert "it is not searched to its end" in page
    assert "It is being made" not in page
    assert "out of date: prepare it again" in see("rita", FRONT)
    assert f"RO {YEAR} Out of date: prepare it again" in see("cora", "/")
    part = client_of("rita").get(path, headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == path, "whoever waits at it is shown the whole page"
    assert f"Meanwhile {NAME} was released" in see("cora", path)
    made = again("cora", path, reason="By status, too.")
    assert "It waits for a second person." in see("cora", made)
    assert [row[0] for row in standing(counted)] == ["dropped", "released", "ready"]


def test_the_long_work_ends_where_its_edition_is_out_of_date(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that nobody could release is not gone on with; and a look at the page begins none."""
    from safeconduct.statistics.editions import work
    from safeconduct.statistics.editions.preparing import prepare as prepare_it

    path = being_made(counted, monkeypatch)
    preparation = UUID(path.strip("/").rpartition("/")[2])

    def moved(*all_of: Any, **named: Any) -> Any:
        said(counted)
        return prepare_it(*all_of, **named)

    monkeypatch.setattr(work, "prepare", moved)
    assert work.run(preparation, ID("cora")) is False
    assert [row[0] for row in standing(counted)] == ["counting"]
    see("cora", path)
    assert [row[0] for row in standing(counted)] == ["counting"]


def test_what_is_being_made_and_not_out_of_date_is_not_begun_anew(
    counted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = being_made(counted, monkeypatch)
    assert "cannot be approved: it is still counted" in again("cora", path, 409)
    assert [row[0] for row in standing(counted)] == ["counting"]
    assert f"RO {YEAR}" not in see("cora", "/"), "nothing is to be done"


# --- Who ---------------------------------------------------------------------------------------------------------


def test_who_may_approve_is_named(counted: psycopg.Connection) -> None:
    for path in (OF_YEAR, prepare("cora")):
        page = see("cora", path)
        assert "These may, and see it on Today: cleo National coordinator, " in page
        assert "rita Rapporteur, " in page
        assert "dan" not in page, "Dan is named, and is a social worker"


def test_where_nobody_else_may_it_says_what_to_do(counted: psycopg.Connection) -> None:
    counted.execute("UPDATE agencies.member SET suspended_at = now() WHERE name IN ('rita', 'cleo')")
    for path in (OF_YEAR, prepare("cora")):
        assert "Ask an administrator to name a second coordinator" in see("cora", path)


def test_a_rapporteur_who_opens_a_year_finds_what_she_may_see(counted: psycopg.Connection) -> None:
    assert "Nothing is being prepared of this year." in see("rita", OF_YEAR)
    path = prepare("cora")
    answer = client_of("rita").get(OF_YEAR)
    assert path in answer.content.decode()
    assert "Who prepares cleo National coordinator" in in_words(answer.content.decode())
    assert path not in client_of("rita").get(f"{FRONT}year/{YEAR - 1}/").content.decode()


def test_files_not_counted_are_said_by_agency_with_whom_to_ask(counted: psycopg.Connection) -> None:
    for agency, number in (("beta", 12), ("alfa", 2)):
        insert(counted, "statistics.uncounted", agency_id=ID(agency), kind="person", number=number)
    page = see("cora", OF_YEAR)
    assert "Ask these to tell the leads:" in page
    assert 'href="/figures/not-counted/"' in client_of("cora").get(OF_YEAR).content.decode()
    assert "alfa: sara beta: its administrator, for nobody supervises there" in page


# --- What it lacks -----------------------------------------------------------------------------------------------


def test_a_layout_says_what_it_lacks_before_and_after(counted: psycopg.Connection) -> None:
    page = see("cora", OF_YEAR)
    assert "Each table by status (without: sex, age)" in page
    law = "Article 19a asks for sex and age in each of them."
    closes = "once a coarser layout is shown or released, finer ones, such as sex and age in each table, may be closed"
    assert closes in page, "beside the choice"
    has = f"In every table: where identification stands. In some tables: sex, age. {law}"
    assert "In every table: where identification stands, sex, age." in page, "the one that is chosen at first"
    assert "The finest is chosen at first, for Article 19a asks for it." in page
    made = see("cora", prepare("cora", rung="status_beside", year=YEAR))
    assert has in made
    assert closes in made
    page = see("cleo", prepare("cleo"))
    assert f"In every table: where identification stands. In none: sex, age. {law}" in page
    assert "Each table by sex and age (without: where identification stands) not worked out" in page


def test_a_layout_with_all_that_the_law_asks_for_says_nothing_of_the_law() -> None:
    from safeconduct.statistics.editions.kinds import KINDS
    from safeconduct.statistics.editions.layouts import of_rung

    whole, of_greta = of_rung(KINDS["article_19a"], "whole"), of_rung(KINDS["greta"], "status")
    assert "Article 19a" not in whole.sentence
    assert whole.short == ""
    assert of_greta.in_some == ("sex", "age")
