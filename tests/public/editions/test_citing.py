"""A recommendation cites an edition by its title, the edition names who cites it; the editor offers those there are."""

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
