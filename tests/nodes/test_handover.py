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
NO_NEWS = "No news in words: the person did not agree that what came of it is told."


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


def test_where_no_news_may_be_told_the_page_says_so(town: Town) -> None:
    story = quiet(town)
    assert NO_NEWS in story.sofie.see(story.path).text
    story.step("in_service")
    page = story.sofie.see(story.path)
    assert "you must record the outcome" in page.text
    assert NO_NEWS in page.text
    assert "Give news" not in page.text
    assert "they must record the outcome" in story.ana.see(story.path).text
