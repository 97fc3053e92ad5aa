"""Easy to read: the same lines and pictures in each language, one idea in a line, no more than the other pages say."""

import re
from pathlib import Path

import pytest

import safeconduct.public.helping.easy
from safeconduct.public.helping.easy import FORMS, PAGES, PICTURE_OF, easy, sentences
from safeconduct.public.helping.languages import TEN, Text, text
from safeconduct.public.helping.pseudo import FROM_RIGHT, UNWRITTEN
from safeconduct.rights.plain.cards import ORDER
from tests.public.reader import Browser

DRAWN = Path(safeconduct.public.helping.easy.__file__).parent / "templates" / "helping" / "_picture.html"
MOST_WORDS = 13
ALL = (*PAGES, *FORMS)


def _of(tag: str) -> Text:
    found = easy(tag)
    assert found is not None
    return found


def _shape(tag: str) -> list[tuple[str, str, int]]:
    return [(name, part["picture"], len(part["lines"])) for name in ALL for part in _of(tag)[name]]


def _lines(tag: str) -> list[str]:
    return [line for name in ALL for part in _of(tag)[name] for line in part["lines"]]


@pytest.mark.parametrize("tag", [*TEN, FROM_RIGHT])
def test_a_language_has_the_same_lines_and_pictures_and_says_that_nobody_checked_it(tag: str) -> None:
    assert _shape(tag) == _shape("en")
    assert _of(tag)["reviewed_on"] == ""
    assert _of(tag)["ways"].keys() == {"link", "longer"}
    assert _of(tag).keys() == {"reviewed_on", "ways", *ALL}


@pytest.mark.parametrize("tag", [tag for tag in TEN if tag != "en"])
def test_a_language_says_each_line_itself_with_the_same_figures_and_stops(tag: str) -> None:
    both = list(zip(_lines("en"), _lines(tag), strict=True))
    assert [own for english, own in both if english == own] == []
    assert [own for english, own in both if re.findall(r"\d+", english) != re.findall(r"\d+", own)] == []
    assert [own for own in _lines(tag) if own[-1] not in ".?"] == []
    assert [own for own in _lines(tag) if len(own.split()) > MOST_WORDS or len(sentences(own)) > 1] == []


def test_no_emergency_number_and_no_limit_is_left_out() -> None:
    for tag in TEN:
        assert "112" in " ".join(_lines(tag))
        assert text(tag)["frame"]["leave"] in " ".join(_lines(tag))


def test_every_picture_is_drawn_and_every_right_has_one() -> None:
    drawn = set(re.findall(r'picture == "(\w+)"', DRAWN.read_text()))
    asked = {picture for _name, picture, _many in _shape("en")} | set(PICTURE_OF.values())
    assert asked - drawn == set()
    assert PICTURE_OF.keys() == {right.value for right in ORDER}


def test_an_unknown_language_has_none_and_nothing_is_read_for_it() -> None:
    assert (easy("xx"), easy(UNWRITTEN), easy("../en")) == (None, None, None)


def test_each_page_and_its_easy_one_lead_to_each_other(reader: Browser) -> None:
    for longer, shorter in {
        "": "easy/", "places/": "easy/places/", "questions/": "easy/questions/", "later/": "easy/later/",
        "telephone/": "easy/telephone/",
    }.items():  # fmt: skip
        page, said = reader.get(f"/info/uk/{longer}").text, reader.get(f"/info/uk/{shorter}")
        assert said.status == 200
        link = re.findall(r'href="(/info/uk/easy/[^"]*)">Легко читати', page)
        assert link == (["/info/uk/easy/in/ro/"] if not longer else [f"/info/uk/{shorter}"])
        assert f'<a href="/info/uk/{longer}">Сторінка, де більше слів</a>' in said.text
        assert said.text.count('<svg class="picture"') == said.text.count('class="easy"') > 2


def test_asking_without_a_name_has_an_easy_page_and_both_lead_to_each_other(reader: Browser) -> None:
    assert '<a href="/info/sv/easy/letter/">Lätt att läsa</a>' in reader.get("/questions/sv/").text
    page = reader.get("/info/sv/easy/letter/").text
    assert '<a href="/questions/sv/">Sidan med fler ord</a>' in page
    assert 'href="/questions/sv/easy/"' in page
    assert "Du får sex ord." in page
    assert "<title>Startsida</title>" in page


def test_a_card_keeps_its_own_words_its_doubt_and_its_way_to_say_that_it_is_wrong(reader: Browser) -> None:
    page = reader.get("/info/en/easy/in/ro/").text
    card = page[page.index('id="ro-rp-01"') :].split("</article>")[0]
    assert "<p>Up to 90 days to rest and to decide.</p>" in card
    assert "<p>It can be less: the time that you have stands in your paper.</p>" in card
    assert "People from outside the European Union" in card
    assert "No lawyer has checked this card." in card
    assert 'href="/info/en/remark/?a=ro-rp-01"' in card
    union = page[page.index('id="eu-thb-13"') :].split("</article>")[0]
    assert "How Romania does it is not known here" in union


def test_places_have_an_easy_page_that_is_searched_and_stays_easy(reader: Browser) -> None:
    page = reader.get("/info/uk/easy/places/").text
    assert '<form class="seek" method="post" action="/info/uk/easy/places/"' in page
    assert page.count('<article class="easy"') == 4
    assert text("uk")["near"]["not_police"] in page
    assert text("uk")["near"]["warning"] in page, "before a call stands that the number stays"
    assert 'href="#found"' not in page
    answer = reader.post("/info/uk/easy/places/", {"l": "nix", "n": "999"})
    assert answer.text.index('href="#found"') < answer.text.index("<form"), "what was found is one tap away"
    assert (answer.status, answer.address.endswith("/info/uk/easy/places/")) == (200, True)
    none = reader.post("/info/en/easy/places/", {"n": "2", "w": "3", "l": "ro"}).text
    assert "<p>Take one thing away and look again.</p>" in none or '<article class="easy"' in none
    ways = page[page.index('<nav class="ways"') :]
    assert "/info/uk/easy/places/" in ways
    assert 'href="/info/uk/places/"' not in ways


@pytest.mark.parametrize("path", ["xx/easy/", "en/easy/in/be/", f"{UNWRITTEN}/easy/", "en/easy/nix/"])
def test_what_is_not_there_is_not_made_up(reader: Browser, path: str) -> None:
    assert reader.get(f"/info/{path}").status == 404
