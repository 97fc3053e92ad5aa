"""Every page of this room is as the standard of HTML says, in the languages with the most unlike letters and marks."""

from pathlib import Path

from tests.browser.markup import faults_of_markup
from tests.public.questions.other_side import OtherSide, asked, code_in
from tests.public.reader import Browser

LOOKED_AT = ("bg", "en", "fr", "uk")


def test_every_page_is_as_the_standard_of_html_says(node: OtherSide, reader: Browser, tmp_path: Path) -> None:
    pages = {"languages": reader.get("/questions/").text, "none": reader.get("/questions/pl/").text}
    pages["nothing"] = reader.get("/questions/uk/nothing/").text
    for tag in LOOKED_AT:
        room, one = f"/questions/{tag}/", asked(reader, node.desk, "<b>?</b>", tag)
        code = {"words": code_in(one)}
        answers = {
            "first": reader.get(room), "ask": reader.get(f"{room}ask/{node.desk}/"), "code": one,
            "closed": reader.get(f"{room}ask/{node.closed}/"), "empty": asked(reader, node.desk, " ", tag),
            "read": reader.get(f"{room}read/"), "wrong": reader.post(f"{room}read/", {"words": "x <y>"}),
            "seen": reader.post(f"{room}read/", code), "more": reader.post(f"{room}more/", {**code, "text": "!"}),
            "not more": reader.post(f"{room}more/", {**code, "text": " "}),
            "easy first": reader.get(f"{room}easy/"), "easy ask": reader.get(f"{room}easy/ask/{node.desk}/"),
            "easy code": asked(reader, node.desk, "?", f"{tag}/easy"), "easy read": reader.get(f"{room}easy/read/"),
            "easy seen": reader.post(f"{room}easy/read/", code),
            "ended": reader.post(f"{room}end/", code),
        }  # fmt: skip
        pages |= {f"{tag} {name}": answer.text for name, answer in answers.items()}
    assert len(pages) == 3 + 16 * len(LOOKED_AT)
    assert faults_of_markup(pages, tmp_path) == []
