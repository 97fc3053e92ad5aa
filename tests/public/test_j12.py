"""J12: a coordinator's quarter, a question that would give few persons away, an edition, and what a reader sees of it.

In Chromium, on the site's own node: its pages and its worker run beside the site. The people are those of the
demonstration's year; that they come in through the pages is shown by `./run demo --once`.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from safeconduct.commands.demonstration.pair import Pair, pair_in
from safeconduct.commands.demonstration.year.chain import COORDINATOR, RAPPORTEUR
from safeconduct.commands.demonstration.year.facts import Fact, facts, persons
from safeconduct.commands.demonstration.year.people import read_year
from safeconduct.commands.demonstration.year.telling import ADMINISTRATOR, year_before
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.introduce import load_coordinators, load_members
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.roads import answers
from safeconduct.commands.nodes.supervisor import Supervisor
from safeconduct.statistics.editions.tables import NAMES
from safeconduct.vocabulary.released.handing_over import FILE
from safeconduct.vocabulary.roles import OWNER
from tests.browser.desk import Desk, desks
from tests.browser.looking import looked_at
from tests.nodes.town import Town, until
from tests.public.editions.conftest import Desk as Shelf
from tests.public.reader import Browser as Reader
from tests.public.working import work

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime.now(UTC)
YEAR = year_before(NOW)
EDITION = f"19a-RO-{YEAR}-1"
READ = f"/en/statistics/{EDITION}/"
WORDS = "hidden, not said"
QUARTER = {"sent": 20, "silent": 5, "decided:4": 12, "accepted": 10, "declined:no_capacity": 3}
DIMS = {"all": "", "service": "crisis_shelter", "urgency": "urgent"}
TALLY = """
    INSERT INTO statistics.tally (agency_id, side, quarter, dim, value, part, number)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
FIRST = "5a1c0001-0000-4000-8000-000000000001"


@dataclass
class Office:
    """The site's node with the people who work at it, and whom its agencies registered."""

    site: Node
    town: Town
    counted: list[Fact]

    def true(self, names: Sequence[str], codes: Sequence[str]) -> int:
        """How many persons a cell means."""
        return persons(self.counted, names, codes)


@pytest.fixture
def office(site: Node) -> Iterator[Office]:
    """Afterwards readers see no edition any more, and no fact is left."""
    pair = pair_in(site.home.parent, with_site=True)
    pair.ro.ports, pair.ro.cluster = site.ports, site.cluster
    office = Office(site, Town(pair), [])
    try:
        with at_work(site, "web", "worker"):
            people(site, pair)
            fill(office)
            yield office
    finally:
        office.town.ask("ro", "DELETE FROM statistics.tally")
        office.town.close()
        Shelf(site).forgets()


def people(site: Node, pair: Pair) -> None:
    """Who works at this node, and whom its agencies have named as their coordinator."""
    with closing(site.connect(OWNER)) as connection:
        for agency in pair.files["ro"]["agencies"]:
            load_members(connection, UUID(agency["id"]), agency["members"])
        for agency in pair.files["ro"]["agencies"]:
            named = [pair.member(name) for name in agency["coordinators"]]
            load_coordinators(connection, UUID(agency["id"]), named)


@contextmanager
def at_work(site: Node, *names: str) -> Iterator[None]:
    """Inside, these processes run beside the site's own."""
    supervisor = Supervisor([each for each in site.planned() if each.name in names])
    try:
        supervisor.start()
        until("its pages answer", lambda: answers(site.ports.web, site.road), patience=90.0)
        yield
    finally:
        supervisor.stop()


