"""The consent form marks each error at the field that mends it, and offers only what can be shared."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from safeconduct.consent.document import Document
from safeconduct.consent.entering import document, ground_document
from safeconduct.consent.forms import ground_questions, marked, questions
from safeconduct.consent.rules import (
    GROUND_NOT_REVIEWED,
    GROUNDS,
    NO_RECIPIENT,
    NOT_ON_THIS_GROUND,
    Shareable,
    missing_to_give,
)
from safeconduct.vocabulary.codes import NoConsentGround, Purpose
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = {
    "told": [
        "interview", "purpose", "actual_and_potential_use", "research_use", "access_right", "storage_period",
        "withdrawal",
    ],
    "limit": ["yes"],
    "sections": ["profile", "needs"],
    "language": ["uk"],
    "method": ["signed"],
    "until": ["2026-06-01"],
}  # fmt: skip
SHELTER = Shareable(with_them=frozenset({Section.PROFILE, Section.NEEDS, Section.SAFETY}))


def made(**changed: list[str]) -> Document:
    """A whole talk with these answers in place of its own."""
    return document({**WHOLE, **changed}, team=uuid4(), agency=uuid4(), purpose=Purpose.REFERRAL_SERVICE)


def errors(*, is_child: bool = False, **changed: list[str]) -> dict[str, str]:
    """What the form says of such a talk with the shelter, under the names that the page links to."""
    return of_a_talk(made(**changed), is_child=is_child)


def of_a_talk(said: Document, *, is_child: bool = False) -> dict[str, str]:
    """The same of a document."""
    talk = said.talk(is_child=is_child, shareable=SHELTER)
    return {name: str(words) for name, words in marked(missing_to_give(talk, now=NOW), said, SHELTER).items()}


def asked(found: list[Question]) -> dict[str, Question]:
    """The questions by the end of their id."""
    return {question.id.partition("-")[2]: question for question in found}


def whole_form(wrong: dict[str, str], shareable: Shareable = SHELTER) -> dict[str, Question]:
    """All four parts."""
    return asked([q for part in questions(WHOLE, wrong, shareable).values() for q in part])


def test_a_whole_talk_has_no_error() -> None:
    assert errors() == {}


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"told": ["interview"]}, "told-purpose"),
        ({"limit": []}, "limit-yes"),
        ({"sections": []}, "sections-profile"),
        ({"until": []}, "until"),
        ({"until": ["2026-03-01"]}, "until"),
        ({"language": []}, "language"),
        ({"method": []}, "method"),
        ({"method": ["oral_witnessed"]}, "witness"),
        ({"sections": ["needs", "exploitation"]}, "sections-exploitation"),
    ],
)
def test_each_error_stands_at_the_field_that_mends_it(changed: dict[str, list[str]], field: str) -> None:
    said = of_a_talk(made(**changed))
    assert list(said) == [field]
    assert whole_form(said)[field].error == said[field], "the summary's link leads to a field that is marked"


def test_of_a_child_the_guardian_and_the_assent_are_marked() -> None:
    assert list(errors(is_child=True)) == ["guardian"]
    assert list(errors(is_child=True, guardian=["GU-03"])) == ["assents-yes"]


def test_all_that_is_missing_is_marked_at_once() -> None:
    assert list(errors(limit=[], language=[], method=["thumb_print"])) == ["limit-yes", "language", "witness"]


def test_a_section_that_they_may_not_hold_is_named_in_words() -> None:
    said = errors(sections=["needs", "exploitation", "identity"])
    assert set(said) == {"sections-exploitation", "sections-identity"}
    assert said["sections-exploitation"].startswith("Exploitation: Their professions may not hold this")


def test_what_cannot_be_shared_stands_there_shut_and_says_why() -> None:
    form = asked(questions({"sections": ["needs", "exploitation"]}, None, SHELTER)["shared"])
    shut, open_ = form["sections-exploitation"], form["sections-needs"]
    assert (shut.is_disabled, shut.value, open_.is_disabled, open_.value) == (True, False, False, True)
    assert str(shut.hint) == "Their professions may not hold this for this purpose."


def test_without_the_needs_nothing_is_sent_and_the_form_says_so_before() -> None:
    assert "nothing can be sent" in str(asked(questions()["shared"])["sections-needs"].hint)


def test_the_identity_says_that_its_telephone_comes_without_the_warning() -> None:
    for form in (asked(questions()["shared"]), asked(ground_questions())):
        assert "without the warning when not to call" in str(form["sections-identity"].hint)


def test_what_is_mended_in_no_field_stands_in_the_summary_alone_each_by_itself() -> None:
    said = marked([NO_RECIPIENT, GROUND_NOT_REVIEWED], made(), SHELTER)
    assert {name: str(words) for name, words in said.items()} == {
        " ": "A consent names the team that will receive. Choose the recipient first.",
        "  ": str(GROUND_NOT_REVIEWED.whole),
    }


def test_a_section_without_a_warning_has_none() -> None:
    assert asked(questions()["shared"])["sections-safety"].hint == ""


# --- A legal ground ---------------------------------------------------------------------------------------

VITAL, CHILD = NoConsentGround.VITAL_INTEREST, NoConsentGround.CHILD_PROTECTION
NOTHING = Shareable(with_them=frozenset())


def test_a_ground_on_which_they_may_hold_nothing_is_not_offered_and_is_named() -> None:
    form = asked(ground_questions(grounds={VITAL: SHELTER, CHILD: NOTHING}))
    assert [code for code, _words in form["ground"].options] == [VITAL.value]
    assert "child" in str(form["ground"].hint).lower()
    assert {name for name, question in form.items() if question.is_disabled} == {
        "sections-identity",
        "sections-safe_contact",
    }


def test_where_both_grounds_are_open_nothing_is_shut() -> None:
    form = ground_questions(grounds={ground: Shareable() for ground in GROUNDS})
    assert not any(question.is_disabled or "not possible" in str(question.hint).lower() for question in form)


def test_each_section_that_a_ground_does_not_let_be_shared_is_marked() -> None:
    said = replace(made(sections=["needs", "identity", "exploitation"]), ground=VITAL.value)
    found = marked([NOT_ON_THIS_GROUND], said, Shareable())
    assert list(found) == ["sections-identity", "sections-exploitation"]
    assert str(found["sections-identity"]).startswith("Identity: This ground lets only what protects")


def test_without_a_ground_the_field_of_the_ground_is_marked() -> None:
    for entered in (WHOLE, WHOLE | {"ground": []}, WHOLE | {"ground": [""]}):
        with pytest.raises(BadInput) as refused:
            ground_document(entered, team=uuid4(), agency=uuid4())
        assert list(refused.value.errors) == ["ground"]
