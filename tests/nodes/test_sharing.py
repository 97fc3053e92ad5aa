"""What is shared while a referral is under way: later versions, single sections taken back."""

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import told
from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE, SHARED
from tests.nodes.story import Story
from tests.nodes.town import Town, until


def save(story: Story, section: str, *, do: str = "", **answers: str) -> Page:
    """Save a section on the person's page, telling the others or not; the page that follows."""
    page = story.ana.see(story.person)
    extra: dict[str, str | list[str]] = {"do": do} if do else {}
    return story.ana.fill(page, f"{story.person}sections/", {**answers, **extra}, f"Saving {section}")


def test_save_and_tell_them_brings_the_new_version(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    said = save(story, "needs", do="tell", wish="A room, and a school nearby.").text
    assert ("Saved." in said, "nobody was told" in said) == (True, False)
    until("the new wish is there", lambda: "a school nearby" in story.sofie.see(story.path).text)
    assert "A room near a nursery" not in story.sofie.see(story.path).text


def test_save_not_yet_tells_nobody(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    save(story, "needs", wish="Something still to be talked about.")
    story.step("accepted")
    assert "still to be talked about" not in story.sofie.see(story.path).text


def test_what_is_held_back_is_sealed_anew_and_opens_in_its_new_version(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    save(story, "identity", do="tell", names="Oksana Melnyk the Second")
    assert NAME not in story.sofie.see(story.path).text
    assert town.ask(
        "ro", "SELECT state FROM exchange.held_back WHERE referral_id = %s ORDER BY revision", story.shared
    ) == [("void",), ("waiting",)]
    story.sofie.accept(story.path)
    until("the new version opens", lambda: "the Second" in story.sofie.see(story.path).text)


def test_after_the_end_of_the_referral_nobody_is_told(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.withdraw("sender")
    story.wait("withdrawn")
    assert "Save and tell them" not in story.ana.see(story.person).text
    save(story, "needs", wish="Told to nobody.")
    assert story.keys_there() == 0


def test_one_section_is_taken_back_and_the_referral_goes_on(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert PHONE in story.sofie.see(story.path).text
    assert "These parts are taken back" in story.take_back("identity").text
    until("the identity is gone there", lambda: NAME not in story.sofie.see(story.path).text)
    assert story.states() == ("accepted", "accepted")
    assert "A room near a nursery" in story.sofie.see(story.path).text
    until("the holder answers", lambda: story.of_sender("holder_answer") == "erased")
    keys = "SELECT DISTINCT section FROM keys.section_key WHERE case_id = %s::uuid"
    assert "identity" not in {row[0] for row in town.ask("be", keys, story.of_receiver("case_id"))}


def test_a_held_back_section_that_is_taken_back_never_leaves(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.take_back("identity")
    until("the receiver knows", lambda: story.of_sender("holder_answer") == "erased")
    story.sofie.accept(story.path)
    story.wait("accepted")
    held = "SELECT state, held IS NULL FROM exchange.held_back WHERE referral_id = %s ORDER BY revision"
    assert town.ask("ro", held, story.shared) == [("void", True), ("released", False)]
    until("the rest opens", lambda: CODE_WORD in story.sofie.see(story.path).text)
    assert NAME not in story.sofie.see(story.path).html
    said = save(story, "identity", do="tell", names="Oksana Melnyk the Second").text
    assert "nobody was told: Identity." in said
    assert "the Second" not in story.sofie.see(story.path).html


def test_without_the_needs_nothing_is_left_to_answer_and_all_is_taken_back(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    tick = story.ana.see(story.path).html.partition('id="back-sections-needs"')[2].partition("</div>")[0]
    assert "takes back everything" in tick, "it is said at the tick, before anything is pressed"
    said = story.take_back("needs")
    assert "Everything is taken back" in said.text
    assert "These parts are taken back" not in said.text
    story.wait("withdrawn")
    assert story.keys_there() == 0


def test_a_talk_that_was_broken_off_goes_on_where_it_stopped(town: Town) -> None:
    story = Story(town)
    story.begun()
    page = story.ana.see(story.path)
    story.ana.fill(page, f"{story.path}consent/", {"do": "save", "told": ["interview", "purpose"]}, "Saving")
    again = story.ana.see(story.path)
    form = again.form(f"{story.path}consent/")
    assert [value for name, value in form.fields if name == "told"] == ["interview", "purpose"]
    story.ana.consent(again, told(SHARED, language="uk"))
    versions = town.ask(
        "ro",
        "SELECT version, state, previous_hash = '' FROM consent.version WHERE case_id = %s::uuid ORDER BY version",
        story.of_sender("case_id"),
    )
    assert versions == [(1, "draft", True), (2, "active", False)]


def test_two_members_who_edit_one_section_see_both_versions(town: Town) -> None:
    story = Story(town)
    story.person = story._case()
    page = story.ana.see(story.person)
    save(story, "needs", wish="Written meanwhile by a colleague.")
    said = story.ana.browser.submit(page, f"{story.person}sections/", wish="My own words.")
    assert said.status == 409
    assert "Written meanwhile by a colleague." in said.text
    assert "My own words." in said.html
    again = story.ana.browser.submit(said, f"{story.person}sections/", wish="Both together.")
    assert again.status == 200
    assert "Both together." in again.text


def test_who_keeps_safety_and_profile_to_herself_is_referred_all_the_same(town: Town) -> None:
    """The rules of sending ask what the sender knows, not what leaves."""
    story = Story(town).drafted(shared=["needs", "safe_contact"])
    story.ana.send(story.path)
    story.wait("sent")
    page = story.sofie.see(story.path)
    assert "A room near a nursery" in page.text
    assert story.of_receiver("at_once") == ["needs"]


def test_who_may_not_read_the_rest_leaves_it_to_somebody_who_may(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.take_back("identity", member="Mihai Stan")
    story.sofie.accept(story.path)
    story.wait("accepted")
    page = story.ana.see(story.path)
    assert "This is left for them to read when they have accepted" in page.text
    assert CODE_WORD not in story.sofie.see(story.path).html
    assert story.ana.browser.submit(page, f"{story.path}confirm-anew/").status == 200
    until("the rest opens", lambda: CODE_WORD in story.sofie.see(story.path).text)
    assert NAME not in story.sofie.see(story.path).html
    assert "This is left for them to read" not in story.ana.see(story.path).text


def test_who_may_not_read_the_rest_cannot_confirm_it(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    story.take_back("identity", member="Mihai Stan")
    mihai = town.hands("Mihai Stan")
    said = mihai.browser.submit(mihai.see(story.path), f"{story.path}confirm-anew/")
    assert said.status == 409
    assert "Ask the case lead" in said.text
