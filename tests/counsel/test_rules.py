"""When a matter may be opened and written, which days cannot be so, and that what is sealed comes back. Pure."""

import json
from datetime import date, timedelta

import pytest

from safeconduct.counsel import rules
from safeconduct.counsel.codes import (
    LABELS,
    Aid,
    Asked,
    CheckState,
    Held,
    MandateEnd,
    MandateKind,
    MatterKind,
    Measure,
    Outcome,
    PersonRole,
    Stage,
    State,
    label,
)
from safeconduct.counsel.rules import AHEAD, BEFORE, Facts, may_keep, may_open, may_renew, may_write
from safeconduct.counsel.sheet import AidStep, Course, End, Hearing, Mandate, Served, Sheet, sheet_of, stored
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused

TODAY = date(2027, 3, 31)
DAY = timedelta(days=1)
FULL = Sheet(
    MatterKind.NON_PUNISHMENT,
    Course(
        PersonRole.ACCUSED_WHO_IS_VICTIM, Stage.INVESTIGATION, "Court", "12/2027", TODAY + 9 * DAY, "Notes"
    ),
    (Mandate(MandateKind.APPOINTED, TODAY, "ro", TODAY + DAY, TODAY, MandateEnd.BY_COURT),),
    (AidStep(Aid.ASKED, TODAY, "Letter"),),
    (Hearing(TODAY + 5 * DAY, "09:30", "Room 3", Held.PLANNED, {Measure.SCREEN: Asked.REFUSED}),),
    (Served("Summons", TODAY, "Court", "An answer", TODAY + 3 * DAY),),
    End(Outcome.SETTLED, TODAY, "By letter"),
)


@pytest.mark.parametrize("sheet", [Sheet(MatterKind.ASYLUM), FULL])
def test_what_is_sealed_comes_back_as_it_was(sheet: Sheet) -> None:
    assert sheet_of(json.loads(json.dumps(stored(sheet)))) == sheet


def test_every_code_has_words_and_an_accused_person_is_called_exploited() -> None:
    assert all(set(words) == set(codes) for codes, words in LABELS.items())
    assert str(label(PersonRole.ACCUSED_WHO_IS_VICTIM)) == "Accused, and exploited"
    assert not [words for codes in LABELS.values() for words in codes.values() if "ictim" in str(words)]


@pytest.mark.parametrize("check, refused", [
    (CheckState.NOT_RUN, rules.NOT_CHECKED), (CheckState.POSSIBLE_MATCH, rules.NOT_CLEARED),
    (CheckState.NO_MATCH, None), (CheckState.CLEARED, None),
])  # fmt: skip
def test_a_matter_is_opened_after_the_check_only(check: CheckState, refused: object) -> None:
    assert may_open(check) == (Refused(refused) if isinstance(refused, Reason) else Allowed())


@pytest.mark.parametrize("state, until, writes, renews", [
    (State.OPEN, None, None, None), (State.OPEN, TODAY, None, None),
    (State.OPEN, TODAY - DAY, rules.MANDATE_OVER, None),
    (State.CLOSED, None, rules.CLOSED, rules.CLOSED), (State.CLOSED, TODAY - DAY, rules.CLOSED, rules.CLOSED),
])  # fmt: skip
def test_the_end_of_the_mandate_stops_writing_and_no_new_mandate(
    state: State, until: date | None, writes: Reason | None, renews: Reason | None
) -> None:
    facts = Facts(state, until)
    assert may_write(facts, today=TODAY) == (Refused(writes) if writes else Allowed())
    assert may_renew(facts) == (Refused(renews) if renews else Allowed())


def test_a_mandate_holds_to_its_last_day_and_not_on_the_day_on_which_it_is_ended() -> None:
    endless, short = (
        Mandate(MandateKind.MANDATE, TODAY),
        Mandate(MandateKind.MANDATE, TODAY, valid_until=TODAY),
    )
    ended = Mandate(MandateKind.MANDATE, TODAY - 9 * DAY, "", TODAY + DAY, TODAY, MandateEnd.BY_PERSON)
    said = [
        Sheet(MatterKind.CIVIL, mandates=mandates).mandate_until
        for mandates in ((), (endless,), (short,), (ended,), (ended, short), (short, endless))
    ]
    assert said == [None, None, TODAY, TODAY - DAY, TODAY, None]


