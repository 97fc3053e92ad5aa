"""The journeys J2 to J5 in Chromium, against two real nodes; each page on the way is looked at by axe in two widths.

With SAFECONDUCT_PICTURES=1 in the environment they also make the pictures of the documents anew, in docs/pictures.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.walk import NAME
from safeconduct.consent.rules import Fact
from tests.browser.desk import SECRETS, Desk, desks
from tests.nodes.story import Story
from tests.nodes.town import Town, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEED, VIEW = "A room near a nursery", "I am looked for at home"
HIDDEN = ("the house with the green door", "spring at the harbour")
"""What stands in sections that are not shared at all."""
AT_ONCE, HELD_BACK = ["profile", "needs", "safety"], ["safe_contact", "identity"]
NEWS = "The first week went well."
MOST_ACTIONS = 25


# --- What both sides show ---------------------------------------------------------------------------------


def both_show(path: str, state: str, *both: Desk) -> None:
    """Both sides are in this state, with the same word, the same banner but for whose turn it is, the same clock."""
    shown = []
    for desk in both:
        place = desk.page.locator("[data-state]").first
        desk.until(path, f"it is {state}", lambda place=place: place.get_attribute("data-state") == state)
        clock = desk.page.locator("#banner .clock span")
        shown.append(
            (
                place.inner_text(),
                desk.page.locator("#banner h2").inner_text(),
                clock.first.inner_text() if clock.count() else "",
            )
        )
    (word, banner, clock_words), (other_word, other_banner, other_clock_words) = shown
    assert word == other_word
    assert without_moment(banner, "you") == without_moment(other_banner, "they")
    assert abs(moment(banner) - moment(other_banner)) in (timedelta(0), timedelta(hours=1)), (
        "each in its own time"
    )
    assert clock_words == other_clock_words or "minute" in clock_words


def without_moment(banner: str, mine: str) -> str:
    """The banner without who must act and by when."""
    if "must" in banner:
        assert ("you must" in banner) != ("they must" in banner)
    return re.sub(r" by \w{3} .*", "", banner.replace("they must", "must").replace("you must", "must"))


def moment(banner: str) -> datetime:
    """By when, as the banner says it; each node says it in the time of its own country."""
    found = re.search(r" by \w{3} (.*)", banner)
    return datetime.strptime(f"2000 {found[1]}" if found else "2000 1 Jan, 00:00", "%Y %d %b, %H:%M")  # noqa: DTZ007


def found_by_reference(desk: Desk, reference: str) -> None:
    """Go to a referral by what was said on the telephone: small letters, no hyphens."""
    desk.open("/find/")
    desk.write(desk.page.locator("#wanted"), reference.lower().replace("-", " "))
    desk.press(desk.page.get_by_role("button", name="Find", exact=True))


# --- J2: from a person to a closed loop -------------------------------------------------------------------


def opened_case(desk: Desk) -> str:
    """A new case by hand; what is long to type is saved beside it. Its path."""
    desk.press(desk.page.get_by_role("link", name="Open a case"))
    page = desk.page
    desk.choose(page.locator("#profile-age_band"), "26_35")
    desk.choose(page.locator("#profile-is_child"), "no")
    desk.write(page.locator("#profile-languages"), "uk, ro")
    desk.press(page.get_by_role("button", name="Open the case"))
    path = page.url.removeprefix(desk.address)
    hands = desk.town.hands(desk.name)
    soon = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    person = hands.see(path)
    for section, answers in {
        "needs": {"needs": "housing, safety", "wish": f"{NEED}."},
        "safety": {"level": "high", "assessed_on": datetime.now(UTC).date().isoformat(), "valid_until": soon,
                   "persons_view": f"{VIEW}.", "mitigations-0-what": "No calls.",
                   "mitigations-0-owner": "Case worker", "mitigations-0-due": soon},
        "safe_contact": {"safe_to_call": "no", "channel": "text", "language": "uk", "code_word": SECRETS[2]},
        "exploitation": {"from_month": HIDDEN[1]}, "narrative": {"notes": HIDDEN[0]},
        "identity": {"names": SECRETS[0], "birth_date": "1996-04-02", "phone": SECRETS[1]},
    }.items():  # fmt: skip
        person = hands.save(person, section, answers)
    return path


def referred(desk: Desk, person: str, service: str) -> str:
    """From Today to sent, with a consent read and signed in Ukrainian; two sections are held back until acceptance."""
    desk.open("/").actions = 0
    page = desk.page
    desk.press(page.locator(f'#people a[href="{person}"]'))
    desk.press(page.get_by_role("link", name="Make a referral"))
    desk.choose(page.locator('form[method="post"] [name="service"]'), service)
    desk.choose(page.locator("#urgency"), "urgent")
    desk.press(page.get_by_role("button", name="Begin the draft"))
    expect(page.get_by_label("Have they room?")).to_be_disabled()
    agree(desk, [*AT_ONCE, *HELD_BACK])
    path = page.url.removeprefix(desk.address)
    assert path.startswith("/referrals/")
    desk.picture("draft", page.locator("#see"))
    seen, kept = page.locator(".sight .seen").inner_text(), page.locator(".sight .unseen-side").inner_text()
    assert (NEED in seen, seen.count("Opens when they accept"), "Exploitation" in kept) == (True, 2, True)
    send(desk)
    desk.open(person).picture("person")
    return path


def agree(desk: Desk, sections: list[str], *, until: date | None = None) -> None:
    """The talk, on the draft's page: seven facts and the limit, what may be shared, how, the end that is offered."""
    form = desk.form("/consent/")
    for fact in Fact:
        desk.tick(form.locator(f'[name="told"][value="{fact.value}"]'))
    desk.tick(form.locator('[name="limit"]'))
    for section in sections:
        desk.tick(form.locator(f'[name="sections"][value="{section}"]'))
    desk.choose(form.locator('[name="language"]'), "uk")
    desk.choose(form.locator('[name="presentation"]'), "read_self")
    desk.choose(form.locator('[name="method"]'), "signed")
    if until is not None:
        desk.day(form.locator('[name="until"]'), until)
    desk.tick(form.locator('[name="tell_outcome"]'))
    desk.press(desk.page.get_by_role("button", name="The person agrees"))
    expect(desk.page.get_by_text("Given, until")).to_be_visible()


