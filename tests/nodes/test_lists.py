"""The long list on the pages of two nodes: sorted, filtered, kept, given away; and what is put away from Today."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from safeconduct.commands.demonstration.browser import Page
from safeconduct.referrals.lists.spreadsheet import opened
from tests.nodes.days import in_days
from tests.nodes.story import Story
from tests.nodes.taking import csrf, fetched
from tests.nodes.town import Town


@pytest.fixture(scope="module")
def story(town: Town) -> Story:
    """A referral that has just arrived at the shelter; the tests of this file leave it there."""
    return Story(town).sent()


def references(page: Page) -> list[str]:
    """Of the rows, in their order."""
    return re.findall(r'<th scope="row">.*?/referrals/([^/]+)/', page.html)


# --- Sorted and filtered --------------------------------------------------------------------------------------


def test_a_head_sorts_by_a_link_and_says_how_it_is_sorted(story: Story) -> None:
    Story(story.town).sent()
    up = story.sofie.see("/lists/?sort=reference")
    assert 'class="c-reference" aria-sort="ascending"' in up.html
    assert 'href="/lists/?sort=-reference"' in up.html
    assert references(up) == sorted(references(up))
    down = story.sofie.see("/lists/?sort=-reference")
    assert references(down) == sorted(references(down), reverse=True)
    # A page of each end: the tests of other files have made more than one page of them.
    assert references(up)[0] < references(down)[0]


def test_today_is_sorted_by_the_same_heads(story: Story) -> None:
    page = story.sofie.see("/?sort=-reference")
    assert 'aria-sort="descending"' in page.html
    queue = page.html.partition('id="to-do"')[2].partition("</section>")[0]
    found = re.findall(r'<th scope="row">.*?/referrals/([^/]+)/', queue)
    assert found == sorted(found, reverse=True)


def test_filters_are_codes_in_the_address_each_can_be_left_out_and_all_reset(story: Story) -> None:
    page = story.sofie.see("/lists/?state=sent&urgency=urgent&country=RO&sort=reference")
    assert story.reference in references(page)
    assert 'href="/lists/?urgency=urgent&amp;country=RO&amp;sort=reference"' in page.html
    assert "Reset" in page.text
    nothing = story.sofie.see("/lists/?state=no_show&owner=nobody")
    assert "No referral is like this" in nothing.text


def test_the_urgencies_are_several_and_attention_is_the_or_of_them_and_of_late(story: Story) -> None:
    others = row_of(story, "urgency=routine&urgency=emergency")
    both = row_of(story, "urgency=routine&urgency=urgent")
    assert (others, 'class="c-urgency">Urgent<' in both) == ("", True)
    assert row_of(story, "attention=needed&clock=late") == ""
    assert row_of(story, "attention=needed&state=sent&way=received")
    page = story.sofie.see("/lists/?urgency=routine&urgency=urgent&sort=urgency")
    assert 'class="c-urgency" aria-sort="ascending"' in page.html
    ticked = re.findall(r'type="checkbox" id="find-urgency-(\w+)"[^>]* checked', page.html)
    assert ticked == ["urgent", "routine"]
    said = re.findall(r'class="c-urgency">(\w+)<', page.html)
    assert said == sorted(said, key=["Urgent", "Routine"].index)


def test_what_the_address_cannot_mean_is_left_out(story: Story) -> None:
    nothing = "state=<b>&agency=x&owner=Sofie&sort=name"
    assert story.sofie.see(f"/lists/?{nothing}&page=99999").status == 200
    assert row_of(story, nothing)


def test_who_opens_no_case_has_no_list(town: Town) -> None:
    anouk = town.hands("Anouk Peeters")
    assert "/lists/" not in anouk.see("/").html
    for path in ("/lists/", "/lists/away/", "/lists/taken-out/", "/lists/take-out/"):
        refused = anouk.see(path)
        assert (refused.status, "not for you" in refused.text) == (409, True), path


# --- Kept -----------------------------------------------------------------------------------------------------


def test_a_list_is_kept_for_oneself_or_for_the_team_renamed_and_deleted(story: Story, town: Town) -> None:
    page = story.sofie.see("/lists/?turn=ours")
    team = re.findall(r'<option value="([0-9a-f-]{36})">The team', page.html)[0]
    kept = story.sofie.browser.submit(page, "/lists/keep/", name="Ours to do", whose=team)
    assert (kept.status, kept.path) == (200, "/lists/?turn=ours")
    assert 'href="/lists/?turn=ours" aria-current="page">Ours to do' in kept.html

    again = story.sofie.browser.submit(page, "/lists/keep/", name="Ours to do", whose="me")
    assert again.status == 409
    assert "You keep a list under this name already" in again.text
    assert 'value="Ours to do"' in again.html

    row = re.findall(r'href="(/lists/kept/[^"]+)"', kept.html)[0]
    changed = story.sofie.browser.submit(story.sofie.see(row), "", name="To do", do="rename")
    assert "To do" in changed.text
    assert story.ana.see(row).status == 404
    gone = story.sofie.browser.submit(story.sofie.see(row), "", do="delete")
    assert row not in gone.html


# --- Given to a colleague -------------------------------------------------------------------------------------


def test_several_are_given_to_a_colleague_and_what_stays_says_why(story: Story, town: Town) -> None:
    accepted = Story(town).sent()
    accepted.step("accepted")
    for one, box in ((story, True), (accepted, False)):
        assert ("checkbox" in row_of(one, "")) == box
    page = story.sofie.see("/lists/")
    rows = [story.reference, accepted.reference, "RO-AAAA-AAAA"]
    said = story.sofie.browser.submit(page, "/lists/assign/", row=rows, to=story.sofie.member)
    assert "1 referral is now with Sofie Maes" in said.text
    assert f"{accepted.reference}: It is accepted or over" in said.text
    assert "It is not in your agency's list any more" in said.text.replace("’", "'")
    assert str(story.of_receiver("worker_id")) == story.sofie.member
    noted = town.ask(
        "be",
        "SELECT outcome, reason FROM audit.record WHERE action = 'referral:assigned' AND referral_id = ANY (%s)",
        [story.shared, accepted.shared],
    )
    assert sorted(noted) == [("done", ""), ("refused", "worker_is_named")]


def test_nothing_ticked_is_said_once_and_nothing_is_lost(story: Story) -> None:
    page = story.sofie.see("/lists/?turn=ours")
    said = story.sofie.browser.submit(page, "/lists/assign/", to=story.sofie.member)
    assert said.status == 422
    assert "Tick the referrals" in said.text
    assert f'<option value="{story.sofie.member}" selected>' in said.html


# --- Put away -------------------------------------------------------------------------------------------------


@pytest.fixture
def away(town: Town) -> Story:
    """A referral that its receiver has acknowledged and put away until tomorrow."""
    story = Story(town).reach("acknowledged")
    page = story.sofie.see(f"{story.path}away/")
    said = story.sofie.browser.submit(page, "", until=in_days(1), reason="awaits_document")
    assert (said.status, said.path) == (200, "/")
    return story


def queue(page: Page, name: str) -> str:
    """One part of Today."""
    return page.html.partition(f'<section class="queue" id="{name}">')[2].partition("</section>")[0]


def row_of(story: Story, filters: str) -> str:
    """Its row in the list that these filters leave, on whatever page: others of the pair's referrals are there too.

    "" where it is on none.
    """
    address = f"/lists/?{filters}"
    while address:
        page = story.sofie.see(address)
        rows = [row for row in page.html.split("<tr ") if f"/referrals/{story.reference}/" in row]
        if rows:
            return rows[0]
        found = re.findall(r'rel="next" href="([^"]+)"', page.html)
        address = found[0].replace("&amp;", "&") if found else ""
    return ""


def test_what_is_put_away_leaves_the_queue_with_its_reason_and_comes_back_by_one_press(away: Story) -> None:
    today = away.sofie.see("/")
    assert away.reference not in queue(today, "to-do")
    assert away.reference in queue(today, "away")
    assert "A document is on its way" in queue(today, "away")
    assert away.reference in away.sofie.see("/lists/away/").text
    assert row_of(away, "turn=ours&away=without") == ""
    back = away.sofie.browser.submit(today, f"{away.path}away/", do="back")
    assert away.reference not in queue(back, "away")
    assert "Review" in row_of(away, "turn=ours&away=without")


def test_who_has_put_a_referral_away_still_sees_in_my_people_that_one_is_under_way(town: Town) -> None:
    story = Story(town).sent()
    story.step("acknowledged")
    story.sofie.move(story.path, "ask", {"section": "needs"})
    story.wait("info_requested")
    page = story.ana.see(f"{story.path}away/")
    story.ana.browser.submit(page, "", until=in_days(1), reason="awaits_document")
    people = queue(story.ana.see("/"), "people")
    row = next(part for part in people.split("<li>") if story.person in part)
    assert "A document is on its way" in row
    assert "No referral under way" not in row


def test_a_changed_state_wakes_it(away: Story) -> None:
    away.sofie.move(away.path, "ask", {"section": "needs"})
    away.wait("info_requested")
    away.ana.move(away.path, "answer", {"answer": "given"})
    away.wait("acknowledged")
    assert away.reference not in queue(away.sofie.see("/"), "away")
    assert "Review" in row_of(away, "turn=ours&away=without")


def test_never_past_its_own_clock_and_no_slip_loses_what_was_chosen(away: Story) -> None:
    page = away.sofie.see(f"{away.path}away/")
    late = away.sofie.browser.submit(page, "", until=in_days(40), reason="agreed_date")
    assert late.status == 409
    assert "after the end of its clock" in late.text
    assert f'value="{in_days(40)}"' in late.html
    empty = away.sofie.browser.submit(page, "", until="")
    assert empty.status == 422
    assert "A reason is missing" in empty.text


# --- Taken out ------------------------------------------------------------------------------------------------


def confirmed(story: Story, path: str) -> Page:
    """The page, after the confirmation of who one is."""
    page = story.sofie.see(path)
    if "confirm" in page.path:
        form = next(form.action for form in page.forms if "confirm" in form.action)
        page = story.sofie.browser.submit(page, form)
    return page


def test_a_list_is_taken_out_encrypted_seen_by_the_lead_and_gone_after_two_fetches(
    story: Story, town: Town
) -> None:
    page = confirmed(story, "/lists/take-out/?state=sent")
    assert page.path == "/lists/take-out/?state=sent"
    unsaid = story.sofie.browser.submit(page, "/lists/take-out/")
    assert (unsaid.status, "A reason is missing" in unsaid.text) == (422, True)
    ready = story.sofie.browser.submit(page, "/lists/take-out/", reason="supervision")
    password = re.findall(r"<code data-password>([^<]+)</code>", ready.html)[0]
    fetch = next(form.action for form in ready.forms if "/fetch/" in form.action)

    content = fetched(story.sofie, ready, fetch)
    sheet: Any = load_workbook(BytesIO(opened(content, password))).active
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert story.reference in [row[0] for row in cells]
    assert {row[6] for row in cells[1:]} == {"Sent"}
    kept = town.ask("be", "SELECT sealed FROM referrals.taken_out_file")
    assert all(password.encode() not in bytes(sealed) for (sealed,) in kept)
    assert password not in str(town.ask("be", "SELECT * FROM audit.record WHERE action LIKE 'list:%%'"))

    lead = town.hands("Karim Haddad")
    seen = lead.see("/lists/taken-out/")
    assert "Sofie Maes: For supervision" in seen.text
    assert not any("/fetch/" in form.action for form in seen.forms)
    assert lead.browser._follow("POST", fetch, f"csrfmiddlewaretoken={csrf(seen)}").status == 404
    fetched(story.sofie, ready, fetch)
    assert story.sofie.browser.submit(ready, fetch).status == 404
    of_this = "SELECT 1 FROM referrals.taken_out_file WHERE taken_out_id = %s::uuid"
    assert town.ask("be", of_this, fetch.split("/")[3]) == []
