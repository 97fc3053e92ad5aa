"""The weights of the soft reasons: looked at by administrators, changed by who keeps the node, and never above a no."""

from datetime import UTC, datetime

from safeconduct.directory.finding.soft import USUAL
from tests.directory.shelf import Shelf
from tests.site.administration.conftest import Office

WEIGHTS = {soft.value: str(points) for soft, points in USUAL.items()}
ONLY_NEAR = dict.fromkeys(WEIGHTS, "0") | {"nearness": "9"}


def two(office: Office) -> None:
    shelf = Shelf(office.people.owner)
    shelf.service("Casa Tei")
    shelf.service("Maison Saule", "BG", places_free=3, places_as_of=datetime.now(UTC))


def test_the_example_names_services_as_the_directory_does(office: Office) -> None:
    two(office)
    page = office.get("matching/").content.decode()
    assert "Shelter: Reception, Casa Tei, RO" in page


def order(html: str) -> bool:
    """Whether the near service stands before the one with places."""
    return html.index("Casa Tei") < html.index("Maison Saule")


def test_other_weights_show_what_they_would_change_and_stand_only_once_saved(office: Office) -> None:
    two(office)
    assert not order(office.get("matching/").content.decode())
    tried = office.post("matching/", **ONLY_NEAR, do="try", need="housing").content.decode()
    assert order(tried)
    assert "now in place 2" in tried
    assert not order(office.get("matching/").content.decode())
    assert office.post("matching/", **ONLY_NEAR, do="save").status_code == 302
    assert order(office.get("matching/").content.decode())
    assert order(office.client.get("/directory/").content.decode())
    (said,) = office.people.recorded("weights:changed")
    assert "nearness" in said["detail"]["changed"]


def test_what_is_no_weight_is_said_at_its_field(office: Office) -> None:
    for wrong in ("", "11", "-1", "2.5", "٣", "100"):
        answer = office.post("matching/", **(WEIGHTS | {"places": wrong}), do="save")
        assert answer.status_code == 422
        assert "Enter a whole number from 0 to 10." in answer.content.decode()
    assert office.row("SELECT count(*) FROM directory.weight") == (0,)


def test_who_does_not_keep_the_node_looks_and_does_not_save(office: Office) -> None:
    office.people.owner.execute("UPDATE agencies.member SET keeps_node = false")
    assert 'value="save"' not in office.get("matching/").content.decode()
    assert office.post("matching/", **ONLY_NEAR, do="save").status_code == 404
    assert office.row("SELECT count(*) FROM directory.weight") == (0,)