def send(desk: Desk) -> None:
    """Check and send."""
    desk.choose(desk.form("/send/").locator('[name="capacity"]'), "asked")
    desk.press(desk.page.get_by_role("button", name="I have seen what they will see. Send"))


@pytest.mark.parametrize("way", ["by_keys", "without_scripts_at_320"])
def test_j2_a_referral_from_a_person_to_a_closed_loop(
    browser: Browser, town: Town, way: str, record_property: Callable[[str, object], None]
) -> None:
    how = {"by_keys": True} if way == "by_keys" else {"with_scripts": False, "width": 320}
    with desks(browser, town, "Mihai Stan", "Nina Claes", **how) as (mihai, nina):
        path = referred(mihai, opened_case(mihai), town.agency("Maison Lierre")["services"][0]["id"])
        reference = path.split("/")[2]
        print(f"\nFrom Today to sent: {mihai.actions} actions.")  # noqa: T201  (the report of a run shows it)
        record_property("actions", mihai.actions)
        assert mihai.actions <= MOST_ACTIONS

        until("it is there", lambda: town.hands("Nina Claes").see(path).status == 200)
        found_by_reference(nina, reference)
        both_show(path, "sent", mihai, nina)
        text = nina.text()
        assert NEED in text
        assert [word for word in (*SECRETS, *HIDDEN) if word in nina.page.content()] == []
        assert text.count("Opens when you accept") == len(HELD_BACK)
        only_for_those_it_is_meant_for(browser, town, path)

        nina.step("acknowledge")
        both_show(path, "acknowledged", mihai, nina)
        nina.picture("referral")
        nina.picture("referral-320", width=320)
        nina.step("accept", worker=town.pair.member("Nina Claes"), conflict_check="none")
        both_show(path, "accepted", mihai, nina)
        nina.until(path, "what was held back is there", lambda: NAME in nina.text())
        assert [word for word in HIDDEN if word in nina.page.content()] == []
        nina.step("start")
        both_show(path, "in_service", mihai, nina)
        nina.step("tell", text=NEWS)
        mihai.until(path, "the news is there", lambda: NEWS in mihai.text())
        nina.step("record_outcome", outcome="given")
        both_show(path, "outcome_recorded", mihai, nina)
        mihai.step("close", confirmation="confirmed")
        both_show(path, "closed", mihai, nina)
        assert [word for word in SECRETS if word in nina.page.content()] == []


