"""An edition that was corrected says so on its page, in lists and in every file; before an embargo no file does."""

import json
import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import correcting, store
from safeconduct.vocabulary.canonical import digest
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered, show
from tests.statistics.test_pages import in_words

pytestmark = pytest.mark.django_db(transaction=True)

FRONT = "/figures/editions/"
OLD, NEW = f"19a-RO-{YEAR}-1", f"19a-RO-{YEAR}-2"
WHY = "Two agencies counted late."
LATE = {
    ("beta", "identified|ngo|F|Y_GE18|NAT|SEX"): 9,
    ("alfa", "identified|ngo|F|Y_GE18|NAT|SEX"): 8,
}


def correct(counted: psycopg.Connection, embargo: str = "") -> None:
    approve("rita", prepare("cora"))
    registered(counted, LATE)
    approve("cleo", prepare("cora", reason=WHY, embargo=embargo))


def see(path: str) -> str:
    return in_words(client_of("rita").get(path).content.decode())


def file_of(name: str, form: str) -> str:
    return client_of("rita").get(f"{FRONT}{name}/file/{form}/?table=A1").content.decode()


def test_the_page_the_list_and_each_file_say_by_which_edition_it_was_corrected(
    counted: psycopg.Connection,
) -> None:
    correct(counted)
    page = see(f"{FRONT}{OLD}/")
    assert "This edition was corrected" in page
    assert f"{NEW} Why: {WHY}" in page
    new = see(f"{FRONT}{NEW}/")
    assert "This edition was corrected" not in new
    assert "No longer said" not in new, "the same layout says everything still"
    assert f"{OLD} RO, {YEAR} corrected by {NEW}" in see(FRONT)
    for form in ("csv", "json-stat", "sdmx-csv"):
        said = file_of(OLD, form)
        assert f"by edition {NEW}. Why: {WHY}" in said
        assert "was corrected" not in file_of(NEW, form)
        assert "3 take part, and 3 of them registered somebody." in said
    assert WHY in file_of(NEW, "csv")
    assert WHY not in file_of(OLD, "document"), "what was signed is not changed"


def test_before_its_embargo_no_file_knows_of_a_correction(counted: psycopg.Connection) -> None:
    until = timezone.now() + timedelta(days=3)
    correct(counted, embargo=timezone.localtime(until).strftime("%Y-%m-%dT%H:%M"))
    page = see(f"{FRONT}{OLD}/")
    assert f"{NEW} Not to be shown before" in page
    assert "corrected" not in file_of(OLD, "csv")
    with acting(MemberId(ID("rita"))):
        of = store.edition(OLD)
        assert correcting.with_correction(of, at=timezone.now()) == of.document
        later = correcting.with_correction(of, at=until + timedelta(days=1))
    assert later[correcting.CORRECTED]["id"] == NEW
    with acting(MemberId(ID("ana"))):
        assert store.edition(OLD).corrected_by == "", "who may not see it is told nothing"


# --- Coarser than what it corrects -------------------------------------------------------------------------------


def test_a_correction_that_became_coarser_lists_what_it_says_no_longer(counted: psycopg.Connection) -> None:
    approve("rita", prepare("cora", rung="status_beside"))
    registered(counted, LATE)
    path = prepare("cora", rung="alone", reason=WHY)
    assert "No longer said" not in see(path), "which numbers are hidden is not said before they are shown"
    page = see(show("cora", path))
    assert f"{OLD} says" in page
    assert "numbers that this edition does not say. They stay there." in page
    gone = page.partition("No longer said")[2].partition("Change why")[0]
    assert "A1: Presumed, Total 47" in gone, "who is presumed is said by no table any more"
    assert ": Total, Total" not in gone, "the total is said still, and has changed"
    assert "A2: Of the reporting country 25 42" in page, "a total over what it lacks is a number of both"
    approve("cleo", path)
    assert f"{OLD} says" in see(f"{FRONT}{NEW}/")
    assert "No longer said" not in see(f"{FRONT}{OLD}/")


