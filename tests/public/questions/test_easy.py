"""Each form of the room has an easy one: the same question, the same six words, one idea in a line."""

import re

from tests.public.questions.other_side import OtherSide, asked, code_in
from tests.public.reader import Browser

EASY = "/questions/uk/easy/"


def test_one_asks_and_reads_without_leaving_the_easy_room(node: OtherSide, reader: Browser) -> None:
    first = reader.get(EASY).text
    assert f'href="{EASY}ask/{node.desk}/"' in first
    assert "112" in first
    assert 'href="/questions/uk/#know"' in first, "who could know what is one link away"
    form = reader.get(f"{EASY}ask/{node.desk}/").text
    assert f'action="{EASY}ask/{node.desk}/"' in form
    assert "<p>Якщо 30 днів немає нового листа, усе видаляється.</p>" in form
    sent = asked(reader, node.desk, "Вигадане запитання.", "uk/easy")
    code = code_in(sent)
    assert f'href="{EASY}read/"' in sent.text
    assert "<p>Потім їх ніхто не зможе вам показати.</p>" in sent.text
    assert f'action="{EASY}read/"' in reader.get(f"{EASY}read/").text
    seen = reader.post(f"{EASY}read/", {"words": code}).text
    assert f'action="{EASY}more/"' in seen
    assert "<p>Потім закрийте вікно.</p>" in seen
    assert reader.post("/questions/uk/read/", {"words": code}).status == 200, "it is one room"
    assert code in reader.post(f"{EASY}more/", {"words": code, "text": "Ще"}).text
    ended = reader.post(f"{EASY}end/", {"words": code})
    assert ended.status == 200
    assert list(reader.cookies) == []


def test_what_is_not_taken_is_said_in_the_easy_room_and_what_was_typed_stays(
    node: OtherSide, reader: Browser
) -> None:
    answer = asked(reader, node.desk, "я" * 3001, "uk/easy")
    assert answer.status == 422
    assert "яяя</textarea>" in answer.text
    assert f'action="{EASY}ask/{node.desk}/"' in answer.text


def test_each_page_and_its_easy_one_lead_to_each_other_in_the_language_of_the_address(
    node: OtherSide, reader: Browser
) -> None:
    for path in (f"ask/{node.desk}/", "read/"):
        page, easy = reader.get(f"/questions/ro/{path}").text, reader.get(f"/questions/ro/easy/{path}").text
        assert f'<a href="/questions/ro/easy/{path}">' in page
        assert f'<a href="/questions/ro/{path}">' in easy
        assert f'href="/questions/bg/easy/{path}"' in easy, "another language, the same page"
        assert easy.count('<svg class="picture"') == len(re.findall(r'class="easy"', easy)) > 0
    assert (
        '<a href="/questions/ro/easy/">' not in reader.get("/questions/ro/easy/").text.partition("<main")[2]
    )


def test_a_day_stands_as_the_language_writes_it_and_a_demonstration_says_that_it_is_one(
    node: OtherSide, reader: Browser
) -> None:
    sent = asked(reader, node.desk, "?", "ro").text
    found = re.search(r"<time[^>]*>(\d{1,2} (\w+) \d{4})</time>", sent)
    assert found is not None
    assert found[2] == found[2].lower(), "Romanian writes months without a capital letter"
    for path in ("ro/", f"ro/ask/{node.desk}/", "ro/easy/"):
        assert "Aceasta este o demonstrație." in reader.get(f"/questions/{path}").text, path
