"""A file of one's own beside what was received: opened, read beside it, copied into, left by a withdrawal."""

from typing import Any

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME, PHONE
from tests.nodes.story import Story
from tests.nodes.town import Town, until

WISH = "A room near a nursery"
LINK = "Open a file of your own"
FROM = "From Casa Salcia, Romania, version 1,"
STAYS = "After a withdrawal what you took over stays in your file; say so to the person."


def opened(story: Story, **answers: str) -> Page:
    """Sofie opens a file beside the referral; its page."""
    page = story.sofie.see(f"{story.path}own/")
    said = story.sofie.browser.submit(page, f"{story.path}own/", **answers)
    assert said.status == 200, said.text[-300:]
    assert said.path.startswith("/people/"), said.path
    return said


def take(story: Story, section: str, *names: str, page: Page | None = None) -> Page:
    """Sofie takes these answers of a section over."""
    path = f"{story.path}own/take-over/{section}/"
    return story.sofie.browser.submit(page or story.sofie.see(path), path, take=list(names))


def copied(story: Story) -> list[tuple[Any, ...]]:
    """What the receiver's audit says of copies of this referral."""
    sql = "SELECT section, detail FROM audit.record WHERE action = 'section:copied' AND referral_id = %s ORDER BY at"
    return story.town.ask("be", sql, story.shared)


def readings(story: Story) -> int:
    sql = "SELECT count(*) FROM audit.record WHERE action = 'section:read' AND case_id = %s::uuid"
    found: int = story.town.value("be", sql, story.of_receiver("case_id"))
    return found


def test_whoever_has_accepted_opens_a_file_and_reads_both_on_one_page(town: Town) -> None:
    story = Story(town).reach("accepted")
    assert LINK in story.sofie.see(story.path).text
    form = story.sofie.see(f"{story.path}own/")
    before = readings(story)
    page = opened(story, pseudonym="Harbour 77")
    assert "Harbour 77" in page.text
    assert "Received from others" in page.text
    assert page.text.count(FROM) >= 4, page.text
    assert WISH in page.text
    assert NAME in page.text
    assert "until" in page.text.split("Received from others")[1]
    assert readings(story) > before, "each reading is recorded"
    assert "pseudonym" in form.form(f"{story.path}own/").names
    again = story.sofie.see(story.path)
    assert LINK not in again.text
    assert page.path in again.html
    assert f"{page.path}" in story.sofie.see("/").html, "it is one of her people"


def test_their_alias_is_shown_beside_and_taken_over_by_a_press_of_its_own(town: Town) -> None:
    story = Story(town).reach("accepted")
    theirs = town.hands("Ana Pop").see(story.person).html.split("<h1>")[1].split("</h1>")[0]
    form = story.sofie.see(f"{story.path}own/")
    assert f"They call the person {theirs}" in form.text
    page = opened(story, do="theirs")
    assert f"<h1>{theirs}</h1>" in page.html
    [(section, detail)] = copied(story)
    assert (section, detail["fields"]) == ("profile", ["pseudonym"])
    until("the sender is told", lambda: story.of_sender("copied_there") == ["profile"])


def test_before_the_acceptance_and_for_whoever_holds_nothing_there_is_no_file(town: Town) -> None:
    story = Story(town).reach("acknowledged")
    assert LINK not in story.sofie.see(story.path).text
    early = story.sofie.see(f"{story.path}own/")
    assert early.status == 409
    assert "Accept it first" in early.text
    story.step("accepted")
    colleague = town.hands("Lotte Wouters")
    assert LINK not in colleague.see(story.path).text
    assert colleague.see(f"{story.path}own/").status == 409
    assert story.ana.see(f"{story.path}own/").status == 409
    assert LINK not in story.ana.see(story.path).text


def test_the_person_may_have_a_file_here_already(town: Town) -> None:
    first, second = Story(town).reach("accepted"), Story(town).reach("accepted")
    own = opened(first, pseudonym="Meadow 78").path
    page = second.sofie.see(f"{second.path}own/")
    assert "This person already has a file here" in page.text
    slip = second.sofie.browser.submit(page, f"{second.path}own/beside/", case="")
    assert slip.status == 422
    both = second.sofie.browser.submit(page, f"{second.path}own/beside/", case=own.split("/")[2])
    assert (both.status, both.path) == (200, own)
    for story in (first, second):
        assert story.reference in both.text
    assert second.sofie.see(f"{second.path}own/").status == 409, "one file beside each referral"


def test_the_wrong_person_is_taken_apart_while_nothing_was_copied(town: Town) -> None:
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Brook 79").path
    page = story.sofie.see(story.path)
    apart = story.sofie.browser.submit(page, f"{story.path}own/apart/")
    assert apart.path == story.path
    assert LINK in apart.text
    assert "Received from others" not in story.sofie.see(own).text
    opened(story, do="theirs")
    refused = story.sofie.browser.submit(story.sofie.see(story.path), f"{story.path}own/apart/")
    assert refused.status == 409
    assert "Something was taken over" in refused.text


