"""What the pages for the person say and carry, and what they leave behind: nothing."""

import json
import re
from pathlib import Path

import pytest

import safeconduct.public.helping.easy
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.public.helping.languages import TEN, WRITTEN, is_written, language, not_yet, text
from safeconduct.public.helping.pseudo import FROM_RIGHT, UNWRITTEN
from safeconduct.vocabulary.cards_of_rights import FILE
from safeconduct.vocabulary.languages import LANGUAGES
from tests.browser.markup import faults_of_markup
from tests.directory.hsds.invented import STREET
from tests.public.helping.conftest import CALLED, POLICE, WRITTEN_TO, lay_cards
from tests.public.reader import Answer, Browser
from tests.public.services.handing import LINE

PATHS = (
    "",
    "in/ro/",
    "places/",
    "places/?s=2",
    "questions/",
    "later/",
    "telephone/",
    "paper/",
    "easy/",
    "easy/in/ro/",
    "easy/places/",
    "easy/questions/",
    "easy/later/",
    "easy/telephone/",
    "easy/letter/",
    "remark/",
    "remark/?a=ro-rp-01",
)
WHOLE = ("bg", "en", FROM_RIGHT)
"""Languages in which every page is looked at; of the others the longest ones."""
ALL = [
    "/info/",
    f"/info/{UNWRITTEN}/",
    *(f"/info/{tag}/{path}" for tag in WHOLE for path in PATHS),
    *(f"/info/{tag}/{path}" for tag in WRITTEN if tag not in WHOLE for path in ("", "places/", "paper/")),
]
SHOWN = CALLED.replace(" ", "\u00a0")
LARGEST = 100_000
URLS = Path(safeconduct.public.helping.easy.__file__).with_name("urls.py")
TELLING = re.compile(r"traffick|victim|exploit|abuse|help|rights|safe|shelter", re.IGNORECASE)


def test_every_address_of_the_room_is_looked_at() -> None:
    """So that a new page is measured too: its weight, its headers, its title and its markup."""
    listed = re.findall(r'"<slug:tag>/([^"]*)"', URLS.read_text(encoding="utf-8"))
    assert len(listed) > 12
    assert [each for each in listed if each.replace("<slug:country>", "ro") not in PATHS] == []


@pytest.fixture(scope="module")
def shown(helping: Node) -> dict[str, Answer]:
    """Every language, and one that says that it has no text, each page asked for once."""
    browser = Browser(helping)
    found = {path: browser.get(path) for path in ALL}
    assert {path: each.status for path, each in found.items() if each.status != 200} == {}
    assert list(browser.cookies) == []
    return found


def test_every_page_is_small_with_all_that_it_loads_and_loads_from_here_alone(
    shown: dict[str, Answer], reader: Browser
) -> None:
    sizes: dict[str, int] = {}
    for path, page in shown.items():
        parts = re.findall(r'<(?:link|script|img|source)[^>]+(?:href|src)="([^"]+)"', page.text)
        assert len(parts) == 4, path
        assert [part for part in parts if not part.startswith("/static/")] == []
        for part in parts:
            if part not in sizes:
                text = reader.get(part).text
                sizes[part] = len(text.encode())
                assert "url(" not in text  # no font, no picture
        assert len(page.text.encode()) + sum(sizes[part] for part in parts) < LARGEST, path


def test_nothing_is_kept_and_nothing_is_told_on(shown: dict[str, Answer]) -> None:
    for path, page in shown.items():
        assert page.headers["Cache-Control"] == "no-store", path
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
        assert page.headers["Set-Cookie"] is None


def test_title_and_address_say_nothing(shown: dict[str, Answer]) -> None:
    for path, page in shown.items():
        title = re.findall(r"<title>(.*?)</title>", page.text)[0]
        assert title
        assert TELLING.search(title + path) is None


def test_every_page_is_as_the_standard_of_html_says(shown: dict[str, Answer], tmp_path: Path) -> None:
    found = faults_of_markup({path: page.text for path, page in shown.items()}, tmp_path)
    assert sorted({fault.partition(": ")[2] for fault in found}) == []