def only_for_those_it_is_meant_for(browser: Browser, town: Town, path: str) -> None:
    """Another agency of either node finds nothing under the address."""
    with desks(browser, town, "Claire Dubois", "Radu Ene") as others:
        for other in others:
            other.open(path, 404)
            assert NEED not in other.page.content()


# --- J3: declined, and on to somebody else ----------------------------------------------------------------


def test_j3_declined_for_capacity_and_sent_on_with_a_new_consent(browser: Browser, town: Town) -> None:
    earlier = Story(town, sender="Teodora Vlad").sent()
    earlier.sofie.move(earlier.path, "ask", {"section": "needs"})
    earlier.wait("info_requested")
    story = Story(town, sender="Teodora Vlad").reach("acknowledged")
    names = ("Teodora Vlad", "Sofie Maes", "Radu Ene")
    with desks(browser, town, *names) as (teodora, sofie, radu):
        sofie.open(story.path).step("decline", reason="no_capacity", text="Full until May.")
        both_show(story.path, "declined", teodora, sofie)
        assert NEED not in sofie.page.content()
        assert "Full until May." in teodora.text()
        teodora.open("/")
        teodora.picture("today")
        assert story.reference in teodora.page.locator("#to-do tbody tr").first.inner_text()
        teodora.press(teodora.page.locator("#to-do tbody tr").first.get_by_role("link", name="Re-route"))
        desk = town.agency("Cabinet Teiul")["services"][0]["id"]
        teodora.step("onwards", service=desk)
        expect(teodora.page.get_by_role("heading", name="It cannot be sent yet")).to_be_visible()
        assert story.reference in teodora.text()
        in_two_months = (datetime.now(UTC) + timedelta(days=60)).date()
        agree(teodora, ["profile", "needs", "safety", "identity"], until=in_two_months)
        second = teodora.page.url.removeprefix(teodora.address)
        send(teodora)
        until("the other agency has it", lambda: town.hands("Radu Ene").see(second).status == 200)
        radu.open(second).step("accept", worker=town.pair.member("Radu Ene"), conflict_check="none")
        both_show(second, "accepted", teodora, radu)
        radu.until(second, "the name opens there", lambda: NAME in radu.text())

        both_show(story.path, "closed", teodora, sofie)
        assert [word for word in (*SECRETS, NEED, VIEW) if word in sofie.page.content()] == []
        assert second.split("/")[2] in history_of(teodora)
        assert story.reference in history_of(teodora.open(second))
        sofie.open(second, 404)


def history_of(desk: Desk) -> str:
    """The card of the moves."""
    return desk.page.locator(".card", has=desk.page.get_by_role("heading", name="History")).inner_text()


# --- J4: nobody answers -----------------------------------------------------------------------------------


@pytest.fixture
def clock(town_apart: Town) -> Clock:
    """The clock of a pair that no other test looks at."""
    return Clock(town_apart.pair)


