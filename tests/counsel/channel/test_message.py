"""What travels between two lawyers is read back as it was written, and anything else is refused."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.counsel.channel.message import Letter, Step, read
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.referrals.wire.linking import LONGEST_LETTER, LinkEnd, LinkSide, LinkStep

LINK, ITEM, DAY = UUID(int=1), UUID(int=2), date(2026, 3, 1)
WORDS = Letter("en", "She is summoned.")
STEPS = [
    Step(step=LinkStep.PROPOSED, link=LINK, agreed_on=DAY),
    Step(step=LinkStep.ACCEPTED, link=LINK, agreed_on=DAY),
    Step(step=LinkStep.SAID, link=LINK, item=ITEM, words=WORDS),
    Step(step=LinkStep.DATE, link=LINK, item=ITEM, words=WORDS, day=DAY),
    Step(step=LinkStep.SERVED, link=LINK, item=ITEM, words=WORDS, day=DAY),
    Step(step=LinkStep.TASK, link=LINK, item=ITEM, words=WORDS, day=DAY, whose=LinkSide.PROPOSER),
    Step(step=LinkStep.TASK, link=LINK, item=ITEM, words=WORDS, whose=LinkSide.ACCEPTER),
    Step(step=LinkStep.DONE, link=LINK, item=ITEM),
    Step(step=LinkStep.ENDED, link=LINK, why=LinkEnd.WITHDRAWN),
]
OTHER: dict[str, Any] = {
    "agreed_on": DAY, "item": ITEM, "day": DAY, "whose": LinkSide.PROPOSER, "why": LinkEnd.LAWYER, "words": WORDS,
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.step)
def test_each_step_is_read_back(step: Step) -> None:
    assert read(step.members()) == step


@given(st.sampled_from(STEPS), st.sampled_from(sorted(OTHER)))
def test_a_step_says_what_it_must_and_nothing_else(step: Step, name: str) -> None:
    other: dict[str, Any] = {name: None if getattr(step, name) is not None else OTHER[name]}
    changed = replace(step, **other)
    is_free = step.step is LinkStep.TASK and name == "day"
    if is_free:
        assert read(changed.members()) == changed
    else:
        with pytest.raises(RefuseMessage):
            read(changed.members())


@given(
    st.sampled_from(sorted(STEPS[0].members())),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(), st.just([]), st.just({}), st.just("x" * 9000)
    ),
)
def test_whatever_stands_there_is_read_or_refused_with_a_code(name: str, value: object) -> None:
    with suppress(RefuseMessage):
        assert read(STEPS[2].members() | {name: value}).step in set(LinkStep)


def test_words_have_a_length_and_a_language() -> None:
    for words in ({"language": "en", "text": ""}, {"language": "en", "text": "x" * (LONGEST_LETTER + 1)},
                  {"language": "xx", "text": "x"}, {"text": "x"}):  # fmt: skip
        with pytest.raises(RefuseMessage):
            read(STEPS[2].members() | {"words": words})


def test_the_audit_keeps_names_and_codes_and_no_day_of_a_matter() -> None:
    assert STEPS[5].detail() == {"link": str(LINK), "item": str(ITEM)}
    assert STEPS[8].detail() == {"link": str(LINK), "why": "withdrawn"}