def test_the_next_day_is_the_first_that_is_still_to_come() -> None:
    assert FULL.next_day(TODAY) == TODAY + 3 * DAY
    assert FULL.next_day(TODAY + 4 * DAY) == TODAY + 5 * DAY
    cancelled = Sheet(MatterKind.CIVIL, hearings=(Hearing(TODAY, held=Held.CANCELLED),))
    assert cancelled.next_day(TODAY) is None


def test_days_that_cannot_be_so_are_refused_at_their_question() -> None:
    mandate = Mandate(MandateKind.MANDATE, TODAY + DAY, "", TODAY, TODAY, None)
    assert rules.wrong_mandate(mandate, today=TODAY) == {
        "signed_on": AHEAD, "valid_until": BEFORE, "ended_on": BEFORE, "why": rules.NO_WHY,
    }  # fmt: skip
    asked = Sheet(MatterKind.CIVIL, aid=(AidStep(Aid.ASKED, TODAY),))
    for sheet, on, wrong in (
        (Sheet(MatterKind.CIVIL), TODAY, {"what": rules.AID_NOT_ASKED}),
        (asked, TODAY - DAY, {"on": BEFORE}),
        (asked, TODAY, {}),
    ):
        assert rules.wrong_aid(sheet, AidStep(Aid.REFUSED, on), today=TODAY) == wrong
    assert rules.wrong_hearing(Hearing(TODAY + DAY, held=Held.HELD), today=TODAY) == {"on": AHEAD}
    assert rules.wrong_hearing(Hearing(TODAY + DAY), today=TODAY) == {}
    served = Served("Summons", TODAY, last_day=TODAY - DAY)
    assert rules.wrong_served(served, today=TODAY) == {"last_day": BEFORE}
    assert rules.wrong_end(End(Outcome.OTHER, TODAY + DAY), today=TODAY) == {"on": AHEAD}
    assert rules.wrong_course(date(2207, 1, 1), today=TODAY) == {"next_on": rules.WRONG_YEAR}


FAR = date(2207, 1, 1)
"""A year that was mistyped."""


def test_a_year_that_was_mistyped_is_seen_at_each_day() -> None:
    mandate = Mandate(MandateKind.MANDATE, TODAY, "", FAR, FAR, MandateEnd.BY_PERSON)
    found = rules.wrong_mandate(mandate, today=TODAY)
    assert found == {"valid_until": rules.WRONG_YEAR, "ended_on": AHEAD}
    assert rules.wrong_aid(Sheet(MatterKind.CIVIL), AidStep(Aid.ASKED, FAR), today=TODAY) == {"on": AHEAD}
    assert rules.wrong_hearing(Hearing(FAR), today=TODAY) == {"on": rules.WRONG_YEAR}
    served = Served("Summons", TODAY + DAY, last_day=FAR)
    assert rules.wrong_served(served, today=TODAY) == {"on": AHEAD, "last_day": rules.WRONG_YEAR}


def test_the_farthest_days_themselves_are_not_far() -> None:
    for day in (TODAY - rules.LONG_BEFORE, TODAY + rules.LONG_AFTER):
        assert rules.wrong_course(day, today=TODAY) == {}
        beyond = day + (DAY if day > TODAY else -DAY)
        assert rules.wrong_course(beyond, today=TODAY) == {"next_on": rules.WRONG_YEAR}


def test_what_is_of_one_day_is_in_order_and_what_has_not_ended_needs_no_reason() -> None:
    for mandate in (
        Mandate(MandateKind.MANDATE, TODAY),
        Mandate(MandateKind.MANDATE, TODAY, "", TODAY, TODAY, MandateEnd.BY_PERSON),
    ):
        assert rules.wrong_mandate(mandate, today=TODAY) == {}
    assert rules.wrong_hearing(Hearing(TODAY, held=Held.HELD), today=TODAY) == {}
    for served in (Served("Summons", TODAY), Served("Summons", TODAY, last_day=TODAY)):
        assert rules.wrong_served(served, today=TODAY) == {}


@pytest.mark.parametrize("profession", Profession)
def test_only_a_lawyer_who_writes_legal_matters_keeps_them(profession: Profession) -> None:
    is_lawyer = profession is Profession.LAWYER
    assert may_keep(profession, edits=True) == (Allowed() if is_lawyer else Refused(rules.FOR_LAWYERS))
    assert may_keep(profession, edits=False) == Refused(rules.FOR_LAWYERS)
