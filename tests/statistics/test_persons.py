"""Facts of persons: what each section's save writes, what it leaves alone, and what is nobody's."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.cases.actions import save_section
from safeconduct.cases.answering import Content
from safeconduct.cases.erasing import actions as erasing
from safeconduct.cases.follow_up import actions as follow_ups
from safeconduct.cases.queries import versions
from safeconduct.rights import actions as rights
from safeconduct.rights.codes import Right, Standing
from safeconduct.rights.compensation import actions as compensation
from safeconduct.rights.compensation.claim import Known
from safeconduct.rights.compensation.claim import Step as Claimed
from safeconduct.rights.compensation.codes import State
from safeconduct.rights.compensation.money import Currency, Money
from safeconduct.rights.sheet import Step
from safeconduct.statistics import objecting
from safeconduct.statistics.classes import citizenship, form
from safeconduct.vocabulary.codes import Exploitation
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.counsel.office import a_case, now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

IDENTIFIED = {"status": "identified", "forms": ["sexual_exploitation"]}


def save(case: UUID, section: Section, content: Content, who: str = "ana") -> None:
    with member_acts(who) as by:
        base = versions(case, [section]).get(section, 0)
        save_section(case=CaseId(case), section=section, content=content, base=base, by=by, at=now())


@pytest.fixture
def facts(connect_as: ConnectAs) -> Any:
    owner = connect_as("owner")

    def read() -> list[dict[str, Any]]:
        rows = owner.execute(
            "SELECT to_jsonb(p) - 'mark' FROM statistics.person p ORDER BY p.mark"
        ).fetchall()
        return [row[0] for row in rows]

    return read


@pytest.fixture
def tallies(connect_as: ConnectAs) -> Any:
    owner = connect_as("owner")

    def read(dim: str = "all") -> dict[str, int]:
        rows = owner.execute(
            "SELECT CASE dim WHEN 'all' THEN part ELSE value END, sum(number)::integer FROM statistics.tally "
            "WHERE side = 'person' AND dim = %s GROUP BY 1 HAVING sum(number) <> 0",
            [dim],
        ).fetchall()
        return dict(rows)

    return read


def test_each_section_writes_its_own_columns_and_no_other(facts: Any) -> None:
    case = a_case("lea")
    (first,) = facts()
    assert (first["sex"], first["age"], first["citizen"], first["born"]) == ("UNK", "Y_GE18", "UNK", "UNK")
    assert first["status"] is first["form"] is first["rights"] is None

    save(case, Section.EXPLOITATION, IDENTIFIED)
    (second,) = facts()
    changed = {name for name in second if second[name] != first[name]}
    assert changed == {"status", "form", "registered", "registered_by"}
    assert (second["status"], second["form"], second["registered_by"]) == ("identified", "SEX", "ngo")

    save(
        case,
        Section.PROFILE,
        {"pseudonym": "Linden", "is_child": "no", "sex": "f", "citizenships": ["UA", "BE"]},
    )
    (third,) = facts()
    assert {name for name in third if third[name] != second[name]} == {"sex", "citizen"}
    assert (third["sex"], third["citizen"]) == ("F", "EU")


def test_a_section_is_not_saved_where_its_fact_cannot_be_written(
    facts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are one transaction: no file says what no figure counts."""
    case = a_case("lea")
    before = facts()

    def fails(*_said: object) -> None:
        raise ZeroDivisionError("the room of figures")

    monkeypatch.setattr("safeconduct.statistics.persons.asked", fails)
    with pytest.raises(ZeroDivisionError):
        save(case, Section.EXPLOITATION, IDENTIFIED)
    with member_acts("ana"):
        assert versions(case, [Section.EXPLOITATION]) == {}
    assert facts() == before


def test_where_everything_is_unknown_nothing_is_guessed(facts: Any, tallies: Any) -> None:
    case = a_case("lea")
    save(
        case,
        Section.PROFILE,
        {"pseudonym": "Linden", "is_child": "unknown", "sex": "unknown", "citizenships": []},
    )
    save(case, Section.EXPLOITATION, {"status": "identified", "forms": []})
    (fact,) = facts()
    assert [fact[name] for name in ("sex", "age", "citizen", "form", "born")] == ["UNK"] * 5
    assert tallies("registered") == {"identified|ngo|UNK|UNK|UNK|UNK": 1}


