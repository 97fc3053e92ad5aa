"""Which texts an agency may sign, and what of the public site's file is believed. Asked without a site."""

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.site.agreements.rules import (
    CHANGED_SINCE,
    GONE,
    MOST,
    MOST_HOURS,
    MOST_LEVELS,
    NOT_OPEN,
    STANDS_ALREADY,
    Level,
    Text,
    may_sign,
    newest_in_force,
    read_texts,
)
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.statements import Kind, Subject

DIGEST, OTHER = "a" * 64, "b" * 64
WORDS = {"title": "How we answer", "address": "https://site.example/answer"}
PROMISE = {"hours": 48, "clock": "sent", "what": {"en": "answer"}}
SAID: dict[str, Any] = {
    "kind": "agreement",
    "code": "answering",
    "version": 2,
    "digest": DIGEST,
    "opens": True,
    "in_force": False,
    "origin": "",
    "texts": {"en": WORDS},
    "levels": [PROMISE],
}
TEXT = Text(
    Subject(Kind.AGREEMENT, "answering", 2, DIGEST),
    opens=True,
    in_force=False,
    origin="",
    texts={"en": WORDS},
    levels=(Level(48, "sent", {"en": "answer"}),),
)


def read(**changed: Any) -> list[Text]:
    """What is believed of a file with this one text in it."""
    return read_texts({"texts": [SAID | changed]})


# --- Signing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wording, stands, expected",
    [
        (TEXT, DIGEST, "", Allowed()),
        (TEXT, DIGEST, OTHER, Allowed()),
        (None, DIGEST, "", Refused(GONE)),
        (TEXT, OTHER, OTHER, Refused(CHANGED_SINCE)),
        (replace(TEXT, opens=False), DIGEST, DIGEST, Refused(NOT_OPEN)),
        (TEXT, DIGEST, DIGEST, Refused(STANDS_ALREADY)),
    ],
)
def test_an_agency_signs_an_open_wording_that_it_has_read_and_does_not_stand_to(
    text: Text | None, wording: str, stands: str, expected: Decision
) -> None:
    assert may_sign(text, read=wording, stands=stands) == expected


def test_the_newest_version_in_force_is_that_of_the_agreement_alone() -> None:
    def version(
        number: int, *, code: str = "answering", kind: Kind = Kind.AGREEMENT, in_force: bool = True
    ) -> Text:
        return replace(TEXT, subject=Subject(kind, code, number, DIGEST), in_force=in_force)

    listed = [
        version(2),
        version(3),
        version(4, in_force=False),
        version(8, code="another"),
        version(9, kind=Kind.RECOMMENDATION),
    ]
    assert newest_in_force(listed, "answering") == 3
    assert newest_in_force(listed, "nowhere") is None


# --- Words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked, tag", [("ro", "ro"), ("uk", "en"), ("en", "en")])
def test_a_text_is_shown_in_the_language_asked_or_in_english(asked: str, tag: str) -> None:
    each = {"en": WORDS, "bg": WORDS | {"title": "Б"}, "ro": WORDS | {"title": "R"}}
    assert replace(TEXT, texts=each).text(asked) == (tag, each[tag])
    assert Level(1, "", {"en": "en", "bg": "bg", "ro": "ro"}).words(asked) == tag


def test_without_english_the_first_language_by_its_tag_stands() -> None:
    assert replace(TEXT, texts={"sv": WORDS, "bg": WORDS}).text("uk")[0] == "bg"
    assert Level(1, "", {"sv": "s", "bg": "b"}).words("uk") == "b"


def test_of_one_clock_the_fewest_hours_are_promised_and_without_a_clock_nothing_is() -> None:
    levels = (
        Level(72, "sent", {}),
        Level(24, "sent", {}),
        Level(48, "sent", {}),
        Level(5, "accepted", {}),
        Level(1, "", {}),
    )
    assert replace(TEXT, levels=levels).promised == {"sent": 24, "accepted": 5}


# --- The file ---------------------------------------------------------------------------------------------


def test_a_whole_text_is_read_as_it_is() -> None:
    assert read() == [TEXT]
    assert read(in_force=True, opens=False) == [replace(TEXT, in_force=True, opens=False)]


@pytest.mark.parametrize(
    "said", [None, [], {}, {"texts": None}, {"texts": {"a": SAID}}, {"texts": [None, []]}]
)
def test_what_is_no_file_of_texts_holds_none(said: object) -> None:
    assert read_texts(said) == []


def test_of_too_many_the_first_are_read_and_a_wrong_one_takes_none_with_it() -> None:
    many = [SAID | {"version": number} for number in range(1, MOST + 2)]
    assert [text.subject.version for text in read_texts({"texts": many})] == list(range(1, MOST + 1))
    assert read_texts({"texts": [SAID | {"opens": 1}, SAID]}) == [TEXT]


@pytest.mark.parametrize(
    "changed",
    [
        {"texts": {}}, {"texts": [WORDS]}, {"texts": None}, {"texts": {1: WORDS}}, {"texts": {"en": "title"}},
        {"texts": {"en": WORDS, "ro": {"title": "R"}}}, {"texts": {"en": WORDS | {"more": "x"}}},
        {"texts": {"en": WORDS | {"title": ""}}}, {"texts": {"en": WORDS | {"title": "t" * 256}}},
        {"texts": {"en": WORDS | {"title": 1}}}, {"texts": {"en": WORDS | {"address": "javascript:alert(1)"}}},
        {"texts": {"en": WORDS | {"address": "https://" + "a" * 493}}},
        {"origin": None}, {"origin": "o" * 161}, {"opens": "yes"}, {"in_force": None}, {"opens": 1}, {"in_force": 0},
        {"digest": "short"}, {"kind": "poem"}, {"code": None},
    ],
)  # fmt: skip
def test_a_text_that_is_not_as_it_must_be_is_left_out(changed: dict[str, Any]) -> None:
    assert read(**changed) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "o" * 160}, {"texts": {"en": WORDS | {"title": "t" * 255}}},
        {"texts": {"en": WORDS | {"title": "t"}}},
        {"texts": {"en": WORDS | {"address": "https://" + "a" * 492}}},
        {"texts": {"en": WORDS | {"address": "http://site.example"}}},
    ],
)  # fmt: skip
def test_what_is_just_within_its_length_is_read(changed: dict[str, Any]) -> None:
    assert len(read(**changed)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"hours": 0}, {"hours": MOST_HOURS + 1}, {"hours": True}, {"hours": "1"}, {"hours": None}, {"clock": None},
        {"what": {}}, {"what": None}, {"what": {"en": ""}}, {"what": {"en": "w" * 161}}, {"what": {"en": 1}},
        {"what": {"en": "answer", "ro": ""}},
    ],
)  # fmt: skip
def test_a_promise_that_is_not_as_it_must_be_is_left_out_of_its_text(changed: dict[str, Any]) -> None:
    assert read(levels=[PROMISE | changed, PROMISE, None]) == [TEXT]


@pytest.mark.parametrize("hours, words", [(1, "w"), (MOST_HOURS, "w" * 160)])
def test_a_promise_just_within_its_bounds_is_read(hours: int, words: str) -> None:
    assert read(levels=[{"hours": hours, "clock": "", "what": {"en": words}}])[0].levels == (
        Level(hours, "", {"en": words}),
    )


def test_a_file_of_an_older_site_promises_nothing_and_of_too_many_promises_the_first_count() -> None:
    assert [read(levels=said)[0].levels for said in (None, "48", 48)] == [(), (), ()]
    assert len(read(levels=[PROMISE] * (MOST_LEVELS + 1))[0].levels) == MOST_LEVELS
