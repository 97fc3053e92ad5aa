"""Who enters, who decides, what may be given out, and what never: every kind with every lack."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from safeconduct.cases.fields import FIELDS
from safeconduct.cases.giving_out import rules
from safeconduct.cases.giving_out.rules import Asked, Standing
from safeconduct.vocabulary.codes import GivingKind, LawyerTold
from safeconduct.vocabulary.decisions import Decision, Reason, Refused

K = GivingKind
TODAY = date(2026, 3, 2)
ANA, SARA = UUID(int=1), UUID(int=2)
WISH = frozenset({"needs.wish"})
PERSON = Asked(K.PERSON, TODAY)
ORDER = Asked(K.COURT_ORDER, TODAY, "12/P/2026", TODAY, WISH)


def reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refused) else None


@pytest.mark.parametrize(("asked", "lacks"), [
    (PERSON, None),
    (replace(PERSON, on=date(2026, 3, 3)), rules.NOT_YET_ASKED),
    (replace(PERSON, withheld={"needs.wish": "third_person"}), None),
    (ORDER, None),
    (replace(ORDER, kind=K.PROSECUTOR_ORDER), None),
    (replace(ORDER, kind=K.SEIZURE), None),
    (replace(ORDER, until=date(2026, 3, 1)), rules.DUE_BEFORE),
    (replace(ORDER, number=""), rules.NUMBER_MISSING),
    (replace(ORDER, number="Judge Popescu wants to know where she lives now"), rules.NUMBER_MISSING),
    (replace(ORDER, fields=frozenset()), rules.NOTHING_CHOSEN),
    (replace(ORDER, fields=WISH | {"legal.privileged_notes"}), rules.NEVER_BY_ORDER),
    (Asked(K.REQUEST, TODAY), None),
    (Asked(K.REQUEST, TODAY, fields=frozenset({"legal.privileged_notes"})), rules.NEVER_BY_ORDER),
])  # fmt: skip
def test_what_can_be_entered(asked: Asked, lacks: Reason | None) -> None:
    assert reason(rules.may_enter(asked, today=TODAY)) == lacks


@pytest.mark.parametrize(("asked", "begins"), [
    (PERSON, rules.NOT_NEEDED),
    (replace(PERSON, withheld={"needs.wish": "danger"}), rules.WAITS),
    (ORDER, rules.WAITS),
    (Asked(K.REQUEST, TODAY), rules.WAITS),
])  # fmt: skip
def test_a_second_person_is_asked_but_for_a_person_who_gets_all(asked: Asked, begins: str) -> None:
    assert rules.begins_as(asked) == begins


WAITING = Standing(K.COURT_ORDER, rules.WAITS, frozenset({"needs.wish", "needs.needs"}), ANA)
TOLD = LawyerTold.ON_TODAY.value


@pytest.mark.parametrize(("standing", "by", "fields", "lawyer", "lacks"), [
    (WAITING, SARA, WISH, TOLD, None),
    (WAITING, SARA, WISH, "no_lawyer", None),
    (WAITING, SARA, WISH, "", rules.LAWYER_NOT_TOLD),
    (WAITING, SARA, WISH, "why", rules.LAWYER_NOT_TOLD),
    (WAITING, SARA, frozenset(), TOLD, rules.NOTHING_CHOSEN),
    (WAITING, SARA, frozenset({"identity.names"}), TOLD, rules.WIDER),
    (WAITING, ANA, WISH, TOLD, rules.SAME_PERSON),
    (replace(WAITING, kind=K.REQUEST), SARA, WISH, TOLD, rules.WITHOUT_ORDER),
    (replace(WAITING, fields=frozenset({"legal.privileged_notes"})), SARA, frozenset({"legal.privileged_notes"}), TOLD,
     rules.NEVER_BY_ORDER),
    (replace(WAITING, verdict=rules.AGREED), SARA, WISH, TOLD, rules.DECIDED),
    (replace(WAITING, verdict=rules.REFUSED), SARA, WISH, TOLD, rules.DECIDED),
    (replace(WAITING, kind=K.PERSON, fields=frozenset()), SARA, frozenset(), "", None),
    (replace(WAITING, kind=K.PERSON), ANA, frozenset(), "", rules.SAME_PERSON),
])  # fmt: skip
def test_who_may_agree_to_what(
    standing: Standing, by: UUID, fields: frozenset[str], lawyer: str, lacks: Reason | None
) -> None:
    has_lawyer = lawyer == TOLD
    assert reason(rules.may_agree(standing, by, fields=fields, lawyer=lawyer, has_lawyer=has_lawyer)) == lacks


@pytest.mark.parametrize(("lawyer", "has_lawyer", "lacks"), [
    ("on_today", True, None), ("on_today", False, rules.NO_LAWYER_HERE),
    ("no_lawyer", False, None), ("no_lawyer", True, rules.A_LAWYER_IS_HERE),
    ("by_telephone", True, None), ("by_telephone", False, None), ("forbidden", True, None),
    ("", True, rules.LAWYER_NOT_TOLD), ("", False, rules.LAWYER_NOT_TOLD),
])  # fmt: skip
def test_what_is_said_of_the_lawyer_fits_the_team(
    lawyer: str, has_lawyer: bool, lacks: Reason | None
) -> None:
    assert reason(rules.may_say_of_the_lawyer(lawyer, has_lawyer=has_lawyer)) == lacks


@pytest.mark.parametrize(("standing", "by", "why", "lacks"), [
    (WAITING, SARA, "too_wide", None),
    (WAITING, SARA, "", rules.WHY_MISSING),
    (WAITING, SARA, "we do not like it", rules.WHY_MISSING),
    (WAITING, ANA, "too_wide", rules.SAME_PERSON),
    (replace(WAITING, verdict=rules.AGREED), SARA, "too_wide", rules.DECIDED),
])  # fmt: skip
def test_a_refusal_says_why_and_is_another_persons(
    standing: Standing, by: UUID, why: str, lacks: Reason | None
) -> None:
    assert reason(rules.may_refuse(standing, by, why)) == lacks


@pytest.mark.parametrize(("verdict", "is_possible"), [
    (rules.WAITS, False), (rules.REFUSED, False), (rules.AGREED, True), (rules.NOT_NEEDED, True),
])  # fmt: skip
def test_a_copy_is_printed_after_the_second_person_only(verdict: str, is_possible: bool) -> None:
    assert bool(rules.may_give(replace(WAITING, verdict=verdict))) is is_possible


def test_what_is_never_produced_is_a_question_of_the_file() -> None:
    names = {f"{section}.{field.name}" for section, fields in FIELDS.items() for field in fields}
    assert names >= rules.NEVER_PRODUCED


@pytest.mark.parametrize(("verdict", "lacks"), [
    (rules.NOT_NEEDED, None), (rules.AGREED, None), (rules.WAITS, rules.NOT_AGREED), (rules.REFUSED, rules.NOT_AGREED),
])  # fmt: skip
def test_a_copy_is_printed_when_nobody_had_to_agree_or_somebody_has(
    verdict: str, lacks: Reason | None
) -> None:
    assert reason(rules.may_give(replace(WAITING, verdict=verdict))) == lacks
