"""Asked at once, at home and abroad: the first yes has it, the other is told on both nodes and on its Today."""

import re
from threading import Barrier, Thread

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.town import Town, until

FIVE = "/enquiries/ask/five/?need=legal_aid"
ROUND = r"/enquiries/rounds/[0-9a-f-]{36}/"


class Lawyers:
    """Ana looks for a lawyer for somebody: one agency of her own node fits, and one of the other node."""

    def __init__(self, town: Town) -> None:
        self.town, self.ana = town, town.hands("Ana Pop")
        self.lawyers = [town.hands(name) for name in ("Radu Ene", "Claire Dubois")]

    def ask(self) -> Page:
        page = self.ana.see(FIVE)
        ticked = re.findall(r'name="to" id="to-([0-9a-f-]{36})"[^>]* checked', page.html)
        mine = [self.town.agency(name)["services"][0]["id"] for name in ("Cabinet Teiul", "Barreau du Canal")]
        assert set(mine) <= set(ticked), "the best stand there, ticked"
        assert page.html.count('class="reasons"') == len(ticked) <= 5, "each with its reasons"
        return self.ana.browser.submit(
            page, "", to=mine, is_child="no", urgency="urgent", part_of_country="anywhere",
            languages="Ukrainian", note="Needs a ramp, from Monday.", note_language="en",
        )  # fmt: skip

    def paths(self, page: Page) -> dict[str, Hands]:
        """The enquiries of a round, each with whoever is asked."""
        found = re.findall(r'<a href="(/enquiries/[0-9a-f-]{36}/)">', page.html)
        assert len(found) == 2

        def who(path: str) -> Hands | None:
            return next((hands for hands in self.lawyers if hands.see(path).status == 200), None)

        until("both have arrived", lambda: all(who(path) for path in found))
        return {path: hands for path in found if (hands := who(path))}


@pytest.fixture
def lawyers(town: Town) -> Lawyers:
    return Lawyers(town)


def test_the_first_yes_has_it_and_the_other_is_told_on_its_today(lawyers: Lawyers) -> None:
    page = lawyers.ask()
    round_path = page.path
    assert re.fullmatch(ROUND, round_path)
    assert "2 have not answered" in page.text
    (first, one), (second, other) = lawyers.paths(page).items()
    before = other.see("/").text

    one.browser.submit(one.see(first), f"{first}answer/", answer="possible")
    until(
        "the other is told", lambda: "Somebody else can help. Nothing more to do." in other.see(second).text
    )
    late = other.browser.submit(other.see(second), f"{second}answer/", answer="possible")
    assert late.status == 200
    assert "Thank you: somebody else said yes first. Yours is kept in reserve, and they see it." in late.text
    until("the late yes is in reserve", lambda: "In reserve" in lawyers.ana.see(round_path).text)
    assert "somebody else can, or they took" in other.see("/").text
    assert "somebody else can, or they took" not in before
    seen = lawyers.ana.see(round_path)
    assert "Has it" in seen.text
    assert "Make a referral" in seen.text
    assert "have not answered" not in seen.text
    draft = lawyers.ana.browser.submit(lawyers.ana.see(f"{first}refer/"), "", person="new", pseudonym="Larch")
    assert draft.state() == "draft"
    seen = lawyers.ana.see(round_path)
    assert "A referral of it was begun." in seen.text
    assert seen.html.count(f'href="{draft.path}"') == 2, "in the banner and in its line"

    sure = lawyers.ana.see(f"{round_path}fell/{first.split('/')[2]}/")
    assert "They are told that you do not go on with their yes." in sure.text
    seen = lawyers.ana.browser.submit(sure, "")
    assert "Nobody has it" in seen.text
    assert "Has it" not in seen.text
    assert f'href="{draft.path}"' in seen.html
    until("they are told", lambda: "cannot go on with your yes after all" in one.see(first).text)


