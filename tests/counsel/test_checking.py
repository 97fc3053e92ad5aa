"""The check for a conflict before a matter is opened and before the name of a legal referral is read."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from safeconduct.access.doors import AccessRefused
from safeconduct.cases import queries as cases
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.conflicts.actions import oppose
from safeconduct.cases.guards import why_closed
from safeconduct.counsel import actions, checking, rules
from safeconduct.counsel.codes import CheckState, MatterKind
from safeconduct.referrals.acceptance import may_be_accepted
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Decision, Refused
from safeconduct.vocabulary.errors import BadInput, NotPossible
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.counsel.office import NAMES, a_case, checked, now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

AS_RECEIVED = """
UPDATE access."case" SET kind = 'received', peer = 'be', handle = id::text, referral_id = gen_random_uuid()
 WHERE id = %(case)s;
UPDATE access.grants SET basis = 'consent', purpose = %(purpose)s, can_edit = false, consent_id = gen_random_uuid(),
       consent_version = 1 WHERE case_id = %(case)s
"""


def against(names: str, who: str = "ana") -> None:
    """Somebody of this name stands against a person whom a colleague helps."""
    case = a_case(names="Somebody Else")
    with member_acts(who) as by:
        oppose(case, names, by=by, at=now())


def waiting(who: str) -> list[tuple[UUID, UUID, Any]]:
    with member_acts(who):
        return checking.to_clear()


def clear(who: str, check: UUID, *, asked: Any = None) -> None:
    with member_acts(who) as by:
        asked = asked or next((at for one, _who, at in checking.to_clear() if one == check), now())
        checking.clear(check, asked=asked, by=by, at=now())


@pytest.fixture
def received(connect_as: ConnectAs) -> Callable[..., UUID]:
    """A case as a referral for legal help has brought it to lea, a lawyer."""

    def made(names: str = NAMES, purpose: Purpose = Purpose.LEGAL_ASSISTANCE) -> UUID:
        with member_acts("lea") as by:
            case = open_case(by=by, at=now(), profile={"pseudonym": "Birch", "is_child": "no"})
            content = {"names": names}
            save_section(case=case, section=Section.IDENTITY, content=content, base=0, by=by, at=now())
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM cases.party_mark WHERE case_id = %s", [case])
        owner = connect_as("owner")
        with owner.transaction():
            for statement in AS_RECEIVED.split(";"):
                owner.execute(statement, {"case": case, "purpose": purpose.value})
        return case

    return made


def names_read(case: UUID) -> bool:
    with member_acts("lea") as by:
        found = cases.read_sections(case, [Section.IDENTITY, Section.PROFILE], by=by, at=now())
        assert Section.PROFILE in found, "the rest is open all the same"
        return Section.IDENTITY in found


def test_a_possible_match_is_cleared_by_who_supervises_without_the_match_and_then_a_matter_opens() -> None:
    against(NAMES)
    case = a_case("lea")
    assert checked(case) is CheckState.POSSIBLE_MATCH
    with pytest.raises(NotPossible) as refused, member_acts("lea") as by:
        actions.open_matter(case, MatterKind.CIVIL, by=by, at=now())
    assert refused.value.reason is rules.NOT_CLEARED
    ((check, asker, _at),) = waiting("sara")
    assert asker == ID("lea")
    for who in ("ana", "lea", "adam", "bea", "dan"):
        assert waiting(who) == []
        with pytest.raises(AccessRefused):
            clear(who, check)
    clear("sara", check)
    assert waiting("sara") == []
    with member_acts("lea") as by:
        actions.open_matter(case, MatterKind.CIVIL, by=by, at=now())
    assert checked(case) is CheckState.CLEARED, "asked again of the same names it stays cleared"


def test_what_is_cleared_is_the_match_that_was_asked_about_and_no_later_one() -> None:
    against(NAMES)
    case = a_case("lea")
    checked(case)
    ((check, _asker, asked),) = waiting("sara")
    checked(case)
    with pytest.raises(NotPossible):
        clear("sara", check, asked=asked)
    assert len(waiting("sara")) == 1
    clear("sara", check)
    assert waiting("sara") == []


def test_without_a_name_nothing_is_compared_and_one_that_is_typed_is_kept_nowhere(
    connect_as: ConnectAs,
) -> None:
    case = a_case("lea", names="Olha")
    with pytest.raises(BadInput):
        checked(case)
    against(NAMES)
    assert checked(case, names=NAMES) is CheckState.POSSIBLE_MATCH
    owner = connect_as("owner")
    with unforced(owner, "counsel.conflict_check", "cases.party_mark"):
        assert not any(
            "Shevchenko" in str(row) for row in owner.execute("SELECT c::text FROM counsel.conflict_check c")
        )
        marked = owner.execute("SELECT count(*) FROM cases.party_mark WHERE case_id = %s", [case]).fetchone()
    assert marked == (0,)


def test_the_name_of_a_legal_referral_is_compared_before_it_is_read(received: Callable[..., UUID]) -> None:
    assert names_read(received("Somebody Entirely Different"))
    against(NAMES)
    case = received()
    assert not names_read(case)
    assert not names_read(case), "and it stays closed at the next look"
    with member_acts("lea") as by:
        why = why_closed(case, Section.IDENTITY, Purpose.LEGAL_ASSISTANCE, by=by, at=now())
    assert why is rules.NOT_CLEARED
    ((check, _asker, _at),) = waiting("sara")
    clear("sara", check)
    assert names_read(case)


def test_a_lawyer_who_met_a_possible_match_in_this_file_accepts_nothing_more_of_it_before_it_is_cleared(
    received: Callable[..., UUID],
) -> None:
    against(NAMES)
    case = received()

    def accepted(**other: Any) -> Decision:
        more = {"side": "receiver", "case_id": case, "purpose": "legal_assistance", **other}
        with member_acts("lea") as by:
            return may_be_accepted(Referral(**more), by=by, at=now())

    assert accepted(), "before anything was met the lawyer's own word is all there is"
    assert not names_read(case)
    assert accepted() == Refused(rules.NOT_CLEARED)
    assert accepted(purpose="referral_service")
    assert accepted(side="sender")
    ((check, _asker, _at),) = waiting("sara")
    clear("sara", check)
    assert accepted()


def test_what_is_no_legal_referral_is_opened_as_before(received: Callable[..., UUID]) -> None:
    against(NAMES)
    case = received()
    with member_acts("lea") as by:
        assert why_closed(case, Section.IDENTITY, Purpose.REFERRAL_SERVICE, by=by, at=now()) is None


def test_hit_and_no_hit_look_alike_to_everybody_else(
    received: Callable[..., UUID], connect_as: ConnectAs
) -> None:
    against(NAMES)
    hit, none = received(), received("Somebody Entirely Different")
    for case in (hit, none):
        names_read(case)
    owner = connect_as("owner")
    said = "SELECT action, section, detail, outcome FROM audit.record WHERE case_id = %s AND action LIKE 'matter:%%'"
    with unforced(owner, "audit.record"):
        told = [owner.execute(said, [case]).fetchall() for case in (hit, none)]
    assert told[0] == told[1] == [("matter:checked", "", {}, "done")]
    for who in ("ana", "dan", "adam", "sara"):
        with member_acts(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM counsel.conflict_check")
            assert cursor.fetchone() == (0,), who


def test_who_asks_again_in_the_same_case_learns_nothing_of_another_lawyers_check() -> None:
    case = a_case("lea")
    assert checked(case) is CheckState.NO_MATCH
    with member_acts("ana"):
        assert checking.check_of(case) is CheckState.NOT_RUN
