"""Questions of coordinators: large groups are answered, small ones and their differences are not, in any order."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from safeconduct.statistics.protecting.attack.attacker import attack
from safeconduct.statistics.protecting.attack.findings import Demand
from safeconduct.statistics.protecting.guard import Answer, answer
from safeconduct.statistics.protecting.statements import Statement
from safeconduct.statistics.protecting.tables import Facts
from safeconduct.vocabulary.decisions import Refused
from tests.statistics.protecting.making import dimension, everything, square

SEX, AGE = dimension("sex", 2), dimension("age", 3)
FACTS = Facts(
    (SEX, AGE),
    {
        ("sex00", "age00"): 40, ("sex00", "age01"): 22, ("sex00", "age02"): 3,
        ("sex01", "age00"): 30, ("sex01", "age01"): 11, ("sex01", "age02"): 9,
    },
)  # fmt: skip
type Asked = tuple[tuple[str, str], ...]


def ask(questions: list[Asked], facts: Facts = FACTS) -> tuple[list[Answer], list[Statement]]:
    """One question after another, each beside what was said before."""
    ledger: list[Statement] = []
    answers = []
    for asked in questions:
        answers.append(answer(facts, asked, ledger))
        if (said := answers[-1].statement) is not None:
            ledger.append(replace(said, facts="log"))
    return answers, ledger


def code(found: Answer) -> str:
    return found.decision.reason.code if isinstance(found.decision, Refused) else "answered"


def test_a_large_group_is_answered() -> None:
    (found,), _ = ask([(("sex", "sex01"),)])
    assert (code(found), found.count) == ("answered", 50)


def test_a_small_group_is_not_and_asking_again_does_not_help() -> None:
    first, second = ask([(("sex", "sex00"), ("age", "age02"))] * 2)[0]
    assert (code(first), first.count) == ("few_persons", None)
    assert (code(second), second.count) == ("few_persons", None)


def test_nearly_everybody_of_a_group_is_not_said() -> None:
    """Of the men below the highest age 62 are 62 of 65."""
    young = dimension("age", 3)
    young = replace(young, unions=(*young.unions, ("young", ("age00", "age01"))))
    facts = Facts((SEX, young), FACTS.counts)
    (found,), _ = ask([(("sex", "sex00"), ("age", "young"))], facts)
    assert (code(found), found.count) == ("difference", None)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_last_of_three_answers_that_give_the_fourth_away_is_refused(order: tuple[int, ...]) -> None:
    """65 men, 40 of one age, 22 of the other: three would be left."""
    questions: list[Asked] = [
        (("sex", "sex00"),),
        (("sex", "sex00"), ("age", "age00")),
        (("sex", "sex00"), ("age", "age01")),
    ]
    answers, _ = ask([questions[at] for at in order])
    assert [code(found) for found in answers] == ["answered", "answered", "difference"]


@pytest.mark.parametrize("seed", range(3))
def test_everything_may_be_asked_and_the_log_gives_nothing_away(seed: int) -> None:
    facts, _ = square(3, 3, seed)
    codes = [everything(one) for one in facts.dimensions]
    answers, ledger = ask([(("a", x), ("b", y)) for x, y in product(*codes)], facts)
    assert {"answered", "few_persons"} <= {code(found) for found in answers}
    assert not any(0 < (found.count or 0) < 5 for found in answers)
    assert attack(facts.dimensions, ledger, Demand())
