"""An edition that was corrected says so on its page, in lists and in every file; before an embargo no file does."""

from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from safeconduct.access.acting import acting
from safeconduct.statistics.editions import correcting, store
from safeconduct.vocabulary.identifiers import MemberId
from tests.access.names import ID
from tests.statistics.editions.year import YEAR, approve, client_of, prepare, registered
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
    assert "This edition was corrected" not in see(f"{FRONT}{NEW}/")
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
