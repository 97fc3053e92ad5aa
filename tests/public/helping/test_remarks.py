"""This is wrong: a remark without a name reaches an editor, and nothing leads back to who wrote it."""

import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping.own_form import is_from_elsewhere
from tests.directory.hsds.invented import OFFICE
from tests.public.reader import Browser, rows
from tests.public.working import work

COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = 'helping_remark'"
FORM = "/info/uk/remark/?a=ro-rp-01"


def _today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def nothing_before(helping: Node) -> Iterator[None]:
    """No remark and no count of the hour."""
    yield
    rows(helping, "DELETE FROM helping_remark")
    rows(helping, "DELETE FROM asking_sent WHERE true")


@pytest.mark.parametrize("host, headers, expected", [
    ("ro.example", {}, False),
    ("ro.example", {"Origin": "null"}, False),
    ("ro.example", {"Origin": "https://ro.example"}, False),
    ("ro.example", {"Origin": "https://evil.example"}, True),
    ("ro.example", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, False),
    ("ro.example", {"Sec-Fetch-Site": "cross-site", "Origin": "null"}, True),
    ("ro.example", {"Sec-Fetch-Site": "same-site"}, True),
    ("ro.example", {"Origin": "http://["}, True),
])  # fmt: skip
def test_whose_form_it_is_is_asked_of_the_browser(host: str, headers: dict[str, str], expected: bool) -> None:
    assert is_from_elsewhere(headers, host) is expected


def test_a_remark_is_kept_with_its_day_and_what_it_is_about_and_nothing_else(
    helping: Node, reader: Browser
) -> None:
    assert "Час відпочити й подумати" in reader.get(FORM).text
    answer = reader.post(FORM, {"text": "Тут не 90 днів."})
    assert "Дякуємо" in answer.text
    assert (answer.status, answer.headers["Cache-Control"], list(reader.cookies)) == (200, "no-store", [])
    said = rows(helping, "SELECT about, language, text, made_on FROM helping_remark")
    assert said == [("RO-RP-01", "uk", "Тут не 90 днів.", _today())]
    assert set(rows(helping, COLUMNS)) == {
        "id",
        "about",
        "language",
        "text",
        "made_on",
        "done_on",
        "done_by_id",
        "number",
        "handed_on",
        "is_left",
    }


def test_each_card_and_each_place_has_its_own(helping: Node, reader: Browser) -> None:
    assert f'/info/en/remark/?a={OFFICE.id}"' in reader.get("/info/en/places/").text
    assert 'href="/info/en/remark/?a=ro-sup-01"' in reader.get("/info/en/").text
    assert "Lumina (invented)" in reader.get(f"/info/en/remark/?a={OFFICE.id}").text
    reader.post(f"/info/en/remark/?a={OFFICE.id}", {"text": "Nobody answers."})
    reader.post("/info/en/remark/?a=nothing%00", {"text": "All of it."})
    assert rows(helping, "SELECT about FROM helping_remark ORDER BY id") == [f"place:{OFFICE.id}", ""]


@pytest.mark.parametrize("fields, status, words", [
    ({"text": "  "}, 422, "Write what is wrong."),
    ({"text": "x" * 1001}, 422, "at most 1000"),
    ({"text": "x" * 100_000}, 422, "at most 1000"),
    ({"text": "Buy now", "website": "x"}, 200, "Thank you."),
])  # fmt: skip
def test_what_is_empty_or_too_long_or_of_a_program_is_not_kept(
    helping: Node, reader: Browser, fields: dict[str, str], status: int, words: str
) -> None:
    answer = reader.post("/info/en/remark/", fields)
    assert (answer.status, words in answer.text) == (status, True)
    assert rows(helping, "SELECT id FROM helping_remark") == []


def test_a_form_of_another_page_is_refused(helping: Node, reader: Browser) -> None:
    asked = urllib.request.Request(  # noqa: S310 - our own process
        reader.base + "/info/en/remark/", data=b"text=x", headers={"Origin": "https://evil.example"}
    )
    assert reader._open(asked).status == 403
    assert rows(helping, "SELECT id FROM helping_remark") == []


def test_a_flood_is_stopped_and_what_was_written_stands_there_still(helping: Node, reader: Browser) -> None:
    answers = [reader.post("/info/en/remark/", {"text": f"<b>{number}"}) for number in range(13)]
    assert [each.status for each in answers] == [200] * 12 + [429]
    assert "&lt;b&gt;12</textarea>" in answers[-1].text
    assert "Wait an hour" in answers[-1].text


def test_an_editor_reads_it_and_it_goes_when_it_was_dealt_with_long_ago(
    helping: Node, reader: Browser, sign_in: Callable[[str], Browser]
) -> None:
    reader.post(FORM, {"text": "Тут не <90> днів."})
    assert "/edit/login/" in reader.get("/edit/remarks/").address
    editor = sign_in("editor")
    assert "/edit/remarks/" in editor.get("/edit/").text
    page = editor.get("/edit/remarks/").text
    assert "Тут не &lt;90&gt; днів." in page
    [number] = rows(helping, "SELECT id FROM helping_remark")
    assert "Тут не" not in editor.post(f"/edit/remarks/{number}/", {}).text
    assert rows(helping, "SELECT done_on FROM helping_remark") == [_today()]
    rows(helping, "UPDATE helping_remark SET done_on = %s", _today() - timedelta(days=91))
    work(helping)
    assert rows(helping, "SELECT id FROM helping_remark") == []


def test_a_remark_sent_twice_is_one_and_the_page_says_who_reads_it(helping: Node, reader: Browser) -> None:
    assert "The editors of this site read it." in reader.get("/info/en/remark/").text
    for _time in range(2):
        assert "The editors of this site read it." in reader.post("/info/en/remark/", {"text": "Twice."}).text
    assert rows(helping, "SELECT text FROM helping_remark") == ["Twice."]


def test_a_remark_sent_twice_at_once_is_one(helping: Node) -> None:
    for text in ("One", "Two", "Three"):
        with ThreadPoolExecutor(4) as several:
            pressed = [
                several.submit(Browser(helping).post, "/info/en/remark/", {"text": text}) for _ in range(4)
            ]
        assert {each.result().status for each in pressed} == {200}
    assert rows(helping, "SELECT text FROM helping_remark ORDER BY id") == ["One", "Two", "Three"]


def test_two_of_the_same_that_stand_there_already_do_not_keep_a_third_press_from_its_thanks(
    helping: Node, reader: Browser
) -> None:
    made = (
        "INSERT INTO helping_remark (about, language, text, number, is_left, made_on) "
        "SELECT '', 'en', 'Twice.', gen_random_uuid(), false, %s FROM generate_series(1, 2)"
    )
    rows(helping, made, _today())
    assert reader.post("/info/en/remark/", {"text": "Twice."}).status == 200
