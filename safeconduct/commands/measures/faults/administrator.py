"""An administrator on the pages of an agency's services."""

import re
from collections.abc import Mapping

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.measures.faults.patient import Patient
from safeconduct.commands.measures.faults.trio import ADMINISTRATORS, Trio

type Answers = Mapping[str, str | list[str]]
AGENCY = "/administration/agency/"
SERVICES = f"{AGENCY}services/"
_OFFERED = re.compile(rf"{SERVICES}([0-9a-f-]{{36}})/offering/")


class TwiceThere(Exception):
    """What was done once stands there twice."""


class Administrator(Patient):
    """Who edits the services of an agency at one node."""

    def __init__(self, trio: Trio, node: str) -> None:
        super().__init__(Hands(trio, ADMINISTRATORS[node]))
        self.trio, self.node = trio, node

    def publish(self, kind: str, hours: str, known: set[str]) -> str:
        """A service of this kind; its id, which is none of the known ones. Raises Unanswered, TwiceThere."""
        return self.until(lambda: self._made(kind, hours, known))

    def change(self, service: str, hours: str) -> None:
        """Save it with other hours. Raises Unanswered."""
        self.until(lambda: self._sent(f"{SERVICES}{service}/", {"hours": hours}))

    def offer(self, service: str, answers: Answers) -> None:
        """Say to which nodes it is offered. Raises Unanswered."""
        self.until(lambda: self._sent(f"{SERVICES}{service}/offering/", answers))

    def withdraw(self, service: str) -> None:
        """Take it out of the directory. Raises Unanswered."""
        self.until(lambda: self._gone(service))

    # --- How ------------------------------------------------------------------------------------------------------

    def _sent(self, path: str, answers: Answers, *, form: str = "") -> bool:
        """The form of a page, filled in and sent; done where the agency's page follows."""
        page = self.see(path)
        if page is None:
            return False
        said = self.hands.browser.submit(page, form, **answers)
        self.met[str(said.status)] += said.status != 200
        return said.status == 200 and said.path == AGENCY

    def _made(self, kind: str, hours: str, known: set[str]) -> str | None:
        """The id, once the agency's page lists it: where an answer was lost, it is there before it is sent again."""
        if found := self._new(known):
            return found
        about = self.trio.agency(self.node)["services"][0]
        said = {
            "team": about["team"],
            "service": kind,
            "needs": "religion_culture",
            "purpose": about["purpose"],
        }
        self._sent(f"{SERVICES}new/", {**said, "hours": hours})
        return self._new(known)

    def _new(self, known: set[str]) -> str | None:
        page = self.see(AGENCY)
        new = set(_OFFERED.findall(page.html)) - known if page else set()
        if len(new) > 1:
            raise TwiceThere(f"{self.node}: one service was published and {len(new)} stand there")
        return new.pop() if new else None

    def _gone(self, service: str) -> bool:
        """Taken out; where the answer was lost, there is no such service any more."""
        path = f"{SERVICES}{service}/"
        return self.hands.see(path).status == 404 or self._sent(path, {}, form=f"{path}remove/")
