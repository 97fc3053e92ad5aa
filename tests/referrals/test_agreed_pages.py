"""What the page of a referral says of the consent it rests on."""

from uuid import UUID

import pytest

from safeconduct.consent.document import Document
from safeconduct.referrals.pages.agreed import shared
from safeconduct.vocabulary.codes import Presentation, Purpose
from safeconduct.vocabulary.sections import Section


@pytest.mark.parametrize(("presentation", "interpreter", "said"), [
    (Presentation.READ_ALOUD, "", "none named"),
    (Presentation.INTERPRETER, "K-7", "K-7"),
    (Presentation.INTERPRETER, "", "none named, although an interpreter spoke. This is not complete"),
])  # fmt: skip
def test_an_interpreter_who_spoke_and_is_not_named_is_said_to_be_missing(
    presentation: str, interpreter: str, said: str
) -> None:
    document = Document(
        team=UUID(int=1), agency=UUID(int=2), purpose=Purpose.REFERRAL_SERVICE, sections=[Section.NEEDS],
        presentation=presentation, interpreter=interpreter,
    )  # fmt: skip
    assert shared(document)[-1].startswith(f"Interpreter's code: {said}")