def fill(office: Office) -> None:
    """The tallies of the year that is over, and of the quarter that is running."""
    told, town = read_year(), office.town
    office.counted = facts(told, town.pair)
    by_agency: Counter[tuple[str, str]] = Counter()
    for group in told.groups:
        agency = town.pair.place(group.lead).agency["id"]
        for fact in facts(type(told)((group,)), town.pair):
            by_agency[agency, "|".join(fact[name] for name in NAMES)] += 1
    for (agency, value), number in by_agency.items():
        town.ask("ro", TALLY, agency, "person", date(YEAR, 1, 1), "registered", value, "registered", number)
    quarter = date(NOW.year, 3 * ((NOW.month - 1) // 3) + 1, 1)
    for dim, value in DIMS.items():
        for part, number in QUARTER.items():
            town.ask("ro", TALLY, FIRST, "sender", quarter, dim, value, part, number)


# --- What she does --------------------------------------------------------------------------------------------


def reads_the_quarter(corina: Desk) -> None:
    """The figures, and one of them with its definition, its picture and the table beside it."""
    corina.open("/figures/")
    expect(corina.page.get_by_text("5 of 20 (25 %)")).to_be_visible()
    corina.press(corina.page.get_by_role("link", name="No feedback"))
    assert corina.page.locator("table").count() > 0


def asks(office: Office, corina: Desk) -> None:
    """Three answers are known; the fourth, taken from all, would leave one person of another sex."""
    hands = office.town.hands(COORDINATOR)
    known = {sex: office.true(["sex"], [sex]) for sex in ("F", "M")}
    for sex, number in {"": len(office.counted), **known}.items():
        form = hands.see("/figures/ask/")
        assert (
            f"{number} persons"
            in hands.browser.submit(form, "/figures/ask/", year=str(YEAR), sex=sex, meant="yes").text
        )
    assert (office.true(["sex"], ["OTH"]), office.true(["sex"], ["UNK"])) == (1, 9)
    corina.open("/figures/ask/")
    corina.choose(corina.page.locator('[name="year"]'), str(YEAR))
    corina.choose(corina.page.locator('[name="sex"]'), "UNK")
    corina.tick(corina.page.get_by_label("I ask all the same"))
    corina.press(corina.page.get_by_role("button", name="Ask", exact=True))
    answer = corina.page.get_by_role("status").inner_text()
    assert answer.endswith("this answer would give a small number away.")


def prepares(corina: Desk) -> str:
    """A layout is chosen after what it loses was read; the address of what waits for a second person."""
    corina.open(f"/figures/editions/year/{YEAR}/")
    expect(corina.page.get_by_text("Registered in this year: 203.")).to_be_visible()
    corina.tick(corina.page.get_by_label("Each table by status (without: sex, age)"))
    corina.press(corina.page.get_by_role("button", name="Prepare this edition"))
    is_made(corina)
    corina.look()
    corina.press(corina.page.locator('button[name="layout"][value="sex"]'))
    is_made(corina)
    assert "Not released. It waits for a second person." in corina.text()
    assert corina.page.get_by_role("button", name="Release this edition").count() == 0
    corina.press(corina.page.get_by_role("button", name="Show the tables"))
    return corina.page.url.removeprefix(corina.address)


def is_made(corina: Desk) -> None:
    """The node has counted: the page looks again by itself."""
    expect(corina.page.get_by_role("heading", name="What is lost, and why")).to_be_visible(timeout=60_000)


def releases(relu: Desk, path: str) -> None:
    """The second person reads what who prepared it has had shown, ticks and presses."""
    relu.open(path)
    relu.tick(relu.page.get_by_label("I have read the tables, and what is missing"))
    relu.press(relu.page.get_by_role("button", name="Release this edition"))
    assert EDITION in relu.text()


# --- What a reader sees -----------------------------------------------------------------------------------------


def is_handed_over(site: Node) -> bool:
    file = public.folder_of(site.home) / FILE
    return file.exists() and EDITION in file.read_text()


def pictures_say_what_tables_say(page: Page) -> None:
    """Beside each picture stands its table: a bar for each number, and none for a hidden one."""
    pictures = page.locator("svg.margin-picture").all()
    assert len(pictures) > 3
    for picture in pictures:
        said = picture.locator("xpath=following-sibling::table[1]").locator("td").all_inner_texts()
        shown = [text for text in said if text != WORDS]
        assert picture.locator("rect.part").count() == sum(text != "0" for text in shown)
        assert picture.locator("rect.hidden-number").count() == len(said) - len(shown)


def fetched(page: Page, table: str) -> list[list[str]]:
    """The lines of the CSV of a table below its notes and heads, as a reader takes it from the page."""
    with page.expect_download() as coming:
        page.locator(f'a[href*="/{table}.csv"]').first.click()
    lines = list(csv.reader(io.StringIO(Path(coming.value.path()).read_text(encoding="utf-8-sig"))))
    return lines[lines.index([]) + 2 :]


def is_safe(lines: list[list[str]]) -> bool:
    """No number of few persons, a hidden one in words, and nothing that a spreadsheet takes for a formula."""
    said = [line[-1] for line in lines]
    few = [one for one in said if one != WORDS and 0 < int(one) < 5]
    return (
        not few and WORDS in said and not any(cell[:1] in "=+-@" for line in lines for cell in line if cell)
    )


def is_true(office: Office) -> bool:
    """Each printed number of the signed document is how many there were."""
    document = json.loads(Reader(office.site).get(f"/statistics/{EDITION}.json").text)["document"]
    return all(
        number in (None, office.true(table["dimensions"], codes))
        for table in document["tables"]
        for codes, number in zip(product(*table["codes"]), table["numbers"], strict=True)
    )


def test_j12_from_a_quarter_to_a_public_page_without_a_number_of_few_persons(
    browser: Browser, office: Office
) -> None:
    site, town = office.site, office.town
    with desks(browser, town, COORDINATOR, RAPPORTEUR) as (corina, relu):
        reads_the_quarter(corina)
        asks(office, corina)
        releases(relu, prepares(corina))
    town.hands(ADMINISTRATOR).see("/administration/")
    until("it is handed over", lambda: is_handed_over(site))
    work(site)

    page = browser.new_page(accept_downloads=True)
    with closing(page):
        assert looked_at(page, f"{Reader(site).base}{READ}") == []
        pictures_say_what_tables_say(page)
        lines = fetched(page, "A2")
    assert lines[0][-1] == str(len(office.counted))
    assert is_safe(lines)
    assert is_true(office)
