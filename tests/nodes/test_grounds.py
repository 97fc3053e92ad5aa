"""Children, and sharing without consent: a guardian with assent, a listed ground, a second person."""

from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.hands import told
from tests.nodes.story import Story
from tests.nodes.town import Town, until

UNTIL = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()

COUNTS_FOR_NOTHING = "or may have one: their yes counts for nothing."


def drafted(town: Town, to: str, **profile: str) -> Story:
    """A draft without a consent, for a person whose profile turns out to be this one afterwards."""
    story = Story(town, to=to)
    story.begun()
    page = story.ana.see(story.person)
    story.ana.fill(page, f"{story.person}sections/", {"pseudonym": "Alder", **profile}, "Saving the profile")
    return story


def test_a_child_without_a_guardian_gives_no_consent(town: Town) -> None:
    story = drafted(town, "Maison Lierre", is_child="yes", age_band="12_15")
    page = story.ana.see(story.path)
    answers = told(["profile", "needs", "safety"], language="uk")
    refused = story.ana.browser.submit(page, f"{story.path}consent/", do="give", **answers)
    assert refused.status == 409
    assert "guardian" in refused.text
    again = refused.form(f"{story.path}consent/")
    assert ("witness", "social worker") in again.fields, "what was entered is not lost"


def test_a_doubtful_age_is_treated_as_a_child(town: Town) -> None:
    story = drafted(town, "Maison Lierre", is_child="unknown")
    page = story.ana.see(story.path)
    answers = told(["profile", "needs", "safety"], language="uk")
    assert story.ana.browser.submit(page, f"{story.path}consent/", do="give", **answers).status == 409


def test_a_guardian_and_the_childs_own_yes_let_it_go(town: Town) -> None:
    story = drafted(town, "Maison Lierre", is_child="yes", age_band="12_15")
    page = story.ana.see(story.path)
    story.ana.consent(page, told(["profile", "needs", "safety"], language="uk", is_child=True))
    story.ana.send(story.path)
    story.wait("sent")


def test_the_yes_of_a_guardian_in_conflict_counts_for_nothing_before_it_is_given_and_after(
    town: Town,
) -> None:
    answers = told(["profile", "needs", "safety"], language="uk", is_child=True)
    before, after = (drafted(town, "Maison Lierre", is_child="yes", age_band="12_15") for _ in range(2))
    after.ana.consent(after.ana.see(after.path), answers)
    mother = {"who": "The mother", "mandate": "parent", "conflict": "suspected", "why": "The child said so."}
    for story in (before, after):
        entered = {f"guardians-0-{part}": said for part, said in mother.items()}
        person = story.ana.see(story.person)
        story.ana.fill(person, f"{story.person}sections/", entered, "Saving the guardian")
    assert COUNTS_FOR_NOTHING in after.ana.see(after.path).text
    refused = before.ana.browser.submit(
        before.ana.see(before.path), f"{before.path}consent/", do="give", **answers
    )
    assert refused.status == 409
    assert COUNTS_FOR_NOTHING in refused.text
    assert ("guardian", answers["guardian"]) in refused.form(f"{before.path}consent/").fields, (
        "nothing is lost"
    )


def test_danger_to_life_is_shared_on_a_ground_that_a_second_person_looks_at(town: Town) -> None:
    story = drafted(town, "Maison Lierre", is_child="no")
    hands = town.hands("Ana Pop")
    page = hands.see(f"{story.path}ground/")
    if "confirm" in page.path:  # the confirmation of who one is comes first
        hands.browser.submit(page, next(form.action for form in page.forms if "confirm" in form.action))
        page = hands.see(f"{story.path}ground/")
    said = hands.browser.submit(
        page, "", ground="vital_interest", sections=["profile", "safety", "needs"], until=UNTIL
    )
    assert said.status == 200, said.text[-400:]
    hands.send(story.path)
    story.wait("sent")
    assert "A room near a nursery" in town.hands("Sofie Maes").see(story.path).text
    basis = town.ask(
        "be",
        "SELECT DISTINCT basis, ground, purpose FROM access.grants WHERE case_id = %s::uuid",
        story.of_receiver("case_id"),
    )
    assert basis == [("ground", "vital_interest", "protection")]
    until("it is on a second person's list", lambda: "/reviews/" in town.hands("Dan Rusu").see("/").html)
    assert "/reviews/" not in hands.see("/").html, "nobody reviews their own"
    today = town.hands("Dan Rusu").see("/")
    action = next(form.action for form in today.forms if form.action.startswith("/reviews/"))
    town.hands("Dan Rusu").browser.submit(today, action)
    assert action not in town.hands("Dan Rusu").see("/").html
