"""Whether a file begins as its name says."""

import pytest

from safeconduct.public.uploads.rules import BEGINS, is_as_named


@pytest.mark.parametrize("ending", BEGINS)
def test_what_begins_as_its_name_says_is_taken_under_no_other_kind_of_name(ending: str) -> None:
    data = BEGINS[ending] + b"rest"
    assert is_as_named(data, ending)
    assert is_as_named(data, ending.upper())
    others = [one for one, begins in BEGINS.items() if begins != BEGINS[ending]]
    assert not any(is_as_named(data, one) for one in others)
    assert not is_as_named(b" " + data, ending)


def test_a_name_of_no_known_kind_holds_anything_but_a_file_of_one() -> None:
    assert is_as_named(b"name,day", "csv")
    assert is_as_named(b"", "csv")
    assert not any(is_as_named(begins + b"rest", "csv") for begins in BEGINS.values())
