"""A file of a case leaves by its lead, on a live consent; it is opened by whom it is for, and becomes a case there."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.conf import settings as node
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases.contents import cleaned
from safeconduct.cases.drafted import Left, for_the_notes
from safeconduct.cases.fields import LONGEST_NOTES
from safeconduct.cases.pages import seen
from safeconduct.cases.queries import read_sections
from safeconduct.cases.seen import who_saw
from safeconduct.consent.actions import take_back
from safeconduct.consent.rules import Channel
from safeconduct.exchange import peers
from safeconduct.exchange.faults import Fault, WireError
from safeconduct.exchange.package import Package, Part, open_package
from safeconduct.keys.ring import load
from safeconduct.referrals.elsewhere import actions, pages
from safeconduct.referrals.elsewhere.arriving import OF_ANOTHER_AGENCY, open_as_case
from safeconduct.referrals.elsewhere.rules import HELD_BACK, NO_CARD, NOT_THE_LEAD
from safeconduct.referrals.lists.spreadsheet import new_password, opened
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import AgencyId, CaseId, ConsentId, NodeId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.referrals.elsewhere.files import NEEDS, card, case, given
from tests.referrals.papers.desk import SHARED, a_file, agreed, answered, in_days, talk, written

__all__ = ["card", "case"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff", "card")]


def unsealed(file: bytes, agency: str = "beta") -> Package:
    assert node.KEYS_FOLDER is not None
    keys = load(node.KEYS_FOLDER, "inbox").exchange_keys(AgencyId(ID(agency)))
    sender = peers.card_for(NodeId("ro"))
    assert sender is not None
    return open_package(file, card=sender, keys=keys, now=timezone.now())


def acts(connect_as: ConnectAs) -> list[tuple[Any, ...]]:
    with briefly("owner") as owner:
        return owner.execute(
            "SELECT action, outcome, reason, detail->>'kind' FROM audit.record "
            "WHERE action IN ('case:given_as_file', 'package:opened') ORDER BY recorded_at"
        ).fetchall()


# --- The package ----------------------------------------------------------------------------------------------


def test_from_the_lead_to_a_new_case_of_the_other_agency(case: CaseId, connect_as: ConnectAs) -> None:
    file = given(case, agreed(case))
    assert b"sister" not in file
    package = unsealed(file)
    assert "not_country:BY" in package.conditions, "the person's own list goes with it"
    with member_acts("bea") as by:
        new = open_as_case(package, by=by, at=timezone.now())
        found = read_sections(new.case, list(Section), by=by, at=timezone.now())
    assert new.left == []
    assert found[Section.NEEDS].content == NEEDS
    assert found[Section.PROFILE].content["pseudonym"] == "Linden"
    assert "Belarus" in found[Section.NARRATIVE].content["notes"]
    with member_acts("ana") as by:
        assert read_sections(new.case, list(Section), by=by, at=timezone.now()) == {}
    assert [one[:2] for one in acts(connect_as)] == [
        ("case:given_as_file", "done"),
        ("package:opened", "done"),
    ]


def test_a_yes_that_ends_after_midnight_ends_on_the_day_that_begins_here(case: CaseId) -> None:
    """22:30 UTC is half past midnight in Bucharest."""
    package = unsealed(given(case, agreed(case)))
    label = replace(package.label, until=datetime(2027, 1, 11, 22, 30, tzinfo=UTC))
    with timezone.override("Europe/Bucharest"), member_acts("bea") as by:
        new = open_as_case(replace(package, label=label), by=by, at=timezone.now())
        notes = read_sections(new.case, [Section.NARRATIVE], by=by, at=timezone.now())
    assert "yes until 2027-01-12" in notes[Section.NARRATIVE].content["notes"]


def test_the_person_reads_to_whom_it_was_given_as_a_file(case: CaseId) -> None:
    given(case, agreed(case), [Section.NEEDS])
    assert "Made for them as a file" in answered(seen, case).content.decode()
    with member_acts("ana") as by:
        lines = who_saw(case, by=by, at=timezone.now())
        given_there = [
            (one.section, str(one.agency.id), one.role) for one in lines if one.agency and one.is_file
        ]
        assert given_there == [(Section.NEEDS, str(ID("beta")), "")]


def test_it_opens_for_no_other_agency(case: CaseId) -> None:
    file = given(case, agreed(case))
    with pytest.raises(WireError) as wrong:
        unsealed(file, "alfa")
    assert wrong.value.fault is Fault.UNKNOWN_RECIPIENT
    with member_acts("ana") as by, pytest.raises(NotPossible) as refused:
        open_as_case(unsealed(file), by=by, at=timezone.now())
    assert refused.value.reason is OF_ANOTHER_AGENCY


def test_only_the_lead_gives_it_and_a_stranger_does_not_know_the_case(case: CaseId) -> None:
    consent = agreed(case)
    with member_acts("ana"):
        doors.place(case, ID("dan"))
    with pytest.raises(NotPossible) as refused:
        given(case, consent, who="dan")
    assert refused.value.reason is NOT_THE_LEAD
    with pytest.raises(NotFound):
        given(case, consent, who="bea")


def test_after_it_was_taken_back_nothing_leaves(case: CaseId) -> None:
    consent = agreed(case)
    with member_acts("ana") as by:
        take_back(
            consent=ConsentId(consent), case=case, team=ID("team_beta"), referral=None, sections=[],
            channel=Channel.PERSON, by=by, at=timezone.now(),
        )  # fmt: skip
        assert actions.offers(case, by=by) == []
    with pytest.raises(NotPossible):
        given(case, consent)


def test_a_consent_of_another_case_lets_nothing_leave(case: CaseId) -> None:
    other = a_file()
    with pytest.raises(NotFound):
        given(case, agreed(other))


def test_the_identity_waits_until_they_have_accepted(case: CaseId) -> None:
    written(case, Section.IDENTITY, {"names": "Maria Invented"})
    consent = agreed(case, talk([*SHARED, Section.IDENTITY]))
    with pytest.raises(NotPossible) as refused:
        given(case, consent, [*SHARED, Section.IDENTITY])
    assert refused.value.reason is HELD_BACK
    assert Section.IDENTITY not in unsealed(given(case, consent)).parts


def test_without_a_card_of_their_node_nothing_is_sealed(case: CaseId) -> None:
    with pytest.raises(NotPossible) as refused:
        given(case, agreed(case, talk(team="gent")))
    assert refused.value.reason is NO_CARD


# --- What does not fit at the other side ----------------------------------------------------------------------


def test_what_is_not_ours_is_told_line_by_line_and_kept_in_the_notes(case: CaseId) -> None:
    package = unsealed(given(case, agreed(case)))
    strange: dict[str, object] = {
        "needs": ["a_flat_on_the_moon"],
        "wish": "Near my sister",
        "colour": "blue",
        "assessed": "no rows",
    }
    health = Part(1, "nurse", {"treatment": "blue tablets", "dose": "red tablets"})
    package = replace(
        package, parts=package.parts | {Section.NEEDS: Part(1, "x", strange), Section.HEALTH: health}
    )
    with member_acts("bea") as by:
        new = open_as_case(package, by=by, at=timezone.now())
        found = read_sections(new.case, list(Section), by=by, at=timezone.now())
    assert found[Section.NEEDS].content == {"wish": "Near my sister"}
    told = " ".join(f"{one.where} {one.why} {one.said}" for one in new.left)
    for word in ("a_flat_on_the_moon", "blue", "no rows", "Your profession does not write this section."):
        assert word in told
    notes = found[Section.NARRATIVE].content["notes"]
    assert "a_flat_on_the_moon" in notes
    assert "tablets" not in told + notes, "what a profession does not open it does not read here"
    assert Section.HEALTH not in new.sections


def test_a_long_answer_that_is_not_ours_stands_whole_in_the_notes_which_can_be_saved(case: CaseId) -> None:
    """Cut off or longer than the notes take, it would be lost, or keep the page of the person from being saved."""
    package, story = unsealed(given(case, agreed(case))), "She walked on. " * 400
    package = replace(package, parts={Section.NEEDS: Part(1, "x", {"a_later_question": story})})
    with member_acts("bea") as by:
        new = open_as_case(package, by=by, at=timezone.now())
        found = read_sections(new.case, [Section.NARRATIVE], by=by, at=timezone.now())
    notes = found[Section.NARRATIVE].content["notes"]
    assert story.strip() in notes
    assert cleaned(Section.NARRATIVE, {"notes": [notes]}) == {"notes": notes.strip()}


def test_notes_that_a_file_fills_end_where_case_notes_end() -> None:
    text = for_the_notes([Left("Colour", "", "x" * LONGEST_NOTES)], under="From elsewhere.")
    assert len(text) == LONGEST_NOTES
    assert text.startswith("From elsewhere.")
    assert text.endswith("x …")


# --- The page, and HTCDS --------------------------------------------------------------------------------------


def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks has just confirmed who they are."""
    monkeypatch.setattr("safeconduct.access.step_up.stepped_up", lambda *_: True)


