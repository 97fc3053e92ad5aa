"""What is sent is what was looked at: of a page, or a preview of the API, that is older, nothing leaves."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from safeconduct.agencies.queries import agency
from safeconduct.cases.actions import save_section
from safeconduct.cases.queries import read_sections
from safeconduct.referrals import carried, drafting
from safeconduct.referrals.models import Referral
from safeconduct.referrals.reasons import PREVIEW_NOT_SEEN
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes
from tests.referrals.transfers.desk import Abroad
from tests.referrals.transfers.test_pages import at_the_desk, page_of


@pytest.fixture
def abroad(envelopes: Envelopes) -> Abroad:
    return Abroad(envelopes, country="BE")


def writes_meanwhile(abroad: Abroad, row: Referral) -> None:
    """A colleague writes other needs."""
    assert row.case_id is not None
    with abroad.ana() as (by, at):
        now = read_sections(row.case_id, [Section.NEEDS], by=by, at=at)[Section.NEEDS]
        content = {"needs": ["housing", "medical"]}
        save_section(
            case=CaseId(row.case_id), section=Section.NEEDS, content=content, base=now.version, by=by, at=at
        )


def agrees_anew(abroad: Abroad, row: Referral) -> None:
    """The person's yes is recorded anew."""
    abroad.agree(abroad.now(row))


def mark_at(abroad: Abroad, row: Referral) -> str:
    row = abroad.now(row)
    with abroad.ana() as (by, at):
        return carried.preview(referral=row, recipient=agency(row.other_agency_id), by=by, at=at).mark


@pytest.mark.parametrize("meanwhile", [writes_meanwhile, agrees_anew])
def test_what_was_changed_since_it_was_looked_at_does_not_leave(
    abroad: Abroad, meanwhile: Callable[[Abroad, Referral], None]
) -> None:
    row = abroad.draft()
    seen = mark_at(abroad, row)
    assert mark_at(abroad, row) == seen, "to look twice changes nothing"
    meanwhile(abroad, row)
    with abroad.ana() as (by, at), pytest.raises(NotPossible) as refused:
        drafting.send(referral=row, recipient=agency(row.other_agency_id), by=by, at=at, seen=seen)
    assert refused.value.reason is PREVIEW_NOT_SEEN
    now = mark_at(abroad, row)
    with abroad.ana() as (by, at):
        drafting.send(referral=row, recipient=agency(row.other_agency_id), by=by, at=at, seen=now)
    assert abroad.now(row).state == "sent"


def test_the_page_shows_it_again_and_sends_what_it_shows(abroad: Abroad, settings: Any) -> None:
    settings.DEMO = True
    row = abroad.draft()
    send = f"{page_of(row)}send/"
    with as_process("web"):
        ana = at_the_desk(abroad.envelopes)
        seen = re.findall(r'name="seen" value="(\w+)"', ana.get(page_of(row)).content.decode())
    writes_meanwhile(abroad, row)
    with as_process("web"):
        for old in (seen[0], ""):
            again = ana.post(send, {"capacity": "asked", "seen": old})
            assert (again.status_code, str(PREVIEW_NOT_SEEN.sentence) in again.content.decode()) == (
                409,
                True,
            )
        now = re.findall(r'name="seen" value="(\w+)"', again.content.decode())
        assert now != seen
        assert ana.post(send, {"capacity": "asked", "seen": now[0]}).status_code == 302
    assert abroad.now(row).state == "sent"
