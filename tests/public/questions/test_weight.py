"""No page of this room is over 100 kB with all that it loads; none loads from elsewhere, and none has a font."""

import re

import pytest

from tests.public.questions.other_side import OtherSide, asked, code_in
from tests.public.reader import Answer, Browser

LARGEST = 100_000
LOADED = re.compile(r'<(?:link|script|img|source)[^>]+(?:href|src)="([^"]+)"')


def every_page(node: OtherSide, reader: Browser, tag: str) -> dict[str, Answer]:
    """Each page of the room and its easy one, in a language; with a question of the greatest length."""
    pages = {"languages": reader.get("/questions/"), "no such language": reader.get("/questions/pl/")}
    for room in (f"/questions/{tag}/", f"/questions/{tag}/easy/"):
        sent = asked(reader, node.desk, "я" * 3000, room.removeprefix("/questions/").rstrip("/"))
        code = {"words": code_in(sent)}
        pages |= {
            f"{room} first": reader.get(room),
            f"{room} ask": reader.get(f"{room}ask/{node.desk}/"),
            f"{room} too long": asked(reader, node.desk, "я" * 3001, tag),
            f"{room} closed": reader.get(f"{room}ask/{node.closed}/"),
            f"{room} code": sent,
            f"{room} read": reader.get(f"{room}read/"),
            f"{room} wrong": reader.post(f"{room}read/", {"words": "x"}),
            f"{room} seen": reader.post(f"{room}read/", code),
            f"{room} more": reader.post(f"{room}more/", {**code, "text": "?"}),
            f"{room} ended": reader.post(f"{room}end/", code),
        }
    return pages


@pytest.mark.parametrize("tag", ["bg", "fr"])
def test_every_page_is_small_with_all_that_it_loads(node: OtherSide, reader: Browser, tag: str) -> None:
    parts: dict[str, int] = {}
    for name, page in every_page(node, reader, tag).items():
        loaded = LOADED.findall(page.text)
        assert len(loaded) > 3, name
        assert [each for each in loaded if not each.startswith("/static/")] == [], name
        for each in loaded:
            if each not in parts:
                text = reader.get(each).text
                parts[each] = len(text.encode())
                assert "url(" not in text, each  # no font, no picture
        weight = len(page.text.encode()) + sum(parts[each] for each in loaded)
        assert weight < LARGEST, (name, weight)
