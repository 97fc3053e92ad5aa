"""What the measure of the public site makes of what Lighthouse said: a page below 0.95 is named."""

import json
from pathlib import Path

import pytest

from safeconduct.commands.building import chromium
from safeconduct.commands.measures import auditing
from safeconduct.commands.measures.auditing import Seen


def seen(accessibility: float) -> Seen:
    """One page."""
    return Seen("/info/uk/places/", {"accessibility": accessibility}, ("color-contrast",), "12.8.2")


@pytest.mark.parametrize("score, many", [(1.0, 0), (0.95, 0), (0.94, 1), (0.0, 1)])
def test_a_page_below_what_must_hold_is_named_with_what_is_wrong(score: float, many: int) -> None:
    found = auditing.too_low([seen(score), seen(1.0)])
    assert len(found) == many
    assert all("/info/uk/places/" in each and "color-contrast" in each for each in found)


def test_a_score_that_could_not_be_given_does_not_pass_for_a_good_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [
        {
            "address": "http://127.0.0.1:7/info/ro/places/",
            "version": "12.8.2",
            "wrong": [],
            "scores": {"accessibility": None},
        }
    ]
    monkeypatch.setattr(auditing, "_answered", lambda _wanted: json.dumps(said))
    monkeypatch.setattr(chromium, "require", lambda: "chromium")
    [page] = auditing.ask(7)
    assert page.page == "/info/ro/places/"
    assert len(auditing.too_low([page])) == 1


def test_three_languages_are_asked_about_and_one_version_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answered(wanted: str) -> str:
        asked.append(wanted)
        return "[]"

    monkeypatch.setattr(auditing, "_answered", answered)
    monkeypatch.setattr(chromium, "require", lambda: "chromium")
    auditing.ask(7)
    pages = [each["address"].removeprefix("http://127.0.0.1:7") for each in json.loads(asked[0])["asked"]]
    assert {page.split("/")[2] for page in pages} == {"uk", "ro", "en"}
    assert {page.split("/")[1] for page in pages} == {"info", "questions"}
    lists = Path(auditing.LISTS)
    wanted = json.loads((lists / "package.json").read_text())["dependencies"]
    locked = json.loads((lists / "package-lock.json").read_text())["packages"]
    assert wanted == {"lighthouse": locked["node_modules/lighthouse"]["version"]}
