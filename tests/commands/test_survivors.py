"""What a written reason explains: one change of one function, or all of a kind in some; and when it is idle."""

import re
from collections import Counter
from pathlib import Path

import pytest

from safeconduct.commands.measures.survivors import Why, function_of, idle, unexplained, written

ONE, OTHER, ELSEWHERE = (
    "safeconduct.rights.rules.x_may__mutmut_1",
    "safeconduct.rights.rules.x_may__mutmut_2",
    "safeconduct.rights.documents.rules.x__is_never__mutmut_1",
)
SINGLE = Why(("rights.rules.may",), "-a +b", None, "They are the same.")
KIND = Why(("rights.*",), "", re.compile(r"-raise .*"), "Nobody reads it.")


@pytest.mark.parametrize("mutant, function", [
    (ONE, "rights.rules.may"),
    (ELSEWHERE, "rights.documents.rules._is_never"),
    ("safeconduct.referrals.partners.rules.xǁToldǁcodes__mutmut_10", "referrals.partners.rules.Told.codes"),
    ("safeconduct.cases.rules.xǁAnswerǁ__post_init____mutmut_5", "cases.rules.Answer.__post_init__"),
])  # fmt: skip
def test_a_function_is_named_as_whoever_reads_the_code_names_it(mutant: str, function: str) -> None:
    assert function_of(mutant) == function


def test_a_reason_explains_its_change_in_its_function_and_nowhere_else() -> None:
    survivors = {ONE: "-a +b", OTHER: "-a +c", ELSEWHERE: "-a +b"}
    assert unexplained(survivors, [SINGLE]) == {OTHER: "-a +c", ELSEWHERE: "-a +b"}


def test_a_kind_explains_changes_that_fit_it_wholly() -> None:
    survivors = {ONE: "-raise X +raise None", OTHER: "x -raise X", ELSEWHERE: "-raise Y"}
    assert unexplained(survivors, [KIND]) == {OTHER: "x -raise X"}


def test_a_reason_without_a_survivor_is_idle_where_all_of_its_function_was_asked() -> None:
    made = [ONE, OTHER, ELSEWHERE]
    assert idle([SINGLE], {ONE: "-a +b"}, made=made, asked=made) == []
    assert idle([SINGLE], {}, made=made, asked=[ONE, OTHER]) == ["rights.rules.may: -a +b"]
    assert idle([SINGLE], {}, made=made, asked=[ONE]) == [], "the rest was not asked"
    assert idle([KIND], {OTHER: "-a +c"}, made=made, asked=made) == ["rights.*: -raise .*"]
    assert idle([SINGLE], {}, made=[ELSEWHERE], asked=[]) == ["rights.rules.may: -a +b"], (
        "the function is gone"
    )


def test_a_file_of_reasons_is_read_with_its_single_ones_and_its_kinds(tmp_path: Path) -> None:
    file = tmp_path / "survivors.toml"
    file.write_text(
        "[[survivor]]\nat = 'rights.rules.may'\nchange = '-a +b'\nwhy = 'They are the same.'\n"
        "[[kind]]\nat = ['rights.*']\npattern = '-raise .*'\nwhy = 'Nobody reads it.'\n"
    )
    assert written(file) == [SINGLE, KIND]


def test_each_reason_is_a_sentence_and_stands_once() -> None:
    reasons = written()
    assert all(len(one.why) > 20 and one.why.endswith(".") for one in reasons)
    assert max(Counter((one.at, one.change, one.kind) for one in reasons).values()) == 1
    assert all(one.change.startswith("-") for one in reasons if one.kind is None)
