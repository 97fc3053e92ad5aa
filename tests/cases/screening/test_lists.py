"""The lists of signs as data: what they hold, and what is refused."""

import pytest

from safeconduct.cases.screening import codes, words
from safeconduct.cases.screening.codes import OF_CHILDREN, Dimension, Profile, Weight
from safeconduct.cases.screening.lists import FILE, ListError, lists, read

TEXT = FILE.read_text()
TOTALS = {
    Profile.LABOUR_ADULT: [10, 10, 16, 9, 15, 7],
    Profile.LABOUR_CHILD: [10, 10, 15, 8, 15, 7],
}
"""As the pages about the source give them: 67 and 65."""


@pytest.mark.parametrize("profile", TOTALS)
def test_the_totals_are_those_of_the_source(profile: Profile) -> None:
    signs = lists()[profile]
    assert [len(signs.of(side)) for side in signs.dimensions] == TOTALS[profile]


def test_the_list_for_children_knows_no_weak_sign() -> None:
    assert Weight.WEAK not in lists()[Profile.LABOUR_CHILD].indicators.values()


@pytest.mark.parametrize("code, adult, child", [
    ("DR1", "strong", "strong"), ("DR10", "weak", "strong"), ("CR1", "strong", "strong"), ("CR4", "medium", "strong"),
    ("CR5", "medium", "medium"), ("RV15", "weak", "medium"), ("EX1", "strong", "strong"), ("EX9", "weak", "medium"),
    ("CD1", "strong", "strong"), ("CD5", "medium", "strong"), ("CD15", "weak", "medium"), ("VD7", "weak", "medium"),
    ("RV8", "medium", None), ("EX8", "medium", None),
])  # fmt: skip
def test_some_rows_as_they_were_read(code: str, adult: str, child: str | None) -> None:
    found = [lists()[one].indicators.get(code) for one in (Profile.LABOUR_ADULT, Profile.LABOUR_CHILD)]
    assert found == [adult, child]


@pytest.mark.parametrize("signs", lists().values(), ids=str)
def test_no_list_says_that_it_was_checked(signs: object) -> None:
    """Nobody has. Whoever compares one writes name and day into the file, and this list of the unchecked shorter."""
    assert (signs.is_checked, signs.checked_by, signs.weights in ("none", "secondary")) == (False, "", True)  # type: ignore[attr-defined]


def test_every_list_for_adults_has_one_for_children() -> None:
    assert {one.value.removesuffix("_child") for one in OF_CHILDREN} == {
        one.value.removesuffix("_adult") for one in set(Profile) - OF_CHILDREN
    }


def test_every_question_is_in_a_list_and_every_dimension_has_its_why() -> None:
    assert set(words.QUESTIONS) == {code for signs in lists().values() for code in signs.indicators}
    assert set(words.WHY_DIMENSION) == set(Dimension)
    assert set(words.SEXUAL) <= set(words.QUESTIONS)
    for _name, fed_by in words.OF_FORCED_LABOUR:
        assert all(code in words.QUESTIONS or code in set(Dimension) for code in fed_by)


@pytest.mark.parametrize("of", codes.LABELS)
def test_every_code_has_its_words(of: type) -> None:
    assert set(codes.LABELS[of]) == set(of)  # type: ignore[call-overload]


NATIONAL = ("nationality", "citizen", "ethnic", "religion", "race", "clothes", "skin")


@pytest.mark.parametrize("code", words.QUESTIONS)
def test_no_sign_asks_where_somebody_is_from_or_what_they_wear(code: str) -> None:
    asked = str(words.QUESTIONS[code]).casefold() + str(words.SEXUAL.get(code, "")).casefold()
    assert not [word for word in NATIONAL if word in asked]


def broken(old: str, new: str, count: int = 1) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new, count).encode()


@pytest.mark.parametrize("source, said", [
    (broken('DR1 = "strong"', 'DR1 = "huge"'), "not known"),
    (broken('DR1 = "strong"', 'DR99 = "strong"'), "without a question: DR99"),
    (broken('DR1 = "strong"', 'DR1 = ""'), "a weight, or none"),
    (broken('FL1 = ""', 'FL1 = "weak"'), "a weight, or none"),
    (broken('weights = "secondary"', 'weights = "compared"'), "named person"),
    (broken('checked_by = ""', 'checked_by = "Somebody"'), "named person"),
    (broken('checked_on = ""', 'checked_on = "2027-01-31"'), "named person"),
    (broken('weights = "secondary"', 'weights = "perhaps"'), "weights"),
    (broken("version = 1", "version = 0"), "version"),
    (broken('source = "WCMS_105023"', 'source = "WCMS_1"'), "not known"),
    (broken('profile = "labour_adult"', 'profile = "labour_child"'), "one list"),
    (broken('checked_on = ""', 'checked_on = "soon"'), "not known"),
])  # fmt: skip
def test_a_file_that_is_wrong_is_refused(source: bytes, said: str) -> None:
    with pytest.raises(ListError, match=said):
        read(source)


def test_a_list_that_a_named_person_compared_is_taken_in() -> None:
    told = 'weights = "secondary"\nchecked_on = ""\nchecked_by = ""'
    named = 'weights = "compared"\nchecked_on = "2027-01-31"\nchecked_by = "Ioana Pop"'
    assert read(broken(told, named))[Profile.LABOUR_ADULT].is_checked
