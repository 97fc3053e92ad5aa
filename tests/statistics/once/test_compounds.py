"""What is compared of a person: one name in two scripts meets, so do turned names, and others rarely."""

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.statistics.once.compounds import compounds
from safeconduct.statistics.once.phonetic import LONGEST, sounding

UKRAINIAN = dict(zip(
    "абвгдежзиклмнопрстуфхцчшщ",
    ("a", "b", "v", "h", "d", "e", "zh", "z", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts",
     "ch", "sh", "shch"),
    strict=True,
))  # fmt: skip
"""Resolution 55 of the Cabinet of Ministers of Ukraine, 2010."""
BULGARIAN = UKRAINIAN | {"г": "g", "и": "i", "х": "h", "щ": "sht", "ъ": "a"}
"""Transliteration Act of Bulgaria, 2009."""
GREEK = dict(zip(
    "αβγδεζθικλμνοπρστυφχ",
    ("a", "v", "g", "d", "e", "z", "th", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "y", "f", "ch"),
    strict=True,
))  # fmt: skip
"""ELOT 743."""
VOWELS = "аеиоуъαειου"
SAME = [
    ("Olha", "Ольга"), ("Serhii", "Sergey"), ("Yuliia", "Юлия"), ("Julia", "Iulia"), ("Ševčenko", "Шевченко"),
    ("Shcherbak", "Щербак"), ("Γεωργίου", "Georgiou"), ("Παπαδόπουλος", "Papadopoulos"), ("Hoxha", "Ходжа"),
    ("Yekaterina", "Екатерина"), ("Вікторія", "Victoria"), ("Ivanov", "Ivanoff"), ("Ionescu", "Ионеску"),
    ("Ștefan", "Стефан"), ("Gheorghe", "Георге"), ("Cristina", "Христина"), ("Olena", "Elena"), ("Ivanova", "Иванов"),
    ("Oleksandr", "Alexandru"), ("Mohamed", "Muhammad"), ("Χρήστος", "Christos"), ("ნინო", "Nino"),
]  # fmt: skip
NOT_THE_SAME = [
    ("Ana", "Ioana"),
    ("Maria", "Marta"),
    ("Olha", "Olena"),
    ("Ivan", "Iulian"),
    ("Petro", "Pavlo"),
]
GIVEN = (
    *("Ana", "Maria", "Olha", "Iryna", "Elena", "Mihaela", "Daniela", "Svitlana"),
    *("Ionela", "Gabriela", "Viorica", "Natalia", "Ivan", "Petru", "Radu", "Serhii"),
)
FAMILY = (
    *("Popescu", "Ionescu", "Rusu", "Munteanu", "Ceban", "Ciobanu", "Lungu", "Moraru", "Dumitru", "Stoica"),
    *("Shevchenko", "Kovalenko", "Bondarenko", "Melnyk", "Tkachenko", "Boyko"),
    *("Petrova", "Dimitrova", "Ivanova", "Georgieva"),
)


def words_of(table: dict[str, str]) -> st.SearchStrategy[str]:
    """Names made of syllables: a consonant and a vowel each, perhaps one more at the end."""
    vowels = [letter for letter in table if letter in VOWELS]
    consonants = [letter for letter in table if letter not in VOWELS]
    syllable = st.tuples(st.sampled_from(consonants), st.sampled_from(vowels)).map("".join)
    return st.lists(syllable, min_size=2, max_size=4).map("".join)


def in_latin(word: str, table: dict[str, str]) -> str:
    return "".join(table[letter] for letter in word)


@pytest.mark.parametrize("one, other", SAME)
def test_a_name_sounds_the_same_as_it_is_written_elsewhere(one: str, other: str) -> None:
    assert sounding(one) == sounding(other) != ""


@pytest.mark.parametrize("one, other", NOT_THE_SAME)
def test_names_that_only_look_alike_do_not(one: str, other: str) -> None:
    assert sounding(one) != sounding(other)


@pytest.mark.parametrize("table", [UKRAINIAN, BULGARIAN, GREEK])
@settings(max_examples=50)
@given(data=st.data())
def test_the_same_name_in_two_scripts_meets_whatever_its_order(
    table: dict[str, str], data: st.DataObject
) -> None:
    first, last = data.draw(words_of(table)), data.draw(words_of(table))
    one = compounds(f"{first} {last}", "1999-03-01", ["UA"])
    other = compounds(f"{in_latin(last, table)} {in_latin(first, table)}".title(), "1999-12-31", ["RO", "UA"])
    assert not one or one & other


@given(st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=2, max_size=5), st.randoms())
def test_turned_names_and_capital_letters_change_nothing(parts: list[str], random: Random) -> None:
    turned = [part.upper() for part in parts]
    random.shuffle(turned)
    born = "1990-05-05"
    assert compounds(" ".join(parts), born, ["UA"]) == compounds(", ".join(turned), born, ["UA"])


@given(st.text(max_size=40), st.text(max_size=12), st.lists(st.text(max_size=3), max_size=9))
def test_whatever_was_typed_gives_few_compounds_and_no_error(
    names: str, born: str, citizenships: list[str]
) -> None:
    assert len(compounds(names, born, citizenships)) <= 60
    assert all(len(sounding(part)) <= LONGEST for part in names.split())


def test_one_slip_does_not_hide_a_person_and_two_do() -> None:
    one = compounds("Olha Petrivna Shevchenko", "1999-03-01", ["UA"])
    for names, citizenships in (
        ("Olga Shevchenko", ["UA"]), ("Шевченко Ольга", ["MD", "UA"]), ("Olha Petrivna Shevchenko", ["MD"]),
        ("Olha Petrivna Shevchenko", ["unknown"]), ("Olha Petrivna Kovalenko", ["UA"]),
    ):  # fmt: skip
        assert one & compounds(names, "1999-01-01", citizenships), names
    assert not one & compounds("Olga Shevchenko", "1999-03-01", ["MD"])
    assert not one & compounds("Olha Petrivna Shevchenko", "2000-03-01", ["UA"])


@pytest.mark.parametrize("names, born", [
    ("", "1999-03-01"), ("Olha", "1999-03-01"), ("Olha Olga", "1999-03-01"), ("O. S.", "1999-03-01"),
    ("Olha Shevchenko", ""), ("Olha Shevchenko", "1999"), ("Olha Shevchenko", "0199-03-01"), ("1 2 3", "1999-03-01"),
])  # fmt: skip
def test_without_two_names_and_a_year_of_birth_nothing_is_compared(names: str, born: str) -> None:
    assert compounds(names, born, ["UA"]) == frozenset()


def test_different_persons_rarely_meet() -> None:
    """All pairs of 320 names that are usual here, as if all were born in one year with one citizenship."""
    people = [
        compounds(f"{given} {family}", "1999-01-01", ["RO"]) for given, family in product(GIVEN, FAMILY)
    ]
    met = sum(1 for one, other in combinations(people, 2) if one & other)
    assert met / (len(people) * (len(people) - 1) / 2) < 0.002
