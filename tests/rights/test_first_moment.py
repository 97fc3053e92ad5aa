"""A rule that says one first moment in its words and has another as its data."""

from dataclasses import replace
from datetime import date

import pytest

from safeconduct.rights.checking import faults
from safeconduct.rights.codes import Trigger
from safeconduct.rights.editing.judging import TOGETHER, among_others
from safeconduct.rights.first_moment import contradicts, runs_before_it_opens, said_in
from safeconduct.rights.plain.words import spoken
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Book, Rule

TODAY = date(2026, 12, 1)
RULES = {rule.id: rule for rule in book().rules}
HELP = RULES["RO-SUP-01"]


@pytest.mark.parametrize(("words", "moment"), [
    ("Help is a person's from identification on.", Trigger.IDENTIFIED),
    ("Help, once the person is formally identified.", Trigger.IDENTIFIED),
    ("They are yours from the day on which you are identified.", Trigger.IDENTIFIED),
    ("To be understood from the first contact.", Trigger.FIRST_CONTACT),
    ("Help begins as soon as an authority has reasonable grounds.", Trigger.REASONABLE_GROUNDS),
    ("A permit after a complaint.", Trigger.COMPLAINT),
    ("Within a year, from the final judgment.", Trigger.PROCEEDINGS_ENDED),
])  # fmt: skip
def test_words_that_open_a_right_are_read(words: str, moment: Trigger) -> None:
    assert said_in(words) == {moment}
    assert contradicts(replace(HELP, says=words, trigger=moment)) == set()
    other = Trigger.PROCEEDINGS
    assert contradicts(replace(HELP, says=words, trigger=other, starts=None)) == {moment}
    assert contradicts(replace(HELP, says=words, trigger=other, starts=moment)) == set()


@pytest.mark.parametrize("words", [
    "Help does not depend on a complaint.", "Nobody is removed before identification is completed.",
    "The authority for identification decides.", "No judgment is needed.",
])  # fmt: skip
def test_words_that_open_nothing_are_left_alone(words: str) -> None:
    assert said_in(words) == set()


@pytest.mark.parametrize(("trigger", "starts", "before"), [
    (Trigger.REASONABLE_GROUNDS, Trigger.FIRST_CONTACT, True),
    (Trigger.REASONABLE_GROUNDS, Trigger.REFLECTION_GRANTED, False),
    (Trigger.REASONABLE_GROUNDS, Trigger.REASONABLE_GROUNDS, False),
    (Trigger.PROCEEDINGS_ENDED, Trigger.PROCEEDINGS, True),
    (Trigger.COMPLAINT, Trigger.FIRST_CONTACT, False),
    (Trigger.FIRST_CONTACT, None, False),
])  # fmt: skip
def test_a_time_that_runs_before_its_right_is_open(
    trigger: Trigger, starts: Trigger | None, *, before: bool
) -> None:
    assert runs_before_it_opens(replace(HELP, trigger=trigger, starts=starts)) is before


def test_no_rule_of_the_release_contradicts_itself_and_no_plain_word_its_rule() -> None:
    assert {rule.id: contradicts(rule) for rule in RULES.values() if contradicts(rule)} == {}
    assert [rule.id for rule in RULES.values() if runs_before_it_opens(rule)] == []
    for name, said in spoken()["en"].rules.items():
        assert contradicts(replace(RULES[name], says=" ".join(said.parts.values()))) == set(), name


def test_a_pack_that_contradicts_itself_is_refused_with_what_to_mend() -> None:
    def found(rule: Rule) -> list[str]:
        pack = replace(book().packs["RO"], rules=(rule, *book().packs["RO"].rules[1:]))
        return faults(Book({**book().packs, "RO": pack}), TODAY)

    said = "Help is a person's from identification on."
    (sentence,) = found(replace(RULES["RO-RP-01"], says=said))
    assert sentence.startswith(
        "RO-RP-01: its words begin with “identified”, its first moment is reasonable_grounds."
    )
    (sentence,) = found(replace(RULES["RO-RP-01"], starts=Trigger.FIRST_CONTACT))
    assert "before reasonable_grounds opens it" in sentence


def test_a_proposed_rule_that_contradicts_itself_is_refused_at_its_field() -> None:
    rule = RULES["RO-RP-01"]
    wrong = replace(rule, says="Help, once the person is identified.", starts=Trigger.FIRST_CONTACT)
    assert {name: str(said) for name, said in among_others(wrong, book(), TODAY).items()} == {
        "says": str(TOGETHER["says"]), "starts": str(TOGETHER["starts"]),
    }  # fmt: skip
    assert among_others(rule, book(), TODAY) == {}
