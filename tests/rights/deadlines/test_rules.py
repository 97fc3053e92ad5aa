"""What may carry a deadline, when it is said, and what changes: pure."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from safeconduct.rights.codes import Counting, Kind, Right, Trigger, Unit
from safeconduct.rights.deadlines.calendar import Event, written
from safeconduct.rights.deadlines.rules import (
    FAR_AHEAD,
    LONG_OVER,
    NO_END,
    NOT_LAW,
    Counted,
    Kept,
    Lacks,
    Origin,
    Stage,
    State,
    changes,
    day_by,
    hash_of,
    lacking,
    long_before,
    may_carry,
    may_enter,
    no_day_by,
    stage,
    unlimited,
    version_of,
)
from safeconduct.rights.deadlines.rules import counted as counted_of
from safeconduct.rights.evaluating import (
    COUNTED_BY,
    Answer,
    End,
    Entitlement,
    Found,
    evaluate,
    weakest,
)
from safeconduct.rights.facts import Facts
from safeconduct.rights.reading import book
from safeconduct.rights.rule import Duration, Rule
from safeconduct.vocabulary.codes import Confidence
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

DAY = date(2026, 11, 29)
DAY_AT = datetime(2026, 11, 29, tzinfo=UTC)
RULE = next(one for one in book().rules if one.id == "BE-RP-01")
assert RULE.duration is not None
UNIT = RULE.duration.unit
HASH_LENGTH = 16


def counted(due: date = DAY, right: Right = Right.REFLECTION_PERIOD, started: date | None = DAY) -> Counted:
    return Counted(
        right, Origin.RULE, due, Confidence.VERIFIED, "BE", Trigger.REFLECTION_GRANTED, "BE-RP-01", "x", started, DAY
    )  # fmt: skip


def kept(
    due: date = DAY, trigger: Trigger | None = Trigger.REFLECTION_GRANTED, state: State = State.OPEN
) -> Kept:
    return Kept(uuid4(), Right.REFLECTION_PERIOD, Origin.RULE, due, trigger, DAY, state)


@pytest.mark.parametrize("days, expected", [
    (15, Stage.LATER), (14, Stage.AHEAD), (4, Stage.AHEAD), (3, Stage.NEAR), (1, Stage.NEAR), (0, Stage.TODAY),
    (-1, Stage.LATE),
])  # fmt: skip
def test_a_deadline_is_said_two_weeks_and_three_days_before_at_and_after(days: int, expected: Stage) -> None:
    assert stage(DAY + timedelta(days=days), DAY) is expected


@pytest.mark.parametrize("rule, reason", [
    (replace(RULE, confidence=Confidence.UNCERTAIN), NOT_LAW),
    (replace(RULE, confidence=Confidence.UNVERIFIED), NOT_LAW),
    (replace(RULE, counting=Counting.REGULATION_1182_71), NOT_LAW),
    (replace(RULE, duration=Duration(45, UNIT, Kind.MIN)), NO_END),
    (replace(RULE, duration=Duration(45, UNIT, Kind.MAX)), NO_END),
    (replace(RULE, duration=None), NO_END),
    (replace(RULE, starts=None), NO_END),
    (replace(RULE, counting=None), NO_END),
])  # fmt: skip
def test_only_an_exact_length_that_was_read_carries_a_deadline(rule: Rule, reason: Reason) -> None:
    assert may_carry(RULE)
    assert may_carry(rule) == Refused(reason)


def test_no_rule_of_a_release_that_is_not_shown_gives_a_day() -> None:
    for rule in book().rules:
        if not rule.is_shown or (rule.duration and rule.duration.kind is not Kind.EXACT):
            assert day_by(rule, DAY, "RO") is None, rule.id


@pytest.mark.parametrize("due, refused", [
    (DAY - timedelta(days=400), None), (DAY, None), (date(2056, 12, 31), None), (date(2057, 1, 1), FAR_AHEAD),
    (date(1996, 1, 1), None), (date(1995, 12, 31), LONG_OVER),
])  # fmt: skip
def test_the_day_of_a_document_lies_within_thirty_years(due: date, refused: Reason | None) -> None:
    assert may_enter(due, today=DAY) == (Refused(refused) if refused else Allowed())


def test_what_happened_before_the_file_was_opened_is_usual_and_a_year_before_it_is_asked_about() -> None:
    events = {Trigger.IDENTIFIED: DAY - timedelta(days=365), Trigger.COMPLAINT: DAY - timedelta(days=366)}
    assert long_before(events, DAY) == [Trigger.COMPLAINT]


def test_a_day_is_new_moves_or_falls_away() -> None:
    assert [one.kept for one in changes([], [counted()], is_whole=True)] == [None]
    assert changes([kept()], [counted()], is_whole=True) == []
    (moved,) = changes([kept()], [counted(DAY + timedelta(days=1))], is_whole=True)
    assert moved.kept
    assert moved.now
    (gone,) = changes([kept()], [], is_whole=True)
    assert gone.now is None
    assert gone.kept
    assert {one.right for one in (moved, gone, *changes([], [counted()], is_whole=True))} == {
        Right.REFLECTION_PERIOD
    }


def test_while_a_document_stands_in_the_place_of_a_counted_day_none_is_counted_beside_it() -> None:
    over = replace(kept(state=State.VOID), is_replaced=True, triggered_on=DAY - timedelta(days=1))
    entered = kept(trigger=None)
    assert changes([over, entered], [counted()], is_whole=True) == []
    # Without the document, or with one that is over too, the day is counted again.
    for others in ([], [replace(entered, state=State.DONE)]):
        assert len(changes([over, *others], [counted()], is_whole=True)) == 1
    # A day that was entered, and took no other's place, stands beside what is counted.
    assert len(changes([replace(over, is_replaced=False), entered], [counted()], is_whole=True)) == 1


def test_a_day_of_a_document_that_somebody_ended_ends_no_counted_one() -> None:
    entered = replace(kept(state=State.DONE), trigger=None, triggered_on=None)
    assert len(changes([entered], [replace(counted(), trigger=None)], is_whole=True)) == 1


def test_another_day_of_the_same_event_is_the_same_deadline_and_is_not_asked_again() -> None:
    ended = kept(DAY + timedelta(days=40), state=State.DONE)
    assert changes([ended], [counted(DAY + timedelta(days=45))], is_whole=True) == []


def test_what_is_closed_to_a_reader_is_no_change_of_facts() -> None:
    assert changes([kept()], [], is_whole=False) == []


def test_what_was_entered_by_itself_is_not_touched_and_what_ended_does_not_come_back() -> None:
    assert changes([kept(trigger=None)], [], is_whole=True) == []
    assert changes([kept(state=State.DONE)], [counted()], is_whole=True) == []
    later = counted(DAY + timedelta(days=9), started=DAY + timedelta(days=9))
    assert len(changes([kept(state=State.DONE)], [later], is_whole=True)) == 1


def test_the_mark_of_a_rule_changes_with_what_makes_the_day_and_not_with_its_words() -> None:
    assert hash_of(replace(RULE, says="other words", note="other")) == hash_of(RULE)
    for changed in (
        replace(RULE, duration=Duration(46, UNIT, Kind.EXACT)),
        replace(RULE, starts=Trigger.IDENTIFIED), replace(RULE, valid_to=DAY), replace(RULE, valid_from=DAY),
        replace(RULE, confidence=Confidence.SECONDARY), replace(RULE, counting=Counting.REGULATION_1182_71),
        replace(RULE, duration=None),
    ):  # fmt: skip
        assert hash_of(changed) != hash_of(RULE)
        assert len(hash_of(changed)) == HASH_LENGTH


def test_the_version_of_the_day_counts() -> None:
    old = replace(RULE, valid_to=date(2026, 6, 30))
    new = replace(RULE, valid_from=date(2026, 7, 1), duration=Duration(60, UNIT, Kind.EXACT))
    for day, expected in ((date(2026, 6, 30), old), (date(2026, 7, 1), new)):
        assert version_of([old, new], "BE-RP-01", day) is expected
    assert version_of([old], "BE-RP-01", DAY) is None


def test_long_lines_of_a_calendar_go_on_and_signs_that_mean_something_are_escaped() -> None:
    file = written("a", [Event(uuid4(), DAY, "Zażółć; gęślą, jaźń \\ " * 5, DAY_AT)])
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert b"\\;" in file
    file.decode()  # no sign was cut


def why_none(facts: Facts, *days: Kept) -> dict[str, Lacks]:
    return {one.rule.id: one.why for one in lacking(evaluate(book(), facts, DAY), days)}


def test_a_right_without_a_last_day_says_what_would_give_one() -> None:
    assert why_none(Facts("RO"))["RO-RP-01"] is Lacks.DOCUMENT, "at most 90 days: an authority sets the day"
    assert why_none(Facts("BE"))["BE-RP-01"] is Lacks.EVENT, "45 days from a day that nobody has entered"
    assert why_none(Facts("UA"))["COE-07"] is Lacks.DOCUMENT, "the minimum of the Council of Europe"
    assert "COE-07" not in why_none(Facts("BE")), "the country's own length goes before it"


def test_how_sure_a_day_is_follows_from_the_rule_and_from_how_it_is_counted() -> None:
    for confidence in (Confidence.VERIFIED, Confidence.SECONDARY):
        found = day_by(replace(RULE, confidence=confidence), DAY, "BE")
        assert RULE.counting is not None
        assert found is not None
        assert found[1] is weakest(confidence, COUNTED_BY[RULE.counting])


def test_a_day_is_counted_on_the_calendar_of_its_country() -> None:
    """The last of November and the first of December are holidays in Romania and not in Belgium."""
    rule = replace(RULE, duration=Duration(2, Unit.WORKING_DAYS, Kind.EXACT))
    for country, day in (("BE", date(2026, 12, 1)), ("RO", date(2026, 12, 3))):
        found = day_by(rule, DAY, country)
        assert found is not None
        assert found[0] == day


def test_a_right_without_a_day_or_a_length_is_named_unless_somebody_has_entered_one() -> None:
    plain = Found(replace(RULE, duration=None), Answer.APPLIES)
    right = Entitlement(Right.LEGAL_AID, Answer.APPLIES, (plain,))
    entered = replace(kept(trigger=None), right=Right.LEGAL_AID)
    assert unlimited([right], []) == [Right.LEGAL_AID]
    assert unlimited([right], [entered]) == []
    assert unlimited([right], [replace(entered, state=State.DONE)]) == [Right.LEGAL_AID]
    assert unlimited([replace(right, answer=Answer.NOT_COVERED)], []) == []
    assert unlimited([replace(right, found=(plain, Found(RULE, Answer.APPLIES)))], []) == []
    ended = replace(plain, end=End(DAY, RULE, DAY, Confidence.VERIFIED))
    assert unlimited([replace(right, found=(ended,))], []) == []


@pytest.mark.parametrize("rule, why", [
    (RULE, None),
    (replace(RULE, duration=None), None),
    (replace(RULE, counting=Counting.REGULATION_1182_71), Lacks.REGULATION),
    (replace(RULE, duration=Duration(48, Unit.HOURS, Kind.EXACT)), Lacks.HOURS),
    (replace(RULE, duration=Duration(45, UNIT, Kind.MAX)), Lacks.DOCUMENT),
])  # fmt: skip
def test_a_rule_that_gives_a_day_to_nobody_says_why(rule: Rule, why: Lacks | None) -> None:
    assert no_day_by(rule) is why
    assert bool(day_by(rule, DAY, "BE")) is (rule is RULE)


def test_a_right_that_has_a_last_day_is_not_among_them() -> None:
    granted = Facts("BE", events={Trigger.REFLECTION_GRANTED: DAY})
    assert "BE-RP-01" not in why_none(granted)
    assert "RO-RP-01" not in why_none(Facts("RO"), kept(trigger=None))
    assert "RO-RP-01" in why_none(Facts("RO"), kept(trigger=None, state=State.DONE))
    found = {one.rule.id: one.right for one in lacking(evaluate(book(), Facts("RO"), DAY), [])}
    assert found["RO-RP-01"] is Right.REFLECTION_PERIOD


def entitled(end: End | None, right: Right = Right.REFLECTION_PERIOD) -> Entitlement:
    return Entitlement(right, Answer.APPLIES, (Found(RULE, Answer.APPLIES, end=end),))


def test_a_day_is_kept_with_the_rule_that_it_was_counted_from_or_as_that_of_a_document() -> None:
    facts = Facts("BE", events={RULE.trigger: DAY - timedelta(days=3)})
    ends = [
        End(DAY, RULE, DAY - timedelta(days=2), Confidence.VERIFIED),
        End(DAY, RULE, None, Confidence.UNCERTAIN),
    ]
    by_rule, by_document = counted_of([entitled(end) for end in (*ends, None)], facts, DAY)
    assert by_rule == Counted(
        Right.REFLECTION_PERIOD, Origin.RULE, DAY, Confidence.VERIFIED, "BE", RULE.starts, RULE.id, hash_of(RULE),
        DAY - timedelta(days=2), DAY - timedelta(days=3),
    )  # fmt: skip
    assert by_document == Counted(
        Right.REFLECTION_PERIOD, Origin.DOCUMENT, DAY, Confidence.UNCERTAIN, "BE", Trigger.REFLECTION_UNTIL
    )
    (today,) = counted_of([entitled(ends[0])], Facts("BE"), DAY)
    assert today.law_on == DAY, "where nobody has entered when it began, the law of today counts"
