"""One person from a file of HTCDS 2.0: a draft to look through, every fault in its line, and nothing lost."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone

from safeconduct.cases.queries import read_sections
from safeconduct.referrals.elsewhere import coming_pages
from safeconduct.referrals.lists.spreadsheet import Table, new_password, sealed_book
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.cases.htcds.files import MARIA, as_csv
from tests.referrals.papers.desk import answered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def sent(data: bytes, password: str = "", who: str = "ana") -> HttpResponse:
    file = SimpleUploadedFile("file.csv", data)
    return answered(coming_pages.front, who=who, post={"file": file, "password": password})


def opened(who: str = "ana", **entered: Any) -> HttpResponse:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.messages.success", lambda *_: None)
        return answered(coming_pages.front, who=who, post=entered)


def test_the_draft_shows_what_could_be_read_and_says_the_rest_line_by_line() -> None:
    row = MARIA | {
        "prs_Gender": "Femalee", "prs_Birthdate": "31.31.1990", "cas_Status": "Closed", "cas_CaseOwner": "somebody",
        "per_RoleInProcess": "Recruiter",
    }  # fmt: skip
    page = sent(as_csv(row))
    assert page.status_code == 200
    text = page.content.decode()
    for said in ("is not in the list of this column", "Femalee", "31.31.1990", "This case is closed there"):
        assert said in text, said
    assert "Data about suspected perpetrators are not held here." in text
    assert "Recruiter" not in text, "what is never held is not even shown"
    assert "A tick of consent is no consent here" in text
    assert 'value="Maria Invented"' in text
    assert "prs_Gender: Femalee" in text, "what could not be read is offered for the notes"


def told(page: HttpResponse) -> list[str]:
    """The lines above the forms, as somebody reads them."""
    banner = re.search(r'id="left".*?</ul>', page.content.decode(), re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", banner[0], re.DOTALL) if banner else []
    return [html.unescape(re.sub("<[^>]*>", "", one)) for one in lines]


def test_a_whole_row_leaves_only_the_tick_of_consent_to_be_told() -> None:
    assert [one.split(":")[0] for one in told(sent(as_csv(MARIA)))] == ["con_Consent"]


@pytest.mark.parametrize("column,said,why", [
    ("CaseID", "A-17", "no column of HTCDS 2.0"),
    ("prs_Gendr", "Feminine", "is prs_Gender meant?"),
    ("prs_Gender", "Femalee", "not in the list"),
    ("prs_FirstName", "M" * 2001, "longer than 2000"),
    ("hte_Country", "ROU", "another column says it already"),
    ("cas_ReferredOrganisation", "House of Alders", "no question for this"),
    ("prs_Deceased", "true", "has died"),
])  # fmt: skip
def test_nothing_of_the_row_is_lost_in_silence(column: str, said: str, why: str) -> None:
    page = sent(as_csv(MARIA | {"hte_Type": "Transit", column: said}))
    line = next(one for one in told(page) if one.startswith(column))
    assert said in line
    assert why in line


def test_what_contradicts_itself_is_said_with_both_still_there() -> None:
    page = sent(as_csv(MARIA | {"vic_AgeWhenTrafficked": "70"}))
    assert "vic_AgeWhenTrafficked “70”: This age does not fit the date of birth." in told(page)
    assert 'value="1996-04-02"' in page.content.decode()


def test_empty_cells_behind_the_last_are_no_columns() -> None:
    head, row = as_csv(MARIA).decode().splitlines()
    assert told(sent(f"{head},,,\r\n{row},,,\r\n".encode())) == told(sent(as_csv(MARIA)))
    extra = sent(f"{head},,\r\n{row},lost?,\r\n".encode())
    assert extra.status_code == 422
    assert "row 2: This row has 14 cells for 12 columns" in extra.content.decode()


def test_a_section_that_others_write_is_told_and_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = frozenset({Section.PROFILE, Section.NARRATIVE})
    monkeypatch.setattr(coming_pages, "writable", lambda _by: mine)
    page = sent(as_csv(MARIA))
    assert [one for one in told(page) if one.endswith("Your profession does not write this section.")]
    assert "Maria Invented" not in page.content.decode()


def test_the_lines_stay_when_the_forms_come_back() -> None:
    first = told(sent(as_csv(MARIA | {"prs_Gender": "Femalee"})))
    again = opened(
        opened=["profile"], birth_year="soon", is_child="perhaps", left_where=["prs_Gender"],
        left_why=["Not in the list."], left_said=["Femalee"],
    )  # fmt: skip
    assert first[0].startswith("prs_Gender “Femalee”")
    assert told(again) == ["prs_Gender “Femalee”: Not in the list."]


def test_nothing_is_stored_before_it_was_looked_through_and_then_what_stands_in_the_forms() -> None:
    sent(as_csv(MARIA))
    answer = opened(
        opened=["profile", "identity", "narrative"], pseudonym="Alder", names="Maria", notes="prs_X: y"
    )
    assert answer.status_code == 302
    case = answer.headers["Location"].split("/")[2]
    with member_acts("ana") as by:
        found = read_sections(case, list(Section), by=by, at=timezone.now())  # type: ignore[arg-type]  # as the page
    assert {section: one.content for section, one in found.items()} == {
        Section.PROFILE: {"pseudonym": "Alder"},
        Section.IDENTITY: {"names": "Maria"},
        Section.NARRATIVE: {"notes": "prs_X: y"},
    }


def test_a_slip_shows_the_forms_again_as_they_were() -> None:
    page = opened(
        opened=["profile", "identity"], pseudonym="Alder", birth_date="soon", names="Maria Invented"
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "Enter the date as year-month-day" in text
    for kept in ('value="soon"', 'value="Alder"', 'value="Maria Invented"'):
        assert kept in text


def test_a_section_that_is_not_theirs_is_not_opened_whatever_the_form_says() -> None:
    answer = opened(opened=["profile", "health"], pseudonym="Alder", treatment="blue tablets")
    case = answer.headers["Location"].split("/")[2]
    with member_acts("ana") as by:
        assert list(read_sections(case, list(Section), by=by, at=timezone.now())) == [Section.PROFILE]  # type: ignore[arg-type]  # as the page


def test_our_own_spreadsheet_is_read_with_its_password() -> None:
    password = new_password()
    file = sealed_book([Table("htcds", list(MARIA), [list(MARIA.values())])], password)
    assert 'value="Maria Invented"' in sent(file, password).content.decode()
    wrong = sent(file, "another")
    assert wrong.status_code == 422
    assert "does not open with this password" in wrong.content.decode()


def test_a_spreadsheet_that_asks_for_work_without_end_is_not_opened() -> None:
    file = sealed_book([Table("htcds", list(MARIA), [list(MARIA.values())])], "a password")
    asked, more = b' <p:encryptedKey spinCount="100000"', b'<p:encryptedKey spinCount="9000000"'
    assert file.count(asked) == 1
    page = sent(file.replace(asked, more), "a password")
    assert page.status_code == 422
    assert "This spreadsheet cannot be read." in page.content.decode()


@pytest.mark.parametrize("data,said", [
    (b"", "There is nothing in this file."),
    (as_csv(MARIA, MARIA), "one person"),
    (b"a,b\n1,2\n", "No column of HTCDS 2.0"),
    (b"PK\x03\x04 no zip", "cannot be read"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no book", "This spreadsheet cannot be read."),
    (b"\xff\xfex", "UTF-16"),
])  # fmt: skip
def test_a_file_that_is_none_is_told_in_a_sentence(data: bytes, said: str) -> None:
    page = sent(data)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_who_opens_no_case_opens_none_here() -> None:
    with pytest.raises(NotPossible):
        sent(as_csv(MARIA), who="pavel")
