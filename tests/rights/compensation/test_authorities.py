"""Who helps and who decides between two countries, as the data know it; and what the reader of that file refuses."""

import pytest

from safeconduct.rights.compensation.authorities import FILE, Way, between, read, schemes
from safeconduct.rights.reading import PackError, book
from safeconduct.vocabulary.codes import Confidence

HEAD = """
[source.A]
cites = ["Somewhere"]
read_on = 2026-11-25
"""
ONE = """
[[country]]
code = "BE"
bound = true
languages = ["fr"]
assisting = { name = "One", confidence = "verified", source = ["A"] }
deciding = { name = "Two", confidence = "verified", source = ["A"] }
"""


@pytest.mark.parametrize(
    "happened, lives, way, assisting, deciding",
    [
        # exploited in Belgium, lives in Romania: the Romanian ministry helps, the Belgian commission decides
        ("BE", "RO", Way.ACROSS, "Ministry of Justice, Bucharest", "Commission for financial aid"),
        ("BE", "BG", Way.ACROSS, "National Council", "Commission for financial aid"),
        ("SE", "ES", Way.ACROSS, "Provincial offices", "Brottsoffermyndigheten"),
        # what decides in Romania was not read: nothing unverified stands beside a person
        ("RO", "BE", Way.ACROSS, "Commission for financial aid", None),
        ("BE", "BE", Way.AT_HOME, None, "Commission for financial aid"),
        # not bound by the directive, on either side
        ("ES", "AL", Way.NO_SCHEME, None, None),
        ("AL", "ES", Way.NO_SCHEME, None, None),
        ("UA", "AL", Way.NO_SCHEME, None, None),
        # nothing is kept of Italy
        ("IT", "RO", Way.NOT_KEPT, None, None),
        ("BE", "IT", Way.NOT_KEPT, None, None),
    ],
)
def test_who_helps_and_who_decides(
    happened: str, lives: str, way: Way, assisting: str | None, deciding: str | None
) -> None:
    pair = between(happened, lives, schemes())
    assert pair.way is way
    for found, name in ((pair.assisting, assisting), (pair.deciding, deciding)):
        assert (found is None) == (name is None)
        assert found is None or found.name.startswith(name or "")


def test_every_country_of_the_packs_stands_there_and_is_bound_as_the_union_says() -> None:
    assert set(schemes()) == set(book().countries)
    assert {code for code, one in schemes().items() if one.is_bound} == book().packs["EU"].bound


def test_what_is_not_unverified_has_a_source_with_the_day_it_was_read() -> None:
    for scheme in schemes().values():
        for one in filter(None, (scheme.assisting, scheme.deciding)):
            assert one.sources or one.confidence is Confidence.UNVERIFIED
        assert scheme.is_bound or (scheme.sources and scheme.note)


@pytest.mark.parametrize(
    "old, new, fault",
    [
        ('code = "BE"', 'code = "XX"', "is not in our list"),
        ("bound = true", 'bound = "yes"', "say true or false"),
        ("bound = true", "bound = false", "names both, another one neither"),
        ('languages = ["fr"]', 'languages = ["klingon"]', "languages"),
        ('languages = ["fr"]', 'telephone = "1"', "there is no such field"),
        ('name = "One"', 'name = ""', "write a text"),
        ('source = ["A"]', 'source = ["B"]', "is not among the sources"),
        ('source = ["A"]', "source = []", "name one"),
        ('confidence = "verified"', 'confidence = "sure"', "is not one of"),
        ("read_on = 2026-11-25", "", "on which day"),
        ("[[country]]", "[[country", "no TOML"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_with_what_to_mend(old: str, new: str, fault: str) -> None:
    assert read(HEAD + ONE)
    with pytest.raises(PackError, match="authorities") as refused:
        read((HEAD + ONE).replace(old, new, 1))
    assert fault in str(refused.value)


def test_a_country_stands_there_once() -> None:
    with pytest.raises(PackError, match="twice"):
        read(HEAD + ONE + ONE)


def test_the_file_of_the_release_is_read() -> None:
    assert read(FILE.read_text()).keys() == schemes().keys()
