"""How a number is shown to somebody who dials it."""

import pytest

from safeconduct.vocabulary.telephones import grouped


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+40210000001", "+40 210 000 001"),
        ("+35929999999", "+359 299 999 99"),
        ("+37312345678, post@example.org", "+373 123 456 78, post@example.org"),
        ("+4612345678901", "+46 123 456 789 01"),
        ("+462100000001", "+46 210 000 0001"),
        ("112", "112"),
        ("+40 21 000 0001", "+40 21 000 0001"),
        ("", ""),
    ],
)
def test_a_number_is_shown_in_groups_and_what_is_none_stays(kept: str, shown: str) -> None:
    assert grouped(kept) == shown
