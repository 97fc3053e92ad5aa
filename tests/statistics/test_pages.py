"""The coordinator's screen over HTTP: what she is shown, what a figure says, and who is let in."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest
from django.test import Client
from django.utils import timezone

from safeconduct.referrals.counted.rules import quarter_of
from safeconduct.rights.codes import Right
from safeconduct.rights.codes import label as label_of_right
from safeconduct.statistics.figures import FIGURES
from safeconduct.statistics.periods import before, first_day, name
from tests.access.names import ID
from tests.access.rows import insert
from tests.conftest import ConnectAs
from tests.counsel.office import a_case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

type See = Callable[..., str]
PARTS = {"sent": 20, "silent": 5, "decided:4": 12, "accepted": 10, "declined:no_capacity": 3}
EARLIER = {"sent": 10, "silent": 1, "decided:1": 10}
DIMS = {"all": "", "service": "shelter", "partner": str(ID("gent")), "urgency": "urgent"}


@pytest.fixture
def tallied(connect_as: ConnectAs, settings: Any) -> psycopg.Connection:
    """Beta's referrals in this quarter and in the one before; alfa has not named Cora."""
    settings.DEMO = True
    owner, now = connect_as("owner"), quarter_of(timezone.now().date())
    for agency, quarter, parts in (
        ("beta", now, PARTS),
        ("beta", before(now), EARLIER),
        ("alfa", now, {"sent": 900}),
    ):
        for dim, value in DIMS.items():
            for part, number in parts.items():
                insert(owner, "statistics.tally", agency_id=ID(agency), side="sender", quarter=first_day(quarter),
                       dim=dim, value=value, part=part, number=number)  # fmt: skip
    return owner


def client_of(who: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
    return client


def see(who: str, path: str, status: int = 200) -> str:
    answer = client_of(who).get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return in_words(answer.content.decode())


def in_words(page: str) -> str:
    """As a wide window shows it: without the heads that stand in the cells for a narrow one."""
    wide = re.sub(r'<span class="column">[^<]*</span>', "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", wide)).split())


def test_each_cell_says_its_head_where_a_narrow_window_has_none(tallied: psycopg.Connection) -> None:
    page = client_of("cora").get("/figures/").content.decode()
    row = page.partition("No feedback</a>")[2].partition("</tr>")[0]
    heads = re.findall(r'<td><span class="column">([^<]+)</span>', row)
    assert heads == ["This quarter", "The one before", "Change"]


def test_the_screen_shows_each_figure_beside_the_quarter_before(tallied: psycopg.Connection) -> None:
    page = see("cora", "/figures/")
    assert "No feedback 5 of 20 (25 %) 1 of 10 (10 %) more than before" in page
    assert (
        "Time to decide half of them within 6 hours, nine of ten not yet half of them within 2 hours, nine"
        in page
    )
    assert "longer than before" in page
    assert "900" not in page
    assert all(str(one.title) in page for one in FIGURES)
    assert "Nothing is overdue." in page


def test_a_figure_opens_its_definition_its_course_and_its_tables(tallied: psycopg.Connection) -> None:
    page = see("cora", "/figures/silent/")
    assert "Referrals whose time to acknowledge or to decide is over" in page
    assert "5 of 20 (25 %) , more than before" in page
    now = quarter_of(timezone.now().date())
    assert f"Quarter {now.number} of {now.year} 5 of 20 (25 %)" in page
    assert "gent 5 of 20 (25 %) not said" in page, "1 of 10 before: its total says it above"
    assert "Shelter" in page
    assert "Urgent" in page


NOT_LISTED = "The lines are not listed."


def test_a_total_of_few_names_no_reason_and_no_partner(tallied: psycopg.Connection) -> None:
    """All three were declined for one reason, by one partner: beside the total the name would tell the number."""
    page = see("cora", "/figures/declined/")
    assert "3 of 20 (15 %)" in page, "how agencies acted is said"
    assert page.count(NOT_LISTED) == 4, "by code, service, partner and urgency"
    for word in ("capacity", "Shelter", "gent", "Urgent"):
        assert word not in page.partition("By code")[2], word


