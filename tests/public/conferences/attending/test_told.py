"""After a conference those who were there are written to once: where certificate and evaluation are."""

import email
import email.policy
import re
from datetime import timedelta

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from tests.public.conferences.attending.invented import NOW, Invented, over
from tests.public.reader import Browser, rows
from tests.public.working import work

CAME = "UPDATE conferences_registration SET arrived_at = %s WHERE email = %s"


@pytest.fixture(scope="module")
def told(site: Node) -> Invented:
    """Yesterday's conference with people of all kinds, and others that are not told of; then one round."""
    rows(site, "DELETE FROM post_mail")
    edition = over(site)
    session = edition.session("A talk", 0, 2)
    for who, more in (
        ("was-in", {}), ("no-session", {}), ("evaluated", {"has_evaluated": True}), ("absent", {}), ("later", {}),
        ("bulgarian", {"language": "bg"}), ("cancelled", {"state": "cancelled"}),
    ):  # fmt: skip
        person = edition.person(f"Invented {who}", email=f"{who}@told.example", **more)
        if who not in ("absent", "later"):
            edition.were_in([person], *([] if who in ("no-session", "evaluated") else [session]))
    for who, other in (
        ("too-soon", Invented(site, NOW - timedelta(hours=9), NOW - timedelta(hours=1))),
        ("too-late", Invented(site, NOW - timedelta(days=16), NOW - timedelta(days=15))),
        ("called-off", over(site, state="cancelled")),
    ):
        other.were_in([other.person("Invented other", email=f"{who}@told.example")])
    work(site)
    return edition


def test_who_was_there_finds_their_page_in_the_mail_and_nothing_of_themselves(
    site: Node, told: Invented, reader: Browser
) -> None:
    [mail] = _mails(site, "was-in")
    assert f"{told.code}: your certificate and the evaluation" in mail
    assert "Your certificate of attendance is on your page." in mail
    assert "Invented was-in" not in mail
    page = re.search(r"http://[^/]+(/en/conferences/mine/\S+)", mail)
    assert page
    assert "Certificate of attendance (PDF)" in reader.get(page[1]).text


def test_without_a_session_there_is_no_word_of_a_certificate_and_without_anything_to_do_no_mail(
    site: Node, told: Invented
) -> None:
    [mail] = _mails(site, "no-session")
    assert "certificate" not in mail
    assert "you can evaluate the conference" in mail
    assert _mails(site, "evaluated") == []


@pytest.mark.parametrize("who", ["absent", "cancelled", "too-soon", "too-late", "called-off"])
def test_nobody_else_is_written_to(site: Node, told: Invented, who: str) -> None:
    assert _mails(site, who) == []


def test_it_is_in_the_language_of_the_person(site: Node, told: Invented) -> None:
    [mail] = _mails(site, "bulgarian")
    assert mail.startswith("bg ")
    assert "/bg/conferences/mine/" in mail


def test_nobody_is_told_twice_and_who_is_written_down_later_is_told_then(site: Node, told: Invented) -> None:
    rows(site, CAME, told.starts_at, "later@told.example")
    rows(site, "DELETE FROM post_mail")
    work(site)
    assert [len(_mails(site, who)) for who in ("was-in", "no-session", "later")] == [1, 1, 1]


def _mails(site: Node, who: str) -> list[str]:
    """Language, subject and text of what lies in the demonstration's folder for somebody, as it is read."""
    folder = public.folder_of(site.home) / "mails"
    found = [
        email.message_from_string(path.read_text(), policy=email.policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]
    mine = [each for each in found if each["To"] == f"{who}@told.example"]
    return [f"{each['Content-Language']} {each['Subject']}\n{each.get_content()}" for each in mine]
