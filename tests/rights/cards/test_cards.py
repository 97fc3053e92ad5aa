"""The cards of this release, and cards that cannot be used: refused with the card and what to mend."""

import re
from datetime import date

import pytest

from safeconduct.commands.building.catalogues import collected
from safeconduct.commands.rights import main
from safeconduct.rights.cards.card import MOST_WORDS, Deck, Stage
from safeconduct.rights.cards.checking import faults
from safeconduct.rights.cards.reading import FILES, FOLDER, CardError, deck, read_all
from safeconduct.rights.cards.shown import shown
from safeconduct.rights.codes import SERVICES
from safeconduct.rights.reading import book
from safeconduct.vocabulary.codes import Profession

TODAY = date(2026, 11, 29)
CARD = """
[source.S]
cites = ["A page"]
read_on = 2026-11-25
confidence = "verified"
[[card]]
slug = "a-card"
stage = "S1"
title = "A card"
steps = ["Do this."]
for = ["lawyer"]
right = "support"
rules = ["COE-06"]
call = "support"
place = "rights"
source = ["S"]
"""
WITHOUT_CARDS = {Profession.EDITOR, Profession.ADMINISTRATOR}
"""Who keeps the house meets no person."""


def wrong_with(cards: Deck) -> list[str]:
    return faults(cards, book(), pages=PAGES, forms={"told"}, today=TODAY)


PAGES = {
    "today", "open_case", "blank_forms", "enquiries", "interpreters", "conflicts", "rights_in_court", "person",
    "screenings", "interviews", "rights", "rights_told", "refer", "return", "follow_ups", "authorities",
}  # fmt: skip


def test_the_cards_of_this_release_can_be_used(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAFECONDUCT_HOME", raising=False)
    assert main(["check"]) == 0
    assert f"{len(deck().cards)} step cards" in capsys.readouterr().out
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(FILES)
    assert {card.stage for card in deck().cards} == set(Stage), "each stage of the mechanism has a card"


def test_every_profession_that_meets_people_has_cards_and_a_trainer_all() -> None:
    assert {one for one in Profession if not deck().of(one)} == WITHOUT_CARDS
    assert deck().of(Profession.TRAINER) == list(deck().cards)


@pytest.mark.parametrize("card", deck().cards, ids=lambda card: card.slug)
def test_a_card_is_short_and_names_a_right_with_its_source(card: object) -> None:
    one = next(found for found in deck().cards if found is card)
    assert one.words <= MOST_WORDS
    assert one.rules
    assert one.sources
    assert not re.search(r"\bvictim", " ".join((one.title, *one.steps))), "on screens we say person"
    for country in book().countries:
        laws = shown(one, book(), country, TODAY).laws
        assert all(law.cites or "Not read by us" in str(law.sure) for law in laws)
        assert {law.id for law in laws} >= {name for name in one.rules if name.startswith("COE")}


def test_no_card_of_a_service_speaks_of_co_operation() -> None:
    """A step may say that help does not depend on the police, and never ask for anything in return."""
    for card in deck().cards:
        if card.right in SERVICES:
            assert not re.search(r"co-?operat|testif", " ".join(card.steps)), card.slug


def test_a_country_outside_the_union_is_shown_no_law_of_the_union() -> None:
    card = next(one for one in deck().cards if one.slug == "compensation")
    assert {law.id for law in shown(card, book(), "UA", TODAY).laws} == {"COE-09b", "UA-CO-01"}
    assert {law.id for law in shown(card, book(), "BE", TODAY).laws} >= {"COE-09b", "EU-CO-01", "BE-CO-01"}
    assert shown(card, book(), "VN", TODAY).laws == []
    lawyer = next(one for one in deck().cards if one.slug == "a-lawyer-first")
    assert "BE-LA-01" not in {law.id for law in shown(lawyer, book(), "BE", TODAY).laws}, (
        "unverified law of a country is not"
    )
    assert shown(card, book(), "UA", TODAY).ask == "", "whom to ask there is not known, and said as not known"


def test_the_texts_of_cards_are_collected_for_translation() -> None:
    found = collected()
    assert [text for text in deck().texts() if found.get(text) is None] == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('rules = ["COE-06"]', 'rules = ["COE-99"]', "card a-card: it names COE-99, which is in no pack."),
        ('place = "rights"', 'place = "moon"', "card a-card: there is no place moon."),
        ('place = "rights"', 'place = "rights"\nform = "x"', "card a-card: there is no blank form x."),
        (
            '["Do this."]',
            '["' + "word " * 61 + '"]',
            "card a-card: it has 63 words, and 60 fit on a telephone.",
        ),
        ('slug = "a-card"', 'slug = "of"', "card of: this cannot stand in an address."),
        ("2026-11-25", "2026-12-25", "card a-card: S was read on a day to come."),
        ('"verified"', '"uncertain"', "card a-card: S is uncertain, and nothing is built on that."),
    ],
)
def test_a_card_that_names_what_is_not_there_is_found(was: str, becomes: str, said: str) -> None:
    assert wrong_with(read_all({"x": CARD})) == []
    assert any(one.startswith(said) for one in wrong_with(read_all({"x": CARD.replace(was, becomes)})))


def test_a_page_that_is_gone_and_a_name_given_twice_are_found() -> None:
    twice = read_all({"x": CARD, "y": CARD})
    assert "card a-card: two cards have this name. Rename one." in wrong_with(twice)
    without = faults(deck(), book(), pages=PAGES - {"refer"}, forms=set(), today=TODAY)
    assert "refer: there is no page refer. Correct rights/cards/places.py." in without


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('source = ["S"]', 'source = ["T"]', "x, card a-card: source: “T” is not among the sources"),
        ('source = ["S"]', "", "x, card a-card: source: list at least one."),
        ('right = "support"', 'right = "lottery"', "x, card a-card: right: “lottery” is not one of"),
        ('title = "A card"', 'headline = "A card"', "x, card a-card: headline: there is no such field"),
        ("read_on = 2026-11-25", 'read_on = "today"', "x, source S: read_on: say on which day it was read"),
        ('steps = ["Do this."]', "steps = []", "x, card a-card: steps: list at least one."),
        ("[[card]]", "[[card", "x: this is no TOML"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_with_what_to_mend(
    was: str, becomes: str, said: str
) -> None:
    with pytest.raises(CardError, match=re.escape(said)):
        read_all({"x": CARD.replace(was, becomes)})


def test_every_right_of_the_first_contact_has_a_card_behind_it() -> None:
    """What a person is to be told at first (F12) can be looked up by whoever tells it."""
    said = {card.right for card in deck().cards}
    assert {
        "information",
        "support",
        "reflection_period",
        "legal_aid",
        "compensation",
        "non_punishment",
    } <= said
    assert {"protection", "child", "safe_return", "own_case_contact", "international_protection"} <= said