def test_j4_silence_reaches_the_lead_and_the_coordinator_until_somebody_answers(
    browser: Browser, town_apart: Town, clock: Clock
) -> None:
    town = town_apart
    story = Story(town, sender="Mihai Stan", receiver="Thomas Leroy", to="Barreau du Canal").sent()
    names = ("Mihai Stan", "Thomas Leroy", "Claire Dubois", "Hilde Martens")
    with desks(browser, town, *names) as (mihai, thomas, claire, hilde):

        def said_on_today(desk: Desk, part: str) -> str:
            line = desk.page.locator(f"#{part} li", has_text=story.reference)
            return line.first.inner_text() if line.count() else ""

        def is_told(desk: Desk, part: str, words: str) -> None:
            desk.until("/", f"{part}: {words}", lambda: words in said_on_today(desk, part))

        clock.forward(timedelta(hours=13))
        is_told(thomas, "reminders", "Half of the time is gone")
        clock.forward(timedelta(hours=12))
        is_told(thomas, "reminders", "The time is over")
        assert "as the lead" not in said_on_today(claire.open("/"), "reminders")
        assert story.reference in thomas.page.locator("#overdue").inner_text()
        for desk in (mihai, thomas):
            desk.until(
                story.path, "it is overdue", lambda d=desk: "Overdue" in d.page.locator("#state").inner_text()
            )
        both_show(story.path, "sent", mihai, thomas)
        clock.forward(timedelta(hours=12))
        is_told(claire, "reminders", "you are told because you lead the team")
        assert said_on_today(hilde.open("/"), "escalated") == ""
        clock.forward(timedelta(hours=12))
        is_told(hilde, "escalated", "Casa Salcia, RO asked Barreau du Canal, BE")
        nothing_of_the_person(hilde.text())
        hilde.open(story.path, 404)
        mailed(hilde, story)

        hilde.open("/")
        hilde.press(hilde.page.get_by_role("button", name=f"Ask them to act {story.reference}"))
        assert hilde.page.url.endswith(f"/silent/{story.reference}/")
        assert "You can nudge them again from" in hilde.text()
        nothing_of_the_person(hilde.text())
        for desk in (thomas, claire):
            is_told(desk, "reminders", "The coordinator asks you to act")
        both_show(story.path, "sent", mihai, thomas)
        assert mihai.form("/nudge/").count() == 1  # the sender may ask too; the time is over

        thomas.open(story.path).step("acknowledge")
        both_show(story.path, "acknowledged", mihai, thomas)
        assert "Overdue" not in thomas.text()
        for desk in (thomas, claire):
            desk.until("/", "the reminder rests", lambda d=desk: said_on_today(d, "reminders") == "")
        hilde.until("/", "the list is quiet", lambda: said_on_today(hilde, "escalated") == "")


def mailed(desk: Desk, story: Story) -> None:
    """Everybody who was told has a mail: a number and references, nothing else."""
    for name in ("thomas.leroy", "claire.dubois", "hilde.martens"):
        mail = desk.page.locator("main .card", has_text=story.reference).filter(has_text=f"{name}@be.example")
        # By its subject: the sender of every mail is "reminders", and at some hours a mail of the day comes too.
        mail = mail.filter(has=desk.page.locator("h2", has_text="reminder"))
        desk.until("/demo/mails/", f"a mail to {name}", lambda mail=mail: mail.count() > 0)
        nothing_of_the_person(mail.first.inner_text())
        words = mail.first.inner_text().split("\n", 2)[2]
        assert [word for word in ("Casa Salcia", "Barreau", "legal", "http") if word in words] == []


def nothing_of_the_person(text: str) -> None:
    """No planted marker stands in it."""
    assert [word for word in (*SECRETS, NEED, VIEW) if word in text] == []


# --- J5: taken back ---------------------------------------------------------------------------------------


def test_j5_consent_taken_back_midway_freezes_the_receiver_and_the_person_sees_who_read(
    browser: Browser, town: Town
) -> None:
    story = Story(town, sender="Mihai Stan").reach("in_service")
    with desks(browser, town, "Mihai Stan", "Sofie Maes") as (mihai, sofie):
        assert NAME in sofie.open(story.path).text()
        mihai.open(story.path).step("withdraw", reason="consent_withdrawn", channel="person")
        both_show(story.path, "withdrawn", mihai, sofie)
        sofie.until(story.path, "nothing can be read", lambda: NEED not in sofie.page.content())
        nothing_of_the_person(sofie.page.content())
        assert "It was taken back. Your access has ended" in sofie.text()
        assert "Consent taken back" in sofie.page.locator("#state").inner_text()
        answer = mihai.page.locator(".card", has_text="What the holder answered")
        mihai.until(
            story.path,
            "the holder has answered",
            lambda: "erased" in "".join(answer.all_inner_texts()).lower(),
        )
        assert "cannot make them forget" in answer.inner_text()
        mihai.open(story.person)
        mihai.press(mihai.page.get_by_role("link", name="Who saw my data"))
        mihai.picture("seen")
        lines = mihai.page.locator("tbody tr", has_text="Maison Lierre")
        seen = " ".join(lines.all_inner_texts())
        assert ("Identity" in seen, "Social worker" in seen, "Sofie" in seen) == (True, True, False)
        sofie.step("confirm_freeze")
        both_show(story.path, "closed", mihai, sofie)
