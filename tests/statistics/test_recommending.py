"""From a figure to a recommendation: an address of the public site with words, and no number of the screen."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from safeconduct.statistics.editions.store import Edition
from safeconduct.statistics.figures import BY_CODE
from safeconduct.statistics.recommending import ways
from tests.statistics.test_pages import client_of, tallied

__all__ = ["tallied"]
NOW = datetime(2027, 3, 1, tzinfo=UTC)
SILENT = BY_CODE["silent"]
SITE = "https://public.example.org/"


@dataclass
class Released:
    """As much of an edition as is looked at."""

    id: str
    corrected_by: str = ""
    embargo: datetime | None = None


def editions(*found: Released) -> list[Edition]:
    return cast("list[Edition]", list(found))


def test_what_readers_see_can_be_cited_and_one_way_cites_nothing(settings: Any) -> None:
    settings.PUBLIC_SITE = SITE
    found = editions(
        Released("19a-RO-2026-2"), Released("19a-RO-2026-1", corrected_by="19a-RO-2026-2"),
        Released("19a-RO-2025-1", embargo=NOW + timedelta(days=1)), Released("19a-RO-2024-1", embargo=NOW),
    )  # fmt: skip
    assert [name for name, _address in ways(SILENT, found, now=NOW)] == ["", "19a-RO-2026-2", "19a-RO-2024-1"]


def test_the_address_holds_the_name_and_the_definition_of_the_figure_and_nothing_else(settings: Any) -> None:
    settings.PUBLIC_SITE = SITE
    _other, (_name, address) = ways(SILENT, editions(Released("19a-RO-2026-1")), now=NOW)
    assert address.startswith(f"{SITE}edit/recommendations/begin/?")
    assert parse_qs(urlsplit(address).query) == {
        "figure": [str(SILENT.title)], "meaning": [str(SILENT.meaning)], "cites": ["19a-RO-2026-1"],
    }  # fmt: skip


def test_without_a_public_site_there_is_no_way(settings: Any) -> None:
    settings.PUBLIC_SITE = None
    assert ways(SILENT, editions(Released("19a-RO-2026-1")), now=NOW) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_the_page_of_a_figure_leads_there_or_says_why_not(tallied: psycopg.Connection, settings: Any) -> None:
    settings.PUBLIC_SITE = SITE
    page = client_of("cora").get("/figures/silent/").content.decode()
    assert f'href="{SITE}edit/recommendations/begin/?figure=No+feedback&amp;meaning=' in page
    settings.PUBLIC_SITE = None
    assert "This node knows no public site." in client_of("cora").get("/figures/silent/").content.decode()
