"""Listen: a sound of exactly this text or none; nothing is loaded before somebody presses."""

import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping import speaking
from safeconduct.public.helping.languages import TEN, text
from safeconduct.rights.plain.words import spoken
from tests.browser.looking import looked_at
from tests.browser.markup import faults_of_markup
from tests.public.reader import Browser

PATHS = (
    "",
    "questions/",
    "later/",
    "telephone/",
    "easy/",
    "easy/questions/",
    "easy/later/",
    "easy/letter/",
    "easy/places/",
    "easy/telephone/",
)
SOUND = b"a stand-in for a sound"
SRC = re.compile(r'src="/info/voices/([0-9a-f]{32})\.mp3"')


def _wanted(tag: str) -> list[str]:
    cards = [rule.parts for rule in spoken()[tag].rules.values()]
    return [speaking.name_of(tag, said) for said in speaking.sections(tag, cards)]


@pytest.fixture
def sounds(helping: Node) -> Iterator[Path]:
    """As if the command had made those of English."""
    folder = public.folder_of(helping.home) / speaking.FOLDER
    folder.mkdir(mode=0o755)
    for name in _wanted("en"):
        (folder / f"{name}{speaking.ENDING}").write_bytes(SOUND)
    yield folder
    shutil.rmtree(folder)


def test_each_language_says_whether_it_is_read_aloud_and_why_and_from_where_that_is_known() -> None:
    assert list(speaking.voices()) == list(TEN)
    assert all(each.reason and each.source and each.voice for each in speaking.voices().values())
    assert [tag for tag, each in speaking.voices().items() if not each.on] == ["sq", "uk"]


def test_a_changed_text_or_voice_has_another_name_and_a_language_that_is_off_has_none() -> None:
    names = {speaking.name_of("en", "A."), speaking.name_of("en", "A!"), speaking.name_of("ro", "A.")}
    assert len(names) == 3
    assert (speaking.name_of("uk", "А."), speaking.name_of("xx", "A.")) == ("", "")


def test_a_section_is_read_as_sentences() -> None:
    assert speaking.one(["Who can have it?", "You", "", "Yes."]) == "Who can have it? You. Yes."


def test_every_section_of_the_pages_has_the_sound_that_the_command_makes_of_it(
    reader: Browser, sounds: Path
) -> None:
    shown = {path: SRC.findall(reader.get(f"/info/en/{path}").text) for path in PATHS}
    said = text("en")
    assert len(shown["questions/"]) == len(said["questions"]["asked"]) + 2
    assert len(shown["later/"]) == len(said["asking"]["parts"])
    assert len(shown["telephone/"]) == len(said["telephone"]["parts"])
    cards = set(shown[""][1:])
    assert len(cards) > 10
    assert cards == set(shown["easy/"][1:])
    assert {name for names in shown.values() for name in names} <= set(_wanted("en"))
    of_pages = len(_wanted("en")) - len(spoken()["en"].rules)
    assert len({name for names in shown.values() for name in names} - cards) == of_pages


def test_a_page_with_sounds_is_as_the_standard_of_html_says(
    reader: Browser, sounds: Path, tmp_path: Path
) -> None:
    pages = {path: reader.get(f"/info/en/{path}").text for path in ("", "questions/", "easy/later/")}
    assert faults_of_markup(pages, tmp_path) == []
    assert all("<audio" in page and len(page.encode()) < 60_000 for page in pages.values())


def test_the_page_says_that_a_machine_speaks_and_is_as_it_was_where_there_is_no_sound(
    reader: Browser, sounds: Path
) -> None:
    page = reader.get("/info/en/later/").text
    assert page.count(
        "A machine speaks. Others near you can hear it. Nobody who speaks the language has listened to it."
    ) == page.count("<audio")
    assert page.count('<audio controls controlslist="nodownload" preload="none"') == page.count("<audio") > 0
    assert "<audio" not in reader.get("/info/ro/later/").text
    name = SRC.findall(page)[0]
    (sounds / f"{name}{speaking.ENDING}").unlink()
    assert name not in reader.get("/info/en/later/").text


def test_a_sound_is_given_whole_or_in_parts_and_kept_nowhere(reader: Browser, sounds: Path) -> None:
    address = f"{reader.base}/info/voices/{_wanted('en')[0]}.mp3"
    whole = reader.get(address.removeprefix(reader.base))
    assert (whole.status, whole.headers["Content-Type"], whole.headers["Cache-Control"]) == (
        200, "audio/mpeg", "no-store",
    )  # fmt: skip
    asked = urllib.request.Request(address, headers={"Range": "bytes=2-5"})  # noqa: S310 - our own address
    with urllib.request.urlopen(asked, timeout=30) as part:  # noqa: S310
        assert (part.status, part.read(), part.headers["Content-Range"]) == (
            206, SOUND[2:6], f"bytes 2-5/{len(SOUND)}",
        )  # fmt: skip


@pytest.mark.parametrize("name", ["0" * 32, "x", "..%2f..%2fcards", "0" * 31 + "g"])
def test_no_other_file_is_given_out(reader: Browser, sounds: Path, name: str) -> None:
    assert reader.get(f"/info/voices/{name}.mp3").status == 404


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_is_loaded_before_somebody_presses(page: Page, reader: Browser, sounds: Path) -> None:
    assert looked_at(page, f"{reader.base}/info/en/later/") == []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{reader.base}/info/en/later/")
    page.locator(".listen summary").first.click()
    player = page.locator(".listen audio").first
    assert player.is_visible()
    assert [url for url in asked if "/voices/" in url] == []
    with page.expect_request("**/info/voices/*.mp3"):
        player.evaluate("player => { player.play().catch(() => null); }")