def test_reasons_of_which_several_are_possible_are_listed_and_the_few_among_them_hidden(
    tallied: psycopg.Connection,
) -> None:
    tally(tallied, "all", "", {"declined:outside_area": 30, "declined:conflict_of_interest": 6})
    page = see("cora", "/figures/declined/")
    assert page.partition("By code")[2].count(" hidden") >= 2, "three, and the six that would give them away"
    assert " 30 " in page.partition("By code")[2]


def tally(owner: psycopg.Connection, dim: str, value: str, parts: dict[str, int]) -> None:
    """Beta's sent referrals of this quarter, more of them."""
    for part, number in parts.items():
        insert(owner, "statistics.tally", agency_id=ID("beta"), side="sender",
               quarter=first_day(quarter_of(timezone.now().date())), dim=dim, value=value, part=part,
               number=number)  # fmt: skip


def test_what_became_of_few_persons_is_hidden_in_totals_and_how_agencies_acted_is_not(
    tallied: psycopg.Connection,
) -> None:
    tally(tallied, "all", "", {"withdrawn:person": 1, "planned": 8, "no_show": 3})
    tally(tallied, "service", "shelter", {"planned": 8, "no_show": 3})
    page = see("cora", "/figures/")
    assert "Taken back, and why hidden 0 of 10 (0 %) not said: a number is hidden" in page
    assert "Did not arrive hidden no handover was planned not said: a number is hidden" in page
    assert "Declined, and why 3 of 20 (15 %)" in page
    assert "3 of 8" not in page
    assert "of how agencies acted each number is said. Behind each figure" in page
    assert "numbers from 1 to 4 of both are hidden, and lines are not listed" in page
    for code in ("withdrawn", "no_show"):
        page = see("cora", f"/figures/{code}/")
        assert "A number from 1 to 4 is hidden." in page
        assert "Shelter" not in page, "with whom and where it was"
        assert not re.search(r"(?<!Quarter )\b[1-4] of \d", page)


def test_a_table_hides_few_and_the_one_line_that_would_give_them_away(tallied: psycopg.Connection) -> None:
    tally(tallied, "service", "legal_advice", {"sent": 9, "silent": 2})
    tally(tallied, "service", "interpretation", {"sent": 40, "silent": 30})
    page = see("cora", "/figures/silent/")
    assert "30 of 40 (75 %)" in page
    assert "Shelter hidden" in page
    assert "2 of 9" not in page
    assert "a second one where it would give the first away" in page


def test_a_figure_is_divided_by_what_its_definition_says(tallied: psycopg.Connection) -> None:
    tally(tallied, "all", "", {"only_acknowledged": 2, "outcome:5": 8, "confirmation:unlisted": 6})
    page = see("cora", "/figures/")
    assert "Acknowledged, never decided 2 of 5 (40 %)" in page
    assert "Outcomes answered 6 of 8 (75 %) no outcome was recorded nothing to compare with" in page


def test_the_quarter_that_is_shown_is_marked_and_an_empty_one_before_says_so(
    tallied: psycopg.Connection,
) -> None:
    last = before(quarter_of(timezone.now().date()))
    answer = client_of("cora").get(f"/figures/?quarter={name(last)}").content.decode()
    assert re.search(
        rf'class="button" href="\?quarter={name(last)}&amp;side=sender" aria-current="true"', answer
    )
    page = in_words(answer)
    assert "No feedback 1 of 10 (10 %) nothing was sent nothing to compare with" in page
    assert "none" not in page.split("Figures of the quarter")[1].split("Overdue")[0]


@pytest.mark.parametrize("asked", ["?side=receiver&quarter=2020-q2", "?side=x&quarter=2026-q9"])
def test_every_figure_has_a_page_in_every_quarter_one_without_data_too(
    tallied: psycopg.Connection, asked: str
) -> None:
    cora = client_of("cora")
    for one in FIGURES:
        assert b"What is counted" in cora.get(f"/figures/{one.code}/{asked}").content


def test_a_quarter_without_anything_says_so(tallied: psycopg.Connection) -> None:
    assert "Nothing was sent in this quarter" in see("cora", "/figures/?quarter=2020-q2")


