"""The page of one person: what it says before, during and after a conference, and in which language."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.conferences.registering.story import DAY, Edition, Person, confirmed, edition
from tests.public.reader import Browser, rows

HOUR = timedelta(hours=1)


def running(site: Node) -> Edition:
    """One that has begun; registration is open for another hour."""
    now = datetime.now(UTC)
    return edition(site, begins=-HOUR, closes_at=now + HOUR)


def test_whoever_registers_while_it_runs_can_confirm_until_registration_closes(site: Node) -> None:
    there = running(site)
    person = Person(there)
    person.registers()
    until = rows(site, "SELECT closes_at FROM conferences_edition WHERE id = %s", there.pk)[0]
    there.set(time_zone="UTC")
    assert f"Confirm it until {until.astimezone(UTC):%-d %B %Y, %H:%M} (UTC)" in person.opens()
    assert "48 hours" not in person.mails()[-1]
    assert "You have a seat" in person.does("confirm").text


def test_whoever_is_there_already_cannot_cancel_by_mistake(site: Node) -> None:
    person = confirmed(running(site))
    assert "Cancel my registration" in person.opens()
    rows(site, "UPDATE conferences_registration SET arrived_at = now() WHERE edition_id = %s", person.of.pk)
    assert "Cancel my registration" not in person.opens()
    assert (person.does("cancel").status, person.state) == (409, "seated")


@pytest.mark.parametrize("change, said", [
    ({"state": "cancelled"}, "This conference is cancelled"),
    ({"starts_at": datetime.now(UTC) - 3 * DAY, "ends_at": datetime.now(UTC) - DAY}, "This conference is over"),
])  # fmt: skip
def test_there_is_no_ticket_to_what_is_cancelled_or_over(
    site: Node, change: dict[str, object], said: str
) -> None:
    person = confirmed(edition(site), wants_letter="on")
    assert "Letter of invitation (PDF)" in person.opens()
    person.of.set(**change)
    page = person.opens()
    assert said in page
    for each in (
        "You have a seat",
        "Show this code",
        'class="qr"',
        "invitation.pdf",
        "Cancel my registration",
    ):
        assert each not in page
    assert Browser(site).get(person.page() + "invitation.pdf").status == 409


def test_after_it_whoever_was_there_finds_certificate_and_evaluation_and_whoever_was_not_what_to_do(
    site: Node,
) -> None:
    person = confirmed(edition(site))
    person.of.set(starts_at=datetime.now(UTC) - 3 * DAY, ends_at=datetime.now(UTC) - DAY)
    assert "Nobody wrote down that you were there." in person.opens()
    rows(site, "UPDATE conferences_registration SET arrived_at = now() WHERE edition_id = %s", person.of.pk)
    page = person.opens()
    assert "Certificate of attendance" in page
    assert "/evaluation/" in page
    assert "Nobody wrote down that you were there." not in page


def test_links_of_rooms_reach_those_with_a_seat_a_day_before_and_before_that_their_day_is_told(
    site: Node,
) -> None:
    there = edition(site, begins=2 * DAY)
    link = "https://rooms.example/invented"
    _room(there, link)
    seated, waiting = confirmed(there), confirmed(there)
    assert link not in seated.opens()
    assert "stand here from" in seated.opens()
    there.set(starts_at=datetime.now(UTC) + 23 * HOUR)
    page = seated.opens()
    assert link in page
    assert "Invented session" in page
    assert "(UTC+" in page
    assert link not in waiting.opens()


def _room(there: Edition, link: str) -> None:
    room = "INSERT INTO conferences_room (edition_id, name, link) VALUES (%s, 'Far room', %s) RETURNING id"
    pk = rows(there.site, room, there.pk, link)[0]
    made = (
        "INSERT INTO conferences_session (edition_id, room_id, kind, starts_at, ends_at, spoken) "
        "SELECT id, %s, 'talk', starts_at, starts_at + interval '1 hour', '[]' FROM conferences_edition WHERE id = %s "
        "RETURNING id"
    )
    session = rows(there.site, made, pk, there.pk)[0]
    text = (
        "INSERT INTO conferences_sessiontext (session_id, language, title, about) VALUES (%s, 'en', %s, '')"
    )
    rows(there.site, text, session, "Invented session")


def test_a_conference_is_named_in_the_language_that_is_read_and_else_says_which_it_is(site: Node) -> None:
    there = edition(site, name="English name")
    there.is_called("ro", "Nume inventat")
    person = confirmed(there, language="ro")
    assert person.mails()[-1].startswith("Nume inventat: ")
    assert "English name" not in person.mails()[-1]
    assert f"/ro/conferences/{there.code}/\n" in person.mails()[-1]
    register = f"conferences/{there.code}/register/"
    own = person.page().removeprefix("/ro/")
    for rest in (register, f"{register}sent/", own, f"{own}change/", f"{own}evaluation/"):
        read = {tag: Browser(site).get(f"/{tag}/{rest}").text for tag in ("ro", "fr")}
        assert "Nume inventat" in read["ro"]
        assert "English name" not in read["ro"]
        assert re.search(r'<span lang="en"[^>]*>English name</span>', read["fr"])
        assert f'href="/en/{rest}"' in read["ro"], "the way to another language stays on the page"


def test_the_page_writes_the_ticket_in_letters_and_leads_to_the_programme(site: Node) -> None:
    person = confirmed(edition(site))
    code = rows(site, "SELECT ticket FROM conferences_registration WHERE edition_id = %s", person.of.pk)[0]
    page = person.opens()
    assert f"Code: {code}" in page
    assert f'href="/en/conferences/{person.of.code}/"' in page
    assert f'href="/en/conferences/{person.of.code}/programme.ics"' in page


def test_whoever_waits_behind_a_quota_learns_why_and_how_long_an_offer_lasts(site: Node) -> None:
    there = edition(site, seats=2, offer_hours=30)
    there.quota("lawyer", "", 1)
    behind_quota = [confirmed(there), confirmed(there)][1]
    for said in (behind_quota.opens(), behind_quota.mails()[-1]):
        assert "those for your profession or your country are taken" in said
        assert "up to 30 hours" in said
    confirmed(there, profession="judge")
    assert "profession or your country are taken" not in behind_quota.opens()


@pytest.mark.parametrize("does", ["cancel", "decline"])
def test_whoever_cancels_or_declines_is_mailed_that_it_ended(site: Node, does: str) -> None:
    there = edition(site)
    first, second = confirmed(there), confirmed(there)
    first.does("cancel")
    second.does(does)
    for person in (first, second):
        assert person.state == "cancelled"
        assert "your registration was cancelled" in person.mails()[-1]


@pytest.mark.parametrize("secret", ["x" * 31, "x" * 32, "x" * 33])
def test_a_mistyped_address_is_told_to_open_the_mail_again(site: Node, secret: str) -> None:
    answer = Browser(site).get(f"/en/conferences/mine/{secret}/")
    assert (answer.status, "from your mail again" in answer.text) == (404, True)
    assert answer.headers["Cache-Control"] == "no-store"


def test_people_choose_among_professions_and_another_and_not_among_roles_of_the_software(site: Node) -> None:
    there = edition(site)
    form = Browser(site).get(f"/en/conferences/{there.code}/register/").text
    for role in ("administrator", "editor", "trainer"):
        assert f'value="{role}"' not in form
    assert 'value="rapporteur"' in form
    assert form.index('value="union_adviser"') < form.index('value="other"')
    assert confirmed(there, profession="other").state == "seated"
