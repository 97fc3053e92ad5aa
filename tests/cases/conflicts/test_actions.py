"""A possible conflict inside one agency: found by marks, told as "ask whom", and never which case or name."""

from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError
from django.utils import timezone

from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.conflicts import actions, models
from safeconduct.cases.conflicts.queries import met_by_colleagues, opposed
from safeconduct.cases.conflicts.rules import A_DAY, NOT_YOURS, TOO_MANY, Standing
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import BadInput, NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.rows import insert
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

OLHA, OTHER_WAY = "Olha Shevchenko", "Шевченко Ольга"


def opened(by: str = "ana", names: str = "") -> CaseId:
    """A case of this member; with the person's name saved in it, if there is one."""
    with member_acts(by) as member:
        case = open_case(by=member, at=timezone.now(), profile={"pseudonym": "Linden"})
        if names:
            named(case, names, member)
    return case


def named(case: CaseId, names: str, member: Any, base: int = 0) -> None:
    save_section(
        case=case, section=Section.IDENTITY, content={"names": names}, base=base, by=member, at=timezone.now()
    )


def oppose(case: CaseId, names: str, by: str = "ana") -> actions.Found:
    with member_acts(by) as member:
        return actions.oppose(case, names, by=member, at=timezone.now())


def ask(names: str, standing: Standing = Standing.HELPED, by: str = "ana") -> actions.Found:
    with member_acts(by) as member:
        return actions.ask(names, standing, by=member, at=timezone.now())


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def test_whom_a_colleagues_case_is_against_is_a_possible_conflict_and_a_supervisor_is_named() -> None:
    oppose(opened("ana"), OLHA)
    found = ask(OTHER_WAY, by="dan")
    assert found.is_possible
    assert [one.id for one in found.ask] == [ID("sara")]


def test_whoever_supervises_is_not_sent_to_themselves() -> None:
    oppose(opened("ana"), OLHA)
    assert ask(OLHA, by="sara") == actions.Found(is_possible=True)


def test_somebody_against_a_person_is_a_possible_conflict_where_the_agency_helps_them() -> None:
    opened("dan", OLHA)
    assert oppose(opened("ana"), OTHER_WAY).is_possible
    assert ask(OLHA, Standing.OPPOSED, by="ana").is_possible


@pytest.mark.parametrize(("names", "standing"), [
    ("Olha Kovalchuk", Standing.HELPED),
    (OLHA, Standing.OPPOSED),  # two cases against one man are no conflict
])  # fmt: skip
def test_anybody_else_is_none_and_nobody_is_named(names: str, standing: Standing) -> None:
    oppose(opened("ana"), OLHA)
    assert ask(names, standing, by="dan") == actions.Found(is_possible=False)


def test_a_case_is_not_in_conflict_with_itself() -> None:
    case = opened("ana", OLHA)
    assert not oppose(case, OLHA).is_possible


def test_another_agency_learns_nothing() -> None:
    oppose(opened("ana"), OLHA)
    assert not ask(OLHA, by="bea").is_possible


def test_the_person_is_asked_about_by_the_name_that_is_saved_and_the_newest_counts() -> None:
    oppose(opened("ana"), OLHA)
    case = opened("dan", "Somebody Else")
    with member_acts("dan") as member:
        first = actions.ask_of_the_person(case, "Somebody Else", by=member, at=timezone.now())
        named(case, OLHA, member, base=1)
        then = actions.ask_of_the_person(case, OLHA, by=member, at=timezone.now())
    assert (first, then and then.is_possible) == (actions.Found(is_possible=False), True)
    assert not ask("Somebody Else", Standing.OPPOSED).is_possible
    assert ask(OLHA, Standing.OPPOSED).is_possible


def test_people_who_come_with_a_list_are_compared_too() -> None:
    cases = [opened("dan"), opened("dan")]
    with member_acts("dan") as member:
        actions.mark_people({cases[0]: OLHA, cases[1]: "Olha"}, by=member, at=timezone.now())
    assert ask(OTHER_WAY, Standing.OPPOSED).is_possible


@pytest.mark.parametrize("broken", ["", "neither"])
def test_somebody_stands_on_one_of_two_sides(connect_as: ConnectAs, broken: str) -> None:
    owner = connect_as("owner")
    row = {"case_id": ID("own_alfa"), "agency_id": ID("alfa"), "party": ID("alfa"), "mark": b"abc"}
    with unforced(owner, "cases.party_mark"):
        assert insert(owner, "cases.party_mark", **row, standing="helped") == 1
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="marked_where"),
        unforced(owner, "cases.party_mark"),
    ):
        insert(owner, "cases.party_mark", **row, standing=broken)


