"""Mails about referrals: references and a number, for whom the clock speaks to, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from safeconduct.referrals import labels, mail
from safeconduct.referrals.clocks import Step
from safeconduct.referrals.mail import digest
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.reminders import Reminder
from safeconduct.vocabulary.codes import Need, Service, Urgency
from safeconduct.vocabulary.identifiers import new_reference
from safeconduct.vocabulary.labels import label

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
    subject, body = digest(waiting)
    assert subject == "3 reminders"
    assert [line for line in body.splitlines() if line.startswith("RO-")] == [
        each.row.reference for each in waiting
    ]


def test_one_referral_is_one_reference_however_often_it_is_told() -> None:
    twice = reminder()
    subject, body = digest([twice, replace(twice, what=Step.DUE)])
    assert subject == "1 reminder"
    assert body.count(twice.row.reference) == 1


def test_no_word_about_a_person_a_service_or_a_state_is_in_a_mail() -> None:
    waiting = [reminder()]
    text = " ".join(digest(waiting)).lower()
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
    _subject, body = digest([reminder(number) for number in range(mail.MOST + 2)])
    assert "and 2 more" in body
