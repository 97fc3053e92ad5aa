"""A picture is drawn anew before the site keeps it, and stands in a page that somebody else has approved."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.public.uploads.pictures import drawn_anew
from safeconduct.public.uploads.rules import MOST_POINTS
from safeconduct.vocabulary.errors import NotPossible
from tests.browser.looking import looked_at
from tests.browser.markup import faults_of_markup
from tests.public.conferences.within import within
from tests.public.reader import Answer, Browser, page_form, rows
from tests.public.uploads.pictures_of import WHERE, bomb, film, photograph, picture
from tests.public.writing import approve, change, news, write

type SignIn = Callable[[str], Browser]
ADD = "/edit/documents/add/"
SENT_IN = {"action-submit": "1"}


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_what_a_telephone_wrote_beside_the_points_is_gone_and_it_stands_upright() -> None:
    taken = photograph()
    assert WHERE.encode() in taken
    drawn = drawn_anew(taken, "harbour.jpg")
    for made in (drawn.read(), drawn.narrow):
        assert WHERE.encode() not in made
        assert b"Exif" not in made
        assert len(_opened(made).getexif()) == 0
    assert _opened(drawn.narrow).size == (600, 900)


@pytest.mark.parametrize("data, name, wide, narrow", [
    (picture(), "a.jpg", (1280, 720), (640, 360)),
    (picture(size=(500, 200)), "a.jpeg", (500, 200), (500, 200)),
    (picture("PNG", mode="RGBA"), "a.PNG", (1280, 720), (640, 360)),
    (picture("PNG", mode="P"), "a.png", (1280, 720), (640, 360)),
    (picture(mode="CMYK"), "a.jpg", (1280, 720), (640, 360)),
    (picture(size=(100, 9000)), "a.jpg", (28, 2560), (14, 1280)),
])  # fmt: skip
def test_it_is_as_wide_as_a_page_and_once_more_as_a_telephone(
    data: bytes, name: str, wide: tuple[int, int], narrow: tuple[int, int]
) -> None:
    drawn = drawn_anew(data, name)
    made = _opened(drawn.read())
    assert (made.size, _opened(drawn.narrow).size) == (wide, narrow)
    assert made.mode in ("RGB", "RGBA")


@pytest.mark.parametrize("data, name, code", [
    (bomb(MOST_POINTS // 4000 + 1, 4000), "a.png", "picture_too_many_points"),
    (bomb(60_000, 60_000), "a.png", "picture_too_many_points"),
    (bomb(900, 900), "a.png", "picture_unreadable"),
    (film(), "a.png", "picture_moves"),
    (picture()[:3000], "a.jpg", "picture_unreadable"),
    (b"\xff\xd8\xff<script>1</script>", "a.jpg", "picture_unreadable"),
])  # fmt: skip
def test_what_is_no_picture_to_be_shown_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    with pytest.raises(NotPossible) as refused:
        drawn_anew(data, name)
    assert refused.value.reason.code == code


# --- In the editor, and before readers -----------------------------------------------------------------------------


def _upload(by: Browser, title: str, name: str, data: bytes) -> Answer:
    by.get(ADD)
    return by.upload(ADD, {"title": title, "collection": "1", "tags": ""}, name, data)


def _numbers(site: Node, title: str) -> list[int]:
    return rows(site, "SELECT id FROM wagtaildocs_document WHERE title = %s", title)


@pytest.mark.parametrize("name, data, said", [
    ("script.jpg", b"<script>1</script>", "This is no JPEG or PNG picture"),
    ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no JPEG or PNG picture"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not allowed"),
    ("huge.png", bomb(10_000, 5_000), "more than 40 million points"),
    ("film.png", film(), "This picture moves"),
    ("page.html", picture(), "not what its name says"),
])  # fmt: skip
def test_the_editor_is_told_and_what_was_typed_stays(
    site: Node, sign_in: SignIn, name: str, data: bytes, said: str
) -> None:
    answer = _upload(sign_in("editor"), f"Not taken {name}", name, data)
    assert said in answer.text
    assert f'value="Not taken {name}"' in answer.text
    assert _numbers(site, f"Not taken {name}") == []


def _block(number: int, **more: str) -> dict[str, str]:
    value = {"file": str(number), "alternative": "A harbour at night", "caption": "The harbour",
             "credit": "Casa Salcia, CC BY 4.0", **more}  # fmt: skip
    head = {
        "body-count": "1",
        "body-0-type": "picture",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
    }
    return head | {f"body-0-value-{name}": text for name, text in value.items()}


@pytest.fixture
def kept(site: Node, sign_in: SignIn) -> tuple[int, str]:
    """A picture that was uploaded and that no page names: its number, and its name."""
    title = f"Harbour {len(rows(site, 'SELECT 1 FROM wagtaildocs_document'))}"
    assert "/edit/login/" not in _upload(sign_in("editor"), title, "harbour.jpg", picture()).address
    number = _numbers(site, title)[0]
    return number, rows(site, "SELECT file FROM wagtaildocs_document WHERE id = %s", number)[0].rpartition(
        "/"
    )[2]


def test_a_picture_is_public_in_both_widths_while_a_page_that_was_approved_names_it(
    site: Node, reader: Browser, sign_in: SignIn, kept: tuple[int, str]
) -> None:
    number, name = kept
    wide, narrow = f"/documents/{number}/{name}", f"/documents/{number}/narrow/{name}"
    page, shown = write(sign_in("editor"), f"Shows picture {number}", **_block(number), **SENT_IN)
    assert [reader.get(each).status for each in (wide, narrow)] == [404, 404]
    approve(sign_in("moderator"), page)
    text = reader.get(shown).text
    found = re.findall(r"<img [^>]*>", text)[0]
    assert f'src="{wide}" srcset="{narrow} 640w, {wide} 1280w"' in found
    assert 'width="1280" height="720" alt="A harbour at night" loading="lazy"' in found
    assert "<figcaption>The harbour" in text
    assert "Casa Salcia, CC BY 4.0" in text
    for each in (wide, narrow):
        answer = reader.get(each)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert reader.get(f"/documents/{number}/narrow/other.jpg").status == 404

    # What it shows is a text like any other: a second person reads it first.
    change(sign_in("editor"), page, **_block(number, alternative="A pier"), **SENT_IN)
    assert "A harbour at night" in reader.get(shown).text
    approve(sign_in("moderator"), page)
    assert 'alt="A pier"' in reader.get(shown).text

    sign_in("moderator").post(f"/edit/pages/{page}/unpublish/", {})
    assert [reader.get(each).status for each in (wide, narrow)] == [404, 404]


@pytest.mark.parametrize("more, said", [
    ({"alternative": ""}, "Say what it shows, or that it says nothing."),
    ({"decorative": "on"}, "Either it says nothing, or its text stays."),
    ({"credit": ""}, "This field is required."),
])  # fmt: skip
def test_without_words_for_whoever_does_not_see_it_no_picture_is_sent_in(
    site: Node, sign_in: SignIn, kept: tuple[int, str], more: dict[str, str], said: str
) -> None:
    form = page_form(
        title="Lacks words", slug="lacks-words", day="2026-11-29", **_block(kept[0], **more), **SENT_IN
    )
    answer = sign_in("editor").post(f"/edit/pages/add/pages/newspage/{news(site)}/", form)
    assert said in answer.text
    assert rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'lacks-words'") == []


def test_its_words_are_translated_and_its_file_is_not(
    site: Node, sign_in: SignIn, kept: tuple[int, str]
) -> None:
    page, _shown = write(sign_in("editor"), f"Translates picture {kept[0]}", **_block(kept[0]), **SENT_IN)
    approve(sign_in("moderator"), page)
    texts = within(site, f"""
        from wagtail.models import Page
        from wagtail_localize.segments.extract import extract_segments
        from wagtail_localize.segments import StringSegmentValue
        found = extract_segments(Page.objects.get(pk={page}).specific)
        print([each.string.data for each in found if isinstance(each, StringSegmentValue)])
    """)  # fmt: skip
    for words in ("A harbour at night", "The harbour", "Casa Salcia, CC BY 4.0"):
        assert words in texts


def test_a_draft_is_kept_while_the_picture_and_its_words_are_still_missing(
    site: Node, sign_in: SignIn
) -> None:
    """The editor saves by itself, before anybody has chosen a file."""
    page, _shown = write(sign_in("editor"), "Half a picture", **_block(0, file="", alternative="", credit=""))
    assert sign_in("editor").get(f"/edit/pages/{page}/view_draft/").status == 200
    answer = sign_in("editor").get(f"/edit/pages/{page}/edit/")
    assert "Half a picture" in answer.text


def test_a_paper_is_no_picture(site: Node, sign_in: SignIn) -> None:
    _upload(sign_in("editor"), "A page to show", "a-page-to-show.html", b"<p>A page</p>")
    number = _numbers(site, "A page to show")[0]
    form = page_form(title="Shows a page", slug="shows-a-page", day="2026-11-29", **_block(number), **SENT_IN)
    answer = sign_in("editor").post(f"/edit/pages/add/pages/newspage/{news(site)}/", form)
    assert "This file is no picture." in answer.text
    assert rows(site, "SELECT id FROM wagtailcore_page WHERE slug = 'shows-a-page'") == []


def test_one_that_says_nothing_is_passed_over_and_small_ones_have_one_width(
    site: Node, reader: Browser, sign_in: SignIn
) -> None:
    _upload(sign_in("editor"), "A line", "line.png", picture("PNG", size=(300, 9)))
    number = _numbers(site, "A line")[0]
    page, shown = write(
        sign_in("editor"),
        "Shows a line",
        **_block(number, alternative="", decorative="on", caption=""),
        **SENT_IN,
    )
    approve(sign_in("moderator"), page)
    found = re.findall(r"<img [^>]*>", reader.get(shown).text)[0]
    assert 'width="300" height="9" alt=""' in found
    assert "srcset" not in found


def test_an_editor_sees_it_in_the_preview_before_anybody_approved_it(
    sign_in: SignIn, kept: tuple[int, str]
) -> None:
    editor = sign_in("editor")
    page, _shown = write(editor, f"Previews picture {kept[0]}", **_block(kept[0]))
    text = editor.get(f"/edit/pages/{page}/view_draft/").text
    own = re.findall(r'<figure class="picture"><img src="([^"]+)"', text)[0]
    assert own == f"/edit/files/{kept[0]}/"
    assert editor.get(own).headers["Content-Type"] == "image/jpeg"


@pytest.mark.browser
def test_it_moves_nothing_on_a_telephone_and_axe_finds_nothing(
    page: Page, site: Node, reader: Browser, sign_in: SignIn, kept: tuple[int, str], tmp_path: Path
) -> None:
    number, _name = kept
    written, shown = write(sign_in("editor"), f"Looks at picture {number}", **_block(number), **SENT_IN)
    approve(sign_in("moderator"), written)
    sources: dict[str, str] = {}
    assert looked_at(page, reader.base + shown, kept=sources) == []
    assert faults_of_markup(sources, tmp_path) == []
    drawn = page.locator("figure.picture img")
    drawn.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure.picture img').complete")
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] <= 320
    assert abs(box["height"] / box["width"] - 720 / 1280) < 0.01
    assert page.evaluate("document.querySelector('figure.picture img').naturalWidth") > 0
    # Nothing of it has come yet, and its place is kept all the same.
    page.route("**/documents/**", lambda route: route.abort())
    page.goto(reader.base + shown)
    empty = drawn.bounding_box()
    assert empty is not None
    assert abs(empty["height"] - box["height"]) <= 1


def test_a_picture_that_is_taken_away_leaves_the_page_at_once_and_both_files(
    site: Node, reader: Browser, sign_in: SignIn, kept: tuple[int, str]
) -> None:
    number, name = kept
    page, shown = write(sign_in("editor"), f"Loses picture {number}", **_block(number), **SENT_IN)
    approve(sign_in("moderator"), page)
    assert "<img" in reader.get(shown).text
    folder: Path = public.folder_of(site.home) / "media" / "documents"
    assert (folder / name).exists()
    assert (folder / "narrow" / name).exists()
    moderator = sign_in("moderator")
    moderator.get(f"/edit/documents/delete/{number}/")
    moderator.post(f"/edit/documents/delete/{number}/", {})
    assert "<img" not in reader.get(shown).text
    assert not (folder / name).exists()
    assert not (folder / "narrow" / name).exists()
