"""Who gets the mail of a day, once, and how it is refused without signing in."""

from collections.abc import Iterator
from datetime import date, timedelta
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client, override_settings

from safeconduct.access.acting import acting, working
from safeconduct.agencies.mail_links import token_for
from safeconduct.commands.rounds import daily_mails
from safeconduct.counsel import actions
from safeconduct.counsel.sheet import Hearing
from safeconduct.exchange import handlers
from safeconduct.referrals.asides import asides
from safeconduct.referrals.enquiries.message import ASKED
from safeconduct.referrals.letters.models import LetterThread
from safeconduct.referrals.moves import State
from safeconduct.referrals.wire.linking import LinkStep
from safeconduct.vocabulary.identifiers import MemberId, new_handle
from tests.commands.rounds.test_reminding import give_addresses
from tests.conftest import as_process
from tests.connections import briefly
from tests.counsel.channel.desk import Lawyers
from tests.mail_sink import listening
from tests.referrals.enquiries.desk import QUESTION, Desk
from tests.referrals.envelopes import Envelopes, R, S

PAGES = "https://referrals.example/"


@pytest.fixture
def wanted(envelopes: Envelopes) -> Iterator[Envelopes]:
    """Everybody has an address and wants the mail each day, from the first hour; mails are kept in memory."""
    give_addresses(envelopes)
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.member SET digest = 'daily', digest_hour = 0")
    mailer = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    with override_settings(MAILERS=mailer, PAGES=PAGES):
        yield envelopes


def sent() -> dict[str, list[str]]:
    """By address the references of what the worker sends now."""
    mail.outbox.clear()
    with as_process("worker"):
        daily_mails.send_daily()
    return {
        message.to[0]: [line for line in str(message.body).splitlines() if line.startswith("RO-")]
        for message in mail.outbox
    }


def test_whoever_has_something_to_do_gets_one_mail_that_day(wanted: Envelopes) -> None:
    ours = wanted.add(State.SENT, R, until=timedelta(days=100))
    wanted.add(State.SENT, S, until=timedelta(days=100))  # the others' turn
    wanted.add(State.DRAFT, S)
    team = {"ana@ro.example": [ours.reference], "vlad@ro.example": [ours.reference]}
    assert sent() == team
    assert sent() == {}
    wanted.move_clock(timedelta(days=1))
    assert sent() == team


def test_an_address_that_no_mail_server_can_be_told_keeps_nobody_waiting(wanted: Envelopes) -> None:
    with briefly("owner") as owner:
        owner.execute("UPDATE auth_user SET email = 'aydın@ro.example' WHERE email = 'ana@ro.example'")
    ours = wanted.add(State.SENT, R, until=timedelta(days=100))
    with listening() as sink:
        server = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": sink.port}}}
        with override_settings(MAILERS=server), as_process("worker"):
            assert daily_mails.send_daily() == 1
    assert [to for to, _text in sink.mails] == [["vlad@ro.example"]]
    assert ours.reference in sink.mails[0][1]


def test_nothing_waits_so_nothing_is_sent_and_what_comes_later_that_day_is_told_tomorrow(
    wanted: Envelopes,
) -> None:
    assert sent() == {}
    wanted.add(State.SENT, R, until=timedelta(days=100))
    assert sent() == {}


def test_an_enquiry_that_waits_is_a_number_and_late_past_the_time_of_its_urgency(wanted: Envelopes) -> None:
    desk = Desk(wanted)
    handler = handlers.handler_for(ASKED)
    asked = [desk.question() for _ in range(2)]
    assert [desk.arrives(handler, one, new_handle()) for one in asked] == ["", ""]
    assert sent() == {"ana@ro.example": [], "vlad@ro.example": []}
    assert {str(message.subject) for message in mail.outbox} == {"2 enquiries wait for an answer"}
    assert QUESTION.note not in str([message.body for message in mail.outbox])
    desk.answer(UUID(asked[0]["enquiry"]["id"]))
    wanted.move_clock(timedelta(days=10))
    assert sent() == {"ana@ro.example": [], "vlad@ro.example": []}
    assert {str(message.subject) for message in mail.outbox} == {
        "1 enquiry waits for an answer, 1 of them is late"
    }
    with as_process("web"), acting(MemberId(wanted.members["ana"])):
        found = asides(date(2026, 3, 2), [wanted.team])
        assert (found.to_answer, found.late_to_answer) == (1, 1)
        assert asides(date(2026, 3, 2), []).late_to_answer == 0
        assert counted([wanted.team]) == (1, 1)
    with as_process("web"), acting(MemberId(wanted.add_member("outside", "social_worker"))):
        assert counted([wanted.team]) == (0, 0)
    with as_process("web"), transaction.atomic():
        assert counted([wanted.team]) == (0, 0)  # nobody is acting


