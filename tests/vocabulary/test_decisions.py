"""A refusal carries its reason, and the errors of the house speak in sentences."""

import pytest
from django.utils.translation import gettext_lazy

from safeconduct.vocabulary.decisions import Allowed, Reason, Refused, require
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible, SafeconductError

ENDED = Reason("consent_ended", gettext_lazy("The consent has ended."), "Ask the person again.")


def test_what_is_allowed_goes_on() -> None:
    require(Allowed())


def test_a_refusal_is_raised_with_its_reason() -> None:
    with pytest.raises(NotPossible, match=r"^The consent has ended\.$") as refusal:
        require(Refused(ENDED))

    assert refusal.value.reason is ENDED


def test_a_decision_is_true_only_when_allowed() -> None:
    assert Allowed()
    assert not Refused(ENDED)


def test_reasons_are_compared_by_their_code() -> None:
    assert Reason("consent_ended", "Other words.") == ENDED
    assert len({ENDED, Reason("consent_ended", "Other words.")}) == 1


def test_a_reason_is_one_text_and_stands_beside_the_question_that_it_is_about() -> None:
    assert ENDED.whole == "The consent has ended. Ask the person again."
    assert Reason("x", "No.").whole == "No."
    assert NotPossible(ENDED).beside({"consent_ended": "until"}) == {"until": ENDED.whole}


def test_a_reason_about_no_question_of_the_form_goes_on() -> None:
    with pytest.raises(NotPossible) as refusal:
        NotPossible(ENDED).beside({"other": "until"})

    assert refusal.value.reason is ENDED


def test_bad_input_names_the_field_and_speaks_its_sentences() -> None:
    error = BadInput({"until": gettext_lazy("Choose a day to come."), "purpose": "Choose a purpose."})

    assert set(error.errors) == {"until", "purpose"}
    assert str(error) == "Choose a day to come. Choose a purpose."


def test_every_error_is_of_one_tree() -> None:
    assert all(issubclass(kind, SafeconductError) for kind in (NotPossible, NotFound, BadInput))
    assert str(NotFound()) == ""
