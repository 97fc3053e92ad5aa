"""Each figure of persons opens its definition and its tables beside the quarter before; few are hidden there too."""

import re

import psycopg
import pytest
from django.utils import timezone

from safeconduct.referrals.counted.rules import quarter_of
from safeconduct.rights.codes import Right
from safeconduct.rights.codes import label as label_of_right
from safeconduct.statistics.periods import before, first_day
from safeconduct.statistics.persons_figures import OF_PERSONS, drawn
from tests.access.names import ID
from tests.access.rows import insert
from tests.statistics.test_pages import PEOPLE, client_of, see, tallied

__all__ = ["tallied"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]
EARLIER = {
    "cases": 20,
    "asked:residence": 12,
    "informed:residence": 2,
    "claimed": 9,
    "kept:month_1": 6,
    "unknown:age": 5,
}


@pytest.fixture
def persons(tallied: psycopg.Connection) -> psycopg.Connection:
    """Beta's files of this quarter and of the one before."""
    now = quarter_of(timezone.now().date())
    for quarter, parts in ((now, PEOPLE), (before(now), EARLIER)):
        for part, number in parts.items():
            insert(tallied, "statistics.tally", agency_id=ID("beta"), side="person", quarter=first_day(quarter),
                   dim="all", value="", part=part, number=number)  # fmt: skip
    return tallied


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("rights", ["Asked for What This quarter The one before", f"{label_of_right(Right.RESIDENCE)} 9 12"]),
        ("follow-ups", ["Kept within a week What This quarter The one before After one month 12 6"]),
        ("compensation", ["Filed 6 9", "Awarded 5 0", "Paid, in part or whole hidden 0"]),
        (
            "data",
            ["Sex is not known 8 0", "Whether child or adult is not known 0 5", "child or adult hidden 0"],
        ),
    ],
)
def test_it_says_what_is_counted_and_how_it_was_in_the_quarter_before(
    persons: psycopg.Connection, code: str, said: list[str]
) -> None:
    page = see("cora", f"/figures/of-persons/{code}/")
    assert "What is counted" in page
    for words in said:
        assert words in page, words


def test_a_number_of_few_is_hidden_in_either_quarter_and_its_bar_says_nothing(
    persons: psycopg.Connection,
) -> None:
    page = client_of("cora").get("/figures/of-persons/rights/").content.decode()
    told = page.partition("Told</caption>")[2].partition("</table>")[0]
    assert len(re.findall(">hidden<", told)) == 2, "four in this quarter, two in the one before"
    assert 'class="part"' not in told
    assert "hidden-number" in told


def test_the_screen_leads_to_each_of_them(persons: psycopg.Connection) -> None:
    cora = client_of("cora")
    page = cora.get("/figures/").content.decode()
    for one in OF_PERSONS:
        [address] = re.findall(rf'href="(/figures/of-persons/{one.code}/\?[^"]*)"', page)
        assert cora.get(address.replace("&amp;", "&")).status_code == 200


def test_a_quarter_without_files_says_so_and_nobody_else_looks(persons: psycopg.Connection) -> None:
    assert "Nothing of it was written" in see("cora", "/figures/of-persons/rights/?quarter=2020-q2")
    see("cora", "/figures/of-persons/nothing/", 404)
    for who in ("ana", "sara", "dan"):
        see(who, "/figures/of-persons/rights/", 409)


def test_bars_go_by_the_largest_number_that_is_shown() -> None:
    lines = drawn([("a", 10, 0), ("b", 5, 3), ("c", 4, 20), ("d", 0, 0)])
    assert lines == [
        ("a", "10", "0", 100),
        ("b", "5", "hidden", 50),
        ("c", "hidden", "20", None),
        ("d", "0", "0", 0),
    ]
