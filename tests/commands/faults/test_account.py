"""What was told of services beside what travelled and what stands: each kind of fault is seen."""

from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.commands.measures.faults.account import ALWAYS, Account, Said, Telling, differences
from safeconduct.commands.measures.faults.listening import Listening, told_in
from safeconduct.commands.measures.faults.trio import Trio
from safeconduct.commands.measures.faults.versions import Watching

NEW, OLD = Said("At night", 2, frozenset({"ro"})), Said("By day", None, frozenset({"ro", "es"}))
GONE = replace(NEW, nodes=frozenset(), is_there=False)


@pytest.fixture
def account() -> Account:
    """Belgium's service was for all; from second 10 to 12 somebody says that it is for Romania, with other hours."""
    made = Account()
    made.note("be", "one", OLD, begun=ALWAYS, known=ALWAYS)
    made.note("be", "one", NEW, begun=10.0, known=12.0)
    made.note("es", "two", OLD, begun=ALWAYS, known=ALWAYS)
    return made


def told(asker: str, said: Said, at: float, *, teller: str = "be", service: str = "one") -> Telling:
    return Telling(teller, asker, service, said.facts, at, at + 0.5)


@pytest.mark.parametrize(
    "telling",
    [
        told("es", OLD, 5.0), told("ro", OLD, 5.0),
        # while it is being said, both may stand
        told("es", OLD, 11.0), told("ro", OLD, 11.0), told("ro", NEW, 11.0), told("ro", NEW, 9.8),
        told("ro", NEW, 99.0),
    ],
)  # fmt: skip
def test_what_an_origin_said_then_to_a_node_that_it_was_offered_is_right(
    account: Account, telling: Telling
) -> None:
    assert account.wrong_in([telling]) == []


@pytest.mark.parametrize(
    ("telling", "words"),
    [
        # before it was said
        (told("ro", NEW, 5.0), "what it did not say then"),
        # an older version, after the newer one was known
        (told("ro", OLD, 13.0), "what it did not say then"),
        # not named any more
        (told("es", NEW, 13.0), "is not offered there"), (told("es", OLD, 13.0), "is not offered there"),
        # a second node that passes on a third one's, and one that nobody ever published
        (told("ro", OLD, 5.0, service="two"), "which is of es"),
        (told("ro", OLD, 5.0, service="three"), "which is of nobody"),
    ],
)  # fmt: skip
def test_what_should_not_have_travelled_is_seen(account: Account, telling: Telling, words: str) -> None:
    [sentence] = account.wrong_in([telling])
    assert words in sentence


def test_after_it_is_taken_out_it_is_told_to_nobody(account: Account) -> None:
    account.note("be", "one", GONE, begun=20.0, known=21.0)
    assert account.wrong_in([told("ro", NEW, 20.5)]) == []
    assert len(account.wrong_in([told("ro", NEW, 22.0)])) == 1


def test_a_node_must_have_what_it_is_offered_and_the_origin_all_that_stands(account: Account) -> None:
    assert account.at("be", "be") == account.at("ro", "be") == {"one": NEW.facts}
    assert account.at("es", "be") == {}
    account.note("be", "one", GONE, begun=20.0, known=21.0)
    assert account.at("be", "be") == account.at("ro", "be") == {}
    assert account.known_of("be") == {"one"}


def test_what_lacks_what_is_left_and_what_says_something_else_are_three_sentences() -> None:
    must, found = (
        {"a": NEW.facts, "b": NEW.facts, "same": OLD.facts},
        {"b": OLD.facts, "c": NEW.facts, "same": OLD.facts},
    )
    assert differences("there", must, must) == []
    lacking, left, other = differences("there", must, found)
    assert "a is not there" in lacking
    assert "c is still there" in left
    assert "b says ('By day', None) where ('At night', 2) was said" in other


def test_a_page_is_heard_with_who_asked_and_what_is_gone_says_nothing() -> None:
    body = (
        b'{"v":1,"changes":[{"sequence":1,"service":{"id":"one","hours":"At night","places_free":2}},'
        b'{"sequence":2,"id":"two","gone":true}]}'
    )
    found = [Telling("be", "ro", "one", NEW.facts, 1.0, 2.0)]
    assert told_in(body, "be", "ro", 1.0, 2.0) == found
    listening = Listening()
    listening.at("be")("/services", {"Signature-Input": 'hop=("@method");keyid="ro:abc"'}, body, 1.0, 2.0)
    listening.at("be")("/messages", {}, b"no page", 1.0, 2.0)
    assert listening.tellings == found
    assert listening.heard("one") == {"ro"}


def test_a_node_that_goes_back_to_an_older_word_is_seen_and_one_that_goes_on_is_not() -> None:
    watching = Watching(Trio({}, (), {}, Path()))
    for node, version in (("ro", 3), ("ro", 3), ("ro", 7), ("es", 3)):
        watching.seen(node, "be", "one", version)
    assert watching.wrong == []
    watching.seen("ro", "be", "one", 3)
    assert watching.wrong == ["ro went back from version 7 of service one of be to 3"]