@pytest.mark.parametrize("tag", [*TEN, FROM_RIGHT, UNWRITTEN])
def test_ten_languages_by_their_own_names_and_the_exit_before_them(reader: Browser, tag: str) -> None:
    page = reader.get(f"/info/{tag}/places/?n=2").text
    assert f'<html lang="{tag}" dir="{language(tag).direction}">' in page
    assert (language(tag).direction == "rtl") == (tag == FROM_RIGHT)
    assert all(f"/info/{other}/" not in page for other in {FROM_RIGHT, UNWRITTEN} - {tag})
    for other in TEN:
        shown = f'href="/info/{other}/places/?n=2" lang="{other}" hreflang="{other}" dir="ltr"'
        assert shown in page
        assert f">{LANGUAGES[other].own}</a>" in page
    links = re.findall(r"<a [^>]+>", page)
    assert 'class="skip"' in links[0]
    assert "data-leave" in links[1]


def test_without_a_language_in_the_address_none_is_chosen(reader: Browser) -> None:
    page = reader.get("/info/").text
    assert "aria-current" not in page
    assert 'aria-current="true">English' in reader.get("/info/en/").text


def test_the_language_of_the_browser_is_offered_before_the_others_and_the_exit_speaks_it(
    reader: Browser,
) -> None:
    """All ten stay, in their order; one answer does not become that of another browser."""
    lists = set()
    for asked, tag in (
        ("uk,en;q=0.5", "uk"),
        ("", ""),
        ("bg-BG", "bg"),
        ("uk", "uk"),
        ("ru", ""),
        ("en", "en"),
    ):
        answer = reader.get("/info/", accept_language=asked)
        assert answer.path == "/info/"
        assert "accept-language" in answer.headers["Vary"].lower()
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Set-Cookie"] is None
        offered = re.findall(r'<p><a class="button is-first" href="/info/(\w\w)/"', answer.text)
        assert offered == ([tag] if tag else [])
        assert f'<html lang="{tag or "en"}"' in answer.text
        assert text(tag or "en")["frame"]["leave"] in answer.text
        lists.add(tuple(re.findall(r'<li><a href="/info/(\w\w)/"', answer.text)))
    assert lists == {TEN}


def test_a_language_without_a_text_says_so_in_its_own_words_and_offers_those_that_have_one(
    reader: Browser,
) -> None:
    tag = UNWRITTEN
    assert not is_written(tag)
    page = reader.get(f"/info/{tag}/").text
    offered = re.findall(r'class="button is-first" href="/info/(\w+)/"', page)
    assert offered == list(WRITTEN)
    assert "RO-SUP-01".lower() not in page


def test_without_a_text_there_are_numbers_and_the_way_to_ask_and_english_is_marked(reader: Browser) -> None:
    tag = UNWRITTEN
    page = reader.get(f"/info/{tag}/").text
    said = not_yet(tag)
    title = re.findall(r"<title>(.*?)</title>", page)[0]
    assert title not in (said["leave"], said["sentence"])
    assert f'href="tel:{CALLED.replace(" ", "")}"' in page
    assert f'href="/questions/">{said["unnamed"]}</a>' in page
    assert POLICE.agency.name not in page
    english = {words for part in ("frame", "near") for words in text("en")[part].values()}
    plain = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    assert sorted(words for words in english if f">{words}<" in plain) == []


MISTYPED = [
    "/info/xx/",
    "/info/ar/",
    "/info/en/in/be/",
    "/info/en/in/xx/",
    "/info/EN/",
    "/info/uk/nix/",
    "/info/de/nix/",
    f"/info/{UNWRITTEN}/nix/",
    "/uk/",
    "/de/nix/",
]


@pytest.mark.parametrize("path", MISTYPED)
def test_what_is_not_there_is_not_made_up_and_the_frame_of_the_room_with_its_exit_stays(
    reader: Browser, path: str
) -> None:
    answer = reader.get(path)
    assert (answer.status, answer.address.endswith(path)) == (404, True)
    assert "data-leave" in answer.text
    assert "/info/uk/" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    title = re.findall(r"<title>(.*?)</title>", answer.text)[0]
    assert title in {"Start", "Початок", "Startseite", not_yet(UNWRITTEN)["title"]}


def test_an_address_without_its_last_stroke_is_found(reader: Browser) -> None:
    assert reader.get("/info/uk").status == 200