def test_two_that_say_yes_at_once_are_one_and_the_other_is_thanked(lawyers: Lawyers) -> None:
    page = lawyers.ask()
    asked = list(lawyers.paths(page).items())
    pages = [hands.see(path) for path, hands in asked]
    at_once = Barrier(len(asked))

    def says(place: int) -> None:
        path, hands = asked[place]
        at_once.wait()
        hands.browser.submit(pages[place], f"{path}answer/", answer="possible")

    threads = [Thread(target=says, args=(place,)) for place in range(len(asked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    until("both yeses are here", lambda: "Take this one instead" in lawyers.ana.see(page.path).text)
    assert lawyers.ana.see(page.path).text.count("Has it") == 1
    thanked = "Thank you: somebody else said yes first."
    until("the other is thanked", lambda: any(thanked in hands.see(path).text for path, hands in asked))
    assert sum(thanked in hands.see(path).text for path, hands in asked) == 1

    seen = lawyers.ana.see(page.path)
    (instead,) = re.findall(r'action="(/enquiries/rounds/[^"]*/take/[^"]*)"', seen.html)
    lawyers.ana.browser.submit(seen, instead)
    has_it = instead.split("/take/")[1].strip("/")
    (now,), (before,) = (
        [(path, hands) for path, hands in asked if (has_it in path) is is_now] for is_now in (True, False)
    )
    until("the one who had it is told", lambda: thanked in before[1].see(before[0]).text)
    goes_on = "They go on with you. It holds no place yet."
    until("the one who has it now is told", lambda: goes_on in now[1].see(now[0]).text)


def test_all_say_no_and_the_next_are_offered(lawyers: Lawyers) -> None:
    page = lawyers.ask()
    for path, hands in lawyers.paths(page).items():
        hands.browser.submit(hands.see(path), f"{path}answer/", answer="not_possible")
    until("both have said no", lambda: "Ask the next five" in lawyers.ana.see(page.path).text)
    assert "Asked at once" in lawyers.ana.see("/").text
    assert lawyers.ana.see(f"{page.path}next/").status == 200


def test_where_nothing_fits_the_page_says_which_one_thing_excludes_all(lawyers: Lawyers) -> None:
    page = lawyers.ana.see(f"{FIVE}&language=ka")
    assert "No service fits" in page.text
    assert "Without “Language spoken”: " in page.text
    assert 'href="/interpreters/"' in page.html, "as the directory says: bring one"

    page = lawyers.ana.see(f"{FIVE}&need=housing&language=ka&country=BE")
    assert "More than one thing stands in the way." in page.text
    assert "Nobody there speaks or reads the language" in page.text, "and which they are, service by service"


def test_from_a_persons_page_nobody_is_asked_whom_the_person_keeps_out_and_nothing_of_it_is_kept(
    lawyers: Lawyers,
) -> None:
    ana, town = lawyers.ana, lawyers.town
    person = ana.open_case({"pseudonym": "Linden", "is_child": "no"}).path
    ana.save(ana.see(person), "safety", {"never_agencies": "barreau du canal"})
    link = f"{FIVE}&for={person.split('/')[2]}"
    here, there = (town.agency(name)["services"][0]["id"] for name in ("Cabinet Teiul", "Barreau du Canal"))
    page = ana.see(link)
    assert here in page.html
    assert there not in page.html
    assert there in ana.see(FIVE).html, "whom nobody keeps out stands there"

    asked = {"is_child": "no", "urgency": "urgent", "part_of_country": "anywhere"}
    wrong = ana.browser.submit(page, "", to=[there], **asked)
    assert wrong.status == 422, "nor can it be asked past the page"
    made = ana.browser.submit(ana.see(link), "", to=[here], **asked)
    kept = town.ask("ro", "SELECT r::text FROM referrals.round r WHERE id = %s", made.path.split("/")[3])
    assert there not in str(kept), "so it is not among the next five"
    assert person.split("/")[2] not in str(kept)
    assert "barreau" not in str(kept)
