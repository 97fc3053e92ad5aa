"""A section is saved once however often its page is not answered, and acknowledged is what the page shows."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
import urllib3

from safeconduct.commands.demonstration.browser import Form, Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.measures.faults import patient
from safeconduct.commands.measures.faults.patient import Patient
from safeconduct.commands.measures.faults.software import Answer
from safeconduct.commands.measures.faults.writing import Writer

SAVING = "/people/1/sections/"


class File:
    """The page of a person whose needs are there in version 1; what is said to `fails` happens to the next requests."""

    def __init__(self, *fails: str) -> None:
        self.words, self.version, self.sent = "before", 1, 0
        self._fails = list(fails)
        self.browser = SimpleNamespace(submit=self.submit)
        self.name = "Ana Pop"

    def see(self, _path: str) -> Page:
        fields = [("base-needs", str(self.version)), ("details", self.words), ("base-safety", "1")]
        form = Form(SAVING, fields)
        return Page(503 if self._next("no page") else 200, "/people/1/", "", "", [form], {})

    def submit(self, page: Page, action: str, **answers: str) -> Page:
        assert [name for name, _said in page.form(SAVING).fields] == ["base-needs", "details"]
        assert (action, answers["do"]) == (SAVING, "tell")
        self.sent += 1
        if self._next("lost before"):
            raise urllib3.exceptions.HTTPError
        self.words, self.version = answers["details"], self.version + 1
        if self._next("lost after"):
            raise urllib3.exceptions.HTTPError
        return self.see("")

    def _next(self, what: str) -> bool:
        meets = self._fails[:1] == [what]
        del self._fails[:meets]
        return meets


@pytest.mark.parametrize(
    ("fails", "requests", "was_there"),
    [
        ((), 1, False),
        (("no page", "no page"), 1, False),
        (("lost before",), 2, False),
        (("lost after",), 1, True),
        (("lost before", "lost after"), 2, True),
    ],
)
def test_it_is_saved_once_whatever_is_lost(
    fails: tuple[str, ...], requests: int, was_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patient, "AGAIN_AFTER", 0)
    file: Any = File(*fails)
    said = Writer(Patient(cast(Hands, file))).save("1", "needs", "after")
    assert said == Answer(200, {"version": 2}, requests, is_replayed=was_there)
    assert (file.words, file.version, file.sent) == ("after", 2, requests)
