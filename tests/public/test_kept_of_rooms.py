"""No kind of page and nothing that a kept page shows is forgotten by the count that makes it anew."""

from safeconduct.commands.nodes.node import Node
from tests.public.reader import rows

SHOWN = {
    "editions_edition",
    "recommendations_comment",
    "releases_received",
    "releases_source",
    "services_taken",
    "signatures_statement",
    "conferences_edition",
    "conferences_editiontext",
}
COUNTED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'pages_count_on'"
PAGES = (
    "SELECT table_name FROM information_schema.columns "
    "WHERE column_name = 'page_ptr_id' AND table_schema = 'public'"
)


def test_every_kind_of_page_and_what_it_shows_of_other_tables_is_counted(site: Node) -> None:
    counted = set(rows(site, COUNTED))
    kinds = set(rows(site, PAGES))
    assert len(kinds) > 12
    assert (kinds | SHOWN) - counted == set()
