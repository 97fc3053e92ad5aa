"""A text goes only about a section that is shared, and what came of it only when the person agreed."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.envelope import Extract
from safeconduct.referrals.moves import Side
from safeconduct.referrals.texts import LONGEST, Kind, Words, may_tell, read
from safeconduct.vocabulary.decisions import Refused
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
    elif side is Side.RECEIVER and kind in (Kind.NEWS, Kind.OUTCOME) and not tell_outcome:
        expected = "may_not_tell_what_came_of_it"
    else:
        expected = ""
    assert (decision.reason.code if isinstance(decision, Refused) else "") == expected


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
