"""A referral to a partner without a node keeps the same states; what they say is entered, and says by whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from safeconduct.access.clock import domain_now
from safeconduct.cases.actions import save_section
from safeconduct.cases.seen import who_saw
from safeconduct.consent.actions import give
from safeconduct.consent.rules import Channel
from safeconduct.directory.queries import entry
from safeconduct.exchange.models import HeldBack, Outgoing
from safeconduct.exchange.outbox import WITHOUT_A_NODE
from safeconduct.referrals import ledger, nudging
from safeconduct.referrals.actions import move, tell
from safeconduct.referrals.actions import withdraw as take_it_back
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.narrowing import take_back_sections
from safeconduct.referrals.partners import actions
from safeconduct.referrals.partners.content import content
from safeconduct.referrals.partners.models import ByHand
from safeconduct.referrals.partners.rules import (
    CONSENT_OVER,
    HAS_A_NODE,
    NO_NUDGE_WITHOUT_A_NODE,
    NOT_OPENED_AGAIN,
    Step,
    Told,
    told_of,
)
from safeconduct.referrals.queries import is_your_turn, today
from safeconduct.referrals.reasons import NEVER_THIS_COUNTRY, NOT_POSSIBLE_NOW
from safeconduct.referrals.sub_referrals import actions as sub_referrals
from safeconduct.referrals.tasks import actions as tasks
from safeconduct.referrals.texts import Kind, Words, readable
from safeconduct.referrals.transfers.rules import NO_GROUND
from safeconduct.vocabulary.codes import Withdrawal
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.referrals.partners.desk import a_draft, a_file, a_partner, enter, now, sent, talk, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture(autouse=True)
def haven(connect_as: ConnectAs) -> None:
    a_partner(connect_as("owner"))


LOOP: list[tuple[Event, dict[str, Any]]] = [
    (Event.ACCEPT, {"conflict_check": "none"}),
    (Event.START, {}),
    (Event.RECORD_OUTCOME, {"outcomes": {"crisis_shelter": "given"}}),
]


def withdraw(row: Referral) -> None:
    with member_acts("ana") as by:
        take_it_back(
            referral=row.id,
            reason=Withdrawal.CONSENT_WITHDRAWN,
            channel=Channel.PERSON,
            by=by,
            at=timezone.now(),
        )


def tell_back(row: Referral, *, has_erased: bool = False) -> None:
    with member_acts("ana") as by:
        actions.told_back(
            referral=row, told=told(), has_erased=has_erased, had_not_left=False, by=by, at=timezone.now()
        )


def now_here(row: Referral) -> Referral:
    """As it stands, for whoever acts already."""
    return Referral.objects.get(id=row.id)


def history(row: Referral) -> list[tuple[Event, Side, str]]:
    with member_acts("ana"):
        moves = ledger.history(Referral.objects.get(id=row.id)).standing
    said = [(move, told_of(move.codes)) for move in moves]
    return [(move.event, move.side, told.by if told else "") for move, told in said]


def test_nothing_is_posted_and_it_waits_for_somebody_here_to_tell_them() -> None:
    row = sent()
    assert (row.state, row.peer, row.offer_message) == (State.SENT, "-", None)
    assert "to_hand_over" in row.flags
    assert is_your_turn(row)
    with member_acts("ana"):
        assert not Outgoing.objects.exists()
        assert not HeldBack.objects.exists()


def test_the_loop_goes_round_by_what_they_told() -> None:
    row = sent()
    enter(row, Event.ACKNOWLEDGE)
    assert not is_your_turn(now(row))
    enter(row, Event.ACCEPT, conflict_check="none")
    enter(row, Event.START)
    enter(row, Event.RECORD_OUTCOME, outcomes={"crisis_shelter": "given"})
    assert now(row).state == State.OUTCOME_RECORDED
    assert history(row) == [
        (Event.SEND, Side.SENDER, ""),
        (Event.ACKNOWLEDGE, Side.RECEIVER, "social_worker"),
        (Event.ACCEPT, Side.RECEIVER, "social_worker"),
        (Event.START, Side.RECEIVER, "social_worker"),
        (Event.RECORD_OUTCOME, Side.RECEIVER, "social_worker"),
    ]
    with member_acts("ana"):
        assert not Outgoing.objects.exists()
        assert not ByHand.objects.exists()
    assert timezone.now() - now(row).since < timedelta(minutes=1)


# --- What is refused ----------------------------------------------------------------------------------------------


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(NotPossible) as said:
        do()
    assert said.value.reason.instead
    return said.value.reason.code


def test_the_table_holds_here_too() -> None:
    row = sent()
    assert refused(lambda: enter(row, Event.START)) == NOT_POSSIBLE_NOW[State.SENT].code
    assert refused(lambda: enter(row, Event.DECLINE)) == "reason_missing"
    assert refused(lambda: enter(row, Event.ACCEPT)) == "conflict_not_checked"
    assert now(row).state == State.SENT
    assert "to_hand_over" in now(row).flags


def test_what_was_told_earlier_stands_behind_what_was_entered_before() -> None:
    """No state begins before the one before it; when it was told stands in the move all the same."""
    row, early = sent(), timezone.now()
    enter(row, Event.ACKNOWLEDGE)
    before = now(row).since
    enter(row, Event.ACCEPT, early, conflict_check="none")
    assert now(row).since >= before
    with member_acts("ana"):
        move = ledger.history(Referral.objects.get(id=row.id)).standing[-1]
    said = told_of(move.codes)
    assert said is not None
    assert said.at == early


def test_nobody_answers_for_an_agency_that_has_a_node(connect_as: ConnectAs) -> None:
    row = sent()
    with member_acts("ana"):
        Referral.objects.filter(id=row.id).update(peer="be")
    assert refused(lambda: enter(row, Event.ACKNOWLEDGE)) == HAS_A_NODE.code


def test_no_yes_is_entered_when_the_consent_is_over() -> None:
    row = sent()
    withdraw(row)
    assert (
        refused(lambda: enter(row, Event.ACCEPT, conflict_check="none"))
        == NOT_POSSIBLE_NOW[State.WITHDRAWN].code
    )


@pytest.mark.parametrize("condition, sector", [("not_police", "police"), ("not_country:BG", "shelter")])
def test_a_condition_keeps_a_partner_out_as_it_does_a_node(
    connect_as: ConnectAs, condition: str, sector: str
) -> None:
    connect_as("owner").execute("UPDATE agencies.agency SET sector = %s WHERE id = %s", [sector, ID("haven")])
    said = [Section.PROFILE, Section.SAFETY, Section.NEEDS]
    assert refused(lambda: sent(document=talk(said, conditions=[condition]))) in {
        "not_for_police", "not_for_this_country", "section_not_shareable",
    }  # fmt: skip


def test_the_persons_own_list_keeps_a_partner_out_at_the_sending_and_at_each_saying() -> None:
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    never = {"level": "low", "valid_until": until, "never_countries": ["BG"]}
    assert refused(lambda: sent(a_file({Section.SAFETY: never}))) == NEVER_THIS_COUNTRY.code
    row = sent()

    def say() -> None:
        with member_acts("ana") as by:
            content(now_here(row), entry(ID("beds")).agency, by=by, at=timezone.now())

    say()
    assert row.case_id is not None
    with member_acts("ana") as by:
        case = CaseId(row.case_id)
        save_section(case=case, section=Section.SAFETY, content=never, base=1, by=by, at=timezone.now())
    assert refused(say) == NEVER_THIS_COUNTRY.code


def test_nothing_is_said_when_the_consent_has_ended(connect_as: ConnectAs) -> None:
    row = sent()
    connect_as("owner").execute("UPDATE access.node SET moved = moved + interval '61 days'")

    def say() -> None:
        with member_acts("ana") as by:
            content(now_here(row), entry(ID("beds")).agency, by=by, at=domain_now())

    assert refused(say) == CONSENT_OVER.code


def test_nothing_is_said_outside_the_union_without_the_ground(connect_as: ConnectAs) -> None:
    row = sent()
    connect_as("owner").execute("UPDATE agencies.agency SET country = 'AL' WHERE id = %s", [ID("haven")])

    def say() -> None:
        with member_acts("ana") as by:
            content(now_here(row), entry(ID("beds")).agency, by=by, at=timezone.now())

    assert refused(say) == NO_GROUND.code


def test_a_draft_is_asked_about_the_chain_once_something_lies_beside_its_file() -> None:
    row = a_draft(a_file())
    assert row.chain == sub_referrals.NOTHING_BESIDE
    assert row.case_id is not None
    with member_acts("ana"):
        sub_referrals.asked_after_all(row.case_id)
    assert now(row).chain is None


def test_nobody_is_reminded_there() -> None:
    row = sent()
    enter(row, Event.ACKNOWLEDGE)
    with member_acts("ana") as by:
        Referral.objects.filter(id=row.id).update(due_at=timezone.now() - timedelta(hours=1))
        asked = nudging.to_the_other(Referral.objects.get(id=row.id), timezone.now())
        assert asked.decision == Refused(NO_NUDGE_WITHOUT_A_NODE)
        with pytest.raises(NotPossible, match="nobody can be reminded there"):
            nudging.nudge(referral=row.id, by=by, at=timezone.now())


def test_it_is_not_opened_again() -> None:
    row = sent()
    for event, codes in LOOP:
        enter(row, event, **codes)
    with member_acts("ana") as by:
        move(
            referral=row.id, event=Event.CLOSE, codes={"confirmation": "confirmed"}, by=by, at=timezone.now()
        )
    assert now(row).state == State.CLOSED

    def again() -> None:
        with member_acts("ana") as by:
            codes = {"reason": "need_returned", "person_agrees": True}
            move(referral=row.id, event=Event.PROPOSE_REOPEN, codes=codes, by=by, at=timezone.now())

    assert refused(again) == NOT_OPENED_AGAIN.code


# --- Taking back --------------------------------------------------------------------------------------------------


def test_a_taking_back_stays_a_task_also_when_the_loop_is_closed() -> None:
    row = sent()
    for event, codes in LOOP:
        enter(row, event, **codes)
    with member_acts("ana") as by:
        move(
            referral=row.id, event=Event.CLOSE, codes={"confirmation": "confirmed"}, by=by, at=timezone.now()
        )
    withdraw(row)
    assert (now(row).state, "not_told" in now(row).flags) == (State.CLOSED, True)
    with member_acts("ana") as by:
        lists, _people = today(by=by, at=timezone.now())
    assert [line.row.id for line in lists.your_turn] == [row.id]
    tell_back(row)
    assert "not_told" not in now(row).flags
    with member_acts("ana") as by:
        lists, _people = today(by=by, at=timezone.now())
    assert not lists.your_turn


def test_a_part_that_is_taken_back_is_no_longer_said_and_they_are_to_be_told() -> None:
    row = sent()
    enter(row, Event.ACCEPT, conflict_check="none")
    with member_acts("ana") as by:
        take_back_sections(
            referral=row.id, sections=[Section.IDENTITY], channel=Channel.PERSON, by=by, at=timezone.now()
        )
    assert (now(row).state, "not_told" in now(row).flags) == (State.ACCEPTED, True)
    with member_acts("ana") as by:
        found = content(now_here(row), entry(ID("beds")).agency, by=by, at=timezone.now())
    assert Section.IDENTITY not in found.sections
    assert Section.SAFE_CONTACT in found.sections
    tell_back(row, has_erased=True)
    assert (now(row).state, now(row).holder_answer) == (State.ACCEPTED, "")


def test_what_had_not_left_is_closed_by_saying_so() -> None:
    row = sent()
    withdraw(row)
    with member_acts("ana") as by:
        actions.told_back(
            referral=row, told=Told(by="", how="", at=None), has_erased=False, had_not_left=True, by=by,
            at=timezone.now(),
        )  # fmt: skip
    assert (now(row).state, now(row).flags) == (State.CLOSED, ["consent_withdrawn"])


def test_what_was_told_there_stands_on_the_persons_own_page() -> None:
    row = sent()

    def there() -> set[Section]:
        assert row.case_id is not None
        with member_acts("ana") as by:
            seen = who_saw(row.case_id, by=by, at=timezone.now())
        return {line.section for line in seen if line.is_told}

    assert there() == set()
    enter(row, Event.ACCEPT, conflict_check="none")
    assert there() == {Section.PROFILE, Section.SAFETY, Section.NEEDS}
    assert "to_hand_over" in now(row).flags
    with member_acts("ana") as by:
        actions.note(
            referral=row,
            step=Step.LEFT,
            told=Told(by="", how="paper", at=timezone.now()),
            by=by,
            at=timezone.now(),
        )
    assert Section.IDENTITY in there()
    assert "to_hand_over" not in now(row).flags


def test_news_of_ours_reaches_nobody_and_theirs_starts_the_clock_anew() -> None:
    row = sent()
    for event, codes in LOOP[:2]:
        enter(row, event, **codes)
    words = Words(Kind.NEWS, Section.NEEDS, "en", "She is settling in.")

    def ours() -> None:
        with member_acts("ana") as by:
            tell(referral=row.id, words=words, by=by, at=timezone.now())

    assert refused(ours) == WITHOUT_A_NODE.code
    with member_acts("ana") as by:
        actions.note(referral=row, step=Step.NEWS, told=told(), by=by, at=timezone.now(), words=(words,))
        assert Referral.objects.get(id=row.id).last_news_at is not None
        assert [text.text for text in readable(row, by=by)] == ["She is settling in."]


def test_words_of_theirs_are_kept_only_where_the_person_agreed_that_it_is_told() -> None:
    row = sent(document=talk(tell_outcome=False))
    for event, codes in LOOP[:2]:
        enter(row, event, **codes)

    def news() -> None:
        with member_acts("ana") as by:
            words = Words(Kind.NEWS, Section.NEEDS, "en", "She is settling in.")
            actions.note(referral=row, step=Step.NEWS, told=told(), by=by, at=timezone.now(), words=(words,))

    assert refused(news) == "may_not_tell_what_came_of_it"


def test_a_task_in_common_needs_a_node() -> None:
    row = sent()
    for event, codes in LOOP[:1]:
        enter(row, event, **codes)

    def add() -> None:
        with member_acts("ana") as by:
            words = Words(Kind.TASK, Section.NEEDS, "en", "Fetch the papers.")
            tasks.add(referral=row.id, words=words, owner=Side.RECEIVER, due=None, by=by, at=timezone.now())

    assert refused(add) == WITHOUT_A_NODE.code


def test_a_newer_talk_that_shares_less_holds_for_what_is_said_from_then_on() -> None:
    row = sent()
    assert row.case_id is not None
    with member_acts("ana") as by:
        less = talk([Section.PROFILE, Section.NEEDS])
        give(case=CaseId(row.case_id), document=less, by=by, at=timezone.now(), is_child=False)
        found = content(now_here(row), entry(ID("beds")).agency, by=by, at=timezone.now())
    assert set(found.sections) == {Section.PROFILE, Section.NEEDS}
    assert found.waits == []
