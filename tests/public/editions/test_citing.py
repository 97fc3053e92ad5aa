"""A recommendation cites an edition by its title, the edition names who cites it; the editor offers those there are."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.public.editions.conftest import Desk
from tests.public.reader import Browser, rows

type SignIn = Callable[[str], Browser]
SLUG = "a-lawyer-before-the-first-statement"
CITES = (
    "UPDATE recommendations_recommendationpage SET cites_id = %s "
    "WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE slug = %s)"
)


@pytest.fixture
def cited(released: Desk) -> Iterator[str]:
    """The name of an edition that a recommendation cites."""
    rows(released.site, CITES, "19a-RO-2025-1", SLUG)
    yield "19a-RO-2025-1"
    rows(released.site, CITES, None, SLUG)


def test_a_recommendation_names_the_edition_and_the_edition_the_recommendation(
    cited: str, reader: Browser
) -> None:
    page = reader.get(f"/en/recommendations/{SLUG}/").text
    assert (
        f'<a href="/en/statistics/{cited}/">Persons registered by agencies that take part: Romania, 2025</a>'
        in page
    )
    assert "Corrected on 1 June 2026 by 19a-RO-2025-2" in page
    assert f'<a href="/en/recommendations/{SLUG}/">' in reader.get(f"/en/statistics/{cited}/").text


def test_an_editor_chooses_among_the_editions_that_readers_see(released: Desk, sign_in: SignIn) -> None:
    page = rows(released.site, "SELECT id FROM wagtailcore_page WHERE slug = %s", SLUG)[0]
    form = sign_in("editor").get(f"/edit/pages/{page}/edit/").text
    title = "Persons registered by agencies that take part: Romania, 2025, edition 2"
    assert f'<option value="19a-RO-2025-2">{title} (19a-RO-2025-2)</option>' in form


BEGIN = "/edit/recommendations/begin/?figure=No+feedback&meaning=Of+all+that+were+sent.&cites="


def test_a_recommendation_is_begun_from_a_figure_with_its_words_filled_in_and_nothing_saved(
    released: Desk, sign_in: SignIn
) -> None:
    many = rows(released.site, "SELECT count(*) FROM recommendations_recommendationpage")
    answer = sign_in("editor").get(f"{BEGIN}19a-RO-2025-2")
    assert answer.path.startswith("/edit/pages/add/recommendations/recommendationpage/")
    assert re.search(r'name="drawn_from_words" value="No feedback"', answer.text)
    assert re.search(r'name="indicator" value="Of all that were sent\."', answer.text)
    assert '<option value="statistic" selected>' in answer.text
    assert '<option value="19a-RO-2025-2" selected>' in answer.text
    assert rows(released.site, "SELECT count(*) FROM recommendations_recommendationpage") == many


def test_beside_its_numbers_stands_that_none_is_of_a_coordinators_screen(
    released: Desk, sign_in: SignIn
) -> None:
    form = sign_in("editor").get(BEGIN).text
    said = "A number of a released edition or of another published source, and never one of a coordinator"
    for name in ("baseline", "target", "measured"):
        help_of = re.search(
            rf'id="[^"]*-{name}-helptext"(.*?)<input type="number" name="{name}"', form, re.DOTALL
        )
        assert help_of is not None, name
        assert said in help_of[1], name


def test_an_edition_that_the_site_does_not_show_is_not_cited(released: Desk, sign_in: SignIn) -> None:
    form = sign_in("editor").get(f"{BEGIN}19a-RO-1999-1").text
    assert re.search(r'name="drawn_from_words" value="No feedback"', form)
    cites = form.partition('name="cites"')[2].partition("</select>")[0]
    assert '<option value="" selected>' in cites


def test_nobody_begins_one_without_signing_in(released: Desk, reader: Browser) -> None:
    assert reader.get(BEGIN).path == "/edit/login/"