def test_the_choice_of_languages_is_folded_and_named_in_all_that_are_written(reader: Browser) -> None:
    page = reader.get("/info/de/").text
    folded = page[page.index('class="tongues"') : page.index("</nav>")]
    assert folded.count("<details>") == 1
    assert [text(tag)["frame"]["languages"] in folded for tag in WRITTEN] == [True] * len(TEN)


@pytest.mark.parametrize(
    "tag, words",
    [
        ("en", "Up to 90 days"),
        ("ro", "Până la 90 de zile"),
        ("uk", "До 90 днів"),
        ("bg", "До 90 дни"),
        ("de", "Bis zu 90 Tage"),
        ("es", "Hasta 90 días"),
        ("fr", "Jusqu’à 90 jours"),
        ("nl", "Tot 90 dagen"),
        ("sq", "Deri në 90 ditë"),
        ("sv", "Upp till 90 dagar"),
    ],
)
def test_a_card_says_in_plain_words_what_it_is_and_that_nobody_has_verified_it(
    reader: Browser, tag: str, words: str
) -> None:
    page = reader.get(f"/info/{tag}/").text
    card = page[page.index('id="ro-rp-01"') :].split("</article>")[0]
    assert words in card
    assert "Law 678/2001, 39^1" in card
    assert "2026" in card
    assert 'class="badge"' in card
    assert 'class="doubt" role="note"' in page  # nobody has checked the words of the page


