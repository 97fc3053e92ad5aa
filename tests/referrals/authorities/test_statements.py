"""That a statement was offered is told one way, to one member of the unit, while the person lets it be told."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.agencies.models import Team
from safeconduct.referrals.authorities import queries, rules, statements
from safeconduct.referrals.authorities.models import Statement
from safeconduct.referrals.authorities.statements import Offered
from safeconduct.vocabulary.codes import StatementAnswer
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.referrals.authorities.desk import a_file, in_days

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def offered(case: UUID) -> UUID:
    with member_acts("ana") as by:
        unit = Team.objects.get(id=ID("team_police"))
        said = Offered(timezone.localdate(), unit, StatementAnswer.NO)
        return statements.offer(case, said, by=by, at=timezone.now(), today=timezone.localdate())


def tell(case: UUID, offer: UUID, to: str = "pavel", *, agrees: bool = True, who: str = "ana") -> None:
    with member_acts(who) as by:
        statements.tell(
            case,
            offer,
            ID(to),
            in_days(5),
            agrees=agrees,
            by=by,
            at=timezone.now(),
            today=timezone.localdate(),
        )


def known(who: str = "pavel") -> int:
    with member_acts(who):
        return len(queries.told_to_me())


def test_without_the_persons_yes_nobody_knows_even_that_it_was_offered() -> None:
    case = a_file()
    offer = offered(case)
    with pytest.raises(NotPossible) as refused:
        tell(case, offer, agrees=False)
    assert refused.value.reason == rules.PERSON_HAS_NOT_AGREED
    assert known() == 0
    with member_acts("pavel"):
        assert Statement.objects.count() == 0


def test_with_it_one_member_sees_the_day_and_the_unit_and_reaches_nothing_else(connect_as: ConnectAs) -> None:
    case = a_file()
    offer = offered(case)
    tell(case, offer)
    with member_acts("pavel") as by:
        (told,) = queries.told_to_me()
        assert (told.agency, told.team, told.offered_on) == (
            ID("alfa"),
            ID("team_police"),
            timezone.localdate(),
        )
        assert Statement.objects.count() == 0, "the row itself is closed to them"
        with pytest.raises(NotFound):
            statements.take_back(case, offer, by=by, at=timezone.now())
    for other in ("bea", "dan", "ana"):
        assert known(other) == 0
    owner = connect_as("owner")
    with unforced(owner, "referrals.statement"):
        owner.execute("UPDATE referrals.statement SET told_until = now()")
    assert known() == 0, "it ends by itself"


def test_it_is_taken_back_at_once_and_told_to_nobody_else_of_the_same_offer() -> None:
    case = a_file()
    offer = offered(case)
    tell(case, offer)
    with member_acts("ana") as by:
        statements.take_back(case, offer, by=by, at=timezone.now())
    assert known() == 0
    with pytest.raises(NotPossible) as refused:
        tell(case, offer)
    assert refused.value.reason == rules.TOLD_ALREADY


def test_only_one_of_the_unit_is_told_and_never_whom_the_person_keeps_out() -> None:
    case = a_file(Section.SAFETY, {"never_agencies": "police"})
    offer = offered(case)
    with pytest.raises(NotPossible) as elsewhere:
        tell(case, offer, "bea")
    assert elsewhere.value.reason == rules.NOT_OF_THE_UNIT
    with pytest.raises(NotPossible) as never:
        tell(case, offer)
    assert never.value.reason.code == "never_this_agency"
    with pytest.raises(NotFound):
        tell(case, offer, who="dan")


def test_a_statement_of_tomorrow_is_not_recorded() -> None:
    case = a_file()
    with member_acts("ana") as by, pytest.raises(NotPossible):
        said = Offered(
            timezone.localdate() + timedelta(days=1),
            Team.objects.get(id=ID("team_police")),
            StatementAnswer.YES,
        )
        statements.offer(case, said, by=by, at=timezone.now(), today=timezone.localdate())
