"""What a note may say, and what looks like a person in it. The property tests know pieces that must always be found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.vocabulary.scanner import Kind, normal, scan

ADMITTED = [
    "Needs a bed from Monday, speaks Ukrainian and Romanian. Two children of 0-11 years.",
    "She may need a wheelchair; has 2 children and a dog.",
    "Age band 18-25. Open 24/7, somebody is there at 10:30.",
    "URGENT: no documents, takes medication. The EU citizen stays with the NGO.",
    "I'm asking for an adult in the Republic of Moldova.",
    "Persoana vorbește română și are nevoie de adăpost în România.",
    "Потребує місця в Україні. Розмовляє румунською.",
    "Нужен приют в Бельгии. Говорит на украинском.",
    "",
]
FOUND = [
    ("Olena needs a bed", Kind.NAME, "Olena"),
    ("Popescu Zdravka needs a bed", Kind.NAME, "Popescu Zdravka"),
    ("maria needs a bed", Kind.NAME, "maria"),
    ("A bed for Zdravka tonight", Kind.NAME, "Zdravka"),
    ("Dr. Ionescu knows her", Kind.NAME, "Ionescu"),
    ("She was seen by O. Petrenko.", Kind.NAME, "Petrenko"),
    ("(Tonka) needs help, ask (Tonka)", Kind.NAME, "Tonka"),
    ("She lives in Cluj-Napoca", Kind.NAME, "Cluj-Napoca"),
    ("Її звати Квітка.", Kind.NAME, "Квітка"),
    ("Оленою опікуються", Kind.NAME, "Оленою"),
    ("Moved here with KOWALSKA", Kind.NAME, "KOWALSKA"),
    ("call +40 722 123 456", Kind.NUMBER, "+40 722 123 456"),
    ("call 0722-123-456", Kind.NUMBER, "0722-123-456"),
    ("passport AB12345", Kind.NUMBER, "AB12345"),
    ("number A1B2C3", Kind.NUMBER, "A1B2C3"),
    ("room 214", Kind.NUMBER, "214"),
    ("here since 2021", Kind.NUMBER, "2021"),
    ("born 12.03.2001", Kind.DATE, "12.03.2001"),
    ("born 2001-03-12", Kind.DATE, "2001-03-12"),
    ("from 12.03 on", Kind.DATE, "12.03"),
    ("from 3 March", Kind.DATE, "3 March"),
    ("din 3 martie", Kind.DATE, "3 martie"),
    ("з 3 березня", Kind.DATE, "3 березня"),
    ("she is 17 years old", Kind.AGE, "17 years old"),
    ("a 17-year-old", Kind.AGE, "17-year-old"),
    ("aged 34", Kind.AGE, "aged 34"),
    ("are 17 ani", Kind.AGE, "17 ani"),
    ("17 років", Kind.AGE, "17 років"),
    ("write to x@example.org", Kind.CONTACT, "x@example.org"),
    ("on telegram @somebody", Kind.CONTACT, "@somebody"),
    ("see https://example.org/p", Kind.CONTACT, "https://example.org/p"),
    ("see example.ro/p", Kind.CONTACT, "example.ro/p"),
    ("lives in Strada Florilor", Kind.ADDRESS, "Strada Florilor"),
    ("живе на вулиці Садовій", Kind.ADDRESS, "вулиці Садовій"),
]
DIGITS = st.text("0123456789", min_size=5, max_size=12)
SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", " - "])
HARMLESS = st.text("abcdefghij ,.;\n", max_size=40)
UNSEEN = st.sampled_from(["", "\u200b", "\u00ad", "\u2060", "\ufeff"])


@pytest.mark.parametrize("note", ADMITTED)
def test_a_note_about_nobody_is_admitted(note: str) -> None:
    assert scan(note) == ()


@pytest.mark.parametrize(("note", "kind", "piece"), FOUND)
def test_what_looks_like_a_person_is_found_and_shown(note: str, kind: Kind, piece: str) -> None:
    found = [(one.kind, one.text) for one in scan(note)]
    assert any(kind is a_kind and piece in text for a_kind, text in found), found


def test_the_pieces_stand_in_the_order_of_the_text() -> None:
    assert [one.kind for one in scan("Olena, 17 years, +40 722 123 456")] == [
        Kind.NAME,
        Kind.AGE,
        Kind.NUMBER,
    ]


@pytest.mark.parametrize(
    "note", ["Popescu needs a bed", "she is seventeen", "the woman from the bakery", "3-5 works there"]
)
def test_what_it_cannot_find_is_known(note: str) -> None:
    """The handbook says so; who makes one of these found takes it off that page too."""
    assert scan(note) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_scanned_and_each_piece_stands_in_it(note: str) -> None:
    read = normal(note)
    for piece in scan(note):
        assert piece.text
        assert piece.text in read
        assert read.startswith(piece.text, piece.start) or piece.text in read[piece.start :]


@given(st.text(max_size=200))
def test_the_other_node_comes_to_the_same_answer(note: str) -> None:
    """What travels is the normal form; scanned again, and made normal again, it is the same."""
    assert normal(normal(note)) == normal(note)
    assert scan(normal(note)) == scan(note)


@given(HARMLESS, DIGITS, SEPARATORS, UNSEEN, HARMLESS)
def test_five_digits_are_found_however_they_are_written(
    before: str, digits: str, between: str, unseen: str, after: str
) -> None:
    written = between.join(digits).replace("1", f"1{unseen}")
    assert scan(f"{before} {written} {after}")


@given(HARMLESS, st.sampled_from(["Zdravka", "Quispe", "Мирослава", "Żaneta"]), HARMLESS)
def test_an_unknown_capitalised_word_in_a_sentence_is_a_name(before: str, name: str, after: str) -> None:
    assert any(
        one.kind is Kind.NAME and name in one.text for one in scan(f"{before}a bed for {name} {after}")
    )


@given(HARMLESS, st.sampled_from(["olena", "OLENA", "Olena", "oLeNa"]), HARMLESS)
def test_a_frequent_given_name_is_found_wherever_it_stands(before: str, name: str, after: str) -> None:
    assert any(name in one.text for one in scan(f"{before} {name} {after}"))


@given(st.text("qwxyz ,;\n", max_size=40))
def test_small_letters_alone_say_nobody(note: str) -> None:
    assert scan(note) == ()
