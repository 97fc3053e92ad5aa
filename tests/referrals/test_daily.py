"""The mail of a day: counts, references and two addresses, and nothing that says more."""

import pytest

from safeconduct.referrals import labels
from safeconduct.referrals.daily import MOST, Waiting, message
from safeconduct.vocabulary.codes import Service
from safeconduct.vocabulary.labels import label

FRONT, REFUSE = "https://referrals.example/", "https://referrals.example/account/mails/off/x/"


def test_it_says_how_many_wait_how_many_are_late_and_which() -> None:
    mail = message(
        Waiting(("RO-AAAA-0001", "RO-AAAA-0002"), 1), to="a@ro.example", front=FRONT, refuse=REFUSE
    )
    assert mail.subject == "2 references wait for you, 1 is late"
    assert mail.body.splitlines()[2:4] == ["RO-AAAA-0001", "RO-AAAA-0002"]
    assert f"Sign in to read: {FRONT}" in mail.body


@pytest.mark.parametrize("found, subject", [
    (Waiting((), 0, 1), "1 enquiry waits for an answer"),
    (Waiting(("RO-AAAA-0001",), 0, 3, 1),
     "1 reference waits for you, 3 enquiries wait for an answer, 1 of them is late"),
    (Waiting((), 0, deadlines=1), "1 last day is near"),
    (Waiting(("RO-AAAA-0001",), 0, deadlines=3, late_deadlines=2),
     "1 reference waits for you, 3 last days are near, 2 of them are over"),
    (Waiting((), 0, messages=2), "2 messages wait for you"),
    (Waiting((), 0, rules=1), "1 rule waits for you"),
    (Waiting((), 0, letters=1), "1 question waits for an answer"),
    (Waiting((), 0, 2, letters=3), "2 enquiries wait for an answer, 3 questions wait for an answer"),
    (Waiting((), 0, services=2), "2 parts of services are to be checked"),
])  # fmt: skip
def test_of_enquiries_it_says_a_number_and_nothing_else(found: Waiting, subject: str) -> None:
    mail = message(found, to="a@ro.example", front="", refuse="")
    assert mail.subject == subject
    lines = mail.body.splitlines()
    assert lines[0].rstrip(":.") == subject
    assert [line for line in lines if line.startswith("RO-")] == list(found.references)


def test_no_word_of_the_field_stands_in_it() -> None:
    mail = message(Waiting(("RO-AAAA-0001",), 0), to="a@ro.example", front=FRONT, refuse=REFUSE)
    said = f"{mail.subject}\n{mail.body}".lower()
    words = [
        *map(str, labels.STATES.values()),
        *(str(label(code)) for code in Service),
        "traffick",
        "Safeconduct",
    ]
    assert [word for word in words if word.lower() in said] == []


def test_a_mail_program_is_told_how_to_refuse_it_with_one_press() -> None:
    headers = message(Waiting(("RO-1",), 0), to="a@ro.example", front=FRONT, refuse=REFUSE).extra_headers
    assert headers == {
        "List-Unsubscribe": f"<{REFUSE}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_a_node_that_does_not_know_its_address_sends_no_link() -> None:
    mail = message(Waiting(("RO-1",), 0), to="a@ro.example", front="", refuse="")
    assert "http" not in mail.body
    assert "on your account page" in mail.body
    assert mail.extra_headers == {}


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(f"RO-{number:04}" for number in range(MOST + 3))
    body = message(Waiting(many, 0), to="a@ro.example", front="", refuse="").body
    assert body.count("RO-") == MOST
    assert "and 3 more" in body
