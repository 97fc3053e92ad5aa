"""A member at a desk for the journeys: by keyboard alone or without scripts, each page looked at on arrival."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from safeconduct.commands.demonstration.walk import CODE_WORD, NAME, PHONE
from safeconduct.commands.places import REPOSITORY
from tests.browser.looking import axe_source, findings, sideways
from tests.nodes.town import Town

WIDTHS = (1280, 320)
HEIGHT = 900
SECRETS = (NAME, PHONE, CODE_WORD)
PICTURES = REPOSITORY / "docs" / "pictures"
MOST_TABS = 400

UNFOLD = """document.querySelectorAll('main details:not([open])')
  .forEach(one => { one.open = true; one.dataset.was = ''; })"""
STOPS = """all => {
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
    (one, place, every) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility()
      && (one.type !== 'radio' || every.findIndex(other => other.name === one.name && other.form === one.form) === place
        || all.includes(one)));
  const here = stops.indexOf(document.activeElement), there = stops.findIndex(one => all.includes(one));
  return there > here ? there - here : 0;
}"""
"""How many stops of the Tab key lie between the focus and the first of these; 0 where it cannot be said."""
FOLD = "document.querySelectorAll('[data-was]').forEach(one => { one.open = false; delete one.dataset.was })"


class Desk:
    """One member at a browser of their own.

    `by_keys` uses nothing but Tab, Enter, Space, arrows and typing; `with_scripts` off is a browser without JavaScript.
    """

    def __init__(
        self, browser: Browser, town: Town, name: str, *, by_keys: bool = False, with_scripts: bool = True,
        width: int = 1280,
    ) -> None:  # fmt: skip
        self.town, self.name, self.by_keys, self.with_scripts = town, name, by_keys, with_scripts
        self.width, self.actions, self.said = width, 0, list[str]()
        self.seen: set[tuple[str, str]] = set()
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="en-US")
        context.set_default_timeout(10_000)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self._protocol = context.new_cdp_session(self.page)
        self._scripts(on=with_scripts)

    @property
    def address(self) -> str:
        """Where the member's node is, for the browser."""
        return self.town.pair.address(self.town.pair.place(self.name).node)

    def _scripts(self, *, on: bool) -> None:
        # What a browser without JavaScript does; switched on for the moment in which axe looks at the page.
        self._protocol.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    # --- Where ----------------------------------------------------------------------------------------------------

    def sign_in(self) -> "Desk":
        """By the demonstration's button; every member lands on Today."""
        self.page.goto(f"{self.address}/sign-in/")
        member = self.town.pair.member(self.name)
        self.press(self.page.locator(f'form:has(input[value="{member}"]) button'))
        assert self.page.title().startswith("Today")
        self.actions = 0
        return self

    def open(self, path: str, status: int = 200) -> "Desk":
        """Type an address. A page that is refused may say so in the console, and nothing else."""
        before = len(self.said)
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == status, (path, answer.status)
        if status >= 400:
            assert all(f"status of {status}" in text for text in self.said[before:])
            del self.said[before:]
        self.look()
        return self

    def text(self) -> str:
        """What can be read on the page."""
        return self.page.locator("main").inner_text()

    def until(self, path: str, what: str, holds: Any) -> None:
        """Open the page again until it is so, less and less often, then look at it."""
        begun = time.monotonic()
        while True:
            self.page.goto(self.address + path)
            if holds():
                break
            waited = time.monotonic() - begun
            assert waited < 20, f"{self.name}: after 20 s it is still not so: {what}: {self.text()[:900]}"
            time.sleep(min(1.0, 0.1 + waited / 3))
        self.look()

    # --- Every page -----------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Nothing for axe to find, nothing in the console, no sideways scroll, no marker in address or title.

        A page that says the same as it did before, but for numbers, is not given to axe again. Without scripts
        the pages are the same, so they are looked at in that desk's own width only.
        """
        page, wrong = self.page, [f"console: {text}" for text in self.said]
        named = page.url + page.title()
        wrong += [
            f"in address or title: {marker}" for marker in SECRETS if marker.replace(" ", "%20") in named
        ]
        wrong += [f"in address or title: {marker}" for marker in SECRETS if marker in named]
        said_here = (page.url, re.sub(r"[0-9]+", "", page.locator("body").inner_text()))
        if said_here not in self.seen:
            self.seen.add(said_here)
            self._scripts(on=True)
            page.evaluate(f"{axe_source()};{UNFOLD}")
            for width in WIDTHS if self.with_scripts else (self.width,):
                wrong += self._wrong_at(width)
            page.evaluate(FOLD)
            page.set_viewport_size({"width": self.width, "height": HEIGHT})
            self._scripts(on=self.with_scripts)
        self.said.clear()
        assert wrong == [], f"{self.name} at {page.url}: {wrong}"

    def _wrong_at(self, width: int) -> list[str]:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        found = findings(self.page, of_colours=width == (WIDTHS[0] if self.with_scripts else self.width))
        wrong = [f"{width}: {finding}" for finding in found]
        wider = sideways(self.page)
        return [*wrong, f"{width}: wider than the window by {wider}"] if wider > 0 else wrong

    def picture(self, name: str, part: Locator | None = None, *, width: int = 1280) -> None:
        """Keep a picture of the page, or of a part of it, when SAFECONDUCT_PICTURES=1 asked for it."""
        if not os.environ.get("PICTURES") or not self.with_scripts:
            return
        PICTURES.mkdir(exist_ok=True)
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
        path = PICTURES / f"{name}.png"
        if part is None:
            self.page.screenshot(path=path, animations="disabled")
        else:
            part.screenshot(path=path, animations="disabled")
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
        assert path.stat().st_size < 200_000

    # --- Hands ----------------------------------------------------------------------------------------------------

    def press(self, what: Locator) -> None:
        """A button or link that leads to a page, which is then looked at."""
        self.actions += 1
        with self.page.expect_navigation():
            if self.by_keys:
                self._reach(what)
                self.page.keyboard.press("Enter")
            else:
                what.click()
        self.look()

    def unfold(self, what: Locator) -> None:
        """Open a part of the page, if it is closed."""
        if what.evaluate("one => one.closest('details').open"):
            return
        self.actions += 1
        if self.by_keys:
            self._reach(what)
            self.page.keyboard.press("Enter")
        else:
            what.click()

    def tick(self, what: Locator, *, on: bool = True) -> None:
        """A box, or the tick out of it."""
        self.actions += 1
        if self.by_keys:
            self._reach(what)
            self.page.keyboard.press("Space")
        else:
            what.set_checked(on)
        expect(what).to_be_checked(checked=on)

    def choose(self, what: Locator, value: str) -> None:
        """An answer from a list or from radio buttons; the arrow keys go down to it."""
        self.actions += 1
        if what.first.get_attribute("type") == "radio":
            self._choose_radio(what, value)
        elif self.by_keys:
            self._reach(what)
            steps = what.evaluate(
                "(one, value) => [...one.options].findIndex(option => option.value === value) - one.selectedIndex",
                value,
            )
            for _step in range(abs(steps)):
                self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
            expect(what).to_have_value(value)
        else:
            what.select_option(value)
            expect(what).to_have_value(value)

    def _choose_radio(self, what: Locator, value: str) -> None:
        wanted = what.and_(self.page.locator(f'[value="{value}"]'))
        if self.by_keys:
            self._reach(what)
            self.page.keyboard.press("Space")
            for _step in range(what.count()):
                if wanted.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            wanted.check()
        expect(wanted).to_be_checked()

    def write(self, what: Locator, text: str) -> None:
        """Words into a field."""
        self.actions += 1
        if self.by_keys:
            self._reach(what)
            self.page.keyboard.type(text)
        else:
            what.fill(text)

    def day(self, what: Locator, on: date) -> None:
        """A date into its field."""
        self.actions += 1
        if self.by_keys:
            self._reach(what)
            self.page.keyboard.type(f"{on:%m%d%Y}")
        else:
            what.fill(on.isoformat())
        expect(what).to_have_value(on.isoformat())

    def _reach(self, what: Locator) -> None:
        """Press Tab until the focus is on it, or on one of several, as often as it takes to go round the page.

        The stops between are counted first, so that not every one of hundreds has to be asked where it is.
        """
        between = what.evaluate_all(STOPS)
        for _step in range(between - 1):
            self.page.keyboard.press("Tab")
        for _step in range(MOST_TABS):
            if what.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.name}: the keyboard does not reach {what}.")

    # --- Forms ----------------------------------------------------------------------------------------------------

    def form(self, ending: str) -> Locator:
        """The form that goes to an address with this ending."""
        return self.page.locator(f'form[action$="{ending}"]')

    def step(self, event: str, **answers: str) -> None:
        """Make a move on the referral's page: unfold its form, answer, press its button."""
        form = self.form(f"/{event}/")
        around = self.page.locator("details", has=form)
        if around.count():
            self.unfold(around.locator("> summary"))
        for name, value in answers.items():
            field = form.locator(f'[name="{name}"]')
            if field.first.evaluate("one => one.tagName === 'SELECT' || one.type === 'radio'"):
                self.choose(field, value)
            else:
                self.write(field, value)
        self.press(form.locator("button").last)


@contextmanager
def desks(browser: Browser, town: Town, *names: str, **how: Any) -> Iterator[list[Desk]]:
    """Members who have signed in, each at a browser of their own; closed at the end."""
    made: list[Desk] = []
    try:
        for name in names:
            made.append(Desk(browser, town, name, **how))
            made[-1].sign_in()
        yield made
    finally:
        for desk in made:
            desk.page.context.close()