@pytest.mark.parametrize(
    "tag, day",
    [
        ("bg", " ноември 2026"),
        ("de", ". November 2026"),
        ("es", " de noviembre de 2026"),
        ("uk", " листопада 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(reader: Browser, tag: str, day: str) -> None:
    assert f"25{day}." in reader.get(f"/info/{tag}/").text


def test_what_is_law_of_the_union_alone_says_that_the_country_is_not_known(reader: Browser) -> None:
    page = reader.get("/info/en/").text
    own, union = page.index("By the law of Romania"), page.index("By the law of the European Union")
    assert own < page.index('id="ro-sup-01"') < union < page.index('id="eu-thb-13"')
    assert "How Romania does it is not known here" in page


def test_whom_to_call_is_no_police_and_each_says_so(reader: Browser) -> None:
    page = reader.get("/info/en/").text
    talk = page[page.index('class="talk"') : page.index("</section>")]
    assert talk.count("They are not the police.") == 2
    assert POLICE.agency.name not in talk
    assert talk.index(SHOWN) < talk.index("+40\u00a021\u00a0000\u00a00001")  # day and night first


def test_before_a_call_stands_that_the_number_stays(reader: Browser) -> None:
    page = reader.get("/info/en/places/").text
    for kind, number in {"tel": CALLED, "sms": WRITTEN_TO}.items():
        link = page.index(f'href="{kind}:{number.replace(" ", "")}"')
        folded = page.rindex("<details", 0, link)
        assert "stays" in page[folded:link]
        assert "</details>" not in page[folded:link]
    for_workers = reader.get(f"/en/services/{LINE.id}/").text
    assert re.findall(r"(Telephone|Text messages): <strong>([^<]+)", for_workers) == [
        ("Telephone", CALLED), ("Text messages", WRITTEN_TO),
    ]  # fmt: skip


def test_an_address_is_shown_of_nobody(reader: Browser) -> None:
    page = reader.get("/info/en/places/").text
    assert STREET not in page
    assert "Strada" not in page
    assert "Cluj" in page


def test_police_stand_last_and_are_named_as_an_authority(reader: Browser) -> None:
    page = reader.get("/info/en/places/").text
    last = page[page.rindex("<article") :]
    assert POLICE.agency.name in last
    assert "This is an authority" in last


@pytest.mark.parametrize("asked, many", [
    ({}, 4), ({"n": "2"}, 1), ({"w": "1", "p": "1"}, 4), ({"c": "BE"}, 4), ({"s": "x"}, 4),
])  # fmt: skip
def test_places_are_found_by_what_was_sent_and_the_address_stays(
    reader: Browser, asked: dict[str, str], many: int
) -> None:
    answer = reader.post("/info/en/places/", asked)
    assert f"Places: {many}" in answer.text
    assert answer.address.endswith("/info/en/places/")
    assert 'class="seek" method="post"' in answer.text


def test_open_now_finds_those_that_are_open_day_and_night(reader: Browser) -> None:
    assert SHOWN in reader.post("/info/en/places/", {"o": "1", "l": "ro"}).text


def test_a_card_to_keep_says_nothing_on_its_outside(reader: Browser) -> None:
    page = reader.get("/info/en/paper/").text
    outside, inside = page[page.index('class="outside"') :].split('class="inside"')
    assert re.findall(r"<p>(.*?)</p>", outside) == ["Notes"]
    assert SHOWN in inside
    assert "(invented)" not in inside.split("</main>")[0]


def test_a_card_to_keep_has_the_days_and_112_and_an_empty_line(reader: Browser) -> None:
    page = reader.get("/info/uk/paper/").text
    assert page.index("Перепишіть це від руки") < page.index("Надрукуйте")
    inside = page[page.index('class="inside"') :].split("</main>")[0]
    assert inside.index("112") < inside.index(SHOWN)
    assert "Понеділок, вівторок, " in inside
    assert "Europe/" not in inside
    assert 'class="line"' in inside


@pytest.mark.parametrize("tag, words", [("en", "Write a text to"), ("uk", "Написати повідомлення:")])
def test_a_card_to_keep_says_of_a_number_for_messages_that_one_writes_to_it(
    reader: Browser, tag: str, words: str
) -> None:
    page = reader.get(f"/info/{tag}/paper/").text
    written = WRITTEN_TO.replace(" ", "\u00a0")
    assert f'<strong>{words} <bdi dir="ltr">{written}</bdi></strong>' in page
    assert f'<strong><bdi dir="ltr">{SHOWN}</bdi></strong>' in page


@pytest.mark.parametrize("path", ["", "places/", "paper/", "easy/", "easy/places/"])
@pytest.mark.parametrize("tag", [FROM_RIGHT, UNWRITTEN])
def test_a_number_runs_from_left_to_right_in_every_page(reader: Browser, tag: str, path: str) -> None:
    page = reader.get(f"/info/{tag}/{path}").text
    shown = re.findall(r"(\S+>)\+40\u00a0", page)
    assert shown == ['dir="ltr">'] * len(shown)
    assert 0 < len(shown) == page.count("+40\u00a0")


@pytest.mark.parametrize("path", ["places/", "easy/places/"])
def test_a_browser_is_asked_not_to_fill_in_again_what_was_chosen(reader: Browser, path: str) -> None:
    page = reader.get(f"/info/en/{path}").text
    (form,) = re.findall(r'<form class="seek"[^>]*>', page)
    assert 'autocomplete="off"' in form


def test_a_file_that_cannot_be_read_changes_nothing_and_one_of_two_countries_asks_which(
    helping: Node, reader: Browser
) -> None:
    before = reader.get("/info/en/").text
    lay_cards(helping, "{}")
    try:
        assert reader.get("/info/en/").text == before
        lay_cards(helping, countries=("RO", "UA"))
        page = reader.get("/info/en/").text
        assert "In which country are you?" in page
        assert "<article" not in page
        assert "By the convention of the Council of Europe" in reader.get("/info/en/in/ua/").text
    finally:
        lay_cards(helping)


def test_cards_turn_stale_where_everybody_sees_it(helping: Node, reader: Browser) -> None:
    said = json.loads((public.folder_of(helping.home) / FILE).read_text())
    said["as_of"] = "2026-01-01"
    said["countries"][0]["cards"][0] |= {"read_on": "2024-01-01", "words": {}}
    lay_cards(helping, json.dumps(said))
    try:
        page = reader.get("/info/uk/").text
    finally:
        lay_cards(helping)
    assert "Ці картки не оновлювали понад тиждень." in page
    card = page[page.index('id="ro-sup-01"') :].split("</article>")[0]
    assert "Цього рік або довше ніхто не переглядав." in card
    assert '<p lang="en" dir="ltr">Information, help, protection' in card


def test_no_line_of_a_log_tells_who_read_what(helping: Node, reader: Browser) -> None:
    reader.come_from("203.0.113.77")
    for path in (*ALL, "/info/en/nothing/"):
        reader.get(path)
    said = "".join(
        path.read_text() for path in sorted((helping.home / "logs").glob("public*")) if path.is_file()
    )
    assert [part for part in ("203.0.113.77", "127.0.0.1", "/info/uk", "n=2") if part in said] == []