def test_what_is_taken_away_is_in_no_conflict_any_more() -> None:
    case = opened("ana")
    oppose(case, OLHA)
    with member_acts("ana") as member:
        (line,) = opposed(case)
        actions.forget(case, line.party, by=member, at=timezone.now())
        assert opposed(case) == []
    assert not ask(OLHA, by="dan").is_possible


def test_the_person_of_a_case_is_not_taken_away_so() -> None:
    case = opened("ana", OLHA)
    with member_acts("ana") as member:
        for row in models.PartyMark.objects.filter(case_id=case):
            actions.forget(case, row.party, by=member, at=timezone.now())
    assert ask(OLHA, Standing.OPPOSED, by="dan").is_possible


def test_a_name_is_kept_nowhere(connect_as: ConnectAs) -> None:
    oppose(opened("ana"), "Zyxwvuts Qponmlkj")
    owner = connect_as("owner")
    with unforced(owner, "cases.party_mark"), unforced(owner, "audit.record"):
        text = "SELECT coalesce(string_agg(r::text, ' '), '') FROM "
        kept = [
            owner.execute(f"{text}{table} r").fetchone() for table in ("cases.party_mark", "audit.record")
        ]
    assert all("zyxwv" not in str(row).casefold() for row in kept)
    assert "conflict:asked" in str(kept[1])


def test_a_question_is_recorded_without_the_case_that_it_met(connect_as: ConnectAs) -> None:
    case = opened("ana")
    oppose(case, OLHA)
    ask(OLHA, by="dan")
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        asked = owner.execute(
            "SELECT case_id, detail::text FROM audit.record WHERE action = 'conflict:asked' AND actor_id = %s",
            [str(ID("dan"))],
        ).fetchall()
    assert asked == [(None, '{"possible": true}')]


def test_one_member_asks_so_often_in_a_day_and_saving_still_works() -> None:
    for _time in range(A_DAY):
        ask(OLHA, by="dan")
    with refusal(TOO_MANY):
        ask(OLHA, by="dan")
    case = opened("dan", OLHA)
    with member_acts("dan") as member:
        assert actions.ask_of_the_person(case, OLHA, by=member, at=timezone.now()) is None
    assert not ask(OLHA, by="ana").is_possible, "a colleague may still ask"


def test_a_day_later_the_questions_count_anew(connect_as: ConnectAs) -> None:
    for _time in range(A_DAY):
        ask(OLHA, by="dan")
    owner = connect_as("owner")
    owner.execute("UPDATE cases.conflict_question SET asked_at = asked_at - interval '25 hours'")
    owner.commit()
    assert not ask(OLHA, by="dan").is_possible


def test_who_has_no_cases_may_not_ask_and_a_name_has_two_parts() -> None:
    with refusal(NOT_YOURS):
        ask(OLHA, by="adam")
    with pytest.raises(BadInput):
        ask("Olha", by="dan")


@pytest.mark.parametrize("who", ["dan", "bea"])
def test_only_who_has_the_case_in_hand_marks_in_it_or_sees_the_marks(who: str) -> None:
    case = opened("ana")
    oppose(case, OLHA)
    with pytest.raises(NotFound):
        oppose(case, "Somebody Else", by=who)
    with member_acts(who):
        assert opposed(case) == []
        assert not models.PartyMark.objects.exists()


def test_who_supervises_sees_who_met_a_possible_conflict_and_nobody_else_does() -> None:
    """Who looks for one name has the answer after one question: it does not stay unseen."""
    oppose(opened("ana"), OLHA)
    ask(OLHA, by="dan")
    ask("Somebody Else", by="dan")
    ask(OLHA, by="sara")
    for who, seen in {"sara": 1, "ana": 0, "dan": 0, "adam": 0, "bea": 0}.items():
        with member_acts(who):
            assert [one.name for one in met_by_colleagues()] == ["dan"] * seen, who
            assert asides(timezone.localdate(), []).conflicts == seen, who
            assert models.ConflictQuestion.objects.count() == seen, (
                "nothing of what met nobody, nor of one's own"
            )


def test_nobody_writes_the_questions_but_the_function_that_asks() -> None:
    with member_acts("ana") as by, pytest.raises(ProgrammingError, match="permission denied"):
        models.ConflictQuestion(
            agency_id=by.agency_id, member_id=by.id, asked_at=timezone.now(), is_possible=False
        ).save(force_insert=True)
