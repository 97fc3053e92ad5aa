"""Who may work: a truth table of professions and of what was proven."""

import pytest

from safeconduct.agencies.rules import (
    FACTOR_NOT_SHOWN,
    LAST_FACTOR,
    NO_SECOND_FACTOR,
    SUSPENDED,
    Standing,
    may_remove_factor,
    may_work,
    needs_factor,
)
from safeconduct.vocabulary.codes import WITHOUT_CASES, Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused

WORKER, EDITOR = Profession.SOCIAL_WORKER, Profession.EDITOR
ALLOWED = Allowed()


@pytest.mark.parametrize(
    "profession, suspended, has, shown, one_click, expected",
    [
        # with rights in cases
        (WORKER, False, True, True, False, ALLOWED),
        (WORKER, False, False, False, False, Refused(NO_SECOND_FACTOR)),
        (WORKER, False, True, False, False, Refused(FACTOR_NOT_SHOWN)),
        # without: a factor is not needed, but one that is there must be shown
        (EDITOR, False, False, False, False, ALLOWED),
        (EDITOR, False, True, False, False, Refused(FACTOR_NOT_SHOWN)),
        (EDITOR, False, True, True, False, ALLOWED),
        # the demonstration's button
        (WORKER, False, False, False, True, ALLOWED),
        # suspension comes before all
        (WORKER, True, True, True, False, Refused(SUSPENDED)),
        (EDITOR, True, False, False, False, Refused(SUSPENDED)),
        (WORKER, True, True, True, True, Refused(SUSPENDED)),
    ],
)
def test_who_may_work(
    profession: Profession, suspended: bool, has: bool, shown: bool, one_click: bool, expected: Decision
) -> None:
    assert may_work(Standing(profession, suspended, has, shown, one_click)) == expected


@pytest.mark.parametrize("profession", Profession)
def test_every_profession_with_rights_in_cases_needs_a_second_factor_and_so_does_the_administrator(
    profession: Profession,
) -> None:
    assert needs_factor(profession) is (profession not in WITHOUT_CASES - {Profession.ADMINISTRATOR})


@pytest.mark.parametrize(
    "professions, others, expected",
    [
        ([WORKER], 1, ALLOWED),
        ([WORKER], 0, Refused(LAST_FACTOR)),
        ([EDITOR, WORKER], 0, Refused(LAST_FACTOR)),
        ([EDITOR], 0, ALLOWED),
        ([], 0, ALLOWED),
    ],
)
def test_the_last_factor_stays(professions: list[Profession], others: int, expected: Decision) -> None:
    assert may_remove_factor(professions, others=others) == expected


@pytest.mark.parametrize("reason", [SUSPENDED, NO_SECOND_FACTOR, FACTOR_NOT_SHOWN, LAST_FACTOR])
def test_each_reason_says_what_is_possible_instead(reason: object) -> None:
    assert str(getattr(reason, "sentence", ""))
    assert str(getattr(reason, "instead", ""))
