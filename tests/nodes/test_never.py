"""To whom nothing may ever go: the person's list stops what was consented to, and is said before the talk is held."""

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import SHARED
from safeconduct.referrals.reasons import NOT_MET_BY_POLICE
from tests.nodes.story import Story
from tests.nodes.town import Town


@pytest.mark.parametrize(
    "listed, sentence",
    [
        ({"never_countries": "BE"}, "nothing may ever go to this country"),
        ({"never_agencies": "maison lierre"}, "nothing may ever go to this agency"),
    ],
)
def test_whom_the_person_has_listed_receives_nothing(
    town: Town, listed: dict[str, str], sentence: str
) -> None:
    story = Story(town).drafted()
    without_consent = Story(town).begun(story.person)
    story.ana.save(story.ana.see(story.person), "safety", {**listed})
    page = story.ana.see(story.path)
    assert sentence in page.text
    refused = story.ana.browser.submit(page, f"{story.path}send/", capacity="asked")
    assert (refused.status, sentence in refused.text) == (409, True)
    assert story.of_sender("state") == "draft"
    before = story.ana.see(without_consent.path)
    assert sentence in before.text, "said before the talk about consent is held"
    assert f'href="{story.person}#safety"' in before.html
    choosing = story.ana.see(f"{story.person}refer/")
    assert sentence in choosing.text
    service = town.agency("Maison Lierre")["services"][0]["id"]
    again = story.ana.browser.submit(choosing, "", service=service, urgency="urgent")
    assert (again.status, sentence in again.text) == (422, True)


def test_the_police_on_the_list_meet_nobody_at_a_handover_though_the_talk_did_not_say_so(town: Town) -> None:
    story = Story(town)
    draft = story.begun()
    story.ana.save(story.ana.see(story.person), "safety", {"never_kinds": "police"})
    story.ana.consent(draft, told([*SHARED], language="uk") | {"conditions": []})
    story.ana.send(story.path)
    story.wait("sent")
    story.step("accepted")
    assert "Not to the police" in story.sofie.see(story.path).text
    for where in (
        f"{story.path}receipt/?language=en",
        f"{story.person}with-the-person/?language=en",
        f"{story.person}copy/?chosen=yes&parts=agreed&language=en",
    ):
        said = story.ana.see(where).text
        assert "Your limits: none" not in said, where
        assert "not to the police" in said.lower(), where
    page = story.sofie.see(story.path)
    plan = {
        "when": f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "where": "agency",
        "met_by": "police_officer",
    }
    refused = story.sofie.browser.submit(page, f"{story.path}move/propose_handover/", **plan)
    assert (refused.status, str(NOT_MET_BY_POLICE.sentence) in refused.text) == (409, True)
    assert story.of_receiver("state") == "accepted"
