"""Speakers review texts in the browser: beside the source, with four eyes, before readers at once."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import psycopg
import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping import languages
from safeconduct.public.helping.easy import easy
from safeconduct.public.questions.texts import tongues
from safeconduct.public.speaking.texts import mark_of
from safeconduct.vocabulary.cards_of_rights import FILE
from tests.browser.markup import faults_of_markup
from tests.public.helping.conftest import lay_cards
from tests.public.reader import Browser, rows

NOTHING, TAKES, CARD = (
    f"/edit/speaking/ro/{each}/" for each in ("help/nothing", "help/takes", "card/RO-SUP-01")
)
WAITING, DECIDE = "/edit/speaking/ro/waiting/", "/edit/speaking/ro/decide/"
UNREVIEWED = languages.text("ro")["frame"]["unreviewed"]
AROUND = """<!doctype html><html lang="en"><head><title>Desk</title></head><body><main>
<h1>Desk</h1>{}</main></body></html>
"""
FRESH = "SELECT text FROM speaking_wording WHERE approved_at IS NOT NULL AND over_at IS NULL ORDER BY id"


def _waiting(node: Node) -> list[int]:
    return rows(
        node, "SELECT id FROM speaking_wording WHERE approved_at IS NULL AND over_at IS NULL ORDER BY id"
    )


def _decide(by: Browser, *numbers: int, **more: str) -> str:
    fields = {"approve": "", **more}
    if "back" in more:
        del fields["approve"]
    return "".join(by.post(DECIDE, {"text": str(number), **fields}).text for number in numbers)


def test_a_text_is_mended_by_one_speaker_approved_by_another_and_read_at_once(
    desk: Node, reader: Browser, ana: Browser, dan: Browser
) -> None:
    before = languages.text("ro")["nothing"]["heading"]
    assert before in reader.get("/info/ro/none/").text
    page = ana.get(NOTHING).text
    assert languages.text("en")["nothing"]["heading"] in page
    assert "not reviewed" in page
    sent = ana.post(NOTHING, {"text-0": "Aici nu e <nicio> pagină"})
    assert "A second speaker looks at it" in sent.text
    assert "waits for a second speaker" in sent.text
    [number] = _waiting(desk)
    assert "You sent this text in, so somebody else approves it." in _decide(ana, number)
    assert before in reader.get("/info/ro/none/").text
    shown = dan.get(WAITING).text
    assert "Aici nu e &lt;nicio&gt; pagină" in shown
    assert before in shown
    _decide(dan, number)
    after = reader.get("/info/ro/none/").text
    assert "Aici nu e &lt;nicio&gt; pagină" in after
    assert before not in after
    assert "(reviewed by moderator and organiser" in ana.get(NOTHING).text


def test_what_is_right_is_sent_in_as_it_stands_and_what_is_neither_ticked_nor_changed_is_not(
    desk: Node, ana: Browser, dan: Browser
) -> None:
    texts = list(languages.text("ro")["nothing"].values())
    fields = {f"text-{number}": text for number, text in enumerate(texts)}
    assert "nothing was sent in" in ana.post(NOTHING, fields).text
    ana.post(NOTHING, fields | {"right-1": "on"})
    [number] = _waiting(desk)
    _decide(dan, number)
    assert rows(desk, FRESH) == [texts[1]]
    ana.post(NOTHING, {"all": "on"})
    assert _waiting(desk) == [], "a box for all says nothing without what was read"
    ana.post(NOTHING, fields | {"all": "on"})
    assert len(_waiting(desk)) == len(texts) - 1


def _fields(page: str) -> dict[str, str]:
    """What a browser sends of a page on which nobody typed."""
    texts = re.findall(r'name="(text-\d+)"[^>]*>([^<]*)</textarea>', page)
    shown = re.findall(r'name="((?:shown|source)-\d+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in texts + shown}


@pytest.mark.parametrize("read", [{}, {"all": "on"}, {"right-1": "on"}])
def test_a_field_that_nobody_touched_does_not_bring_back_what_stood_before_somebody_else_mended_it(
    desk: Node, ana: Browser, dan: Browser, read: dict[str, str]
) -> None:
    opened = _fields(ana.get(NOTHING).text)
    dan.post(NOTHING, {"text-1": "Altceva, mai bine spus"})
    _decide(ana, *_waiting(desk))
    assert rows(desk, FRESH) == ["Altceva, mai bine spus"]
    ana.post(NOTHING, opened | {"text-0": "Aici nu e nimic"} | read)
    sent = "SELECT text FROM speaking_wording WHERE approved_at IS NULL AND over_at IS NULL"
    assert "Aici nu e nimic" in rows(desk, sent)
    assert opened["text-1"] not in rows(desk, sent)


def test_a_field_that_nobody_touched_shows_what_stands_now_where_another_one_is_refused(
    desk: Node, ana: Browser, dan: Browser
) -> None:
    opened = _fields(ana.get(NOTHING).text)
    dan.post(NOTHING, {"text-1": "Altceva, mai bine spus"})
    _decide(ana, *_waiting(desk))
    answer = ana.post(NOTHING, opened | {"text-0": "{nowhere}"})
    assert answer.status == 422
    again = _fields(answer.text)
    assert (again["text-0"], again["text-1"]) == ("{nowhere}", "Altceva, mai bine spus")
    ana.post(NOTHING, again | {"text-0": "Aici nu e nimic"})
    assert len(_waiting(desk)) == 1


def test_other_places_are_refused_with_all_that_was_typed(desk: Node, ana: Browser) -> None:
    way = list(languages.text("en")["card"]).index("verified")
    fields = {f"text-{way}": "Verificat ieri", "text-0": "Cine are <dreptul>?"}
    answer = ana.post("/edit/speaking/ro/help/card/", fields)
    assert answer.status == 422
    assert "The places in braces are not the same as in the source." in answer.text
    assert "All that you typed stands below." in answer.text
    assert ">Verificat ieri</textarea>" in answer.text
    assert ">Cine are &lt;dreptul&gt;?</textarea>" in answer.text
    assert _waiting(desk) == []


def test_the_page_says_that_nobody_has_checked_it_until_all_that_it_shows_was_and_again_when_the_source_changes(
    desk: Node, reader: Browser, ana: Browser, dan: Browser
) -> None:
    for name in ("frame", "start", "card", "nothing"):
        fields = {f"text-{n}": text for n, text in enumerate(languages.text("ro")[name].values())}
        assert UNREVIEWED in reader.get("/info/ro/none/").text
        ana.post(f"/edit/speaking/ro/help/{name}/", fields | {"all": "on"})
        _decide(dan, *_waiting(desk))
    assert UNREVIEWED not in reader.get("/info/ro/none/").text
    assert UNREVIEWED in reader.get("/info/ro/telephone/").text, "its own words were checked by nobody"
    rows(
        desk,
        "UPDATE speaking_wording SET source = 'another source', text = 'Vechi' WHERE key = 'help:nothing.lead'",
    )
    rows(desk, "UPDATE speaking_edition SET number = number + 1")
    shown = reader.get("/info/ro/none/").text
    assert UNREVIEWED in shown
    assert "Vechi" not in shown
    assert "stale" in ana.get(NOTHING).text
    assert "the source changed after" in ana.get("/edit/speaking/texts/help/nothing/").text


def test_a_card_is_reviewed_beside_the_words_that_the_node_handed_over(
    desk: Node, reader: Browser, ana: Browser, dan: Browser
) -> None:
    ana.post(CARD, {"text-0": "Ajutor și adăpost"})
    _decide(dan, *_waiting(desk))
    assert "Ajutor și adăpost" in reader.get("/info/ro/").text
    assert rows(desk, "SELECT key FROM speaking_wording") == ["card:RO-SUP-01.title"]


def test_a_whole_question_without_a_name_was_checked_when_both_its_parts_were(
    desk: Node, reader: Browser, ana: Browser, dan: Browser
) -> None:
    tongue = tongues()["ro"]
    assert tongue.say("unchecked") in reader.get("/questions/ro/").text
    for part, texts in (("texts", tongue.texts), ("reasons", tongue.reasons)):
        fields = {f"text-{number}": text for number, text in enumerate(texts.values())}
        ana.post(f"/edit/speaking/ro/ask/{part}/", fields | {"all": "on"})
        waiting = _waiting(desk)
        rows(
            desk,
            "UPDATE speaking_wording SET approved_at = now(), approved_as = 'organiser' WHERE id = ANY(%s)",
            waiting[1:],
        )
        assert tongue.say("unchecked") in reader.get("/questions/ro/").text
        _decide(dan, waiting[0])
    assert tongue.say("unchecked") not in reader.get("/questions/ro/").text


def test_an_easy_page_is_reviewed_line_by_line_and_its_pictures_are_no_text(
    desk: Node, reader: Browser, ana: Browser, dan: Browser
) -> None:
    page = ana.get("/edit/speaking/ro/easy/telephone/").text
    assert page.count("<textarea") == sum(len(part["lines"]) for part in (easy("ro") or {})["telephone"])
    assert ">cross<" not in page
    ana.post("/edit/speaking/ro/easy/telephone/", {"text-1": "Vedeți <altă> pagină."})
    _decide(dan, *_waiting(desk))
    shown = reader.get("/info/ro/easy/telephone/").text
    assert "<p>Vedeți &lt;altă&gt; pagină.</p>" in shown
    assert UNREVIEWED in shown
    for body, names in (("help", ("frame", "start", "card")), ("easy", ("ways", "telephone"))):
        for name in names:
            form = ana.get(f"/edit/speaking/ro/{body}/{name}/").text
            texts = re.findall(r'name="(text-\d+)"[^>]*>([^<]*)</textarea>', form)
            ana.post(
                f"/edit/speaking/ro/{body}/{name}/",
                {key: unescape(text) for key, text in texts} | {"all": "on"},
            )
            _decide(dan, *_waiting(desk))
    assert UNREVIEWED not in reader.get("/info/ro/easy/telephone/").text
    assert UNREVIEWED in reader.get("/info/ro/easy/later/").text, "its own lines were checked by nobody"


def test_who_sent_it_in_takes_it_back_and_a_second_speaker_sends_it_back_with_a_reason(
    desk: Node, ana: Browser, dan: Browser
) -> None:
    ana.post(NOTHING, {"text-0": "Prima"})
    _decide(ana, *_waiting(desk), back="", why="unread")
    assert _waiting(desk) == []
    assert "came back" not in ana.get(NOTHING).text
    ana.post(NOTHING, {"text-0": "A doua"})
    _decide(dan, *_waiting(desk), back="", why="Too\x00 <hard>.")
    assert "It came back last time: Too &lt;hard&gt;." in ana.get(NOTHING).text
    ana.post(NOTHING, {"text-0": "A treia"})
    assert "came back" not in ana.get(NOTHING).text


def test_what_waits_is_not_approved_once_its_source_is_another_one(
    desk: Node, ana: Browser, dan: Browser
) -> None:
    ana.post(NOTHING, {"text-0": "Așteaptă"})
    rows(desk, "UPDATE speaking_wording SET source = %s", mark_of("another"))
    assert "The source has changed since" in dan.get(WAITING).text
    assert "The source of this text has changed since it was sent in." in _decide(dan, *_waiting(desk))
    assert rows(desk, FRESH) == []


@pytest.mark.parametrize("read", [{"text-0": "Altceva"}, {"all": "on"}, {"right-0": "on"}])
def test_what_was_read_beside_an_earlier_source_is_no_review_of_the_one_of_now(
    desk: Node, ana: Browser, read: dict[str, str]
) -> None:
    cards = public.folder_of(desk.home) / FILE
    said = json.loads(cards.read_text())
    for card in said["countries"][0]["cards"]:
        card["words"]["en"] = dict.fromkeys(card["words"]["en"], "Another text")
    lay_cards(desk, json.dumps(said))
    try:
        opened = _fields(ana.get(CARD).text)
    finally:
        lay_cards(desk)
    late = ana.post(CARD, opened | read)
    assert late.status == 422
    assert "The source of this text has changed since you opened this page." in late.text
    assert _waiting(desk) == []
    assert all(text in unescape(late.text) for name, text in read.items() if name.startswith("text"))
    assert " checked>" not in late.text, "beside the new source it is ticked again"
    ana.post(CARD, _fields(late.text) | read)
    assert _waiting(desk) != []


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "-1", "x"])
def test_a_number_that_no_text_has_is_no_failure(desk: Node, dan: Browser, number: str) -> None:
    assert dan.post(DECIDE, {"text": number, "approve": ""}).status == 200


def test_an_account_without_the_language_looks_and_does_nothing(
    desk: Node, ana: Browser, reader: Browser, sign_in: Callable[[str], Browser]
) -> None:
    other = sign_in("editor")
    assert "<textarea" not in other.get(NOTHING).text
    assert "does not speak this language" in other.post(NOTHING, {"text-0": "Altceva"}).text
    ana.post("/edit/speaking/uk/help/nothing/", {"text-0": "Інше"})
    assert _waiting(desk) == []
    ana.post(NOTHING, {"text-0": "Așteaptă"})
    assert "does not speak this language" in _decide(other, *_waiting(desk))
    _decide(other, *_waiting(desk), back="")
    assert len(_waiting(desk)) == 1
    assert "/edit/login/" in reader.get("/edit/speaking/").address
    assert "/edit/login/" in reader.post(NOTHING, {"text-0": "Altceva"}).address


@pytest.mark.parametrize("change", [
    "approved_as = sent_as, approved_at = now()",
    "approved_by_id = sent_by_id, approved_as = 'somebody', approved_at = now()",
    "approved_at = now()",
])  # fmt: skip
def test_the_database_itself_takes_no_approval_by_the_same_person(
    desk: Node, ana: Browser, change: str
) -> None:
    ana.post(NOTHING, {"text-0": "A mea"})
    with pytest.raises(psycopg.errors.CheckViolation):
        rows(desk, f"UPDATE speaking_wording SET {change}")


def test_the_table_counts_every_section_in_ten_languages_and_the_catalogues_of_the_frame(
    desk: Node, ana: Browser, dan: Browser
) -> None:
    many = len(languages.text("ro")["nothing"])
    ana.post(NOTHING, {"text-0": "Numărată"})
    cell = rf'<a href="{NOTHING}">([^<]+)</a>'
    assert re.findall(cell, ana.get("/edit/speaking/").text) == [
        f"{many - 1} not reviewed, 1 waits for a second speaker"
    ]
    _decide(dan, *_waiting(desk))
    page = ana.get("/edit/speaking/").text
    assert re.findall(cell, page) == [f"{many - 1} not reviewed, 1 reviewed"]
    assert len(re.findall(r'<a href="/edit/speaking/\w\w/help/nothing/">', page)) == 10
    assert re.search(
        r"\d+ texts: \d+ missing, \d+ not reviewed", page.replace("\u202f", "").replace(",", ",", 1)
    )
    assert '<a href="/edit/speaking/texts/card/RO-SUP-01/">' in page


def test_cards_that_are_gone_take_their_texts_off_the_desk_and_lose_no_review(
    desk: Node, ana: Browser
) -> None:
    lay_cards(desk, countries=("BG",))
    try:
        assert ana.get(CARD).status == 404
    finally:
        lay_cards(desk)
    assert ana.get(CARD).status == 200


def test_our_part_of_each_page_is_as_the_standard_of_html_says(
    desk: Node, ana: Browser, dan: Browser, tmp_path: Path
) -> None:
    ana.post(NOTHING, {"text-0": "Formă"})
    pages = {}
    for path in ("/edit/speaking/", NOTHING, "/edit/speaking/texts/help/nothing/", WAITING):
        main = (
            dan.get(path).text.partition('<main class="content')[2].partition(">")[2].partition("</main>")[0]
        )
        ours = main[main.index('<div class="nice-padding">') :]
        pages[path] = AROUND.format(ours.rpartition("</div>")[0])  # of the frame around it
    found = faults_of_markup(pages, tmp_path)
    assert sorted({fault.partition(": ")[2] for fault in found}) == []
