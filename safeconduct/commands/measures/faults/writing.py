"""A member saves a shared section anew on the person's page, and tells those who have the earlier version.

The API saves no section, and the page has no idempotency key: it is looked at first whether it already is so, and
acknowledged is what the page shows.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from safeconduct.commands.demonstration.browser import Form, Page
from safeconduct.commands.measures.faults.patient import Patient
from safeconduct.commands.measures.faults.scripts import UPDATED
from safeconduct.commands.measures.faults.software import Answer


@dataclass
class Writer:
    """Who writes into the files of one node's people, one page at a time: nobody else saves them meanwhile."""

    by: Patient
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def save(self, case: str, section: str, words: str) -> Answer:
        """Save these words and tell them; the body has the version that the page shows then. Raises Unanswered."""
        with self._lock:
            return self.by.until(_Saving(self.by, case, section, words).tried)


@dataclass
class _Saving:
    by: Patient
    case: str
    section: str
    words: str
    sent: int = 0

    def tried(self) -> Answer | None:
        """What the page says after a look, and after sending the form where the words are not there."""
        return self._shown(self._look) or self._shown(self._send)

    def _shown(self, page_of: Callable[[], Page | None]) -> Answer | None:
        before, page = self.sent, page_of()
        fields = dict(page.form(self._action).fields) if page else {}
        if fields.get(UPDATED[self.section]) != self.words:
            return None
        body = {"version": int(fields[f"base-{self.section}"])}
        return Answer(200, body, self.sent, is_replayed=self.sent == before)

    def _look(self) -> Page | None:
        return self.by.see(f"/people/{self.case}/")

    def _send(self) -> Page | None:
        page = self._look()
        if page is None:
            return None
        self.sent += 1
        alone = _of_one_section(page, page.form(self._action), self.section)
        answers = {UPDATED[self.section]: self.words, "do": "tell"}
        said = self.by.hands.browser.submit(alone, self._action, **answers)
        self.by.met[str(said.status)] += said.status != 200
        return said if said.status == 200 else None

    @property
    def _action(self) -> str:
        return f"/people/{self.case}/sections/"


def _of_one_section(page: Page, form: Form, section: str) -> Page:
    """The page with the form of this section alone: a section whose base is not sent is left as it stands.

    What this browser gives back of the others need not be what a program wrote into them at first.
    """
    others = {name for name, _value in form.fields if name.startswith("base-")} - {f"base-{section}"}
    left = [pair for pair in form.fields if pair[0] not in others]
    return replace(page, forms=[replace(form, fields=left)])