@pytest.mark.parametrize("who", ["ana", "sara", "adam", "bea", "dan"])
def test_nobody_but_a_coordinator_whom_an_agency_has_named_is_let_in(
    tallied: psycopg.Connection, who: str
) -> None:
    """Dan is named, and is a social worker; Sara supervises; Adam administers."""
    for path in ("/figures/", "/figures/silent/"):
        assert "Figures are for a coordinator" in see(who, path, 409)


def test_what_is_no_figure_is_not_there(tallied: psycopg.Connection) -> None:
    see("cora", "/figures/nothing/", 404)


PEOPLE = {
    "cases": 30, "objects": 2, "granted:residence": 7, "asked:residence": 9, "informed:residence": 4, "claimed": 6,
    "awarded": 5, "awarded_sum:EUR": 12000, "paid": 1, "paid_sum:EUR": 400, "unknown:sex": 8, "contradiction:age": 3,
    "kept:month_1": 12, "late:month_1": 2, "awarded_persons:EUR": 5, "paid_persons:EUR": 1, "awarded_sum:BGN": 7100,
    "awarded_persons:BGN": 1,
}  # fmt: skip


def test_numbers_of_few_persons_and_the_sums_that_few_were_paid_are_hidden(
    tallied: psycopg.Connection,
) -> None:
    now = first_day(quarter_of(timezone.now().date()))
    for part, number in PEOPLE.items():
        insert(tallied, "statistics.tally", agency_id=ID("beta"), side="person", quarter=now, dim="all", value="",
               part=part, number=number)  # fmt: skip
    for day, number in ((date(2020, 1, 1), 9), (now, 21)):
        insert(tallied, "statistics.tally", agency_id=ID("beta"), side="person", quarter=day, dim="touched", value="",
               part="file", number=number)  # fmt: skip
    page = see("cora", "/figures/")
    assert f"{label_of_right(Right.RESIDENCE)} hidden 9 7" in page
    assert "Awarded 5 0" in page
    assert "Awarded, EUR 12,000 0" in page
    assert "Awarded, BGN hidden 0" in page, "of one person, whatever others were awarded"
    assert "Paid, in part or whole hidden 0" in page
    assert "Paid, EUR hidden 0" in page
    assert "After one month 12 hidden 0" in page
    assert "Sex is not known 8" in page
    assert "contradicts child or adult hidden" in page
    assert "was saved for a year 9 of 30" in page


def test_of_fewer_than_five_files_not_even_their_number_is_said(tallied: psycopg.Connection) -> None:
    """Beside "one file" a hidden number would be 1."""
    now = first_day(quarter_of(timezone.now().date()))
    for part in ("cases", "unknown:sex"):
        insert(tallied, "statistics.tally", agency_id=ID("beta"), side="person", quarter=now, dim="all", value="",
               part=part, number=1)  # fmt: skip
    page = see("cora", "/figures/")
    assert "Fewer than five files." in page
    assert "One file." not in page
    assert "Sex is not known hidden" in page


@pytest.mark.parametrize("path", ["/figures/", "/figures/silent/", "/figures/declined/"])
def test_that_two_days_compared_come_closer_to_a_hidden_number_is_said_where_it_is_read(
    tallied: psycopg.Connection, path: str
) -> None:
    assert "Whoever compares what stood here on two days can come closer to one that is hidden" in see(
        "cora", path
    )


def test_what_is_not_counted_yet_is_said(tallied: psycopg.Connection) -> None:
    insert(tallied, "statistics.uncounted", agency_id=ID("beta"), kind="person", number=12)
    insert(tallied, "statistics.uncounted", agency_id=ID("alfa"), kind="loop", number=77)
    page = see("cora", "/figures/")
    assert "12 files were there before them." in page
    assert "77" not in page


def test_a_person_s_no_is_written_down_and_taken_back_by_whoever_has_the_case(
    tallied: psycopg.Connection,
) -> None:
    case = a_case("lea")
    path, ana = f"/people/{case}/figures/", client_of("ana")
    assert path in ana.get(f"/people/{case}/").content.decode()
    assert "The file is counted" in ana.get(path).content.decode()
    for says, said in (("no", "in no other figure"), ("yes", "The file is counted")):
        assert ana.post(path, {"says": says}).status_code == 302
        assert said in ana.get(path).content.decode()
    assert client_of("dan").get(path).status_code == 404
    assert client_of("dan").post(path, {"says": "no"}).status_code == 404
