"""“This is wrong”: what may be said of a rule, and what looks like a person and may not."""

import pytest

from safeconduct.rights.editing.remarks import LONGEST, Wrong, answer_of, remark_of
from safeconduct.rights.reading import book
from safeconduct.vocabulary.errors import BadInput

RULE = next(rule for rule in book().rules if rule.id == "RO-RP-01")


@pytest.mark.parametrize("code, words", [
    ("law_changed", ""),
    ("law_changed", "Law 678/2001 has another article by now, 39^1 is gone"),
    ("law_changed", "in the consolidated text of 2026 it reads 60 days, by law 51/2019"),
    ("not_what_it_says", "it says at least, and not at most"),
    ("law_changed", "in the consolidated text of 2026 I read 60 days"),
    ("law_changed", "law 143/2022 changed it, see article 1017 and 40(1)"),
    ("not_what_it_says", "regulation (EU) 2024/1351 and directive 2011/36/EU say more than act 2000:1383"),
    ("law_changed", "since 2026 60 days, article 12.1 of law 678/2001"),
])  # fmt: skip
def test_what_is_about_the_law_is_taken(code: str, words: str) -> None:
    assert remark_of(code, words, RULE) == (Wrong(code), words)


@pytest.mark.parametrize("code, words, field", [
    ("law_changed", "a woman called Oksana was told no", "words"),
    ("law_changed", "refused on 3 May 2026", "words"),
    ("law_changed", "refused on 03.05.2026", "words"),
    ("law_changed", "see file 4711234", "words"),
    ("law_changed", "see file 4711234/2026", "words"),
    ("law_changed", "call 0722 123 456", "words"),
    ("law_changed", "call 722 123 456", "words"),
    ("law_changed", "call 0722-123-456", "words"),
    ("law_changed", "refused on 3.5", "words"),
    ("law_changed", "passport MD123456", "words"),
    ("law_changed", "she is 19 years old", "words"),
    ("law_changed", "the text is " + "so " * LONGEST, "words"),
    ("something_else", " ", "words"),
    ("because", "", "code"),
])  # fmt: skip
def test_what_could_be_about_a_person_is_refused_with_what_it_was(code: str, words: str, field: str) -> None:
    with pytest.raises(BadInput) as wrong:
        remark_of(code, words, RULE)
    assert list(wrong.value.errors) == [field]


@pytest.mark.parametrize("words", ["", "Ask Oksana"])
def test_an_answer_says_something_and_names_nobody(words: str) -> None:
    with pytest.raises(BadInput):
        answer_of(words, RULE)
