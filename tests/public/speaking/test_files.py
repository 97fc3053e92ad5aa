"""A language leaves as a .po file and comes back: the same way through a second speaker."""

import re
from io import BytesIO

from babel.messages.pofile import read_po

from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping import languages
from safeconduct.public.speaking.po import Entry, read, written
from tests.public.reader import Browser, rows

FILE, TAKE = "/edit/speaking/ro/file.po", "/edit/speaking/ro/take/"
ENGLISH = languages.text("en")["nothing"]
FRESH = "SELECT key, text FROM speaking_wording WHERE approved_at IS NULL AND over_at IS NULL ORDER BY key"


def test_a_file_holds_every_text_and_comes_back_through_a_second_speaker(
    desk: Node, ana: Browser, dan: Browser, reader: Browser
) -> None:
    given = ana.get(FILE)
    assert 'filename="pages-for-the-person-ro.po"' in given.headers["Content-Disposition"]
    entries = read(given.text.encode())
    assert isinstance(entries, list)
    keys = {each.key for each in entries}
    assert {"help:nothing.heading", "ask:texts.lead", "card:RO-SUP-01.title"} <= keys
    assert [each for each in entries if each.is_checked] == []
    sent = ana.upload(TAKE, {}, "ro.po", given.text.encode()).text
    assert "0 texts wait for a second speaker." in sent
    text = given.text.replace('#, fuzzy\nmsgctxt "help:nothing.heading"', 'msgctxt "help:nothing.heading"')
    assert "1 text waits for a second speaker." in ana.upload(TAKE, {}, "ro.po", text.encode()).text
    heading = languages.text("ro")["nothing"]["heading"]
    assert rows(desk, FRESH) == [("help:nothing.heading", heading)]
    number = rows(desk, "SELECT id FROM speaking_wording")[0]
    dan.post("/edit/speaking/ro/decide/", {"text": str(number), "approve": ""})
    again = read(dan.get(FILE).text.encode())
    assert isinstance(again, list)
    assert [each.key for each in again if each.is_checked] == ["help:nothing.heading"]


def test_what_is_not_taken_is_told_with_its_words_and_the_rest_goes_in(desk: Node, ana: Browser) -> None:
    entries = [
        Entry("help:nothing.heading", ENGLISH["heading"], "Nicio <pagină>", True),
        Entry("help:card.verified", languages.text("en")["card"]["verified"], "Verificat <b>", True),
        Entry("help:nothing.lead", "An older source", "Textul vechi", True),
        Entry("help:no.such", "Nothing", "De nicăieri", True),
    ]
    page = ana.upload(TAKE, {}, "ro.po", written("ro", entries)).text
    assert "1 text waits for a second speaker." in page
    for words, why in (
        ("Verificat &lt;b&gt;", "The places in braces"),
        ("Textul vechi", "since the file was fetched"),
        ("De nicăieri", "no longer, among those of this site"),
    ):
        assert re.search(rf"<p>{why and '[^<]*' + why}[^<]*</p>.*?{re.escape(words)}", page, re.DOTALL), words
    assert rows(desk, FRESH) == [("help:nothing.heading", "Nicio <pagină>")]


def test_a_file_that_is_none_and_one_of_somebody_who_does_not_speak_change_nothing(
    desk: Node, ana: Browser
) -> None:
    assert "no .po file that can be read" in ana.upload(TAKE, {}, "ro.po", b"\xff\xfe\x00").text
    assert "no .po file that can be read" in ana.post(TAKE, {}).text
    entries = [Entry("help:nothing.heading", ENGLISH["heading"], "Нічого", True)]
    assert "does not speak" in ana.upload("/edit/speaking/uk/take/", {}, "uk.po", written("uk", entries)).text
    assert rows(desk, FRESH) == []
    assert read_po(BytesIO(written("uk", entries))).locale is not None