def test_a_section_of_which_nothing_is_counted_writes_nothing(facts: Any) -> None:
    case = a_case()
    before = facts()
    save(case, Section.NEEDS, {"needs": ["housing"], "wish": "to sleep"})
    save(case, Section.SAFETY, {"persons_view": "afraid"})
    assert facts() == before


def test_the_registered_of_a_year_stand_in_one_cell_each_and_leave_it_when_they_are_none(
    tallies: Any,
) -> None:
    case = a_case()
    save(case, Section.EXPLOITATION, IDENTIFIED)
    assert tallies("registered") == {"identified|ngo|UNK|Y_GE18|UNK|SEX": 1}
    save(
        case,
        Section.EXPLOITATION,
        {"status": "presumed", "forms": ["sexual_exploitation", "labour_exploitation"]},
    )
    assert tallies("registered") == {"presumed|ngo|UNK|Y_GE18|UNK|SEV": 1}
    save(case, Section.EXPLOITATION, {"status": "not_victim"})
    assert tallies("registered") == {}


def test_born_in_2015_and_an_adult_is_a_contradiction_that_is_counted(tallies: Any) -> None:
    case = a_case()
    assert "contradiction:age" not in tallies()
    save(case, Section.IDENTITY, {"names": "Olha", "birth_date": "2015-05-01"})
    save(case, Section.EXPLOITATION, IDENTIFIED)
    assert tallies()["contradiction:age"] == 1
    assert tallies("checked") == {"contradiction:age": 1}
    save(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "yes"})
    assert "contradiction:age" not in tallies()


def test_what_is_received_is_no_person(connect_as: ConnectAs, facts: Any) -> None:
    """Nor a case of another agency, nor one that is not there: nothing is written, and nothing is told."""
    owner = connect_as("owner")
    received = uuid4()
    owner.execute(
        'INSERT INTO access."case" (id, agency_id, kind, peer, handle, referral_id, opened_at) '
        "VALUES (%s, %s, 'received', 'be', 'h', %s, now())",
        [received, ID("alfa"), uuid4()],
    )
    others = a_case()
    before = facts()
    for case, who in ((received, "ana"), (uuid4(), "ana"), (others, "bea")):
        with member_acts(who):
            _note(case, "profile", {"sex": "M", "age": "UNK", "citizen": "NAT"})
    assert facts() == before


@pytest.mark.parametrize("who", ["dan", "adam", "cora"])
def test_who_has_no_place_in_a_case_writes_and_empties_nothing_of_it(facts: Any, who: str) -> None:
    case = a_case()
    save(case, Section.EXPLOITATION, IDENTIFIED)
    before = facts()
    with member_acts(who):
        _note(case, "rights", {"parts": ["granted:compensation=999"]})
        _note(case, "exploitation", {"status": "none"})
        for section in ("", "exploitation"):
            _forget(case, section)
    with member_acts("ana"):
        _forget(case, "")  # the file is there
    assert facts() == before


