"""One section goes at the person's wish: asked by one, confirmed by another; keys and versions are gone for good."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.erasing import actions, rules
from safeconduct.cases.erasing.models import SectionErasure
from safeconduct.cases.follow_up import actions as follow_up
from safeconduct.cases.follow_up.queries import follow_ups
from safeconduct.cases.queries import read_sections
from safeconduct.keys.context import worker_token
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import load
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TODAY = timezone.localdate


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


@pytest.fixture
def case() -> CaseId:
    """Ana leads it, the nurse has a place; needs in two versions."""
    with member_acts("ana") as by:
        made = open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})
        doors.place(made, ID("nora"))
    write(made, Section.NEEDS, {"wish": "A room"})
    write(made, Section.NEEDS, {"wish": "A school"}, base=1)
    return made


def write(
    case: CaseId, section: Section, content: dict[str, object], base: int = 0, who: str = "ana"
) -> None:
    with member_acts(who) as by:
        save_section(case=case, section=section, content=content, base=base, by=by, at=timezone.now())


def ask(case: CaseId, section: Section = Section.NEEDS, who: str = "ana", on: date | None = None) -> UUID:
    with member_acts(who) as by:
        return actions.ask(case, section, on or TODAY(), by=by, at=timezone.now())


def confirm(erasure: UUID, who: str = "sara") -> SectionErasure:
    with member_acts(who) as by:
        return actions.confirm(erasure, by=by, at=timezone.now())


def reads(case: CaseId, section: Section = Section.NEEDS, who: str = "ana") -> dict[str, object] | None:
    with member_acts(who) as by:
        found = read_sections(case, [section], by=by, at=timezone.now()).get(section)
    return found.content if found else None


def keys_of(case: CaseId) -> set[str]:
    with member_acts("ana"):
        return set(SectionKey.objects.filter(case_id=case).values_list("section", flat=True))


def test_a_second_person_confirms_it_and_keys_and_versions_are_gone(
    case: CaseId, connect_as: ConnectAs
) -> None:
    erasure = ask(case)
    assert reads(case) == {"wish": "A school"}, "until then it stays"
    assert confirm(erasure).verdict == "erased"
    assert reads(case) is None
    assert "needs" not in keys_of(case)
    assert "profile" in keys_of(case), "nothing else goes"
    owner = connect_as("owner")
    with unforced(owner, "cases.section_version"):
        left = owner.execute("SELECT count(*) FROM cases.section_version WHERE section = 'needs'").fetchone()
    assert left == (0,)
    assert owner.execute("SELECT count(*) FROM keys.tombstone WHERE section = 'needs'").fetchone() != (0,)
    write(case, Section.NEEDS, {"wish": "Anew"})
    assert reads(case) == {"wish": "Anew"}, "the section is written anew, under a key that counts on"
    with member_acts("ana"):
        generations = SectionKey.objects.filter(case_id=case, section="needs").values_list(
            "generation", flat=True
        )
        assert min(generations) > 1


def test_what_lay_under_the_key_goes_with_the_next_round_also_after_it_was_written_anew(
    case: CaseId, connect_as: ConnectAs
) -> None:
    write(case, Section.PLAN, {"goals": "A course"})
    with member_acts("ana") as by:
        follow_up.plan(case, TODAY(), by=by, at=timezone.now())
    confirm(ask(case, Section.PLAN))
    write(case, Section.PLAN, {"goals": "Another"})
    with member_acts("ana") as by:
        assert follow_ups(case, by=by, at=timezone.now()).sheet is None
    worker = connect_as("worker")
    with worker.transaction():
        put(worker, worker_token(load(HOME / "keys", "worker")))
        assert worker.execute("DELETE FROM cases.follow_up").rowcount == 1


def test_nobody_confirms_their_own_and_only_a_supervisor_or_the_team_is_second(case: CaseId) -> None:
    erasure = ask(case)
    with refusal(rules.WANTS_TWO):
        confirm(erasure, "ana")
    for who in ("dan", "adam", "bea"):
        with pytest.raises(NotFound):
            confirm(erasure, who)
    with member_acts("ana"), pytest.raises(ProgrammingError, match="erasure_wants_two"):
        connection.cursor().execute("SELECT cases.decide_erasure(%s, 'erased')", [erasure])
    assert reads(case) is not None
    assert confirm(erasure, "nora").verdict == "erased", "the nurse has the case in hand"
    with refusal(rules.DECIDED):
        confirm(erasure)


def test_who_is_second_sees_it_on_today_and_leaving_it_changes_nothing(case: CaseId) -> None:
    erasure = ask(case)
    seen: dict[str, int] = {}
    for who in ("ana", "nora", "sara", "dan", "bea"):
        with member_acts(who):
            seen[who] = len(asides(TODAY(), []).erasures)
    assert seen == {"ana": 0, "nora": 1, "sara": 1, "dan": 0, "bea": 0}
    with member_acts("sara") as by:
        assert actions.decline(erasure, by=by, at=timezone.now()).verdict == "declined"
    assert reads(case) == {"wish": "A school"}
    ask(case)


def test_who_asks_and_for_what(case: CaseId) -> None:
    with refusal(rules.KEPT_WITH_FILE):
        ask(case, Section.PROFILE)
    with refusal(rules.NOTHING_THERE):
        ask(case, Section.SAFETY)
    with refusal(rules.SAID_AHEAD):
        ask(case, on=TODAY() + timedelta(days=1))
    with refusal(rules.NOT_YOURS):
        ask(case, who="nora")
    with refusal(rules.NOT_YOURS):
        ask(case, Section.HEALTH)
    write(case, Section.HEALTH, {"wish": "Sleep"}, who="nora")
    confirm(ask(case, Section.HEALTH, "nora"))
    assert reads(case, Section.HEALTH, "nora") is None
    ask(case)
    with refusal(rules.WAITS_ALREADY):
        ask(case)


def test_a_legal_hold_keeps_it_and_says_until_when(case: CaseId, connect_as: ConnectAs) -> None:
    erasure = ask(case)
    until = timezone.now() + timedelta(days=40)
    owner = connect_as("owner")
    owner.execute(
        "INSERT INTO access.hold (case_id, ground, owner_id, placed_at, until) "
        "VALUES (%s, 'pending_claim', %s, now(), %s)",
        [case, ID("sara"), until],
    )
    day = timezone.localtime(until)
    with pytest.raises(NotPossible) as held:
        confirm(erasure)
    assert f"until {day.day} {day:%B %Y}" in str(held.value.reason.sentence)
    with member_acts("sara"), pytest.raises(ProgrammingError, match="erasure_held"):
        connection.cursor().execute("SELECT cases.decide_erasure(%s, 'erased')", [erasure])
    assert reads(case) is not None


def test_the_mark_of_a_name_goes_with_it(case: CaseId, connect_as: ConnectAs) -> None:
    write(case, Section.IDENTITY, {"names": "Olha Shevchenko"})
    confirm(ask(case, Section.IDENTITY))
    owner = connect_as("owner")
    with unforced(owner, "cases.party_mark"):
        assert owner.execute("SELECT count(*) FROM cases.party_mark").fetchone() == (0,)


def test_with_the_whole_file_its_wishes_go(case: CaseId, connect_as: ConnectAs) -> None:
    ask(case)
    with member_acts("ana"):
        doors.destroy_keys(case)
    worker = connect_as("worker")
    with worker.transaction():
        put(worker, worker_token(load(HOME / "keys", "worker")))
        assert worker.execute("DELETE FROM cases.section_erasure").rowcount == 1