def test_the_page_asks_for_a_fresh_confirmation_and_says_when_nobody_agreed(
    case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answered(pages.give, case).status_code == 302
    fresh(monkeypatch)
    assert "No live consent of the person names anybody" in answered(pages.give, case).content.decode()


def test_a_row_of_htcds_opens_with_its_password_only(
    case: CaseId, monkeypatch: pytest.MonkeyPatch, connect_as: ConnectAs
) -> None:
    fresh(monkeypatch)
    consent, password = agreed(case), new_password()
    asked = {"consent": str(consent), "sections": ["profile"], "kind": "htcds", "password": password}
    file = answered(pages.give, case, post=asked)
    assert file.status_code == 200
    assert b"ukr" not in file.content
    with pytest.raises(Exception, match="Key verification failed"):
        opened(file.content, "another")
    book = openpyxl.load_workbook(io.BytesIO(opened(file.content, password)))
    assert book.sheetnames == ["htcds", "htcds_missing", "consent"]
    row = dict(zip(*([cell.value for cell in line] for line in book["htcds"].iter_rows()), strict=True))
    assert row["prs_PrimaryLanguage"] == "ukr"
    assert "spl_Type" not in row
    assert "not_country:BY" in str([cell.value for cell in book["consent"][2]])
    assert acts(connect_as) == [("case:given_as_file", "done", "", "htcds")]


def test_what_was_chosen_is_there_again_beside_what_is_wrong(
    case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh(monkeypatch)
    consent = agreed(case)
    page = answered(pages.give, case, post={"consent": str(consent), "sections": ["needs"]})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Choose how." in text
    assert text.count("checked") == 2


def test_a_refusal_says_why_and_is_recorded(
    case: CaseId, monkeypatch: pytest.MonkeyPatch, connect_as: ConnectAs
) -> None:
    fresh(monkeypatch)
    consent = agreed(case)
    written(case, Section.SAFETY, {"level": "high", "valid_until": in_days(20)}, 1)
    asked = {"consent": str(consent), "sections": ["needs"], "kind": "package"}
    page = answered(pages.give, case, post=asked)
    assert page.status_code == 409
    assert acts(connect_as) == [("case:given_as_file", "refused", "danger_not_mitigated", None)]