def test_a_question_of_somebody_without_a_name_is_a_number_for_the_team_whose_turn_it_is(
    wanted: Envelopes,
) -> None:
    with briefly("owner") as owner:
        [agency] = owner.execute("SELECT agency_id FROM agencies.team WHERE id = %s", [wanted.team])
    with as_process("worker"), working() as at:
        today = at.date()
        LetterThread.objects.bulk_create(
            [LetterThread(
                id=uuid4(), agency_id=agency[0], team_id=team, mark=token_bytes(32), arrived_on=today, last_on=today,
                waits=waits, until=today + timedelta(days=days),
            )
            for team, waits, days in (
                (wanted.team, True, 30), (wanted.team, True, 0), (wanted.team, False, 30), (wanted.team, True, -1),
                (uuid4(), True, 30),
            )],
            ignore_conflicts=True,
        )  # fmt: skip
    assert sent() == {"ana@ro.example": [], "vlad@ro.example": []}
    assert {str(message.subject) for message in mail.outbox} == {"2 questions wait for an answer"}
    wanted.move_clock(timedelta(days=40))
    assert sent() == {}, "what is over waits for nobody"


def test_a_lawyer_reads_numbers_of_days_and_messages_and_not_a_word_of_them(envelopes: Envelopes) -> None:
    lawyers = Lawyers(envelopes)
    link = lawyers.open()
    lawyers.word(link)
    with lawyers.acts() as (by, at):
        for after in (-1, 5):
            hearing = Hearing(at.date() + timedelta(days=after), place="Room 3")
            actions.write_hearing(lawyers.matter, hearing, None, by=by, at=at)
    lawyers.say(link, LinkStep.DATE, day=at.date() + timedelta(days=20))
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.member SET digest = 'daily', digest_hour = 0")
    with as_process("worker"), working() as at:
        due = {one.member: one for one in daily_mails.claimed(at)}
    assert set(due) == {envelopes.members["lena"]}, "neither who leads with her nor who supervises is told"
    mail_of_lena = daily_mails.mail_for(due[envelopes.members["lena"]], "lena@ro.example")
    assert mail_of_lena.subject == "1 last day is near, 1 message waits for you", (
        "one was over when it was entered"
    )
    assert "Room" not in mail_of_lena.body


def counted(teams: list[UUID]) -> Any:
    """What the database counts for these teams."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting, late FROM referrals.enquiries_waiting(%s)", [teams])
        return cursor.fetchone()


def test_whoever_asked_reads_that_nobody_answered_in_time(wanted: Envelopes) -> None:
    Desk(wanted).ask()

    def unanswered() -> int:
        with as_process("web"), acting(MemberId(wanted.members["ana"])):
            return asides(date(2026, 3, 2), []).unanswered

    assert unanswered() == 0
    wanted.move_clock(timedelta(days=10))
    assert unanswered() == 1


def test_a_day_that_one_worker_has_taken_on_is_no_other_workers(wanted: Envelopes) -> None:
    wanted.add(State.SENT, R, until=timedelta(days=100))
    with as_process("worker"):
        with working() as at:
            first = daily_mails.claimed(at)
        with working() as at:
            second = daily_mails.claimed(at)
    assert (len(first), second) == (2, [])


def test_what_could_not_be_sent_is_tried_again(wanted: Envelopes, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted.add(State.SENT, R, until=timedelta(days=100))
    with override_settings(MAILERS={"default": {"OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1}}}):
        with pytest.raises(OSError), as_process("worker"):
            daily_mails.send_daily()
    assert len(sent()) == 2


def test_who_refused_by_the_link_gets_none_and_opening_the_link_refuses_nothing(wanted: Envelopes) -> None:
    wanted.add(State.SENT, R, until=timedelta(days=100))
    ana, client = wanted.members["ana"], Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    link = f"/account/mails/off/{token_for(ana)}/"
    assert client.get(link).status_code == 200
    assert chosen(wanted, "ana") == "daily"
    said = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert said.status_code == 200
    assert "It does not come any more" in said.content.decode()
    assert chosen(wanted, "ana") == "none"
    assert set(sent()) == {"vlad@ro.example"}


def test_a_link_that_is_not_ours_refuses_nothing(wanted: Envelopes) -> None:
    forged = f"/account/mails/off/{wanted.members['ana'].hex}~x~y/"
    assert Client().post(forged).status_code == 404
    assert chosen(wanted, "ana") == "daily"


def chosen(envelopes: Envelopes, name: str) -> str:
    """What the member has chosen."""
    with briefly("owner") as owner:
        row = owner.execute(
            "SELECT digest FROM agencies.member WHERE id = %s", [envelopes.members[name]]
        ).fetchone()
    assert row is not None
    return str(row[0])


def test_it_is_in_the_language_of_its_reader(wanted: Envelopes) -> None:
    wanted.add(State.SENT, R, until=timedelta(days=100))
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.member SET language = 'ro' WHERE id = %s", [wanted.members["ana"]])
    sent()
    said = {
        message.to[0]: (message.subject, message.extra_headers["Content-Language"]) for message in mail.outbox
    }
    assert said["ana@ro.example"] == ("1 referință vă așteaptă", "ro")
    assert said["vlad@ro.example"] == ("1 reference waits for you", "en")
