"""Five are asked at once: the first yes has it, whoever else may wait is told, and two at once are one."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from safeconduct.access.acting import acting, receiving
from safeconduct.access.clock import domain_now
from safeconduct.directory.models import Entry
from safeconduct.referrals import answering, clockwork
from safeconduct.referrals.enquiries import actions as enquiries
from safeconduct.referrals.enquiries.labels import tag_of
from safeconduct.referrals.enquiries.message import ANSWERED, Answer
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import Standing, standing
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.referrals.purge import forget_enquiries
from safeconduct.referrals.rounds import actions, choosing, deciding
from safeconduct.referrals.rounds.models import Round
from safeconduct.vocabulary.codes import Feasibility, Urgency
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import MemberId, MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.enquiries.desk import QUESTION
from tests.referrals.envelopes import Envelopes
from tests.referrals.rounds.asking import SERVICES, Asking


def test_the_first_yes_has_it_and_whoever_may_wait_is_told_once(asking: Asking) -> None:
    crisis, legal, shelter = asking.rows()
    assert asking.says(legal, "not_possible") == ""
    assert (asking.winner(), asking.tells()) == (None, [])

    assert asking.says(shelter) == ""
    assert asking.winner() == shelter.shared
    assert asking.tells() == [crisis.handle], "who said no waits for nothing"
    assert asking.tells() == [crisis.handle], "once"
    with as_process("web"), acting(MemberId(asking.envelopes.members["ana"])) as at:
        told = Enquiry.objects.get(shared=crisis.shared)
        assert standing(enquiries.facts(told), at) is Standing.TAKEN


def test_a_late_yes_is_kept_and_changes_nothing(asking: Asking) -> None:
    crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()

    assert asking.says(crisis) == ""
    assert asking.winner() == shelter.shared
    kept = asking.kept(crisis.shared)
    assert kept is not None
    assert kept.answer == "possible"


def test_a_yes_from_a_day_on_does_not_win_and_can_be_taken(asking: Asking) -> None:
    crisis, _legal, _shelter = asking.rows()
    day = (asking.now() + timedelta(days=3)).date().isoformat()
    asking.says(crisis, "possible_from", day)
    assert asking.winner() is None

    asking.does(actions.take_this, enquiry=crisis.shared)
    assert asking.winner() == crisis.shared
    assert len(asking.tells()) == 2


def test_taking_another_one_tells_who_had_it(asking: Asking) -> None:
    crisis, legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()
    asking.says(crisis)

    asking.does(actions.take_this, enquiry=crisis.shared)
    assert asking.winner() == crisis.shared
    assert asking.tells() == sorted([crisis.handle, legal.handle, shelter.handle]), (
        "crisis before, shelter now"
    )
    assert asking.kept_told() == [shelter.handle, crisis.handle], "first who had it, then who has it now"
    asking.tells()
    assert asking.kept_told() == [shelter.handle, crisis.handle], "once"
    with pytest.raises(NotPossible) as refused:
        asking.does(actions.take_this, enquiry=legal.shared)
    assert refused.value.reason.code == "round_not_a_yes"


def test_who_lost_it_after_a_referral_was_begun_is_told_too(asking: Asking) -> None:
    crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    asking.convert(shelter)
    asking.says(crisis)
    assert shelter.handle not in asking.tells()

    asking.does(actions.take_this, enquiry=crisis.shared)
    assert shelter.handle in asking.tells()
    assert asking.kept_told() == [shelter.handle, crisis.handle]


def test_taken_again_the_first_one_is_told_again(asking: Asking) -> None:
    crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()
    asking.says(crisis)
    asking.does(actions.take_this, enquiry=crisis.shared)
    asking.tells()
    asking.does(actions.take_this, enquiry=shelter.shared)

    asking.tells()
    assert asking.kept_told() == [shelter.handle, crisis.handle, shelter.handle]


def test_of_the_two_words_the_later_one_stands_with_whoever_was_asked(asking: Asking) -> None:
    question = asking.question()
    name, handle = question["enquiry"]["id"], asking.handle()
    assert asking.arrives(inbound.enquired, question, handle) == ""
    asking.answer(UUID(name))
    body = {"enquiry": name, "role": "clock"}

    for handler, expected in (
        (inbound.taken, Standing.TAKEN), (inbound.kept, Standing.ANSWERED), (inbound.taken, Standing.TAKEN),
    ):  # fmt: skip
        assert asking.arrives(handler, body, handle) == ""
        row = asking.kept(UUID(name))
        assert row is not None
        assert standing(enquiries.facts(row), asking.now()) is expected
        assert (row.kept_at is not None) is (handler is inbound.kept)


@pytest.mark.parametrize("answer", [Feasibility.POSSIBLE, Feasibility.NOT_POSSIBLE])
def test_who_answers_after_somebody_else_was_taken_is_heard_once(asking: Asking, answer: Feasibility) -> None:
    """The page was open on the screen when another one said yes."""
    question = asking.question()
    name, handle = UUID(question["enquiry"]["id"]), asking.handle()
    asking.arrives(inbound.enquired, question, handle)
    asking.arrives(inbound.taken, {"enquiry": str(name), "role": "clock"}, handle)

    asking.answer(name, Answer(answer))
    row = asking.kept(name)
    assert row is not None
    assert (row.answer, row.taken_at is not None) == (answer, True)
    assert asking.posted()[-1].type == ANSWERED
    with pytest.raises(NotPossible) as refused:
        asking.answer(name)
    assert refused.value.reason.code == "enquiry_answered_already"


def test_a_yes_that_comes_after_the_others_were_told_stands_in_reserve_with_who_asked(asking: Asking) -> None:
    crisis, legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()
    asking.says(crisis)
    asking.says(legal, "not_possible")

    assert [line.row.shared for line in asking.seen().lines if line.is_alternative] == [crisis.shared]
    asking.does(actions.take_this, enquiry=crisis.shared)
    assert asking.winner() == crisis.shared


def test_an_emergency_waits_for_hours_and_stands_first_on_today_of_who_is_asked(asking: Asking) -> None:
    question = replace(QUESTION, urgency=Urgency.EMERGENCY)
    row = asking.ask(asking.entries[0], question=question)[0]
    assert row.until - row.asked_at == timedelta(hours=4)

    received = asking.question(urgency="emergency")
    handle, name = asking.handle(), received["enquiry"]["id"]
    assert asking.arrives(inbound.enquired, received, handle) == ""
    assert asking.today().emergency_enquiries == 1
    asking.answer(UUID(name))
    assert asking.arrives(inbound.kept, {"enquiry": name, "role": "clock"}, handle) == ""
    seen = asking.today()
    assert (seen.emergency_enquiries, seen.kept_enquiries) == (0, 1)


def test_only_a_yes_is_green() -> None:
    assert tag_of(Standing.ANSWERED, "possible") == tag_of(Standing.ANSWERED, "possible_from") == "moss"
    assert tag_of(Standing.ANSWERED, "not_possible") == tag_of(Standing.ANSWERED, "ask_other") == ""


def test_taken_back_nobody_has_it_and_the_next_can_be_asked_when_all_are_silent(asking: Asking) -> None:
    crisis, legal, shelter = asking.rows()
    asking.says(shelter)
    asking.withdraw(shelter)
    assert asking.winner() is None

    entry = asking.add_entry(asking.envelopes.other_team, asking.envelopes.other, "supported_housing")
    with pytest.raises(NotPossible) as refused:
        asking.does(actions.ask_next, services=asking.services([entry]))
    assert refused.value.reason.code == "round_still_waits"
    asking.says(legal, "not_possible")
    asking.envelopes.move_clock(timedelta(days=4))
    asking.does(actions.ask_next, services=asking.services([entry]))
    new = next(row for row in asking.rows() if row.service == "supported_housing")
    assert (new.note, new.urgency, new.languages) == (QUESTION.note, "urgent", ["uk", "ro"])
    assert new.services[0] == "supported_housing"
    assert set(new.services[1:]) == {"shelter", "legal_advice"}
    assert asking.says(crisis) == "", "late, and it wins all the same"
    assert asking.winner() == crisis.shared


def test_a_node_that_does_not_know_the_message_is_told_by_taking_back(asking: Asking) -> None:
    """It refuses with `unknown_type`; a withdrawal it knows."""
    crisis, legal, shelter = asking.rows()
    asking.says(legal, "not_possible")
    asking.says(shelter)
    asking.tells()
    with briefly("owner") as owner:
        owner.execute("ALTER TABLE exchange.outgoing NO FORCE ROW LEVEL SECURITY")
        owner.execute(
            "UPDATE exchange.outgoing SET state = 'refused', answer = 'unknown_type', answered_at = now() "
            "WHERE type = %s",
            [clockwork.TAKEN],
        )
        owner.execute("ALTER TABLE exchange.outgoing FORCE ROW LEVEL SECURITY")

    asking.does(actions.stop)
    back = [message.handle for message in asking.posted() if message.type.endswith("enquiry_withdrawn.v1")]
    assert back == [crisis.handle]
    assert asking.winner() == shelter.shared


def test_the_next_are_of_teams_that_were_not_asked_and_each_team_is_offered_once(asking: Asking) -> None:
    def offered(already: set[UUID]) -> list[UUID]:
        with as_process("web"), acting(MemberId(asking.envelopes.members["ana"])) as at:
            by = asking.envelopes.member("ana")
            found = choosing.next_of("need=housing", asking.entries, already, by=by, at=at)
            return [line.entry.team_id for line in found]

    assert offered(set()) == [asking.envelopes.other_team]
    assert offered({asking.envelopes.other_team}) == []


def test_no_more_than_five_at_once(asking: Asking) -> None:
    more = [
        asking.add_entry(asking.envelopes.other_team, asking.envelopes.other, name) for name in SERVICES[3:]
    ]

    with pytest.raises(NotPossible) as refused:
        asking.begin([*asking.entries, *more])
    assert refused.value.reason.code == "round_of_too_many"


def test_to_be_told_never_counts_against_a_service_and_an_answer_counts_for_it(asking: Asking) -> None:
    _crisis, _legal, shelter = asking.rows()
    asking.says(shelter)
    asking.tells()
    asking.envelopes.move_clock(timedelta(days=5))

    with as_process("web"), acting(MemberId(asking.envelopes.members["ana"])) as at:
        entries = list(Entry.objects.filter(id__in=asking.entries))
        found = answering.answers(entries, asking.envelopes.member("ana"), at)
    counted = {one.service: found[one.id] for one in entries if one.id in found}
    assert {name: (one.asked, one.within_a_day) for name, one in counted.items()} == {"shelter": (1, 1)}


def test_after_thirty_days_nothing_of_it_is_left(asking: Asking) -> None:
    asking.says(asking.rows()[0])
    asking.tells()
    asking.envelopes.move_clock(timedelta(days=40))
    with as_process("worker"):
        assert forget_enquiries() == 3
    with as_process("web"), acting(MemberId(asking.envelopes.members["ana"])):
        assert Round.objects.count() == 0


def test_two_that_say_yes_at_once_are_one(asking: Asking) -> None:
    """The first one has written itself down and not committed when the second one comes: it has to wait."""
    one, other, _ = asking.rows()
    written, go_on = threading.Event(), threading.Event()
    won: dict[UUID, bool] = {}

    def answers(row: Enquiry, wait: bool) -> None:
        with receiving(NodeId("be"), MessageId(uuid7())):
            locked = Enquiry.objects.select_for_update().get(shared=row.shared)
            locked.answer, locked.answered_at = "possible", domain_now()
            locked.save(update_fields=["answer", "answered_at"])
            won[row.shared] = deciding.note_answer(locked, domain_now())
            if wait:
                written.set()
                go_on.wait(20)
        connection.close()

    with as_process("inbox"):
        first, second = (threading.Thread(target=answers, args=(row, row is one)) for row in (one, other))
        first.start()
        assert written.wait(20)
        second.start()
        _until_it_waits(asking.envelopes)
        go_on.set()
        first.join()
        second.join()
    assert won == {one.shared: True, other.shared: False}
    assert asking.winner() == one.shared
    assert other.handle in asking.tells()


def _until_it_waits(envelopes: Envelopes) -> None:
    """Somebody waits for a lock in this database."""
    waiting = """
SELECT count(*) FROM pg_locks l JOIN pg_locks k USING (pid) JOIN pg_database d ON d.oid = k.database
 WHERE NOT l.granted AND d.datname = current_database()
"""
    with briefly("owner") as owner:
        for _ in range(2000):
            if owner.execute(waiting).fetchone() != (0,):
                return
            owner.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("the second answer did not wait for the first")
