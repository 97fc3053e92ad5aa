"""What the measure of the public site makes of what Lighthouse said: a page below 0.95 is named."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from safeconduct.commands import bench
from safeconduct.commands.building import chromium
from safeconduct.commands.measures import WRONG, Numbers, Plan, auditing
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


BAD_PAGE = Path(__file__).with_name("bad_page.txt")
SAID = Path(__file__).with_name("lighthouse_said.json")
"""What the pinned Lighthouse wrote about that page, word for word: its own form, and no invented one."""


def bench_ends_with(monkeypatch: pytest.MonkeyPatch, port: int) -> int:
    """The code with which the door ends when Lighthouse looks at one page that is served there."""

    def measure(_plan: Plan) -> Numbers:
        return {WRONG: [{"what": each} for each in auditing.too_low(auditing.ask(port))]}

    monkeypatch.setattr(auditing, "PAGES", ("/{}/bad/",))
    monkeypatch.setattr(auditing, "LANGUAGES", ("en",))
    monkeypatch.setitem(bench.MEASURES, "public", (measure, ""))
    return bench.main(["public", "--short"])


def test_what_lighthouse_really_writes_of_a_bad_page_ends_the_measure_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = SAID.read_text()
    pinned = json.loads((auditing.LISTS / "package.json").read_text())["dependencies"]["lighthouse"]
    assert json.loads(said)[0]["version"] == pinned, f"made by another one: see {SAID.name} in this file"
    monkeypatch.setattr(auditing, "_answered", lambda _wanted: said)
    monkeypatch.setattr(chromium, "require", lambda: "chromium")
    assert bench_ends_with(monkeypatch, 7) == 1
    out = capsys.readouterr().out
    assert "/en/bad/: accessibility 0." in out
    assert {"document-title", "html-has-lang", "image-alt", "color-contrast"} <= set(
        out.replace(",", " ").split()
    )


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(
    not (auditing.FOLDER / "node_modules" / "lighthouse").is_dir(),
    reason="Lighthouse is not installed here: ./run bench public fetches it",
)
def test_lighthouse_itself_ends_the_measure_with_1_for_a_bad_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No package is fetched for it. What it says is what the test above has kept of it."""

    class Bad(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(BAD_PAGE.read_bytes())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    monkeypatch.setattr(auditing, "fetch_packages", lambda *_args, **_more: None)
    with ThreadingHTTPServer(("127.0.0.1", 0), Bad) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            assert bench_ends_with(monkeypatch, server.server_port) == 1
        finally:
            server.shutdown()
    out, kept = capsys.readouterr().out, json.loads(SAID.read_text())[0]
    assert f"accessibility {kept['scores']['accessibility']}" in out
    assert ", ".join(kept["wrong"]) in out
