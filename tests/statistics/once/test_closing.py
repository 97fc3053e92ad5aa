"""The end of a count, and what ends a mark before it: erased, no longer registered, a file that is gone, a lost key."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.access.ring import ring
from safeconduct.cases import saved
from safeconduct.cases.erasing import actions as erasing
from safeconduct.commands import facts_within
from safeconduct.commands.faults import CannotRun
from safeconduct.keys.yearly import year_key
from safeconduct.statistics import persons
from safeconduct.statistics.once import rounds
from safeconduct.statistics.once.noting import note_again
from safeconduct.statistics.once.rules import Says
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import as_process
from tests.counsel.office import now
from tests.statistics.once.files import (
    IN_CYRILLIC,
    OLHA,
    a_file,
    counted,
    last_year,
    look,
    marks,
    of_both,
    pairs,
    says,
)
from tests.statistics.test_persons import save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def close() -> int:
    with as_process("worker"):
        return rounds.close(last_year())


def test_closing_destroys_the_key_and_every_mark_and_keeps_what_was_answered(
    owner: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    of_both()
    look()
    code = pairs("ana")[0].code
    says("ana", Says.SAME, code)
    says("bea", Says.SAME, code)
    before = counted()
    with as_process("worker"):
        facts_within.main(["close", str(last_year())])
        facts_within.main(["years"])
    assert "is destroyed. Marks that went with it: 9." in capsys.readouterr().out
    (key,) = owner.execute("SELECT wrapped, destroyed_on FROM keys.year_key").fetchall()
    assert key == (None, now().date())
    assert marks(owner) == []
    assert counted() == before
    assert before.pairs_decided == 1
    with pytest.raises(NotPossible):
        says("ana", Says.NOT_SAME, code)


def test_a_closed_year_gets_no_new_key_and_no_mark(owner: Any) -> None:
    close()
    a_file("ana", OLHA)
    assert marks(owner) == []
    with member_acts("ana"):
        assert year_key(ring(), last_year()) is None
    assert look() == 0
    assert counted().not_compared == 1


def test_a_year_that_runs_is_neither_looked_at_nor_closed() -> None:
    for what in ("look", "close"):
        with as_process("worker"), pytest.raises(CannotRun, match="is not over"):
            facts_within.main([what, str(now().year)])


def test_each_year_has_a_key_of_its_own_under_which_the_same_name_is_another_mark() -> None:
    with member_acts("ana"):
        one, again, other = (year_key(ring(), year) for year in (2024, 2024, 2023))
    assert one is not None
    assert again is not None
    assert other is not None
    assert one.mark("a") == again.mark("a") != other.mark("a")
    assert one.id != other.id


def _erase_the_name(case: CaseId) -> None:
    with member_acts("ana") as by:
        wish = erasing.ask(case, Section.IDENTITY, timezone.localdate(), by=by, at=now())
    with member_acts("sara") as by:
        erasing.confirm(wish, by=by, at=now())


def _no_victim(case: CaseId) -> None:
    save(case, Section.EXPLOITATION, {"status": "not_victim"})


@pytest.mark.parametrize("over", [_no_victim, _erase_the_name])
def test_marks_and_pairs_go_with_what_they_were_made_of(owner: Any, over: Any) -> None:
    hers, _his = of_both()
    assert look() == 1
    over(hers)
    assert pairs("bea") == marks(owner, "pair") == []
    assert len({row["mark"] for row in marks(owner)}) == 1


def test_a_file_that_is_gone_takes_all_of_it_along(owner: Any) -> None:
    hers, _his = of_both()
    look()
    owner.execute('DELETE FROM access."case" WHERE id = %s', [hers])
    with member_acts("ana"):
        persons.forget(hers, "")
    assert pairs("bea") == []
    assert {row["agency_id"] for row in marks(owner, "once")} == {str(ID("beta"))}


def test_a_file_that_was_looked_at_is_not_looked_at_again_under_another_name(owner: Any) -> None:
    """Else who leads a file could try one name after the other, and learn whom another agency helps."""
    case = a_file("ana", ("Maria Popescu", "1980-01-01", ["RO"]))
    a_file("bea", IN_CYRILLIC)
    assert look() == 0
    before = marks(owner)
    save(case, Section.IDENTITY, {"names": OLHA[0], "birth_date": OLHA[1]})
    save(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "no", "citizenships": ["UA"]})
    assert marks(owner) == before
    assert look() == 0


def test_what_lies_under_a_lost_key_meets_nothing_and_is_not_compared_until_it_is_saved_again(
    owner: Any,
) -> None:
    """A restored node has no key of a year: it is in no backup."""
    hers, his = of_both()
    owner.execute("DELETE FROM keys.year_key")
    assert counted().not_compared == 2
    a_file("ana", ("Maria Popescu", "1980-01-01", ["RO"]))
    assert look() == 0
    for case, who in ((hers, "ana"), (his, "bea")):
        with member_acts(who):
            note_again(case)
    assert counted().not_compared == 0
    assert look() == 1


def test_who_saves_and_may_not_open_the_name_leaves_the_marks(owner: Any) -> None:
    case = a_file("ana", OLHA)
    before = marks(owner)

    with member_acts("ana"):
        doors.place(case, ID("nora"))
    with member_acts("nora") as by:
        persons.note([saved.Saved(case, Section.PROFILE, {"citizenships": ["MD"]})], by)
    assert marks(owner) == before


def test_three_agencies_are_one_person_and_a_no_between_them_leaves_all(owner: Any) -> None:
    """Two facts of a group that somebody holds apart are not put together by a third."""
    ids = [UUID(int=n) for n in (1, 2, 3)]
    agencies = ["alfa", "beta", "police"]
    owner.execute(
        "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s)",
        [ID("police"), ID("cora")],
    )
    for mark, agency in zip(ids, agencies, strict=True):
        owner.execute(
            "INSERT INTO statistics.person (mark, agency_id, quarter, touched, registered, status) "
            "VALUES (%s, %s, %s, %s, %s, 'identified')",
            [mark, ID(agency), f"{last_year()}-01-01", f"{last_year()}-01-01", last_year()],
        )
        owner.execute("INSERT INTO statistics.once (mark, agency_id) VALUES (%s, %s)", [mark, ID(agency)])
    for code, one, other in (("22222222", 0, 1), ("33333333", 1, 2), ("44444444", 0, 2)):
        owner.execute(
            "INSERT INTO statistics.pair VALUES (%s, %s, %s, %s, %s, %s, 'same', 'same')",
            [code, last_year(), ids[one], ids[other], ID(agencies[one]), ID(agencies[other])],
        )
    found = counted(*agencies)
    assert (found.pairs_decided, len(found.adjustments)) == (3, 2)
    assert str(ID("alfa")) not in {one.agency for one in found.adjustments}
    owner.execute("UPDATE statistics.pair SET one_says = 'cannot_say' WHERE code = '44444444'")
    assert len(counted(*agencies).adjustments) == 2
    owner.execute("UPDATE statistics.pair SET one_says = 'not_same' WHERE code = '44444444'")
    found = counted(*agencies)
    assert (found.pairs_decided, found.pairs_open, found.adjustments) == (0, 2, ())
