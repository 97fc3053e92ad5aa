"""Mails about referrals: references and a number, for whom the clock speaks to, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.referrals import clockwork, labels, mail
from safeconduct.referrals.clocks import Step
from safeconduct.referrals.mail import digest
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.reminders import Reminder
from safeconduct.vocabulary.codes import Need, Service, Urgency
from safeconduct.vocabulary.identifiers import new_reference
from safeconduct.vocabulary.labels import label
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes, R, S

AT = datetime(2026, 11, 25, tzinfo=UTC)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def reminder(number: int = 0) -> Reminder:
    """One of a referral that holds as much as a referral can."""
    row = Referral(
        reference=new_reference("RO"), service=Service.SHELTER.value, need=Need.HOUSING.value, handle="handle",
        urgency=Urgency.EMERGENCY.value, state=State.NO_SHOW.value, purpose="referral_service", country="RO",
        peer="be", holder_answer="retained", due_at=AT, since=AT,
    )  # fmt: skip
    return Reminder(row, Step.COORDINATOR, AT + timedelta(days=number))


def test_a_digest_names_references_and_a_number() -> None:
    waiting = [reminder(number) for number in range(3)]
    subject, body = digest(Member(name="Ana Pop"), waiting)
    assert subject == "3 reminders"
    assert [line for line in body.splitlines() if line.startswith("RO-")] == [
        each.row.reference for each in waiting
    ]


def test_one_referral_is_one_reference_however_often_it_is_told() -> None:
    twice = reminder()
    subject, body = digest(Member(), [twice, replace(twice, step=Step.DUE)])
    assert subject == "1 reminder"
    assert body.count(twice.row.reference) == 1


def test_no_word_about_a_person_a_service_or_a_state_is_in_a_mail() -> None:
    waiting = [reminder()]
    text = " ".join(digest(Member(name="Ana Pop"), waiting)).lower()
    row = waiting[0].row
    held = [
        row.service,
        row.need,
        row.state,
        row.urgency,
        row.purpose,
        row.handle,
        row.holder_answer,
        row.peer,
    ]
    words = [str(label(code)) for codes in (Service, Need, Urgency) for code in codes]
    words += [str(state) for state in labels.STATES.values()]
    # "safety" and such are looked for as words: "reminder" holds "mind".
    found = {word.lower() for word in [*held, *words, "Ana", "Pop", "http", "://"]} & set(text.split())
    assert found == set()
    assert "http" not in text


def test_a_long_list_ends_with_a_number() -> None:
    _subject, body = digest(Member(), [reminder(number) for number in range(mail.MOST + 2)])
    assert "and 2 more" in body


# --- Whom the clock's steps are told to -------------------------------------------------------------------


def told(after: datetime = EPOCH) -> dict[str, list[str]]:
    """By address: the subjects and first references of what would be mailed."""
    with as_process("worker"), working():
        messages: list[EmailMessage] = mail.mails(mail.noted_between(after, domain_now()))
    return {message.to[0]: message.body.splitlines()[2:-2] for message in messages}


def give_addresses(envelopes: Envelopes) -> None:
    with envelopes.connect_as("owner") as owner:
        for name, member in envelopes.members.items():
            owner.execute(
                "UPDATE auth_user SET email = %s WHERE id = (SELECT user_id FROM agencies.member WHERE id = %s)",
                [f"{name}@ro.example", member],
            )


def wait(envelopes: Envelopes, row: Referral, share: float) -> None:
    assert row.due_at is not None
    envelopes.move_clock((row.due_at - row.since) * share)
    with as_process("worker"):
        clockwork.run()


@pytest.mark.slow
def test_silence_is_mailed_to_the_owner_then_the_lead_then_the_coordinator(envelopes: Envelopes) -> None:
    envelopes.add_member("lead", "social_worker", supervises=True)
    coordinator = envelopes.add_member("coordinator", "coordinator")
    with envelopes.connect_as("owner") as owner:
        owner.execute(
            "INSERT INTO agencies.coordination (id, agency_id, coordinator_id) VALUES (gen_random_uuid(), %s, %s)",
            [envelopes.own, coordinator],
        )
    give_addresses(envelopes)
    row = envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000))
    assert told() == {}
    wait(envelopes, row, 0.6)
    team = {"ana@ro.example": [row.reference], "vlad@ro.example": [row.reference]}
    assert told() == team
    wait(envelopes, row, 1.0)
    assert told() == team | {"lead@ro.example": [row.reference]}
    wait(envelopes, row, 0.6)
    assert told() == team | {"lead@ro.example": [row.reference], "coordinator@ro.example": [row.reference]}
    with as_process("worker"), working():
        now = domain_now()
    assert told(now) == {}


def test_who_has_no_address_gets_no_mail(envelopes: Envelopes) -> None:
    row = envelopes.add(State.DECLINED, S, urgency=Urgency.URGENT, until=timedelta(days=4000))
    wait(envelopes, row, 1.2)
    assert told() == {}
