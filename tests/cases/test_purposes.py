"""Why each question is asked: a question without a sentence, or a sentence without a question, is found here."""

import pytest
from django.utils import translation

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import questions
from safeconduct.cases.purposes import PURPOSES, purpose_of
from safeconduct.vocabulary.sections import Section

NAMES = {(section, field.name) for section, fields in FIELDS.items() for field in fields}


def test_every_question_of_every_form_says_why_it_is_asked() -> None:
    assert {(section, name) for section, said in PURPOSES.items() for name in said} == NAMES


def test_each_sentence_is_one_of_its_own() -> None:
    sentences = [str(words) for said in PURPOSES.values() for words in said.values()]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert 20 < len(sentence) < 120
        assert sentence.endswith(".")
        assert "victim" not in sentence.lower()


@pytest.mark.parametrize("section", list(FIELDS))
def test_the_form_carries_it(section: Section) -> None:
    for question in questions(section, {}):
        assert question.why == purpose_of(section, question.name) != ""


def test_it_is_said_in_romanian_too() -> None:
    english = {name: str(purpose_of(*name)) for name in NAMES}
    with translation.override("ro"):
        assert all(str(purpose_of(*name)) != english[name] for name in NAMES)
