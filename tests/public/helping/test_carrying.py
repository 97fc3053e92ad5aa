"""A remark about a place or a card travels to the node, and the editors see what became of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary import remarks
from safeconduct.vocabulary.remarks import Became
from tests.directory.hsds.invented import OFFICE, SHELTER
from tests.public.reader import Browser, rows
from tests.public.working import work

BECAME = "SELECT text, handed_on IS NOT NULL, is_left FROM helping_remark ORDER BY id"


@pytest.fixture(autouse=True)
def nothing_before(helping: Node) -> Iterator[None]:
    """No remark, no count of the hour, no file."""
    yield
    rows(helping, "DELETE FROM helping_remark")
    rows(helping, "DELETE FROM asking_sent WHERE true")
    for name in (remarks.TO_NODE, remarks.TO_SITE):
        (public.folder_of(helping.home) / name).unlink(missing_ok=True)


def test_a_remark_on_a_place_or_a_card_is_handed_over_once_and_one_for_editors_alone_is_not(
    helping: Node, reader: Browser, sign_in: Callable[[str], Browser]
) -> None:
    folder = public.folder_of(helping.home)
    form = reader.get(f"/info/ro/remark/?a={OFFICE.id}").text
    assert "Îl citește și locul despre care este vorba." in form
    of_card = reader.get("/info/ro/remark/?a=ro-sup-01").text
    assert "Dacă cineva are grijă de acest text despre lege, îl primește și el." in of_card
    assert "Îl citește și locul" not in of_card
    assert 'name="only"' not in reader.get("/info/ro/remark/").text
    reader.post(f"/info/ro/remark/?a={OFFICE.id}", {"text": "Nu răspunde nimeni."})
    reader.post(f"/info/ro/remark/?a={SHELTER.id}", {"text": "Închis duminica."})
    reader.post(f"/info/ro/remark/?a={OFFICE.id}", {"text": "Doar pentru voi.", "only": "1"})
    reader.post("/info/ro/remark/?a=ro-sup-01", {"text": "Altă lege."})
    reader.post("/info/ro/remark/?a=ro-sup-01", {"text": "Tot voi.", "only": "1"})
    reader.post("/info/ro/remark/", {"text": "Despre pagini."})
    work(helping)
    laid = remarks.read((folder / remarks.TO_NODE).read_bytes())
    today = datetime.now(UTC).date()
    assert {(each.about, each.text, each.language, each.day) for each in laid} == {
        (UUID(OFFICE.id), "Nu răspunde nimeni.", "ro", today),
        (UUID(SHELTER.id), "Închis duminica.", "ro", today),
        ("RO-SUP-01", "Altă lege.", "ro", today),
    }
    ids = {each.text: each.id for each in laid}
    answer = Became((ids["Nu răspunde nimeni."], ids["Altă lege."]), (ids["Închis duminica."],))
    (folder / remarks.TO_SITE).write_text(answer.text())
    work(helping)
    assert remarks.read((folder / remarks.TO_NODE).read_bytes()) == ()
    assert rows(helping, BECAME) == [
        ("Nu răspunde nimeni.", True, False),
        ("Închis duminica.", False, True),
        ("Doar pentru voi.", False, True),
        ("Altă lege.", True, False),
        ("Tot voi.", False, True),
        ("Despre pagini.", False, False),
    ]
    page = sign_in("editor").get("/edit/remarks/").text
    assert page.count("Who keeps this on the node has had it since") == 2
    assert page.count("Nobody on the node was handed it") == 3
    assert f"<h2>{OFFICE.agency.name} (ro)</h2>" in page
    assert "<h2>RO-SUP-01: " in page