def test_answers_are_taken_over_one_by_one_and_the_sender_is_told(town: Town) -> None:
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Clover 80").path
    page = story.sofie.see(f"{story.path}own/take-over/needs/")
    assert STAYS in page.text
    assert WISH in page.text
    nothing = take(story, "needs", page=page)
    assert nothing.status == 422
    assert "Choose at least one answer" in nothing.text
    done = take(story, "needs", "wish", page=page)
    assert (done.status, done.path) == (200, own)
    assert "Casa Salcia, Romania is told." in done.text
    ours = done.html.split('id="needs"')[1].split('class="sent-part"')[0]
    assert WISH in ours
    assert "Taken over into this file: Needs" in done.text
    assert copied(story) == [("needs", {"version": 1, "own_version": 1, "fields": ["wish"]})]
    until("the sender is told", lambda: story.of_sender("copied_there") == ["needs"])
    assert "Taken over into their own file" in story.ana.see(story.path).text
    seen = story.ana.see(f"{story.person}seen/").html
    assert "Taken over into their own file" in seen
    assert "Taken over into their own file" not in Story(town).sent().ana.see(f"{story.person}").text
    kept = town.ask("be", "SELECT detail::text FROM audit.record WHERE referral_id = %s", story.shared)
    assert not [row for row in kept if WISH in row[0] or NAME in row[0]]


def test_what_changed_meanwhile_on_either_side_is_shown_before_it_is_taken_over(town: Town) -> None:
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Heather 81").path
    shown = story.sofie.see(f"{story.path}own/take-over/needs/")
    page = story.ana.see(story.person)
    story.ana.fill(page, f"{story.person}sections/", {"wish": "A garden.", "do": "tell"}, "Saving needs")
    until("the new wish is there", lambda: "A garden." in story.sofie.see(own).text)
    newer = take(story, "needs", "wish", page=shown)
    assert newer.status == 409
    assert "A garden." in newer.text
    assert "They have sent a newer version" in newer.text
    story.sofie.fill(story.sofie.see(own), f"{own}sections/", {"details": "In March."}, "Saving needs")
    edited = take(story, "needs", "wish", page=newer)
    assert edited.status == 409
    assert "Somebody else saved this section" in edited.text
    assert copied(story) == []
    assert take(story, "needs", "wish", page=edited).path == own
    both = story.sofie.see(own).html.split('id="needs"')[1].split('class="sent-part"')[0]
    assert "A garden." in both
    assert "In March." in both


def test_the_rights_of_the_own_file_count_by_what_was_received_and_name_who_sent_it(town: Town) -> None:
    """What rules ask for and nothing else is read; when the person takes it back, it is not known again."""
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Larch 84").path
    sql = "SELECT section FROM audit.record WHERE action = 'section:read' AND case_id = %s::uuid ORDER BY at OFFSET %s"
    before = readings(story)
    page = story.sofie.see(f"{own}rights/")
    assert "No (by the word of Casa Salcia, Romania)" in page.text
    assert "Ukraine (by the word of Casa Salcia, Romania)" in page.text
    assert "“Exploitation” from Casa Salcia, Romania is not open here, or was not sent" in page.text
    assert {row[0] for row in town.ask("be", sql, story.of_receiver("case_id"), before)} == {"profile"}
    story.withdraw("sender")
    story.wait("withdrawn")
    until("the keys are gone", lambda: story.keys_there() == 0)
    after = story.sofie.see(f"{own}rights/").text
    assert "Not known: helped as a child until it is" in after
    assert "“Profile” from Casa Salcia, Romania is not open here, or was not sent" in after


def test_a_withdrawal_leaves_the_own_file_and_says_what_was_copied(town: Town) -> None:
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Maple 82").path
    take(story, "needs", "wish")
    until("the sender is told", lambda: story.of_sender("copied_there") == ["needs"])
    story.withdraw("sender")
    story.wait("withdrawn")
    until("the keys are gone", lambda: story.keys_there() == 0)
    page = story.sofie.see(own)
    assert page.status == 200
    assert "Access ended on" in page.text
    assert "Taken over into this file: Needs. It stays here. Say so to the person." in page.text
    assert WISH in page.text
    assert NAME not in page.html
    assert PHONE not in page.html
    assert 'class="sent-part"' not in page.html
    keys = town.value(
        "be", "SELECT count(*) FROM keys.section_key WHERE case_id = %s::uuid", own.split("/")[2]
    )
    assert keys > 0
    assert take_is_over(story)
    assert "Taken over into their own file" in story.ana.see(story.path).text


def take_is_over(story: Story) -> bool:
    """Nothing more can be taken over."""
    return story.sofie.see(f"{story.path}own/take-over/needs/").status in (404, 409)


def test_a_colleague_who_supervises_or_reads_elsewhere_sees_no_link(town: Town) -> None:
    story = Story(town).reach("accepted")
    own = opened(story, pseudonym="Cedar 83").path
    karim: Hands = town.hands("Karim Haddad")
    assert karim.see(own).status == 404
    assert own not in karim.see(story.path).html
    rows = town.ask("be", "SELECT own_case FROM cases.beside WHERE own_case = %s::uuid", own.split("/")[2])
    assert len(rows) == 1


def test_a_received_name_is_compared_for_a_conflict_as_it_is_opened(town: Town) -> None:
    own = Story(town, sender="Sofie Maes", receiver="Ana Pop", to="Casa Salcia")._case()
    against, met = f"{own}opposed/", "There may be a conflict in your agency."
    story = Story(town).reach("sent")
    story.sofie.browser.submit(story.sofie.see(against), "", names=NAME)
    assert met not in story.sofie.see(story.path).text, "before the acceptance nobody here knows the name"
    looks: list[Page] = [story.sofie.accept(story.path)]  # on a quick node the name is there with the answer

    def is_there() -> bool:
        if NAME not in looks[-1].text:
            looks.append(story.sofie.see(story.path))
        return NAME in looks[-1].text

    until("the name is there", is_there)
    assert met in looks[-1].text
    assert own not in looks[-1].html
    assert met not in story.sofie.see(story.path).text, "it is asked once"
    page = story.sofie.see(against)
    [party] = [value for form in page.forms for name, value in form.fields if name == "forget"]
    story.sofie.browser.submit(page, "", forget=party)
