"""Whether a step was done as the standard asks; pure, over facts that are made up here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from safeconduct.referrals.moves import Event, State
from safeconduct.site.training import checks
from safeconduct.site.training.checks import Check, Standing
from safeconduct.site.training.facts import Agreed, Answer, Asked, AuthorityAsked, Facts, Move, Sent
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.sections import Section

DONE, NOT_YET, OTHERWISE = Standing.DONE, Standing.NOT_YET, Standing.OTHERWISE
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
THREE = frozenset({Section.PROFILE, Section.NEEDS, Section.SAFETY})


def move(event: Event, at: datetime = NOW) -> Move:
    return Move(event, at)


DRAFT = Sent(
    reference="RO-1", state=State.DRAFT, urgency=Urgency.URGENT, sections=THREE, is_abroad=True,
    names_the_law=False, agreed=None,
)  # fmt: skip
SENT = replace(
    DRAFT, state=State.SENT, agreed=Agreed(True, NOW - HOUR, NOW + 90 * 24 * HOUR), moves=(move(Event.SEND),)
)
NOTHING = Facts(now=NOW)


def facts(sent: Sent | None = SENT, **more: object) -> Facts:
    return replace(NOTHING, sent=sent, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "saved, sent, standing",
    [
        (None, None, NOT_YET),
        (None, DRAFT, NOT_YET),
        (None, SENT, OTHERWISE),
        (NOW - HOUR, None, DONE),
        (NOW - HOUR, SENT, DONE),
        (NOW, SENT, DONE),
        (NOW + HOUR, SENT, OTHERWISE),
    ],
)
def test_a_section_is_written_before_anything_leaves(
    saved: datetime | None, sent: Sent | None, standing: Standing
) -> None:
    found = facts(sent, saved={Section.SAFETY: saved} if saved else {})
    assert checks.written_before(Section.SAFETY)(found) is standing


@pytest.mark.parametrize(
    "agreed, standing",
    [
        (None, NOT_YET),
        (Agreed(True, NOW - HOUR, NOW + HOUR), DONE),
        (Agreed(True, NOW + HOUR, NOW + 2 * HOUR), OTHERWISE),
        (Agreed(True, NOW - HOUR, None), OTHERWISE),
        (Agreed(False, NOW - HOUR, NOW + HOUR), OTHERWISE),
    ],
)
def test_a_consent_comes_first_and_has_an_end_and_a_ground_is_none(
    agreed: Agreed | None, standing: Standing
) -> None:
    assert checks.agreed_before(facts(replace(SENT, agreed=agreed))) is standing


@pytest.mark.parametrize(
    "sections, standing",
    [
        (THREE, DONE),
        (THREE | {Section.IDENTITY}, DONE),
        (THREE | {Section.EXPLOITATION}, OTHERWISE),
        (THREE - {Section.NEEDS}, OTHERWISE),
    ],
)
def test_only_what_is_needed_travels_and_all_of_it(sections: frozenset[Section], standing: Standing) -> None:
    check = checks.only(*THREE, Section.IDENTITY, at_least=tuple(THREE))
    assert check(facts(replace(SENT, sections=sections))) is standing
    assert check(facts(replace(DRAFT, sections=sections))) is NOT_YET, "a draft has not travelled"


@pytest.mark.parametrize(
    "answers, standing",
    [
        ((), NOT_YET),
        ((Answer(NOW + HOUR, None),), NOT_YET),
        ((Answer(NOW, NOW),), DONE),
        ((Answer(NOW - HOUR, None),), OTHERWISE),
        ((Answer(NOW + HOUR, NOW), Answer(NOW + HOUR, None)), NOT_YET),
        ((Answer(NOW + HOUR, NOW), Answer(NOW - HOUR, NOW)), OTHERWISE),
    ],
)
def test_both_answers_come_before_they_are_late(answers: tuple[Answer, ...], standing: Standing) -> None:
    assert checks.answered_in_time(facts(replace(SENT, answers=answers))) is standing


@pytest.mark.parametrize(
    "check, right, wrong",
    [
        (checks.urgency(Urgency.URGENT), SENT, replace(SENT, urgency=Urgency.EMERGENCY)),
        (checks.abroad, SENT, replace(SENT, is_abroad=False)),
        (checks.law_named, replace(SENT, names_the_law=True), SENT),
        (checks.never(Section.HEALTH), SENT, replace(SENT, sections=THREE | {Section.HEALTH})),
        (
            checks.accepted,
            replace(SENT, moves=(*SENT.moves, move(Event.ACCEPT))),
            replace(SENT, moves=(*SENT.moves, move(Event.DECLINE))),
        ),
        (
            checks.met,
            replace(SENT, moves=(*SENT.moves, move(Event.CONFIRM_HANDOVER))),
            replace(SENT, moves=(*SENT.moves, move(Event.START))),
        ),
    ],
)
def test_a_step_of_the_referral_waits_until_it_left_and_then_holds_or_not(
    check: Check, right: Sent, wrong: Sent
) -> None:
    assert [check(facts(sent)) for sent in (None, DRAFT, right, wrong)] == [NOT_YET, NOT_YET, DONE, OTHERWISE]


OVER = (move(Event.SEND), move(Event.RECORD_OUTCOME), move(Event.CLOSE))


@pytest.mark.parametrize(
    "moves, state, closed, back",
    [
        ((move(Event.SEND),), State.SENT, NOT_YET, NOT_YET),
        (OVER[:2], State.OUTCOME_RECORDED, NOT_YET, NOT_YET),
        (OVER, State.CLOSED, DONE, NOT_YET),
        ((OVER[0], OVER[2]), State.CLOSED, NOT_YET, NOT_YET),
        (OVER, State.IN_SERVICE, NOT_YET, NOT_YET),
        ((OVER[0], move(Event.WITHDRAW)), State.WITHDRAWN, OTHERWISE, NOT_YET),
        ((OVER[0], move(Event.WITHDRAW)), State.CLOSED, OTHERWISE, DONE),
    ],
)
def test_a_loop_is_closed_by_both_sides_and_what_is_taken_back_is_confirmed(
    moves: tuple[Move, ...], state: State, closed: Standing, back: Standing
) -> None:
    found = facts(replace(SENT, moves=moves, state=state))
    assert (checks.loop_closed(found), checks.taken_back(found)) == (closed, back)


@pytest.mark.parametrize(
    "questions, sent, asked, became",
    [
        ((), None, NOT_YET, NOT_YET),
        ((), SENT, OTHERWISE, OTHERWISE),
        ((Asked(NOW - HOUR, False, False),), None, DONE, NOT_YET),
        ((Asked(NOW - HOUR, True, True),), SENT, DONE, DONE),
        ((Asked(NOW + HOUR, True, False),), SENT, OTHERWISE, OTHERWISE),
    ],
)
def test_a_question_without_a_name_goes_before_the_person(
    questions: tuple[Asked, ...], sent: Sent | None, asked: Standing, became: Standing
) -> None:
    found = facts(sent, questions=questions)
    assert (checks.asked_first(found), checks.question_became_a_referral(found)) == (asked, became)


def of(answer: str, *, is_over: bool = False, section: Section = Section.SAFETY) -> AuthorityAsked:
    return AuthorityAsked(section, answer, is_over)


@pytest.mark.parametrize(
    "asked, standings",
    [
        ((), (NOT_YET, NOT_YET, NOT_YET)),
        ((of(""),), (DONE, NOT_YET, NOT_YET)),
        ((of("yes"),), (DONE, DONE, NOT_YET)),
        ((of("yes", is_over=True),), (DONE, DONE, DONE)),
        ((of("no", is_over=True),), (DONE, DONE, DONE)),
        ((of("", section=Section.IDENTITY),), (OTHERWISE, NOT_YET, NOT_YET)),
    ],
)
def test_an_authority_gets_one_section_with_an_answer_and_an_end(
    asked: tuple[AuthorityAsked, ...], standings: tuple[Standing, ...]
) -> None:
    found = facts(None, authority=asked)
    three = (checks.asks_for(Section.SAFETY), checks.one_section_opened, checks.over)
    assert tuple(check(found) for check in three) == standings


def test_who_holds_health_is_asked_and_answers() -> None:
    assert checks.clinician_holds_health(facts()) is NOT_YET
    assert checks.clinician_holds_health(facts(clinician_has_place=True)) is DONE
    assert checks.holder_was_asked(facts(asked_the_holder=True)) is NOT_YET
    assert checks.holder_was_asked(facts(asked_the_holder=True, holder_answered=True)) is DONE


@pytest.mark.parametrize("check, sent, sentences", [
    (checks.only(*THREE, Section.IDENTITY, at_least=tuple(THREE)),
     replace(SENT, sections=frozenset({Section.PROFILE, Section.SAFETY, Section.EXPLOITATION})),
     ["Shared, and not needed: Exploitation.", "Needed, and not shared: Needs."]),
    (checks.urgency(Urgency.URGENT), replace(SENT, urgency=Urgency.ROUTINE),
     ["It left as: Routine. The situation is: Urgent."]),
    (checks.written_before(Section.SAFETY), SENT,
     ["The referral left before anything was written under Safety."]),
    (checks.agreed_before, replace(SENT, agreed=Agreed(False, NOW + HOUR, None)),
     ["A ground in place of a consent was recorded.", "The consent has no end.",
      "It was recorded after the referral had left."]),
    (checks.answered_in_time, replace(SENT, answers=(Answer(NOW - HOUR, NOW), Answer(NOW - HOUR, None))), [
        "The other side was to act until 30 November 2026, 11:00, and did so on 30 November 2026, 12:00.",
        "The other side was to act until 30 November 2026, 11:00, and has not yet."]),
    (checks.accepted, replace(SENT, moves=(*SENT.moves, move(Event.DECLINE))), ["The other side declined."]),
    (checks.loop_closed, replace(SENT, moves=(*SENT.moves, move(Event.WITHDRAW))),
     ["The referral was taken back."]),
    (checks.asked_first, SENT, ["The referral left, and no service was asked without a name."]),
    (checks.asks_for(Section.SAFETY), None, ["Also asked for: Identity."]),
])  # fmt: skip
def test_what_was_different_is_said_from_the_facts(
    check: Check, sent: Sent | None, sentences: list[str]
) -> None:
    found = facts(sent, authority=(of("", section=Section.IDENTITY),))
    with timezone.override(UTC), translation.override("en"):
        assert check(found) is OTHERWISE
        assert [str(each) for each in check.why(found)] == sentences
