"""Whom the worker mails, and how often: each step of a clock once, to whoever it is told to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core import mail
from django.test import override_settings

from safeconduct.access.acting import working
from safeconduct.access.clock import domain_now
from safeconduct.commands.rounds import reminding
from safeconduct.referrals import clockwork
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.site import mail_settings
from safeconduct.site.mail_settings import MailSettings
from safeconduct.vocabulary.codes import Urgency
from tests.conftest import ConnectAs, as_process
from tests.connections import briefly
from tests.mail_sink import listening
from tests.referrals.envelopes import Envelopes, R, S

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def told(after: datetime = EPOCH) -> dict[str, list[str]]:
    """By address: the subjects and first references of what would be mailed."""
    with as_process("worker"):
        messages, _newest = reminding.new_mails(after)
    return {message.to[0]: message.body.splitlines()[2:-2] for message in messages}


def give_addresses(envelopes: Envelopes) -> None:
    with briefly("owner") as owner:
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
    with briefly("owner") as owner:
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


@pytest.fixture
def with_a_mailer() -> Iterator[None]:
    """A node that mails, into a list of the test."""
    with override_settings(MAILERS={"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}):
        yield


def test_a_step_is_mailed_once(envelopes: Envelopes, tmp_path: Path, with_a_mailer: None) -> None:
    row = envelopes.add(State.DECLINED, S, urgency=Urgency.URGENT, until=timedelta(days=4000))
    give_addresses(envelopes)
    wait(envelopes, row, 0.6)
    with as_process("worker"):
        assert [reminding.remind(tmp_path) for _time in range(2)] == [1, 0]
    assert [(message.to, message.subject) for message in mail.outbox] == [(["ana@ro.example"], "1 reminder")]
    assert row.reference in str(mail.outbox[0].body)
    wait(envelopes, row, 0.6)
    with as_process("worker"):
        assert reminding.remind(tmp_path) == 1


def test_each_is_mailed_in_the_own_language_and_who_chose_none_in_the_nodes(
    envelopes: Envelopes, tmp_path: Path, with_a_mailer: None
) -> None:
    row = envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000))
    give_addresses(envelopes)
    with briefly("owner") as owner:
        owner.execute("UPDATE agencies.member SET language = 'ro' WHERE name = 'vlad'")
    wait(envelopes, row, 0.6)
    with as_process("worker"):
        assert reminding.remind(tmp_path) == 2
    found = {message.to[0]: message for message in mail.outbox}
    assert found["vlad@ro.example"].subject == "1 reamintire"
    assert found["ana@ro.example"].subject == "1 reminder"
    assert found["vlad@ro.example"].extra_headers == {"Content-Language": "ro"}
    with override_settings(LANGUAGE_CODE="ro"), as_process("worker"):
        assert {message.subject for message in reminding.new_mails(EPOCH)[0]} == {"1 reamintire"}


def test_who_keeps_the_node_is_mailed_once_that_a_peer_is_held_and_learns_no_more(
    envelopes: Envelopes, connect_as: ConnectAs, tmp_path: Path, with_a_mailer: None
) -> None:
    envelopes.add_member("radu", "administrator")
    owner = connect_as("owner")
    owner.execute("UPDATE agencies.member SET keeps_node = true WHERE name = 'radu'")
    give_addresses(envelopes)
    with as_process("worker"):
        assert reminding.tell_keepers(tmp_path) == 0
        owner.execute("UPDATE exchange.peer SET held_since = now() WHERE node = 'be'")
        assert [reminding.tell_keepers(tmp_path) for _time in range(2)] == [1, 0]
        owner.execute("UPDATE exchange.peer SET held_since = now() + interval '1 second' WHERE node = 'be'")
        assert reminding.tell_keepers(tmp_path) == 1
    assert [message.to for message in mail.outbox] == [["radu@ro.example"]] * 2
    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "Node be" not in text
    assert "http" not in text


@pytest.mark.parametrize("bad", ["ana@ro.example", "aydın@ro.example"], ids=["refused", "never told"])
def test_reminders_go_by_the_server_that_the_node_was_told_and_one_bad_address_stops_nobody(
    envelopes: Envelopes, tmp_path: Path, bad: str
) -> None:
    row = envelopes.add(State.SENT, R, urgency=Urgency.URGENT, until=timedelta(days=4000))
    give_addresses(envelopes)
    with briefly("owner") as owner:
        owner.execute("UPDATE auth_user SET email = %s WHERE email = 'ana@ro.example'", [bad])
    wait(envelopes, row, 0.6)
    (tmp_path / "secrets").mkdir()
    with listening() as sink:
        here = MailSettings(
            host="127.0.0.1", port=sink.port, security="none", user="", sender="notes@ro.example"
        )
        mail_settings.keep(tmp_path, here, "")
        sink.refused.add(bad)
        with (
            as_process("worker"),
            override_settings(MAILERS=mail_settings.ByTheFile(tmp_path)),
        ):
            assert [reminding.remind(tmp_path) for _time in range(2)] == [1, 0]
    assert [to for to, _text in sink.mails] == [["vlad@ro.example"]]
    assert "From: notes@ro.example" in sink.mails[0][1]
    assert row.reference in sink.mails[0][1]


def test_while_the_mail_server_is_away_nothing_is_noted_as_told(envelopes: Envelopes, tmp_path: Path) -> None:
    row = envelopes.add(State.DECLINED, S, urgency=Urgency.URGENT, until=timedelta(days=4000))
    give_addresses(envelopes)
    wait(envelopes, row, 0.6)
    with listening() as sink:
        closed = sink.port
    away = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": closed, "timeout": 2}}}
    with as_process("worker"), override_settings(MAILERS=away), pytest.raises(OSError):
        reminding.remind(tmp_path)
    assert reminding.told_until(tmp_path) == reminding.BEGINNING


def test_a_node_without_a_mailer_mails_nothing_and_forgets_nothing(
    envelopes: Envelopes, tmp_path: Path
) -> None:
    row = envelopes.add(State.DECLINED, S, urgency=Urgency.URGENT, until=timedelta(days=4000))
    give_addresses(envelopes)
    wait(envelopes, row, 1.2)
    with as_process("worker"), override_settings(MAILERS={}):
        assert reminding.remind(tmp_path) == 0
    assert reminding.told_until(tmp_path) == reminding.BEGINNING


def test_addresses_are_the_workers_to_ask_for_and_nobody_elses(
    envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    give_addresses(envelopes)
    ask = "SELECT * FROM site.mail_addresses(ARRAY(SELECT id FROM agencies.member))"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("app").execute(ask)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as("inbox").execute("SELECT * FROM site.mail_addresses(ARRAY[gen_random_uuid()])")
    assert connect_as("worker").execute(ask).fetchall() == []  # without the worker's own token nobody asks
