"""Whom the agencies registered in the year before, brought in by those who lead the files, at a day of that year.

Through the pages only: each leader's list goes the way of **Bring in cases**. Who says no to figures has a file that is
opened, filled in and asked about by hand. The clock of all nodes goes back for it, and comes back.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands, must
from safeconduct.commands.demonstration.pair import Nodes
from safeconduct.commands.demonstration.year.people import Group, Person, Year, read_year, separate

ADMINISTRATOR = "Andrei Oprea"
DAY = (2, 3)
"""Month and day: in the first quarter, so that no agency seems to have begun in the middle of the year."""
PATIENCE = 120.0
"""Seconds within which a list of some eighty people must be in, on a busy machine."""


def year_before(now: datetime) -> int:
    """The last year that is over."""
    return now.year - 1


def tell(pair: Nodes, year: Year | None = None) -> Year:
    """Everybody of the year; whom. Raises WalkFailed when a list is not taken whole."""
    told, clock = year or read_year(), Clock(pair)
    moved = clock.moved()
    now = datetime.now(UTC)
    clock.set(datetime(year_before(now), *DAY, 10, tzinfo=UTC) - now)
    try:
        lists = [_List(Hands(pair, group.lead), group) for group in told.groups]
        for one in lists:  # the nodes look at all of them at once
            one.begin()
        for one in lists:
            one.take_in()
        for one in lists:
            one.is_in()
        for one in lists:
            one.by_hand()
    finally:
        clock.set(moved)
    # The site believes what the node signs once somebody who administers has looked at it.
    must(Hands(pair, ADMINISTRATOR).see("/administration/").status == 200, "Administration does not open.")
    return told


@dataclass
class _List:
    """One leader at the pages."""

    hands: Hands
    group: Group
    path: str = field(default="", init=False)

    def begin(self) -> None:
        """Choose the file; its columns are named as ours are, so there is nothing to map."""
        front = self.hands.see("/people/bring-in/")
        page = self.hands.browser.upload(front, "/people/bring-in/", "file", self.group.as_file())
        must(page.status == 200 and page.path != front.path, f"The list of {self.hands.name} is not read.")
        self.path = page.path
        self.hands.fill(page, f"{page.path}columns/", {}, "Saying what is in each column")

    def take_in(self) -> None:
        """Once every row was looked at, let all of them become cases."""
        page = self._wait(lambda page: page.has_form(f"{self.path}answers/"))
        self.hands.fill(page, f"{self.path}answers/", {"do": "take_in"}, "Opening the cases")

    def is_in(self) -> None:
        """Wait until all of them are cases. Raises WalkFailed when a row was left out."""
        page = self._wait(lambda page: "data-taken" in page.marks)
        taken, sent = int(page.marks["data-taken"][0]["data-taken"]), self.group.in_list
        must(taken == sent, f"Of {sent} people of {self.hands.name} {taken} were taken in.")

    def _wait(self, holds: Callable[[Page], bool]) -> Page:
        """The page of the list once the node has come so far. Raises WalkFailed."""
        end = time.monotonic() + PATIENCE
        while not holds(page := self.hands.see(self.path)):
            must(time.monotonic() < end, f"The list of {self.hands.name} is not taken in: {page.text[:400]}")
            time.sleep(0.1)
        return page

    def by_hand(self) -> None:
        """Who says no to figures: a file opened and filled in, and the no written down."""
        for person in self.group.people[: self.group.objecting]:
            file = self.hands.open_case(_entered(person, "sex", "age_band", "is_child", "citizenships"))
            file = self.hands.save(file, "the file", _entered(person, "forms", "status"))
            path = f"{file.path}figures/"
            said = self.hands.fill(self.hands.see(path), path, {"says": "no"}, "Writing down a no to figures")
            must("does not wish to be counted" in said.text, "A no to figures is not written down.")


def _entered(person: Person, *names: str) -> dict[str, Any]:
    """Of what was drawn of a person what a form takes."""
    return {name: separate(person[name]) for name in names if person[name]}
