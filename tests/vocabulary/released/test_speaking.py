"""What an edition says in a language: its own words first, then those of its codes, where their English is the same."""

from django.utils.translation import override

from safeconduct.vocabulary.labels.editions import known
from safeconduct.vocabulary.released.reading import read
from safeconduct.vocabulary.released.speaking import spoken
from safeconduct.vocabulary.released.tables import text
from tests.vocabulary.released.invented import document


def said(name: str, code: str, language: str) -> tuple[str, str]:
    return text(spoken(read(document()), language).dimensions[name].codes[code], language)


def test_the_words_that_were_signed_come_first() -> None:
    assert said("sex", "F", "ro") == ("Femei", "ro")


def test_a_code_whose_english_is_known_is_said_in_the_language() -> None:
    assert said("age", "Y_LT18", "ro") == ("Sub 18 ani", "ro")
    assert said("sex", "M", "fr")[1] == "fr"


def test_a_code_that_is_called_otherwise_here_stays_as_it_was_signed() -> None:
    """Nobody knows whether “All” of this document is our “Total”."""
    assert said("age", "TOTAL", "ro") == ("All", "en")
    assert said("form", "SEX", "ro") == ("Sexual", "en")


def test_an_unknown_dimension_or_code_stays_as_it_was_signed() -> None:
    dimension = {"label": {"en": "Sex"}, "codes": {"NEW": {"en": "Under 18"}}}
    table = {"code": "A1", "title": {"en": "Sex"}, "dimensions": ["new"], "codes": [["NEW"]], "numbers": [7]}
    made = spoken(read(document(dimensions={"new": dimension}, tables=[table])), "ro")
    assert text(made.dimensions["new"].codes["NEW"], "ro") == ("Under 18", "en")
    assert text(made.dimensions["new"].label, "ro") == ("Sex", "en")
    assert text(made.tables[0].title, "ro") == ("Sex", "en")


def test_numbers_codes_and_english_are_as_they_were() -> None:
    one = read(document())
    made = spoken(one, "ro")
    assert [each.numbers for each in made.tables] == [each.numbers for each in one.tables]
    assert [each.codes for each in made.tables] == [each.codes for each in one.tables]
    assert text(made.dimensions["age"].codes["Y_LT18"], "en") == ("Under 18", "en")
    assert spoken(one, "en") is one
    assert spoken(one, "xx") is one


def test_labels_of_agencies_are_those_of_their_sectors() -> None:
    with override("ro"):
        assert str(known("by", "police")) == "Poliție"
    assert known("by", "nobody") is None