# --- Its reason --------------------------------------------------------------------------------------------------


def reworded(path: str, reason: str, who: str = "cora", status: int = 302) -> str:
    answer = client_of(who).post(f"{path}reason/", {"reason": reason})
    assert answer.status_code == status, in_words(answer.content.decode())
    return in_words(answer.content.decode())


def test_its_reason_is_changed_once_the_layout_is_known_and_is_read_again_before_it_is_signed(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    registered(counted, LATE)
    path = prepare("cora", reason=WHY)
    rita = client_of("rita")
    page = rita.get(show("cora", path)).content.decode()
    assert "Save this reason" not in page, "who approves it changes nothing of it"
    assert "Save this reason" in client_of("cora").get(path).content.decode()
    read = re.search(r'name="read" value="([0-9a-f]{64})"', page)
    reworded(path, "  Two agencies counted late, and sex  is left out. ")
    answer = rita.post(f"{path}approve/", {"read": read[1] if read else "", "sure": "yes"})
    assert answer.status_code == 409
    assert "This is not the edition that stands here now." in in_words(answer.content.decode())
    approve("rita", path)
    with acting(MemberId(ID("rita"))):
        signed = store.edition(NEW)
    assert signed.document["reason"] == "Two agencies counted late, and sex is left out."
    assert signed.digest == digest(signed.document)


def test_only_who_prepared_a_correction_changes_its_reason_and_it_has_one(
    counted: psycopg.Connection,
) -> None:
    first = prepare("cora")
    assert "Save this reason" not in client_of("cora").get(first).content.decode()
    reworded(first, "There is nothing to correct.", status=409)
    approve("rita", first)
    registered(counted, LATE)
    path = prepare("cora", reason=WHY)
    assert "A correction says why it is made" in reworded(path, "  ", status=422)
    assert "A correction says why it is made" in reworded(path, "x" * 501, status=422)
    assert "Somebody else has prepared this edition." in reworded(path, "Mine.", "cleo", 409)
    reworded(path, "Mine.", "rita", 409)
    approve("rita", path)
    reworded(path, "Too late.", status=409)


def test_with_its_reason_nothing_else_of_a_document_is_changed(counted: psycopg.Connection) -> None:
    """Also where the page were to forget its rule: the database compares the two."""
    approve("rita", prepare("cora"))
    registered(counted, LATE)
    prepare("cora", reason=WHY)
    (id_, text) = counted.execute(
        "SELECT id, document FROM statistics.preparation WHERE state = 'ready'"
    ).fetchone() or ("", "")
    forged = {**json.loads(text), "reason": "Mine.", "made_on": "2020-01-01"}
    with acting(MemberId(ID("cora"))):
        said = [id_, "Mine.", digest(forged), json.dumps(forged)]
        assert store.call("SELECT statistics.reword_edition(%s, %s, %s, %s)", said) is False


# --- Correct it --------------------------------------------------------------------------------------------------


def test_a_released_edition_leads_to_its_correction_for_whom_it_is_allowed(
    counted: psycopg.Connection,
) -> None:
    approve("rita", prepare("cora"))
    link = f'href="{FRONT}year/{YEAR}/">Correct it</a>'
    for who, may in (("cora", True), ("cleo", True), ("rita", False)):
        assert (link in client_of(who).get(f"{FRONT}{OLD}/").content.decode()) is may, who
    counted.execute("DELETE FROM agencies.coordination WHERE coordinator_id = %s AND agency_id = %s",
                    [ID("cleo"), ID("police")])  # fmt: skip
    assert link not in client_of("cleo").get(f"{FRONT}{OLD}/").content.decode(), (
        "the police have not named her"
    )
    registered(counted, LATE)
    approve("cleo", prepare("cora", reason=WHY))
    assert link not in client_of("cora").get(f"{FRONT}{OLD}/").content.decode(), "the newer one is corrected"
    assert link in client_of("cora").get(f"{FRONT}{NEW}/").content.decode()
