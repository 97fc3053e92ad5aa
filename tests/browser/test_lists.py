"""The list by keyboard: sorted by a link, a referral put away, and single keys that can be switched off."""

from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk
from tests.nodes.story import Story
from tests.nodes.town import Town

MARKED = "[...document.querySelectorAll('tbody td:last-child')].map(cell => getComputedStyle(cell).position)"
SORTS = "[...document.querySelectorAll('.sortable thead th')].map(head => head.offsetHeight)"
FOCUSED = "document.activeElement.getAttribute('href')"


def test_a_list_is_sorted_and_put_away_by_keyboard_and_the_keys_can_be_switched_off(
    browser: Browser, town: Town
) -> None:
    story, other = (Story(town).reach("acknowledged") for _ in range(2))
    nina = Desk(browser, town, "Nina Claes", by_keys=True).sign_in()
    page = nina.page

    # The keys go somewhere, and nowhere while somebody types.
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_title("Lists · Safeconduct")
    nina.look()
    nina.press(page.get_by_role("link", name="Reference", exact=True))
    expect(page.get_by_role("columnheader", name="Reference")).to_have_attribute("aria-sort", "ascending")

    # In a narrow window the mark at the edge is as high as its row, and the links to sort by stand level.
    page.set_viewport_size({"width": 320, "height": 900})
    assert set(page.evaluate(MARKED)) == {"static"}
    heights = page.evaluate(SORTS)
    assert len(set(heights)) == 1, heights
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("j")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) > first
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("/")
    page.keyboard.type("gt?")
    assert page.locator(".seek input").input_value() == "gt?"
    assert page.title() == "Lists · Safeconduct"

    # Put away from Today.
    nina.open("/")
    nina.press(page.get_by_role("link", name=f"Put away {story.reference}"))
    nina.look()
    nina.choose(page.locator('[name="reason"]'), "agreed_date")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")  # what was chosen is not left behind
    assert page.title() == "Put away · Safeconduct"
    nina.press(page.get_by_role("button", name="Put away"))
    expect(page.locator("#away")).to_contain_text(story.reference)
    expect(page.locator("#away")).to_contain_text("A date was agreed")
    expect(page.locator("#to-do")).to_contain_text(other.reference)
    nina.look()

    # Switched off, the file is not there.
    page.keyboard.press("?")
    expect(page).to_have_title("Keys · Safeconduct")
    nina.look()
    nina.press(page.get_by_role("button", name="Switch the keys off"))
    expect(page.locator("main")).to_contain_text("The keys are off now.")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.keyboard.press("?")
    assert page.title() == "Keys · Safeconduct"
    assert page.locator("script[src*='keys.js']").count() == 0
    nina.open("/account/mails/")
