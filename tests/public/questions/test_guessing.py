"""Codes that are tried, floods, forms of other hosts, and a node that is away."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from html import escape

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping.easy import easy
from safeconduct.public.questions import rules
from safeconduct.public.questions.texts import tongues
from safeconduct.vocabulary.letters.desks import Desk
from tests.public.questions.other_side import OtherSide, asked, code_in, once_in
from tests.public.reader import Browser, rows
from tests.public.working import work

WRONG = "acorn amber zebra yellow amber acorn"
ADDRESSES = "SELECT a::text FROM asking_sent a"
HOUR = (
    "INSERT INTO questions_counted (kind, hour, times) VALUES (%s, date_trunc('hour', now()), %s)"
    " ON CONFLICT (kind, hour) DO UPDATE SET times = excluded.times"
)


def sent_from(reader: Browser, path: str, header: str, value: str) -> int:
    """The status of a form that a browser says comes from elsewhere."""
    body = urllib.parse.urlencode({"words": WRONG}).encode()
    request = urllib.request.Request(reader.base + path, data=body, headers={header: value})  # noqa: S310
    return reader._open(request).status


def test_a_code_that_opens_nothing_is_answered_like_one_that_does(node: OtherSide, reader: Browser) -> None:
    right = reader.post("/questions/en/read/", {"words": code_in(asked(reader, node.desk, "?"))})
    wrong = reader.post("/questions/en/read/", {"words": WRONG})
    assert "There is nothing under these words" in wrong.text
    assert WRONG in wrong.text, "what was typed is not lost"
    assert (right.status, len(right.text.encode())) == (wrong.status, len(wrong.text.encode()))
    none = reader.post("/questions/en/read/", {"words": "not six words"})
    assert "Type all six" in none.text


def test_guessing_raises_an_alarm_that_names_nobody_and_reaches_the_node(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    of_other_rooms = rows(site, ADDRESSES)
    rows(site, HOUR, "wrong", rules.WRONG_IS_AN_ALARM - 1)
    reader.come_from("203.0.113.77").post("/questions/en/read/", {"words": WRONG})
    work(site)
    assert node.fetched().tried
    log = "".join(path.read_text() for path in (site.home / "logs").glob("public*"))
    assert "codes that open nothing were tried" in log
    assert "203.0.113.77" not in log
    assert "acorn" not in log
    assert set(rows(site, ADDRESSES)) <= set(of_other_rooms), "no address is counted, not even as a hash"


def test_too_many_codes_in_an_hour_are_refused_with_a_sentence(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    rows(site, HOUR, "look", rules.LOOKED_IN_AN_HOUR)
    refused = reader.post("/questions/en/read/", {"words": WRONG})
    assert refused.status == 429
    assert "Try again in a minute" in refused.text


@pytest.mark.parametrize("text", ["x" * 100_000, "  ", "y" * 3001])
def test_what_is_not_taken_is_said_and_still_stands_in_the_field(
    site: Node, node: OtherSide, reader: Browser, text: str
) -> None:
    refused = asked(reader, node.desk, text)
    assert refused.status == 422
    assert 'role="alert"' in refused.text
    assert text.strip() in refused.text
    assert rows(site, "SELECT count(*) FROM questions_thread") == [0]


def test_a_flood_is_stopped_and_nothing_that_was_written_is_lost(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    rows(site, HOUR, "ask", rules.ASKED_IN_AN_HOUR)
    refused = asked(reader, node.desk, "Please read this")
    assert refused.status == 429
    assert "Please read this" in refused.text
    assert "or call" in refused.text


def test_a_form_that_is_sent_twice_is_one_question_and_one_of_a_program_is_none(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    once = {"once": once_in(page), "text": "Once"}
    code = code_in(reader.post(page.path, once))
    again = reader.post(page.path, once)
    assert again.status == 200
    assert code_in(again) == code, "the first answer may be lost on a slow telephone"
    assert "This form was sent already" in again.text
    assert "six-words" not in reader.post(page.path, {"text": "Buy", "website": "x"}).text
    assert rows(site, "SELECT count(*) FROM questions_letter") == [1]
    assert code_in(asked(reader, node.desk, "Another form")) != code
    kept = str(rows(site, "SELECT t::text FROM questions_thread t")) + str(
        rows(site, "SELECT l::text FROM questions_letter l")
    )
    assert once["once"] not in kept


def test_a_form_whose_question_was_deleted_brings_nothing_back(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    once = {"once": once_in(page), "text": "Once"}
    code = code_in(reader.post(page.path, once))
    reader.post("/questions/en/end/", {"words": code})
    assert "six-words" not in reader.post(page.path, once).text
    assert rows(site, "SELECT count(*) FROM questions_thread") == [0]


@pytest.mark.parametrize(("header", "value"), [
    ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"),
    ("Origin", "http://["),
])  # fmt: skip
def test_a_form_of_another_host_is_refused(node: OtherSide, reader: Browser, header: str, value: str) -> None:
    assert sent_from(reader, "/questions/en/read/", header, value) == 403
    assert sent_from(reader, "/questions/en/end/", header, value) == 403


def test_a_telephone_of_before_2023_asks_and_reads_too(node: OtherSide, reader: Browser) -> None:
    """Its browser says of our own form no more than this: our pages tell nobody whence one comes."""
    assert sent_from(reader, "/questions/en/read/", "Origin", "null") == 200


def test_a_desk_that_closed_takes_nothing_and_what_was_asked_can_still_be_read(
    node: OtherSide, reader: Browser
) -> None:
    code = code_in(asked(reader, node.desk, "?"))
    page = reader.get(f"/questions/en/ask/{node.desk}/")
    node.says(Desk(node.closed, "Another", "RO", 1))
    refused = reader.post(page.path, {"once": once_in(page), "text": "Are you there?"})
    assert "They take no questions here now" in refused.text
    assert "Are you there?" in refused.text
    assert "You can still read what is here" in reader.post("/questions/en/read/", {"words": code}).text


def test_what_is_deleted_or_thirty_days_old_is_gone_and_the_node_is_told(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    asked(reader, node.desk, "Old")
    rows(site, "UPDATE questions_thread SET until = now()::date - 1")
    code = code_in(asked(reader, node.desk, "Forget this"))
    assert "Nothing is left here" in reader.post("/questions/en/end/", {"words": code}).text
    assert "There is nothing under these words" in reader.post("/questions/en/read/", {"words": code}).text
    rows(
        site,
        "INSERT INTO questions_counted (kind, hour, times) VALUES ('wrong', now() - interval '2 days', 99)",
    )
    rows(
        site, "INSERT INTO questions_spent (mark, day) VALUES ('old', now()::date - 2), ('new', now()::date)"
    )
    work(site)
    assert [bytes(each) for each in rows(site, "SELECT mark FROM questions_spent")] == [b"new"]
    assert len(node.fetched().ended) == 1
    for table in ("thread", "letter"):
        assert rows(site, f"SELECT count(*) FROM questions_{table}") == [0]
    assert rows(site, "SELECT count(*) FROM questions_counted WHERE times = 99") == [0]


@pytest.mark.parametrize("path", ["", "en/", "uk/", "ro/read/"])
def test_every_page_is_kept_nowhere_and_asks_no_other_host(
    node: OtherSide, reader: Browser, path: str
) -> None:
    page = reader.get(f"/questions/{path}")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in page.headers
    assert re.findall(r"<script[^>]*>", page.text) == [
        f'<script src="/static/public/{name}.js" defer>' for name in ("leave", "work")
    ]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(parts) == 7
    texts = [reader.get(part).text for part in parts]
    assert [part for part, text in zip(parts, texts, strict=True) if "url(" in text] == [], (
        "no font, no picture"
    )
    assert sum(len(text.encode()) for text in (page.text, *texts)) < 100_000


@pytest.mark.parametrize(("path", "status"), [
    ("/questions/en/more/", 405), ("/questions/en/nothing/", 404), ("/questions/en/ask/1/", 404),
    ("/info/xx/", 404), ("/info/uk/in/zz/", 404),
])  # fmt: skip
def test_a_refusal_is_kept_nowhere_and_told_to_no_other_page_either(
    site: Node, reader: Browser, path: str, status: int
) -> None:
    answer = reader.get(path)
    assert (answer.status, answer.headers["Cache-Control"]) == (status, "no-store")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_way_to_the_right_address_is_kept_nowhere(site: Node, reader: Browser) -> None:
    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_said: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as moved:
        urllib.request.build_opener(Stays()).open(reader.base + "/questions/en", timeout=30)
    moved.value.close()
    assert (moved.value.code, moved.value.headers["Cache-Control"]) == (301, "no-store")


def test_a_language_that_nobody_wrote_is_not_guessed(node: OtherSide, reader: Browser) -> None:
    page = reader.get("/questions/pl/")
    assert page.status == 404
    assert "українська" in page.text
    assert page.headers["Content-Language"] == "en"
    ukrainian = reader.get("/questions/uk/")
    assert ukrainian.headers["Content-Language"] == "uk"
    assert '<html lang="uk">' in ukrainian.text
    assert "ще не перевірив" in ukrainian.text
    written = asked(reader, node.desk, "Чи можу я піти?", "uk").text
    months = [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ]
    assert any(f" {month} 20" in written for month in months), "a day is written as people write it"


def test_an_answer_to_what_was_deleted_tells_the_node_again(
    site: Node, node: OtherSide, reader: Browser
) -> None:
    """The node may have lost that it was told: its own answer must not keep the conversation standing there."""
    code = code_in(asked(reader, node.desk, "?"))
    work(site)
    (letter,) = node.fetched().letters
    reply = node.opened(letter).reply
    reader.post("/questions/en/end/", {"words": code})
    work(site)
    assert node.fetched().ended == (letter.thread,)
    node.lays(arrived=(letter.thread,))
    work(site)
    assert node.fetched().ended == ()
    node.lays(node.answer(letter.thread, reply, "Too late"))
    work(site)
    assert node.fetched().ended == (letter.thread,)
    assert rows(site, "SELECT count(*) FROM questions_letter") == [0]


@pytest.mark.parametrize(
    "path",
    ["/questions/", "/questions/pl/", "/questions/en/", "/questions/uk/read/", "/questions/uk/nothing/"],
)
def test_every_page_has_the_way_out_and_a_title_that_says_nothing(
    node: OtherSide, reader: Browser, path: str
) -> None:
    page = reader.get(path).text
    way_out = re.findall(r'<a [^>]*?class="([\w-]+)"', page).index("exit-link")
    assert way_out == (1 if 'class="skip"' in page else 0), "by keyboard it comes after the way to the text"
    assert re.search(r'class="exit-link" href="https://[^"]+" rel="noreferrer nofollow" data-leave', page)
    assert re.search(r"<title>(Start|Початок)</title>", page)


@pytest.mark.parametrize("path, status, heading", [
    ("/questions/", 200, "Languages"),
    ("/questions/xx/", 404, "This page is not here"),
    ("/questions/uk/nothing/", 404, "Цієї сторінки тут немає"),
])  # fmt: skip
def test_what_is_not_there_is_said_in_a_language_that_is_known(
    site: Node, reader: Browser, path: str, status: int, heading: str
) -> None:
    answer = reader.get(path)
    assert answer.status == status
    assert re.findall(r"<h1>(.*?)</h1>", answer.text) == [heading]
    assert (' lang="sv">Den här sidan' in answer.text) is (path == "/questions/xx/")
    assert 'href="/questions/uk/"' in answer.text


def test_the_pages_lead_to_those_for_the_person(node: OtherSide, reader: Browser) -> None:
    page = reader.get("/questions/ro/read/").text
    assert 'href="/info/ro/"' in page
    assert 'href="/info/ro/telephone/"' in page
    assert "Ask them" in reader.get("/questions/en/").text
    assert "What a helper has put into a file" in reader.get("/questions/en/").text


def test_a_word_that_is_none_of_ours_is_named_and_nothing_is_said_of_codes(
    node: OtherSide, reader: Browser
) -> None:
    """One word off a code that opens and one off a code that opens nothing have the same answer."""
    code = code_in(asked(reader, node.desk, "?"))
    word = code.split()[0]
    answers = []
    for words in (code, WRONG):
        typed = " ".join(["yelow", *words.split()[1:]])
        answer = reader.post("/questions/en/read/", {"words": typed})
        said = re.search(r'<div class="not-taken".*?</div>', answer.text, re.DOTALL)
        assert said is not None
        assert "“yelow” is not one of our words or numbers (place 1)" in said.group(0)
        assert re.search(r'translate="no">yellow', said.group(0))
        assert word not in said.group(0).replace("yellow", "")
        answers.append((answer.status, said.group(0), len(answer.text.encode())))
    assert answers[0] == answers[1]
    short = reader.post("/questions/uk/easy/read/", {"words": "acorn <b>"}).text
    assert "Ви написали 2" in short
    assert "«b»" in short


def test_the_language_of_the_browser_is_offered_before_the_others(node: OtherSide, reader: Browser) -> None:
    for asked_for, tag in (("uk,en;q=0.5", "uk"), ("", ""), ("ru", "")):
        answer = reader.get("/questions/", accept_language=asked_for)
        assert re.findall(r'<p><a class="button is-first" href="/questions/(\w\w)/"', answer.text) == (
            [tag] if tag else []
        )
        assert f'<html lang="{tag or "en"}"' in answer.text
        assert len(re.findall(r'<li><a class="chip" href="/questions/\w\w/"', answer.text)) == 10
        assert "accept-language" in answer.headers["Vary"].lower()
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("tag", sorted(tongues()))
def test_before_it_is_sent_the_form_says_that_a_lost_code_is_lost(
    node: OtherSide, reader: Browser, tag: str
) -> None:
    usual = reader.get(f"/questions/{tag}/ask/{node.desk}/").text
    said = escape(tongues()[tag].say("before_code"))
    assert 0 < usual.index(said) < usual.index('<button class="button">')
    short = easy(tag)
    assert short is not None
    lost = next(part for part in short["writing"] if part["picture"] == "lost")
    page = reader.get(f"/questions/{tag}/easy/ask/{node.desk}/").text
    for line in lost["lines"]:
        assert 0 < page.index(escape(line)) < page.index('<button class="button">')


def test_a_code_that_opens_nothing_takes_as_long_as_one_that_does(node: OtherSide, reader: Browser) -> None:
    """Both are derived, which takes longer by far than what else is done; nothing is answered before."""

    def takes(words: str) -> float:
        begun = time.perf_counter()
        reader.post("/questions/en/read/", {"words": words})
        return time.perf_counter() - begun

    def once() -> bool:
        right, wrong, not_derived = (
            min(takes(words) for _ in range(4)) for words in (code, WRONG, "not six words")
        )
        return abs(right - wrong) < (wrong - not_derived) / 2

    code = code_in(asked(reader, node.desk, "?"))
    assert any(once() for _ in range(4))  # other work of the machine shifts one look, and never all
