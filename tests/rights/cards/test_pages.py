"""The pages of cards for members without a case, and the sheet for whoever has no account."""

import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from django.test import Client

from safeconduct.rights.cards.reading import deck
from safeconduct.rights.cards.sheets import cards_sheet, court_sheet
from safeconduct.rights.cards.shown import MOST_SERVICES, UNCHECKED, shown
from safeconduct.rights.reading import book
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.typesetting.setting import pdf
from safeconduct.vocabulary.typesetting.sheet import Sheet
from tests.conftest import ConnectAs
from tests.rights.cards.test_cards import TODAY
from tests.rights.test_pages import words
from tests.site.people import People
from tests.vocabulary.typesetting.structure import read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(connect_as: ConnectAs, settings: Any) -> Client:
    """Ana, a social worker of an agency in Romania, signed in."""
    settings.DEMO = True
    people, client = People(connect_as("owner")), Client()
    assert client.post("/sign-in/", {"member": str(people.ana())}).status_code == 302
    return client


def see(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return words(answer.content.decode())


def test_a_member_sees_the_cards_of_the_own_profession_and_of_any_other(client: Client) -> None:
    page = see(client, "/cards/")
    assert "Step cards : Social worker" in page or "Step cards: Social worker" in page
    assert "First contact" in page
    assert "Checked by no lawyer and no practitioner." in page
    assert "Protected in court" in see(client, "/cards/of/judge/")
    assert "No card is written for this profession." in see(client, "/cards/of/editor/")
    assert client.get("/cards/of/pirate/").status_code == 404
    assert client.get("/cards/lottery/").status_code == 404
    assert Client().get("/cards/").status_code == 302, "cards are for members"


def test_a_card_says_what_to_do_whom_to_call_and_which_law_stands_behind_it(client: Client) -> None:
    page = see(client, "/cards/time-to-reflect/")
    assert "Nobody presses for a statement." in page
    assert "Time to recover and reflect" in page
    assert "Whom to ask : ANITP" in page or "Whom to ask: ANITP" in page
    assert "CETS 197, 13 (COE-07). From a source that was read." in page
    assert "Law 678/2001, 39^1 (RO-RP-01)" in page, "the law of the member’s own country stands beside it"
    assert "Aliens Act of 15 December 1980" not in page


def test_all_cards_of_a_profession_are_one_tagged_file_with_a_page_for_each(client: Client) -> None:
    answer = client.get("/cards/of/interpreter/cards.pdf")
    assert answer["Content-Type"] == "application/pdf"
    made = read(answer.content)
    assert (made.language, made.title, made.part_of_ua) == ("en", "Step cards: Interpreter", "1")
    cards = deck().of(Profession.INTERPRETER)
    assert made.tags.count("H2") == len(cards)
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert len(file.pages) == len(cards)


def test_one_card_alone_is_one_sheet_with_its_law(client: Client) -> None:
    answer = client.get("/cards/time-to-reflect/card.pdf")
    made = read(answer.content)
    assert (made.language, made.part_of_ua) == ("en", "1")
    assert made.tags.count("H2") == 1
    assert client.get("/cards/lottery/card.pdf").status_code == 404
    page = client.get("/cards/time-to-reflect/").content.decode()
    assert "/cards/time-to-reflect/card.pdf" in page
    assert 'class="why paper-choice" id="law"' in page, "printed from its page it needs no second sheet"
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert len(file.pages) == 1


@pytest.mark.parametrize("country", ["BG", "BE"])
def test_each_card_fits_on_one_sheet_with_as_many_services_as_it_can_name(country: str) -> None:
    services = ["A long name of a house: Crisis shelter"] * MOST_SERVICES
    cards = [replace(shown(one, book(), country, TODAY), services=services) for one in deck().cards]
    with pikepdf.open(io.BytesIO(pdf(cards_sheet(cards, "Step cards", "en")))) as file:
        assert len(file.pages) == len(cards), "a card that runs over makes one page more"


def test_the_sheet_for_courts_needs_no_account_and_says_what_is_not_known() -> None:
    anonymous = Client()
    page = see(anonymous, "/in-court/")
    assert "No lawyer has checked this sheet." in page
    assert "CETS 197, 26 (COE-11). From a source that was read." in page
    assert "Directive 2011/36/EU, 8 (EU-THB-03). From a secondary source." in page
    assert "Directive 2012/29/EU, 23 (EU-VR-13). Not read by us" in page
    german = see(anonymous, "/in-court/?country=DE")
    assert "StPO, s. 406g(3) (DE-SUP-01)" in german
    assert "Crime victims act" not in german
    assert "No penalty for what one was forced to do Not known for this country." in german
    answer = anonymous.get("/in-court/sheet.pdf?country=DE")
    made = read(answer.content)
    assert (made.title, made.language) == ("For lawyers, prosecutors and judges", "en")
    assert answer.content == anonymous.get("/in-court/sheet.pdf?country=DE").content


def test_every_sentence_of_the_sheet_is_followed_by_what_carries_it() -> None:
    sheet: Sheet = court_sheet(deck(), book(), "en", TODAY, "BG")
    for topic, group in zip(deck().topics, sheet.groups, strict=False):
        assert group.heading == topic.title
        kinds = "".join({"strong": "S", "text": "t", "small": "s"}[item.kind] for item in group.items)
        assert re.fullmatch(r"(S(ts*)+)+", kinds), (topic.slug, kinds)
    assert "Bulgaria" in sheet.groups[-1].heading


def test_each_page_of_the_file_says_that_nobody_has_checked_the_card() -> None:
    """A page is taken out of the pile and handed on."""
    made = cards_sheet([shown(one, book(), "BE", TODAY) for one in deck().cards], "Step cards", "en")
    assert all(group.items[-1].label == str(UNCHECKED) for group in made.groups)
    assert [len(group.before) for group in made.groups] == [0, *[1] * (len(deck().cards) - 1)]
