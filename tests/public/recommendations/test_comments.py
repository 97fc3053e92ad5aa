"""A reader says something; a person reads it; it is shown, left out, or taken back."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, rows

type SignIn = Callable[[str], Browser]
PROMISE = "/en/recommendations/every-referral-gets-an-answer-within-five-days/"
CLOSED = "a-lawyer-before-the-first-statement"


def _number(site: Node, slug: str) -> int:
    return int(rows(site, "SELECT id FROM wagtailcore_page WHERE slug = %s", slug)[0])


def _form(site: Node) -> str:
    return f"/en/comments/{_number(site, PROMISE.split('/')[3])}/"


def _write(site: Node, text: str, **more: str) -> str:
    """The address of the writer's own page."""
    answer = Browser(site).post(_form(site), {"text": text, **more})
    assert "/comments/mine/" in answer.address, answer.text
    return urlsplit(answer.address).path


def _decide(by: Browser, text: str, **press: str) -> str:
    found = rows(by.node, "SELECT id FROM recommendations_comment WHERE text = %s", text)
    by.get("/edit/comments/")
    return by.post(f"/edit/comments/{found[0]}/", press).text


def test_a_comment_is_shown_when_somebody_who_approves_lets_it_be_read(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    text = "Say what happens when nobody answers. Спасибі <b>"
    mine = _write(site, text, name="O'Neill & <i>")
    assert "Say what happens" not in reader.get(PROMISE).text
    assert "Say what happens" in sign_in("editor").get("/edit/comments/").text
    _decide(sign_in("moderator"), text, show="1")
    page = reader.get(PROMISE).text
    assert "Спасибі &lt;b&gt;" in page
    assert "O&#x27;Neill &amp; &lt;i&gt;" in page
    assert "It is shown below the text." in reader.get(mine).text


@pytest.fixture(autouse=True)
def nothing_was_counted(site: Node) -> None:
    """What earlier tests sent counts against no limit."""
    rows(site, "DELETE FROM asking_sent")


def _opened(site: Node) -> dict[str, str]:
    """What a form brings that somebody opened."""
    found = re.search(r'name="once" value="([A-Za-z0-9_-]{32})"', Browser(site).get(_form(site)).text)
    assert found
    return {"once": found[1]}


def test_a_form_that_is_sent_twice_is_one_comment_and_leads_to_the_same_page(site: Node) -> None:
    form = _opened(site)
    assert form != _opened(site)
    with ThreadPoolExecutor(3) as several:
        pressed = [several.submit(_write, site, "Pressed thrice", **form) for _ in range(3)]
    assert {each.result() for each in pressed} == {f"/en/comments/mine/{form['once']}/"}
    assert rows(site, "SELECT count(*) FROM recommendations_comment WHERE text = 'Pressed thrice'") == [1]


def test_the_same_form_with_other_words_is_another_comment_and_with_a_secret_of_nobody_too(
    site: Node,
) -> None:
    form = _opened(site)
    pages = [_write(site, text, **form) for text in ("Said first", "Said better")]
    pages += [_write(site, "Said by a program", once=once) for once in ("", "x", "é" * 32)]
    assert len(set(pages)) == 5
    said = "SELECT count(*) FROM recommendations_comment WHERE starts_with(text, 'Said ')"
    assert rows(site, said) == [5]


def test_an_editor_lets_nothing_through(site: Node, reader: Browser, sign_in: SignIn) -> None:
    _write(site, "Only an editor pressed")
    assert "Somebody who approves pages decides" in _decide(
        sign_in("editor"), "Only an editor pressed", show="1"
    )
    assert "Only an editor pressed" not in reader.get(PROMISE).text


def test_what_is_left_out_has_a_reason_that_its_writer_reads(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    mine = _write(site, "Buy my course")
    moderator = sign_in("moderator")
    assert "Say why it is left out" in _decide(moderator, "Buy my course", leave="1")
    _decide(moderator, "Buy my course", leave="1", reason="It advertises.")
    assert "It advertises." in reader.get(mine).text
    assert "Buy my course" not in reader.get(PROMISE).text


def test_what_was_shown_can_be_taken_off_again(site: Node, reader: Browser, sign_in: SignIn) -> None:
    _write(site, "Shown too early")
    moderator = sign_in("moderator")
    _decide(moderator, "Shown too early", show="1")
    assert "Shown too early" in moderator.get("/edit/comments/?state=shown").text
    assert "Shown too early" in _decide(
        moderator, "Shown too early", leave="1"
    )  # without a reason: still before one
    _decide(moderator, "Shown too early", leave="1", reason="It names somebody.")
    assert "Shown too early" not in reader.get(PROMISE).text


def test_who_decides_is_told_on_the_first_page_that_comments_wait(site: Node, sign_in: SignIn) -> None:
    _write(site, "Who reads me?")
    assert "to be read." in sign_in("moderator").get("/edit/").text


def test_whoever_wrote_it_takes_it_back(site: Node, reader: Browser, sign_in: SignIn) -> None:
    mine = _write(site, "Taken back later")
    _decide(sign_in("moderator"), "Taken back later", show="1")
    assert "Taken back later" in reader.get(PROMISE).text
    assert "It is taken back" in reader.post(mine, {}).text
    assert "Taken back later" not in reader.get(PROMISE).text
    assert reader.get(mine).status == 404


@pytest.mark.parametrize(
    "said, sentence",
    [({"text": ""}, "Fill this in."), ({"text": "x" * 2001}, "at most 2000 characters, and it has 2001")],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    site: Node, reader: Browser, said: dict[str, str], sentence: str
) -> None:
    answer = reader.post(_form(site), said | {"organisation": "Kept as typed"})
    assert answer.status == 422
    assert sentence in answer.text
    assert "Kept as typed" in answer.text


def test_a_text_without_a_last_day_takes_no_comment(site: Node, reader: Browser) -> None:
    answer = reader.get(f"/en/comments/{_number(site, CLOSED)}/")
    assert answer.status == 409
    assert "Comments on this text are closed." in answer.text


def test_a_page_of_another_kind_takes_no_comment(site: Node, reader: Browser) -> None:
    assert reader.get(f"/en/comments/{_number(site, 'news')}/").status == 404


def test_what_a_program_fills_in_is_kept_nowhere(site: Node, reader: Browser) -> None:
    answer = reader.post(_form(site), {"text": "I am a program", "website": "http://example.org"})
    assert answer.status == 200
    assert not rows(site, "SELECT 1 FROM recommendations_comment WHERE text = 'I am a program'")


def test_a_form_of_another_host_is_refused(site: Node) -> None:
    reader = Browser(site)
    reader._opener.addheaders = [("Origin", "https://elsewhere.example")]
    assert reader.post(_form(site), {"text": "From elsewhere"}).status == 403


def test_a_page_of_one_person_is_kept_nowhere_and_told_to_nobody(site: Node, reader: Browser) -> None:
    answer = reader.get(_write(site, "Where is it kept?"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not reader.cookies
    assert re.search(r"noindex", answer.headers["X-Robots-Tag"])


def test_a_flood_is_refused_and_what_was_typed_stays(site: Node) -> None:
    """As from an address of its own, so that the other tests are not counted with it."""
    limit = 10
    site_of_its_own = Browser(site)
    answers = [site_of_its_own.post(_form(site), {"text": f"Flood {turn}"}) for turn in range(limit + 20)]
    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    assert "Too much was sent in this hour" in refused[-1].text
    assert f"Flood {limit + 19}" in refused[-1].text
    rows(site, "DELETE FROM asking_sent")
    rows(site, "DELETE FROM recommendations_comment WHERE text LIKE 'Flood %%'")
