"""A text goes only about a section that is shared, and what came of it only when the person agreed."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.moves import Event, Side
from safeconduct.referrals.texts import KIND_OF, LONGEST, OF_A_HANDOVER, Kind, Words, may_tell, read
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.sections import Section


def extract(*, tell_outcome: bool) -> Extract:
    """A consent to profile and needs."""
    return Extract(
        id=UUID(int=1),
        version=1,
        hash="0" * 64,
        sections=(Section.PROFILE, Section.NEEDS),
        until=datetime(2026, 6, 1, tzinfo=UTC),
        conditions=(),
        tell_outcome=tell_outcome,
        follow_changes=True,
    )


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("tell_outcome", [True, False])
def test_who_may_tell_what(side: Side, kind: Kind, section: Section, tell_outcome: bool) -> None:
    decision = may_tell(Words(kind, section, "en", "a text"), side, extract(tell_outcome=tell_outcome))

    if section not in (Section.PROFILE, Section.NEEDS):
        expected = "text_of_a_section_not_shared"
    elif kind is Kind.HANDOVER and section is not Section.NEEDS:
        expected = "words_not_of_a_handover"
    elif side is Side.RECEIVER and kind in (Kind.NEWS, Kind.OUTCOME) and not tell_outcome:
        expected = "may_not_tell_what_came_of_it"
    else:
        expected = ""
    assert (decision.reason.code if isinstance(decision, Refused) else "") == expected


def test_words_with_a_handover_are_no_news_and_are_about_the_way_there() -> None:
    assert KIND_OF[Event.PROPOSE_HANDOVER] is Kind.HANDOVER
    assert {Section.NEEDS, Section.LOGISTICS} == OF_A_HANDOVER
    words = Words(Kind.HANDOVER, Section.NEEDS, "en", "Platform 4, beside the clock.")
    assert isinstance(may_tell(words, Side.RECEIVER, extract(tell_outcome=False)), Allowed)


GOOD = {"kind": "question", "section": "needs", "language": "fr", "text": "Pour combien de temps ?"}


def test_a_text_comes_as_it_went() -> None:
    assert read(GOOD) == Words(Kind.QUESTION, Section.NEEDS, "fr", "Pour combien de temps ?")
    assert read(read(GOOD).members()) == read(GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gossip"},
        {"section": "diary"},
        {"language": "xx-none"},
        {"text": ""},
        {"text": "x" * (LONGEST + 1)},
        {"text": 7},
        {"kind": None},
    ],
)
def test_a_text_of_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        read({**GOOD, **change})


@pytest.mark.parametrize("data", [None, [], "text", {}, {"text": "x"}])
def test_what_is_no_text_at_all_is_refused(data: object) -> None:
    with pytest.raises(RefuseMessage, match="malformed_body"):
        read(data)
