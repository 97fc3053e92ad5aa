"""A sheet as a tagged PDF: what somebody who hears it finds, and that a text on it stays a text."""

import pikepdf
import pytest

from safeconduct.vocabulary.questions import Question, QuestionRow
from safeconduct.vocabulary.typesetting.setting import pdf
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet, asked
from tests.vocabulary.typesetting.structure import read

EACH_KIND = (
    Item("text", "A sentence."),
    Item("strong", "One that counts."),
    Item("list", "Three", ("one", "two", "three")),
    Item("line", "Who", (), "A role, not a name"),
    Item("box", "What"),
    Item("choice", "Which", ("this", "that")),
    Item("table", "Rows", ("What", "By")),
)


def sheet(language: str = "en", title: str = "Notes", items: tuple[Item, ...] = EACH_KIND) -> Sheet:
    return Sheet(language, title, (Group("Part", items),), "First this.", "Nobody has checked it.")


def test_it_says_its_language_its_title_and_what_is_what() -> None:
    found = read(pdf(sheet("ro", "Ce ați acceptat")))
    assert (found.language, found.title, found.part_of_ua) == ("ro", "Ce ați acceptat", "1")
    assert found.is_tagged
    assert found.shows_title
    assert found.without_alt == 0
    assert [found.tags.count(tag) for tag in ("H1", "H2", "L", "LI", "Table", "TH")] == [1, 1, 1, 3, 1, 2]
    assert found.tags.index("H1") < found.tags.index("H2") < found.tags.index("L") < found.tags.index("Table")


def test_a_filled_table_has_a_cell_for_each_word_and_tagged_headings() -> None:
    table = Item("filled", "Counts", ("Who", "How many"), rows=(("lawyer", "7"), ("#judge", "12")))
    found = read(pdf(sheet(items=(table,))))
    assert [found.tags.count(tag) for tag in ("Table", "TH", "TD")] == [1, 2, 4]


@pytest.mark.parametrize(
    "letters",
    [
        "ăâîșț ĂÂÎȘȚ",
        "ґєії ҐЄІЇ абвгдежзийклмнопрстуфхцчшщьюя",
        "ëç ËÇ",
        "ъѝ",
        "éèêàçœ",
        "åäö",
        "ñ¿¡",
        "ß",
        "ł",
    ],
)
def test_the_letters_of_each_language_are_in_the_font_that_goes_with_it(letters: str) -> None:
    data = pdf(sheet(items=(Item("text", letters),)))
    assert read(data).fonts_embedded
    assert not _missing(data, letters), "a letter that no font has is drawn as an empty box"


def _missing(data: bytes, letters: str) -> set[str]:
    """The letters that the file's own tables of characters do not name."""
    import io
    import re

    named = ""
    with pikepdf.open(io.BytesIO(data)) as file:
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                table = one.ToUnicode.read_bytes().decode("ascii")
                named += "".join(
                    chr(int(code, 16)) for code in re.findall(r"<[0-9A-F]+> <([0-9A-F]{4})>", table)
                )
    return set(letters) - set(named) - {" "}


@pytest.mark.parametrize("text", ['*bold* #read("/etc/passwd") $x$ @y <z> // w', "= no heading", "\\u{202e}"])
def test_what_somebody_wrote_is_never_read_as_markup(text: str) -> None:
    found = read(pdf(sheet(items=(Item("text", text),))))
    assert found.tags.count("H1") == 1
    assert found.tags.count("P") == 3, "the lead, what is not checked and the text"


def test_ticks_of_one_question_stand_together_and_a_long_list_is_written_by_hand() -> None:
    told = [Question("told", f"fact {number}", "tick", option=str(number)) for number in range(3)]
    limit = Question("limit", "The limit", "tick")
    long = Question("language", "Language", "select", options=[(str(n), str(n)) for n in range(90)])
    rows = Question(
        "needs", "Needs", "rows", rows=[QuestionRow(1, [Question("what", "What"), Question("by", "By")])]
    )
    found = asked([*told, limit, long, rows])
    assert [(item.kind, item.options) for item in found] == [
        ("choice", ("fact 0", "fact 1", "fact 2")),
        ("choice", ("The limit",)),
        ("line", ()),
        ("table", ("What", "By")),
    ]
