"""What may be written of a person's rights, as truth tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from safeconduct.rights.codes import How, Proof, Right, Standing, Told, Trigger, Understood, label
from safeconduct.rights.rules import (
    AHEAD,
    BEFORE_LAST,
    FOLLOWS,
    LONG_AGO,
    NO_LANGUAGE,
    NO_PROOF,
    NO_STEP,
    NO_WAY,
    WRONG_ORDER,
    born_after,
    is_far_back,
    known,
    may_know,
    may_step,
    may_tell,
    stepped,
    told,
)
from safeconduct.rights.sheet import Sheet, Step, Telling, sheet_of, stored
from safeconduct.vocabulary.codes import AgeBand
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

TODAY = date(2026, 11, 26)
TELLING = Telling(
    (Right.LEGAL_AID,), Told.YES, TODAY, "social_worker", "uk", How.INTERPRETED, Understood.PARTLY, "Two", Proof.SIGNED
)  # fmt: skip
A, G, R, E = Standing.ASKED, Standing.GRANTED, Standing.REFUSED, Standing.ENDED


def after(*steps: Standing) -> Sheet:
    sheet = Sheet()
    for one in steps:
        sheet = stepped(sheet, Right.LEGAL_AID, Step(one, TODAY, "", "social_worker"))
    return sheet


@pytest.mark.parametrize(
    ("steps", "may"),
    [
        ((), {A, G, R}),
        ((A,), {G, R, E}),
        ((A, G), {E}),
        ((A, R), {A, G, E}),
        ((A, G, E), {A, G}),
    ],
)
def test_what_may_follow(steps: tuple[Standing, ...], may: set[Standing]) -> None:
    sheet = after(*steps)
    allowed = {to for to in Standing if may_step(sheet, Right.LEGAL_AID, to, TODAY, today=TODAY)}
    assert allowed == may
    assert FOLLOWS.keys() == {None, *Standing}


def test_telling_somebody_takes_nothing_back() -> None:
    sheet = told(after(A, G), TELLING)
    assert sheet.standing(Right.LEGAL_AID) is G
    assert sheet.told_on(Right.LEGAL_AID) == TODAY
    assert told(Sheet(), TELLING).standing(Right.LEGAL_AID) is Standing.INFORMED
    assert told(Sheet(), replace(TELLING, told=Told.LATER)).standing(Right.LEGAL_AID) is None


@pytest.mark.parametrize(
    ("telling", "reason"),
    [
        (TELLING, None),
        (replace(TELLING, language=""), NO_LANGUAGE),
        (replace(TELLING, how=None), NO_WAY),
        (replace(TELLING, proof=None), NO_PROOF),
        (replace(TELLING, understood=None), None),
        (replace(TELLING, told=Told.LATER, language="", how=None, proof=None), None),
        (replace(TELLING, told=Told.NO, language="", how=None, proof=None), None),
        (replace(TELLING, on=date(2026, 11, 27)), AHEAD),
    ],
)
def test_what_was_told_has_language_way_and_proof(telling: Telling, reason: Reason | None) -> None:
    assert may_tell(telling, today=TODAY) == (Refused(reason) if reason else Allowed())


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ({}, {}),
        ({"complaint": "2026-11-26"}, {}),
        ({"complaint": "2026-11-27"}, {"complaint": AHEAD}),
        ({"reflection_until": "2027-02-01"}, {}),
        ({"identified": "1906-11-27"}, {"identified": LONG_AGO}),
        (
            {"reflection_granted": "2026-05-02", "reflection_until": "2026-05-01"},
            {"reflection_until": WRONG_ORDER},
        ),
        ({"reflection_granted": "2026-05-02", "reflection_until": "2026-05-02"}, {}),
        (
            {"proceedings": "2026-05-02", "proceedings_ended": "2026-05-01"},
            {"proceedings_ended": WRONG_ORDER},
        ),
    ],
)
def test_days_are_in_their_order(events: dict[str, str], wrong: dict[str, Reason]) -> None:
    given = {Trigger(name): date.fromisoformat(day) for name, day in events.items()}
    assert may_know(given, today=TODAY) == {Trigger(name): reason for name, reason in wrong.items()}


def test_which_two_days_cannot_be_so_is_said_by_their_names() -> None:
    given = {Trigger.PROCEEDINGS: TODAY, Trigger.PROCEEDINGS_ENDED: TODAY - timedelta(days=1)}
    (found,) = may_know(given, today=TODAY).values()
    assert str(found.sentence) == str(WRONG_ORDER.sentence)
    assert (
        str(found.instead)
        == f"“{label(Trigger.PROCEEDINGS_ENDED)}” cannot be before “{label(Trigger.PROCEEDINGS)}”."
    )


def test_other_days_take_the_place_of_those_that_stood_there() -> None:
    sheet = known(replace(after(A), country="BE"), "RO", {Trigger.IDENTIFIED: TODAY})
    assert (sheet.country, sheet.events) == ("RO", {Trigger.IDENTIFIED: TODAY})
    assert sheet.steps == after(A).steps


def test_the_first_day_of_the_thirtieth_year_back_is_still_taken() -> None:
    first = date(TODAY.year - 30, 1, 1)
    assert may_know({Trigger.IDENTIFIED: first}, today=TODAY) == {}
    assert may_step(Sheet(), Right.LEGAL_AID, A, first, today=TODAY) == Allowed()
    assert may_tell(replace(TELLING, on=first), today=TODAY) == Allowed()


@pytest.mark.parametrize(("to", "on", "refused"), [
    (A, TODAY + timedelta(days=1), AHEAD), (A, TODAY, NO_STEP), (E, TODAY - timedelta(days=1), BEFORE_LAST),
    (E, TODAY, None),
])  # fmt: skip
def test_why_a_step_cannot_be_written(to: Standing, on: date, refused: Reason | None) -> None:
    decision = may_step(after(A, G), Right.LEGAL_AID, to, on, today=TODAY)
    assert decision == (Refused(refused) if refused else Allowed())


def test_a_sheet_comes_out_as_it_went_in() -> None:
    sheet = Sheet(
        "BE", {Trigger.IDENTIFIED: TODAY}, after(A, G).steps, (TELLING, replace(TELLING, proof=None))
    )
    assert sheet_of(stored(sheet)) == sheet


@pytest.mark.parametrize("day, is_asked", [
    (date(2016, 11, 25), True), (date(2016, 11, 26), False), (date(2026, 11, 26), False), (date(2016, 2, 29), True),
    (date(2027, 1, 1), False),
])  # fmt: skip
def test_a_day_more_than_ten_years_back_is_asked_about(day: date, is_asked: bool) -> None:
    assert is_far_back(day, TODAY) is is_asked


def test_what_would_be_older_than_anybody_remembers_is_refused() -> None:
    old = TODAY.replace(year=TODAY.year - 31)
    assert may_step(Sheet(), Right.LEGAL_AID, A, old, today=TODAY) == Refused(LONG_AGO)
    assert may_tell(replace(TELLING, on=old), today=TODAY) == Refused(LONG_AGO)


@pytest.mark.parametrize("band, day", [
    ("0_11", date(2014, 1, 1)), ("26_35", date(1990, 1, 1)), ("51_plus", None), (None, None), ("", None),
])  # fmt: skip
def test_a_day_before_the_person_was_born_by_the_age_in_the_file_is_asked_about(
    band: str | None, day: date | None
) -> None:
    assert born_after(band, TODAY) == day
    assert band in {None, ""} or band in set(AgeBand)
