"""Statements that are written once give what the query itself would give."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from safeconduct.access.acting import acting
from safeconduct.agencies.models import Agency, Member
from safeconduct.exchange.models import StoredReceipt
from safeconduct.referrals.models import Referral, StoredMove
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.ready import FEW, Ready, chosen, fresh, insert, maker
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def sent(envelopes: Envelopes) -> Referral:
    """One of two referrals."""
    envelopes.add(State.ACCEPTED)
    return envelopes.add(State.SENT)


def test_the_rows_are_those_of_the_query_for_each_set_of_values(envelopes: Envelopes, sent: Referral) -> None:
    ready = Ready(lambda agency, state: Referral.objects.filter(agency_id=agency, state=state))
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        for state in (State.SENT, State.ACCEPTED, State.CLOSED):
            plain = list(Referral.objects.filter(agency_id=envelopes.own, state=state))
            found = ready.all(agency=envelopes.own, state=state)
            assert [vars(one) | {"_state": None} for one in found] == [
                vars(one) | {"_state": None} for one in plain
            ]
        assert ready.first(agency=uuid4(), state=State.SENT) is None


def test_a_row_is_made_as_django_makes_one(envelopes: Envelopes, sent: Referral) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        (plain,) = Referral.objects.filter(id=sent.id)
        (found,) = chosen(Referral, "WHERE o.id = %s", [sent.id])
    assert vars(found) | {"_state": None} == vars(plain) | {"_state": None}
    for name in ("adding", "db", "fetch_mode", "fields_cache"):
        assert getattr(found._state, name) == getattr(plain._state, name)
    assert found == plain
    assert found.pk == sent.id


def test_a_new_row_has_what_the_model_says_of_what_was_not_given() -> None:
    given = {"id": uuid4(), "shared": uuid4(), "need": "shelter"}
    plain, made = Referral(**given), fresh(Referral, **given)
    assert vars(made) | {"_state": None} == vars(plain) | {"_state": None}
    assert vars(made._state) == vars(plain._state)
    made.flags.append("one")
    assert fresh(Referral, **given).flags == []
    with pytest.raises(TypeError):
        fresh(Referral, **given, needs="shelter")


def test_a_model_that_does_more_is_made_by_django(monkeypatch: pytest.MonkeyPatch) -> None:
    class Noted(StoredReceipt):
        class Meta:
            app_label, proxy = "exchange", True

        def __init__(self, *values: object, **named: object) -> None:
            super().__init__(*values, **named)
            self.is_noted = True

    assert fresh(Noted, digest="a").is_noted
    names = tuple(field.attname for field in Noted._meta.concrete_fields)
    assert maker(Noted, names)([None] * len(names)).is_noted


def test_what_is_joined_comes_along_and_costs_no_second_question(envelopes: Envelopes) -> None:
    ready = Ready(lambda member: Member.objects.select_related("agency").filter(id=member))
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        found = ready.first(member=envelopes.members["ana"])
        assert found is not None
        with CaptureQueriesContext(connection) as asked:
            assert found.agency.country == "RO"
    assert len(asked) == 0


def test_json_is_read_as_the_query_reads_it(envelopes: Envelopes, sent: Referral) -> None:
    moves = StoredMove.objects.filter(referral=sent.id)
    ready = Ready(
        lambda referral: StoredMove.objects.filter(referral=referral).values_list("data", flat=True)
    )
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        assert ready.all(referral=sent.id) == [move.data for move in moves]
        assert chosen(Referral, "WHERE o.id = %s", [sent.id])[0].consent == sent.consent
        whole = Ready(lambda agency: Referral.objects.filter(agency_id=agency))
        one, other = whole.all(agency=envelopes.own)
        assert (one.onward, one.further, one.clock_cites) == ([], {}, None)
        assert sent.consent in (one.consent, other.consent)
        one.onward.append("what is changed in one row")
        assert other.onward == []


def test_row_policies_stand_before_it_as_before_any_other(envelopes: Envelopes, sent: Referral) -> None:
    ready = Ready(lambda referral: Referral.objects.filter(id=referral))
    with as_process("web"):
        with acting(MemberId(envelopes.members["ana"])):
            assert ready.first(referral=sent.id) == sent
        with transaction.atomic():  # nobody acts
            assert ready.first(referral=sent.id) is None
            assert chosen(Referral, "WHERE o.id = %s", [sent.id]) == []


@pytest.mark.parametrize("value", [None, 7, ["a"]], ids=["nothing", "number", "list"])
@pytest.mark.django_db
def test_what_would_change_the_shape_of_the_statement_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Ready(lambda node: Agency.objects.filter(node=node)).all(node=value)


@pytest.mark.django_db
def test_a_value_that_the_query_changes_is_refused_and_not_kept_for_ever() -> None:
    changed = Ready(lambda country: Agency.objects.filter(country=f"{country}!"))
    with pytest.raises(TypeError):
        changed.all(country="RO")
    with pytest.raises(TypeError):
        Ready(lambda name: Agency.objects.values("name").filter(name=name)).all(name="x")


@pytest.mark.parametrize("number", [1, 3, FEW + 1])
def test_new_rows_stand_there_as_they_were_given_and_once(
    envelopes: Envelopes, sent: Referral, number: int
) -> None:
    with as_process("web"), acting(MemberId(envelopes.members["ana"])) as at:
        rows = [_receipt(envelopes, sent.shared, at, name) for name in range(number)]
        insert(*rows)
        insert(
            *(_receipt(envelopes, sent.shared, at, name, "other") for name in range(number + 1)), once=True
        )
        found = {row.digest: row.receipt for row in StoredReceipt.objects.filter(message_id=sent.shared)}
    assert found == {f"{name:064}": {"said": "first", "deep": [1, None]} for name in range(number)} | {
        f"{number:064}": {"said": "other", "deep": [1, None]}
    }


def _receipt(
    envelopes: Envelopes, message: UUID, at: datetime, name: int, said: str = "first"
) -> StoredReceipt:
    return StoredReceipt(
        digest=f"{name:064}", message_id=message, agency_id=envelopes.own, peer="be", step="opened", at=at,
        receipt={"said": said, "deep": [1, None]},
    )  # fmt: skip


def test_what_a_query_adds_to_its_rows_comes_along(envelopes: Envelopes, sent: Referral) -> None:
    ready = Ready(lambda agency: Referral.objects.annotate(low=Lower("reference")).filter(agency_id=agency))
    with as_process("web"), acting(MemberId(envelopes.members["ana"])):
        found = {row.id: getattr(row, "low", "") for row in ready.all(agency=envelopes.own)}
    assert found[sent.id] == sent.reference.lower()
