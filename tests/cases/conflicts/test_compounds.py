"""Names are compared by each two of their parts, whatever the alphabet, the order and the spelling of a sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.conflicts.compounds import MOST_PARTS, compounds

ONE = [
    ("Shevchenko Olha", "Ольга Шевченко"),
    ("Yuliya Kovalchuk", "Iuliia Kovalchuk"),
    ("Юлія Ковальчук", "Iuliia Kovalchuk"),
    ("Христо Георгиев", "Khristo Georgiev"),
    ("Hristo Georgiev", "Khristo GEORGIEV"),
    ("Ştefan Ionescu", "stefan ionescu"),
    ("Ștefan-Radu Ionescu", "Ionescu Stefan"),
    ("Zoë Müller", "Zoe Muller"),
    ("Victor Melnyk", "Віктор Мельник"),
    ("Viktor Marcu", "Victor Marku"),
    ("Ciobanu Lucia", "Lucia Ciobanu"),
]
APART = [
    ("Olha Shevchenko", "Olha Kovalchuk"),
    ("Ana Pop", "Ana Popescu"),
    ("Çelik Hana", "Kelik Hana"),
    ("Ion Marin", "Ioana Marin"),
    ("Maria", "Maria"),
    ("Maria M.", "Maria M."),
    ("", "12 34"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_name_in_two_spellings_has_something_in_common(one: str, other: str) -> None:
    assert compounds(one) & compounds(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_names_or_a_part_alone_have_nothing_in_common(one: str, other: str) -> None:
    assert not compounds(one) & compounds(other)


@given(
    st.lists(st.text(alphabet="abcdefghijklmnoprstuvzабвгдежзиклмнопрст", min_size=4, max_size=9), max_size=9)
)
def test_the_order_of_the_parts_says_nothing_and_there_are_never_many(parts: list[str]) -> None:
    found = compounds(" ".join(parts))
    assert found == compounds(", ".join(reversed(parts)))
    assert len(found) <= MOST_PARTS * (MOST_PARTS - 1) // 2
