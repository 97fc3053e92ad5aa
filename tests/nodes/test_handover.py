"""Two nodes on two clocks agree where, when and by whom, and the words with it are no news."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import SHARED
from safeconduct.referrals.hours import hour
from tests.nodes.story import Story, words
from tests.nodes.town import Town, until

WHEN = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
ON_THE_CLOCK_IN_BELGIUM = WHEN.astimezone(ZoneInfo("Europe/Brussels")).strftime("%Y-%m-%dT%H:%M")
NO_NEWS = "No news in words: no consent of the person says that what came of it may be told."


def quiet(town: Town) -> Story:
    """Accepted, and the person did not agree that they may tell what came of it."""
    story = Story(town)
    draft = story.begun()
    answers = {name: value for name, value in told(SHARED, language="uk").items() if name != "tell_outcome"}
    story.ana.consent(draft, answers)
    story.ana.send(story.path)
    story.wait("sent")
    for state in ("acknowledged", "accepted"):
        story.step(state)
    return story


def test_both_read_the_hour_on_both_clocks_and_who_brings_and_meets_the_person(town: Town) -> None:
    story = quiet(town)
    plan = {"where": "station", "when": ON_THE_CLOCK_IN_BELGIUM, "met_by": "social_worker"}
    assert "Your time, in Belgium" in story.sofie.see(story.path).text
    story.sofie.move(story.path, "propose_handover", {**plan, **words("Under the clock of platform 4.")})
    there = hour(WHEN, "RO", "BE")
    assert "(" in there, "the two clocks differ"
    until("the proposal is there", lambda: there in story.ana.see(story.path).text)
    assert "meets the person: Social worker" in story.ana.see(story.path).text
    assert "Under the clock of platform 4." in story.ana.see(story.path).text
    story.ana.move(story.path, "confirm_handover", {"brought_by": "escort"})
    story.wait("handover_planned")
    for hands, said in ((story.ana, there), (story.sofie, hour(WHEN, "BE", "RO"))):
        page = hands.see(story.path)
        assert f"{said}; " in page.text
        assert "brings the person: An escort" in page.text
        assert "meets the person: Social worker" in page.text
        assert "Has it changed? Call them." in page.text
    assert story.histories_agree()


def test_an_incomplete_agreement_says_what_is_missing(town: Town) -> None:
    story = Story(town).reach("accepted")
    page = story.sofie.see(story.path)
    plan = {"where": "station", "when": ON_THE_CLOCK_IN_BELGIUM}
    said = story.sofie.browser.submit(page, f"{story.path}move/propose_handover/", **plan)
    assert said.status == 409
    assert "This answer is missing." in said.text
    unsaid = story.sofie.browser.submit(said, f"{story.path}move/propose_handover/", **plan, met_by="nurse")
    assert unsaid.status == 409
    assert "in which town, is not written" in unsaid.text


def test_where_no_news_may_be_told_the_page_says_so(town: Town) -> None:
    story = quiet(town)
    assert NO_NEWS in story.sofie.see(story.path).text
    story.step("in_service")
    page = story.sofie.see(story.path)
    assert "you must record the outcome" in page.text
    assert NO_NEWS in page.text
    assert "Give news" not in page.text
    assert "they must record the outcome" in story.ana.see(story.path).text


def test_an_arrival_before_the_agreed_hour_is_asked_about_once_more_and_says_when(town: Town) -> None:
    story = Story(town).reach("accepted")
    plan = {"where": "receivers_office", "when": ON_THE_CLOCK_IN_BELGIUM, "met_by": "social_worker"}
    story.sofie.move(story.path, "propose_handover", plan)
    until("the proposal is there", lambda: "confirm_handover" in story.ana.see(story.path).html)
    story.ana.move(story.path, "confirm_handover", {"brought_by": "escort"})
    story.wait("handover_planned")

    arriving = f"{story.path}move/arrive/"
    asked = story.sofie.browser.submit(story.sofie.see(story.path), arriving)
    assert asked.status == 422, "one press is not enough two days early"
    assert "The agreed hour is still far off." in asked.text
    assert story.states() == ("handover_planned", "handover_planned")
    came = datetime.now(ZoneInfo("Europe/Brussels")) - timedelta(minutes=20)
    story.sofie.move(story.path, "arrive", {"already": "yes", "when": came.strftime("%Y-%m-%dT%H:%M")})
    story.wait("in_service")
    assert hour(came, "RO", "BE") in story.ana.see(story.path).text
    assert story.histories_agree()


def test_nobody_agrees_on_an_hour_in_which_the_person_may_not_be_reached(town: Town) -> None:
    """Neither who knows the hours from the own file, nor who was sent them."""
    story = Story(town).reach("accepted")
    there = WHEN.astimezone(ZoneInfo("Europe/Bucharest"))
    hours = {
        "safe_hours-0-days": "every_day",
        "safe_hours-0-from": f"{there + timedelta(hours=2):%H:%M}",
        "safe_hours-0-until": f"{there + timedelta(hours=3):%H:%M}",
    }
    page = story.ana.see(story.person)
    answer = story.ana.browser.submit(page, f"{story.person}sections/", **hours, do="tell")
    assert answer.status == 200
    assert (
        "Not now. The next hours in which the person may be reached" in answer.text
        or "Now the" in answer.text
    )
    until("they have the hours", lambda: "On which days: Every day" in story.sofie.see(story.path).text)
    place = {"where": "receivers_office", "when": ON_THE_CLOCK_IN_BELGIUM}
    here = {"when": there.strftime("%Y-%m-%dT%H:%M"), "brought_by": "escort"}
    for hands, own in ((story.sofie, {"met_by": "social_worker"}), (story.ana, here)):
        page = hands.see(story.path)
        said = hands.browser.submit(page, f"{story.path}move/propose_handover/", **place | own)
        assert said.status == 409
        assert "The person may not be reached at this time." in said.text
    later = (WHEN + timedelta(hours=2)).astimezone(ZoneInfo("Europe/Brussels")).strftime("%Y-%m-%dT%H:%M")
    story.sofie.move(story.path, "propose_handover", place | {"when": later, "met_by": "social_worker"})
