"""Words are compared in one script, without accents, and within two letters; here and in the database alike."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.directory.reading.folding import folded, is_meant, meant, near, words
from safeconduct.directory.reading.typed import also_called
from safeconduct.vocabulary.codes import Need
from tests.directory.shelf import Shelf


@pytest.mark.parametrize("one, other", [
    ("Шуменска къща", "Shumenska Kashta"), ("Αθήνα", "Athina"), ("საქართველო", "Sakartvelo"), ("Київ", "Kyiv"),
    ("Sălcioara", "salcioara"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Γεωργίου", "Georgiou"),
    ("Casa  Salcia!", "casa salcia"), ("Jeunes-du-Port", "jeunes du port"),
])  # fmt: skip
def test_what_is_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize("typed, word, is_it", [
    ("salcia", "salcia", True), ("salsia", "salcia", True), ("slacia", "salcia", True), ("salcioara", "salcia", False),
    ("sal", "salcia", True), ("sa", "salcia", False), ("tei", "tea", False), ("nuca", "nuci", True),
])  # fmt: skip
def test_a_slip_is_forgiven_and_another_word_is_not(typed: str, word: str, is_it: bool) -> None:
    assert is_meant(typed, word) is is_it


def test_the_nearest_stands_first() -> None:
    assert meant("salcia", ["salcie", "salcia", "other", "salcira"]) == ["salcia", "salcie", "salcira"]


def test_at_most_eight_words_are_looked_for_and_no_single_letter() -> None:
    assert words("a b casa casa " + " ".join(f"word{number}" for number in range(20))) == [
        "casa", *(f"vord{number}" for number in range(7)),
    ]  # fmt: skip


def _letters(first: int, last: int) -> st.SearchStrategy[str]:
    return st.characters(min_codepoint=first, max_codepoint=last).filter(str.isalpha)


LETTERS = st.text(
    st.one_of(
        _letters(0x41, 0x17F),
        _letters(0x386, 0x3CE),
        _letters(0x410, 0x45F),
        _letters(0x10D0, 0x10F0),
        st.sampled_from(" -'’0123456789"),
    ),
    max_size=24,
)


@given(texts=st.lists(LETTERS, min_size=20, max_size=20))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_folds_and_leaves_letters_out_as_the_search_does(shelf: Shelf, texts: list[str]) -> None:
    rows = shelf.owner.execute(
        "SELECT t, directory.folded(t), directory.near(replace(directory.folded(t), ' ', '')) "
        "FROM unnest(%s::text[]) t",
        [texts],
    ).fetchall()
    for text, said, parts in rows:
        assert said == folded(text)
        assert set(parts) == near(folded(text).replace(" ", ""))


def test_what_people_call_a_need_is_of_our_list() -> None:
    assert set(also_called()) <= set(Need)
    assert all(len(words(text.replace("\n", " "))) > 1 for text in also_called().values())