def _forget(case: UUID, section: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT statistics.forget_person(%s, %s)", [case, section])


def _note(case: UUID, source: str, said: dict[str, Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT statistics.note_person(%s, %s, %s)", [case, source, json.dumps(said)])


@pytest.mark.parametrize("said", [{"sex": "Olha S."}, {"sex": "é"}, {"parts": ["a b"]}, {"sex": "x" * 200}])
def test_no_text_gets_into_a_fact(said: dict[str, Any]) -> None:
    case = a_case()
    with pytest.raises(Exception, match="not_a_part"), member_acts("ana"):
        _note(case, "profile", said)


def test_who_objects_is_in_the_total_and_in_nothing_else(facts: Any, tallies: Any) -> None:
    case = a_case("lea")
    save(case, Section.EXPLOITATION, IDENTIFIED)
    _granted(case)
    with member_acts("ana") as by:
        objecting.say(case, no=True, by=by, at=now())
    assert tallies("registered") == {"withheld": 1}
    assert {word.partition(":")[0] for word in tallies()} == {"cases", "objects"}

    save(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "no", "sex": "f"})
    save(case, Section.EXPLOITATION, IDENTIFIED | {"forms": ["labour_exploitation"]})
    _granted(case, Right.RESIDENCE)
    (fact,) = facts()
    assert fact["sex"] is fact["form"] is fact["status"] is fact["rights"] is None
    assert tallies("registered") == {"withheld": 1}

    with member_acts("ana") as by:
        assert objecting.stands(case)
        objecting.say(case, no=False, by=by, at=now())
        assert not objecting.stands(case)
    save(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "no", "sex": "f"})
    assert facts()[0]["sex"] == "F"


def test_only_whoever_has_the_case_in_hand_says_so() -> None:
    case = a_case()
    with pytest.raises(NotFound), member_acts("dan") as by:
        objecting.say(case, no=True, by=by, at=now())


def _granted(case: UUID, right: Right = Right.REFLECTION_PERIOD) -> None:
    with member_acts("ana") as by:
        rights.step(
            case, right, Step(Standing.GRANTED, timezone.localdate(), "", "social_worker"), by=by, at=now()
        )


def test_rights_and_follow_ups_are_counted_by_how_far_they_came(tallies: Any) -> None:
    case = a_case()
    _granted(case)
    with member_acts("ana") as by:
        follow_ups.plan(case, timezone.localdate() - timedelta(days=31), by=by, at=now())
    found = tallies()
    assert {word for word in found if "reflection" in word} == {
        "informed:reflection_period", "asked:reflection_period", "granted:reflection_period",
    }  # fmt: skip
    assert sum(number for word, number in found.items() if word.startswith("to_come:")) >= 3


def test_an_award_and_its_payment_are_sums_in_their_currency(tallies: Any) -> None:
    case = a_case("lea")
    today = timezone.localdate()
    with member_acts("lea") as by:
        claim = compensation.begin(case, Known("RO", "RO"), by=by, at=now())
        award = Money(Decimal("1200.50"), Currency.EUR)
        compensation.step(case, claim, Claimed(State.FILED, today, "lawyer", "paper"), by=by, at=now())
        compensation.step(
            case, claim, Claimed(State.AWARDED, today, "lawyer", "paper", award), by=by, at=now()
        )
    found = {
        word: number
        for word, number in tallies().items()
        if "award" in word or "claim" in word or "paid" in word
    }
    assert found == {"claimed": 1, "awarded": 1, "awarded_sum:EUR": 1200, "awarded_persons:EUR": 1}

    with member_acts("lea") as by:
        paid = Claimed(State.PAID_PARTLY, today, "lawyer", "paper", Money(Decimal("200.50"), Currency.EUR))
        compensation.pay(case, claim, paid, by=by, at=now())
    assert (tallies()["paid"], tallies()["paid_sum:EUR"], tallies()["paid_persons:EUR"]) == (1, 200, 1)


def test_an_erased_section_empties_its_columns_and_future_figures(facts: Any, tallies: Any) -> None:
    case = a_case()
    save(case, Section.EXPLOITATION, IDENTIFIED)
    with member_acts("ana") as by:
        wish = erasing.ask(case, Section.EXPLOITATION, timezone.localdate(), by=by, at=now())
    with member_acts("sara") as by:
        erasing.confirm(wish, by=by, at=now())
    (fact,) = facts()
    assert fact["status"] is fact["form"] is fact["registered"] is None
    assert fact["age"] == "Y_GE18"
    assert tallies("registered") == {}


# --- Classes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("codes", "wanted"), [
    (["UA"], "NEU"), (["BE"], "EU"), (["RO"], "NAT"), (["UA", "RO"], "NAT"), (["UA", "BE"], "EU"), ([], "UNK"),
    (["stateless"], "STLS"), (["unknown"], "UNK"), (["stateless", "MD"], "NEU"),
])  # fmt: skip
def test_of_several_citizenships_the_first_class_holds(codes: list[str], wanted: str) -> None:
    assert citizenship(codes, "RO") == wanted


@given(st.lists(st.sampled_from(list(Exploitation)), max_size=5))
def test_a_form_is_one_class_several_or_unknown(codes: list[Exploitation]) -> None:
    labour = {"labour_exploitation", "domestic_servitude", "child_labour"}
    found = {
        "SEX" if code == "sexual_exploitation" else "LAB" if code in labour else "OTH"
        for code in codes
        if code != "unknown"
    }
    assert form(codes) == ("UNK" if not found else "SEV" if len(found) > 1 else found.pop())
