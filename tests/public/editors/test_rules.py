"""Who may try to sign in once more, and who needs a second factor; pure."""

import pytest

from safeconduct.public.editors.rules import PASSWORDS, TOO_MANY, Counted, may_try, needs_factor
from safeconduct.vocabulary.decisions import Allowed, Refused


@pytest.mark.parametrize("counted", [
    Counted(of_both=5, of_account=5, of_address=5),
    Counted(of_both=1, of_account=30, of_address=20),
    # others try the account from elsewhere, and its editor has signed in from here before
    Counted(of_both=1, of_account=500, of_address=1, is_known=True),
])  # fmt: skip
def test_what_stays_within_the_limits_is_looked_at(counted: Counted) -> None:
    assert may_try(counted, PASSWORDS) == Allowed()


@pytest.mark.parametrize("counted", [
    # one account from one address, known or not
    Counted(of_both=6, of_account=6, of_address=6),
    Counted(of_both=6, of_account=6, of_address=6, is_known=True),
    # many accounts from one address
    Counted(of_both=1, of_account=1, of_address=21, is_known=True),
    # one account from many addresses
    Counted(of_both=1, of_account=31, of_address=1),
])  # fmt: skip
def test_what_is_beyond_a_limit_is_not(counted: Counted) -> None:
    assert may_try(counted, PASSWORDS) == Refused(TOO_MANY)


@pytest.mark.parametrize("groups, is_superuser, is_demo, expected", [
    ({"Editors"}, False, False, False),
    ({"Moderators"}, False, False, True),
    ({"Editors", "Organisers"}, False, False, True),
    (set(), True, False, True),
    # a demonstration is signed in to with the password that it prints
    ({"Moderators", "Organisers"}, True, True, False),
])  # fmt: skip
def test_who_needs_a_second_factor(
    groups: set[str], is_superuser: bool, is_demo: bool, expected: bool
) -> None:
    found = needs_factor(groups=frozenset(groups), is_superuser=is_superuser, is_demo=is_demo)
    assert found is expected
