"""Acting as somebody, the doors as Python functions, and the fuse that blows when nobody acts."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.models import IntegerField

from safeconduct.access import doors
from safeconduct.access.acting import acting, receiving
from safeconduct.access.doors import AccessRefused
from safeconduct.access.guard import NobodyActs
from safeconduct.access.models import Case
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action, Basis
from safeconduct.cases.models import SectionVersion
from safeconduct.exchange.models import Peer
from safeconduct.keys.errors import KeyNotHeld
from safeconduct.vocabulary.codes import Purpose
from safeconduct.vocabulary.decisions import Allowed, Refused
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID

PROTECTED = [
    model
    for model in apps.get_models()
    if model._meta.app_label
    in {"access", "keys", "audit", "consent", "cases", "rights", "counsel", "referrals", "exchange"}
    and model is not Peer
]
USES: dict[str, Callable[[Any], object]] = {
    "read": lambda model: list(model.objects.all()),
    "count": lambda model: model.objects.count(),
    "insert": lambda model: model(pk=some_key(model)).save(force_insert=True),
    "update": lambda model: model.objects.update(**{model._meta.pk.name: some_key(model)}),
    "delete": lambda model: model.objects.filter(pk=some_key(model))._raw_delete("default"),
}


def some_key(model: Any) -> Any:
    """One that a row could have: of a number that no column can hold Django asks nothing."""
    return 2031 if isinstance(model._meta.pk, IntegerField) else uuid.uuid4()


@pytest.mark.own_sql
@pytest.mark.parametrize("model", PROTECTED, ids=lambda model: model._meta.label)
def test_a_protected_table_is_not_touched_when_nobody_acts(transactional_db: None, model: Any) -> None:
    """But for an insert Django opens a transaction of its own; there the row policies refuse."""
    for use in set(USES) - {"insert"}:
        with pytest.raises(NobodyActs, match="acting"):
            USES[use](model)
    with pytest.raises((NobodyActs, DatabaseError)):
        USES["insert"](model)


def test_every_room_with_protected_tables_is_tried() -> None:
    assert len(PROTECTED) >= 15


def test_the_fuse_is_in_every_new_connection(transactional_db: None) -> None:
    connection.close()
    with pytest.raises(NobodyActs):
        SectionVersion.objects.exists()


def test_what_names_no_person_is_read_at_any_time(transactional_db: None) -> None:
    assert Peer.objects.count() == 0


def test_a_queryset_that_outlives_its_transaction_says_so(staff: None) -> None:
    with member_acts("ana"):
        late = SectionVersion.objects.all()
    with pytest.raises(NobodyActs):
        list(late)


def test_a_transaction_in_which_nobody_acts_shows_nothing(staff: None) -> None:
    with member_acts("ana"):
        doors.open_case(uuid.uuid4())
        assert Case.objects.count() == 1
    with transaction.atomic():
        assert Case.objects.count() == 0


def test_acting_does_not_nest_so_that_nobody_goes_on_under_another_name(staff: None) -> None:
    with member_acts("ana"), pytest.raises(RuntimeError, match="durable"):
        with acting(MemberId(ID("bea"))):
            pytest.fail("the outer member would have gone on")


def test_the_web_process_cannot_act_as_a_peer(transactional_db: None) -> None:
    with pytest.raises(KeyNotHeld), receiving(NodeId("be"), MessageId(uuid.uuid4())):
        pytest.fail("only the inbox has the key")


def test_a_refusal_names_the_databases_own_reason_and_leaves_the_transaction_usable(staff: None) -> None:
    case = uuid.uuid4()
    with member_acts("ana"):
        doors.open_case(case)
    with member_acts("dan"):
        with pytest.raises(AccessRefused) as caught:
            doors.place(case, ID("dan"))
        assert caught.value.code == "only_the_lead_places"
        doors.open_case(uuid.uuid4())
        assert Case.objects.count() == 1


def test_a_door_of_another_process_is_no_privilege(staff: None) -> None:
    terms = doors.Terms(purpose=Purpose.REFERRAL_SERVICE, until=None)  # type: ignore[arg-type]
    with member_acts("ana"), pytest.raises(AccessRefused) as caught:
        doors.receive(uuid.uuid4(), "handle", uuid.uuid4(), ID("team_alfa"), [Section.PROFILE], terms)
    assert caught.value.code == "no_privilege"


def test_a_fault_of_the_programme_is_no_refusal(staff: None) -> None:
    with member_acts("ana"), pytest.raises(ProgrammingError, match="does not exist"):
        doors._call("SELECT access.no_such_door()", [])


def test_the_rule_and_the_rows_give_one_answer(staff: None) -> None:
    """The lead may edit what it holds; the rule says no to what the database does not list, and the other way."""
    case = uuid.uuid4()
    with member_acts("ana") as ana:
        doors.open_case(case)
        grants = held(case)
        assert {grant.basis for grant in grants} == {Basis.LEAD}
        for section in Section:
            decision = decide(ana, grants, section, Action.EDIT).decision
            is_held = any(grant.section is section and grant.can_edit for grant in grants)
            assert isinstance(decision, Allowed if is_held else Refused), section
    with member_acts("dan") as dan:
        assert held(case) == []
        assert isinstance(decide(dan, grants[:0], Section.PROFILE, Action.OPEN).decision, Refused)
