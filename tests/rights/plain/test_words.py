"""Plain words belong to one content of one rule, and cards hold nothing else."""

import re
from dataclasses import replace
from datetime import date

import pytest

from safeconduct.public.helping.rules import Handed, read
from safeconduct.rights.codes import Right
from safeconduct.rights.plain.cards import ORDER, document
from safeconduct.rights.plain.words import LANGUAGES, SOURCE, mark_of, spoken
from safeconduct.rights.plain.words import read as read_words
from safeconduct.rights.reading import PackError, book
from safeconduct.rights.rule import Book, Rule
from safeconduct.vocabulary.canonical import canonical
from safeconduct.vocabulary.cards_of_rights import PARTS

TODAY = date(2026, 11, 30)
VICTIM = re.compile(r"v[ií][ck]tim|жертв|\bopfer|slachtoffer|\boffer\b|brottsoffer", re.IGNORECASE)


def figures(text: str) -> set[str]:
    """The numbers that it says."""
    return set(re.findall(r"\d+", text))


def _cards(country: str, of: Book | None = None) -> dict[str, dict[str, object]]:
    said = document(of or book(), spoken(), [country], today=TODAY)
    return {card["rule"]: card for card in said["countries"][0]["cards"]}


def _with(rule: Rule) -> Book:
    """The book of the release with another version of one rule."""
    of = book()
    pack = of.packs[rule.jurisdiction]
    rules = tuple(rule if each.id == rule.id else each for each in pack.rules)
    return Book({**of.packs, rule.jurisdiction: replace(pack, rules=rules)})


def _rule(name: str) -> Rule:
    return next(rule for rule in book().rules if rule.id == name)


def test_all_languages_have_words_for_the_same_rules_in_their_content_of_today() -> None:
    wanted = {name: said.mark for name, said in spoken()["en"].rules.items()}
    assert len(wanted) > 10
    assert wanted == {name: mark_of(_rule(name)) for name in wanted}
    for tag in LANGUAGES:
        assert {name: said.mark for name, said in spoken()[tag].rules.items()} == wanted


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != SOURCE])
def test_a_language_says_a_rule_in_its_own_words_with_the_same_figures(tag: str) -> None:
    first, other = spoken()[SOURCE].rules, spoken()[tag].rules
    both = [(first[name].parts[part], other[name].parts[part]) for name in first for part in PARTS]
    assert [(english, own) for english, own in both if english == own] == []
    assert [pair for pair in both if figures(pair[0]) - figures(pair[1])] == []
    assert [own for _english, own in both if VICTIM.search(own)] == []


def test_nobody_has_reviewed_the_words_and_the_file_says_so() -> None:
    assert set(document(book(), spoken(), [], today=TODAY)["reviewed"].values()) == {""}


def test_a_card_of_romania_says_where_it_comes_from_and_how_sure_that_is() -> None:
    card = _cards("RO")["RO-RP-01"]
    assert (card["layer"], card["law"], card["confidence"]) == ("RO", "Law 678/2001, 39^1", "verified")
    assert (card["read_on"], card["checked_on"]) == ("2026-11-25", "")
    assert set(card["words"]) == set(LANGUAGES)  # type: ignore[call-overload]


def test_law_that_is_uncertain_is_no_card_and_its_right_is_said_to_be_not_known() -> None:
    said = document(book(), spoken(), ["RO"], today=TODAY)["countries"][0]
    assert {"RO-RES-01", "RO-LA-01"} & {card["rule"] for card in said["cards"]} == set()
    assert {"residence", "legal_aid"} <= set(said["unknown"])


def test_what_the_country_does_not_say_stands_there_as_law_of_the_union() -> None:
    assert _cards("RO")["EU-THB-13"]["layer"] == "EU"
    assert "EU-RP-02" not in _cards("RO")  # its own time to reflect is known


def test_a_country_that_no_union_binds_has_the_convention() -> None:
    cards = _cards("UA")
    assert {card["layer"] for card in cards.values()} <= {"UA", "COE"}
    assert "COE-07" in cards


def test_a_country_without_a_pack_has_no_card() -> None:
    said = document(book(), spoken(), ["CH"], today=TODAY)["countries"][0]
    assert (said["has_pack"], said["cards"]) == (False, [])


def test_words_written_for_another_content_are_not_shown() -> None:
    changed = replace(_rule("RO-RP-01"), says="Up to 30 days.")
    assert _cards("RO", _with(changed))["RO-RP-01"]["words"] == {}


def test_a_check_by_a_lawyer_changes_no_word() -> None:
    checked = replace(_rule("RO-RP-01"), checked_on=TODAY, checked_by="Somebody")
    card = _cards("RO", _with(checked))["RO-RP-01"]
    assert card["words"]
    assert card["checked_on"] == "2026-11-30"
    assert "Somebody" not in str(card)


def test_what_police_decide_stands_last() -> None:
    assert ORDER[-1] is Right.IDENTIFICATION
    assert ORDER[0] is Right.SUPPORT


def test_the_site_believes_what_the_node_writes() -> None:
    found = read(canonical(document(book(), spoken(), book().countries, today=TODAY)))
    assert isinstance(found, Handed)
    assert [each.code for each in found.countries] == book().countries


@pytest.mark.parametrize("text, sentence", [
    ("reviewed_on = 1", "write a day"),
    ('reviewed_on = ""\n[A]\nmark = "x"', "write helps, mark, title, what, who"),
    ('reviewed_on = ""\n[A]\nmark = "x"\ntitle = "x"\nwhat = " "\nwho = "x"\nhelps = "x"', "write a text"),
    ("[", "this is no TOML"),
])  # fmt: skip
def test_a_file_that_is_not_as_it_must_be_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(PackError, match=sentence):
        read_words("en", text)
