"""Matters in the database: who opens, reads and writes them; sealed, recorded without words, gone with their key."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone

from safeconduct.access import doors, team
from safeconduct.access.doors import AccessRefused
from safeconduct.agencies.models import Member
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.team.actions import accept_lead, offer_lead
from safeconduct.cases.timeline.moments import Kind
from safeconduct.cases.timeline.queries import timeline
from safeconduct.counsel import actions, purge, rules
from safeconduct.counsel.codes import Aid, MandateEnd, MandateKind, MatterKind, Outcome, State
from safeconduct.counsel.queries import matters_of, my_matters, version_of
from safeconduct.counsel.sheet import AidStep, Course, End, Hearing, Mandate
from safeconduct.keys.context import worker_token
from safeconduct.keys.models import SectionKey
from safeconduct.keys.ring import load
from safeconduct.referrals.giving_out.contents import everything
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs
from tests.counsel.office import MARK, NAMES, a_case, a_matter, another_lawyer, checked, now, read

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TODAY = timezone.localdate


@pytest.fixture
def case(connect_as: ConnectAs) -> UUID:
    """Ana leads; two lawyers have a place."""
    another_lawyer(connect_as("owner"))
    return a_case("lea", "leo")


def as_(who: str, act: Callable[[Member], Any]) -> Any:
    with member_acts(who) as by:
        return act(by)


def mandate(matter: UUID, one: Mandate, number: int | None = None, who: str = "lea") -> None:
    as_(who, lambda by: actions.write_mandate(matter, one, number, by=by, at=now()))


def course(matter: UUID, who: str = "lea") -> None:
    as_(who, lambda by: actions.write_course(matter, Course(notes=MARK), by=by, at=now()))


def hearing(matter: UUID, one: Hearing, by: Member) -> None:
    actions.write_hearing(matter, one, None, by=by, at=now())


def given_to(matter: UUID, who: str, by: Member) -> None:
    actions.hand_over(matter, ID(who), None, by=by, at=now())


def test_a_matter_is_opened_written_and_closed_and_every_saved_state_stays(case: UUID) -> None:
    matter = a_matter(case)
    course(matter)
    as_("lea", lambda by: actions.write_aid(matter, AidStep(Aid.ASKED, TODAY()), None, by=by, at=now()))
    as_("lea", lambda by: actions.close(matter, End(Outcome.JUDGMENT, TODAY()), by=by, at=now()))
    stands = read(matter)
    assert (stands.version, stands.row.state, stands.sheet.course.notes) == (4, State.CLOSED, MARK)
    earlier, _at = as_("lea", lambda by: version_of(matter, 2, by=by, at=now()))
    assert (earlier.sheet.aid, earlier.sheet.end) == ((), None)
    with pytest.raises(NotPossible) as refused:
        course(matter)
    assert refused.value.reason is rules.CLOSED


def test_nobody_but_its_lawyer_finds_a_matter(case: UUID) -> None:
    """The lead, another lawyer of the same case, who supervises or administers, a nurse, and police."""
    matter = a_matter(case)
    for who in ("ana", "leo", "sara", "adam", "nora", "dan", "bea", "pavel"):
        with pytest.raises(NotFound):
            read(matter, who)
        with pytest.raises((NotFound, NotPossible)):
            course(matter, who)
        with member_acts(who), connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM counsel.matter), (SELECT count(*) FROM counsel.sheet)"
            )
            assert cursor.fetchone() == (0, 0), who
        assert as_(who, lambda by: my_matters(by=by, at=now(), page=0)) == ([], False)


def test_whoever_is_no_lawyer_of_the_case_has_no_key_to_it_either(case: UUID) -> None:
    a_matter(case)
    keys = {
        who: as_(who, lambda _by: SectionKey.objects.filter(case_id=case, section="legal").count())
        for who in ("lea", "ana", "sara", "adam", "nora")
    }
    assert keys == {"lea": 1, "ana": 0, "sara": 0, "adam": 0, "nora": 0}


def test_another_lawyer_of_the_case_is_shown_none_and_keeps_their_own(case: UUID) -> None:
    a_matter(case)
    assert as_("leo", lambda by: matters_of(case, by=by, at=now())) == []
    mine = a_matter(case, "leo")
    assert [one.row.id for one in as_("leo", lambda by: matters_of(case, by=by, at=now()))] == [mine]


def test_nothing_lies_open_and_no_record_has_a_word_of_it(case: UUID, connect_as: ConnectAs) -> None:
    matter = a_matter(case)
    course(matter)
    owner = connect_as("owner")
    with unforced(owner, "counsel.sheet", "counsel.matter", "audit.record"):
        rows = owner.execute("SELECT s::text, s.sealed FROM counsel.sheet s").fetchall()
        open_ones = owner.execute("SELECT m::text FROM counsel.matter m").fetchall()
        records = owner.execute(
            "SELECT action, section, r::text FROM audit.record r WHERE action LIKE 'matter:%' ORDER BY at, action"
        ).fetchall()
    for word in (MARK, "criminal"):
        assert not any(word.encode() in bytes(sealed) or word in text for text, sealed in rows)
        assert not any(word in text for (text,) in open_ones)
        assert not any(word in text for _action, _section, text in records)
    assert {action for action, *_ in records} == {"matter:checked", "matter:opened", "matter:saved"}
    assert {section for _, section, _ in records} == {""}, "it is in no list of who saw what"


def test_no_copy_of_everything_holds_it_whoever_makes_the_copy(case: UUID) -> None:
    course(a_matter(case))
    for who in ("lea", "ana"):
        assert MARK not in str(as_(who, lambda by: everything(case, by=by, at=now())))


def test_no_change_without_a_record(case: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = a_matter(case)

    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("no room in the log")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        course(matter)
    assert read(matter).version == 1


def test_an_earlier_state_and_who_has_it_is_changed_by_nobody(case: UUID) -> None:
    matter = a_matter(case)
    for statement in (
        "UPDATE counsel.sheet SET version = 9",
        "UPDATE counsel.matter SET lawyer_id = deputy_id",
    ):
        with pytest.raises(ProgrammingError), member_acts("lea"), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(AccessRefused, match="not open to you"):
        as_("leo", lambda _by: doors.called("SELECT counsel.hand_over(%s, %s, NULL)", [matter, ID("leo")]))


def test_the_end_of_the_mandate_lets_the_room_be_read_and_not_written(case: UUID) -> None:
    matter, week = a_matter(case), timedelta(days=7)
    past = Mandate(MandateKind.MANDATE, TODAY() - 2 * week, valid_until=TODAY() - week)
    mandate(matter, past)
    assert read(matter).row.mandate_until == TODAY() - week
    with pytest.raises(NotPossible) as refused:
        course(matter)
    assert refused.value.reason is rules.MANDATE_OVER
    mandate(matter, Mandate(MandateKind.MANDATE, TODAY()))
    course(matter)
    ended = Mandate(MandateKind.MANDATE, TODAY(), ended_on=TODAY(), why=MandateEnd.BY_PERSON)
    mandate(matter, ended, 1)
    with pytest.raises(NotPossible):
        course(matter)
    as_("lea", lambda by: actions.close(matter, End(Outcome.OTHER, TODAY()), by=by, at=now()))


def test_my_matters_come_by_their_next_date_and_a_deputy_has_them_too(case: UUID) -> None:
    later, sooner, without = (a_matter(case) for _ in range(3))
    for matter, days in ((later, 9), (sooner, 3)):
        one = Hearing(TODAY() + timedelta(days=days))
        as_("lea", partial(hearing, matter, one))
    lines, has_more = as_("lea", lambda by: my_matters(by=by, at=now(), page=0))
    assert [one.read.row.id for one in lines] == [sooner, later, without]
    assert (has_more, lines[0].alias) == (False, "Linden")
    as_("lea", lambda by: actions.hand_over(sooner, ID("lea"), ID("leo"), by=by, at=now()))
    lines, _more = as_("leo", lambda by: my_matters(by=by, at=now(), page=0))
    assert [one.read.row.id for one in lines] == [sooner]
    course(sooner, "leo")


def test_it_is_handed_over_to_a_lawyer_of_the_case_only(case: UUID) -> None:
    matter = a_matter(case)
    for who in ("ana", "sara", "bea"):
        with pytest.raises(AccessRefused):
            as_("lea", partial(given_to, matter, who))
    as_("lea", lambda by: actions.hand_over(matter, ID("leo"), None, by=by, at=now()))
    assert read(matter, "leo").row.lawyer_id == ID("leo")
    with pytest.raises(NotFound):
        read(matter)


def test_what_a_lawyer_who_has_left_had_goes_on_with_another_of_the_case(
    case: UUID, connect_as: ConnectAs
) -> None:
    matter = a_matter(case)
    take = lambda by: actions.take_on(case, by=by, at=now())  # noqa: E731  (three times below)
    assert as_("leo", take) == 0
    connect_as("owner").execute("UPDATE agencies.member SET suspended_at = now() WHERE id = %s", [ID("lea")])
    with pytest.raises(NotPossible):
        as_("ana", take)
    assert as_("leo", take) == 1
    assert read(matter, "leo").row.lawyer_id == ID("leo")


def test_whoever_ends_a_lawyers_place_gets_the_matters_for_nobody(case: UUID) -> None:
    matter = a_matter(case)
    as_("ana", lambda _by: team.end_place(case, ID("lea")))
    with pytest.raises(NotFound):
        read(matter)
    assert as_("leo", lambda by: actions.take_on(case, by=by, at=now())) == 0
    as_("ana", lambda _by: doors.place(case, ID("lea")))
    assert read(matter).row.lawyer_id == ID("lea")
    as_("lea", lambda _by: team.end_place(case, ID("lea")))
    assert as_("leo", lambda by: actions.take_on(case, by=by, at=now())) == 1, "she gave it up herself"


def test_with_the_lead_that_a_lawyer_hands_on_their_matters_go_to_the_lawyer_who_accepts(
    connect_as: ConnectAs,
) -> None:
    another_lawyer(connect_as("owner"))
    with member_acts("lea") as by:
        led = open_case(by=by, at=now(), profile={"pseudonym": "Birch", "is_child": "no"})
        save_section(case=led, section=Section.IDENTITY, content={"names": NAMES}, base=0, by=by, at=now())
    matter = a_matter(led)
    as_("lea", lambda by: offer_lead(led, ID("leo"), stays=False, person_knows=True, by=by, at=now()))
    offer = as_("leo", lambda _by: team.lead_offered(led))
    as_("leo", lambda by: accept_lead(led, offer.id, by=by, at=now()))
    assert read(matter, "leo").row.lawyer_id == ID("leo")


def test_the_timeline_shows_it_to_its_lawyer_alone(case: UUID) -> None:
    a_matter(case)
    for who, found in (("lea", 1), ("leo", 0), ("ana", 0)):
        page = as_(who, lambda by: timeline(case, None, None, by=by, at=now()))
        assert len([one for one in page.moments if one.kind is Kind.MATTER]) == found, who


def test_it_goes_with_the_key_of_legal_matters(
    case: UUID, connect_as: ConnectAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, owner = connect_as("worker"), connect_as("owner")
    monkeypatch.setattr(purge, "connection", worker)

    def kept() -> tuple[Any, ...]:
        with worker.transaction():
            put(worker, worker_token(load(HOME / "keys", "worker")))
            purge.sweep()
        with unforced(owner, "counsel.sheet", "counsel.matter"):
            counted = "SELECT (SELECT count(*) FROM counsel.matter), (SELECT count(*) FROM counsel.sheet)"
            return tuple(owner.execute(counted).fetchone() or ())

    matter = a_matter(case)
    course(matter)
    assert kept() == (1, 2)
    with member_acts("ana"):
        doors.destroy_keys(case, [Section.LEGAL])
    assert as_("lea", lambda by: matters_of(case, by=by, at=now())) == []
    assert kept() == (0, 0)


def test_a_correction_stands_in_the_place_of_what_was_wrong(case: UUID) -> None:
    matter = a_matter(case)
    wrong = Mandate(MandateKind.MANDATE, TODAY(), "uk")
    mandate(matter, wrong)
    mandate(matter, replace(wrong, language="ru"), 0)
    assert [one.language for one in read(matter).sheet.mandates] == ["ru"]
    with pytest.raises(NotFound):
        mandate(matter, wrong, 5)


def test_without_the_check_no_matter_is_opened(case: UUID) -> None:
    with pytest.raises(NotPossible) as refused:
        as_("lea", lambda by: actions.open_matter(case, MatterKind.CIVIL, by=by, at=now()))
    assert refused.value.reason is rules.NOT_CHECKED
    checked(case)
