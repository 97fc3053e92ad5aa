"""The pages of a referral to a partner without a node, over HTTP and without JavaScript."""

import html
import re
import time
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from safeconduct.access.step_up import IN_SESSION
from safeconduct.referrals.lists.spreadsheet import opened
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.referrals.partners.desk import NAME, NEED, PHONE, a_draft, a_file, a_partner, now, sent
from tests.site.people import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


@pytest.fixture(autouse=True)
def haven(connect_as: ConnectAs, settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True
    a_partner(connect_as("owner"))


class Desk:
    """Somebody at a browser."""

    def __init__(self, who: str) -> None:
        self.client = Client(headers=HERE)
        assert self.client.post("/sign-in/", {"member": str(ID(who))}).status_code == 302
        session = self.client.session  # as after a fresh confirmation
        session[IN_SESSION] = time.time()
        session.save()

    def see(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.content.decode())
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    def send(self, path: str, status: int = 302, **given: Any) -> str:
        answer = self.client.post(path, given)
        assert answer.status_code == status, (path, answer.content.decode())
        return html.unescape(answer.content.decode())


def telling(minutes: int = 0, **more: str) -> dict[str, Any]:
    at = timezone.localtime() + timedelta(minutes=minutes)
    return {
        "told_by": "social_worker", "told_how": "telephone", "told_at": at.strftime("%Y-%m-%dT%H:%M:%S"), **more,
    }  # fmt: skip


def test_it_is_chosen_consented_to_and_sent_like_any_other() -> None:
    case, ana = a_file(), Desk("ana")
    offered = ana.see(f"/people/{case}/refer/")
    assert "They have no node : By telephone, On paper, By a sealed file" in offered
    assert (
        ana.client.post(
            f"/people/{case}/refer/", {"service": str(ID("beds")), "urgency": "urgent"}
        ).status_code
        == 302
    )
    with member_acts("ana"):
        row = Referral.objects.get()
    assert (row.state, row.other_agency_id) == (State.DRAFT, ID("haven"))
    draft = ana.see(f"/referrals/{row.reference}/")
    assert "When you send it, nothing leaves by itself" in draft
    assert "It is sent sealed" not in draft


def test_before_the_sending_the_page_says_that_somebody_tells_them() -> None:
    row, ana = a_draft(a_file()), Desk("ana")
    assert "Then you tell them" in ana.see(f"/referrals/{row.reference}/")
    ana.see(f"/referrals/{row.reference}/by-hand/", 404)
    ana.see(f"/referrals/{row.reference}/told/", 404)


def test_what_may_be_said_holds_the_identity_back_until_they_accept() -> None:
    row, ana = sent(), Desk("ana")
    page = f"/referrals/{row.reference}/"
    shown = ana.see(page)
    assert "They have no node: nothing has left by itself" in shown
    assert "It has left." not in shown
    for path in (f"{page}by-hand/", f"{page}by-hand/paper/"):
        said = ana.see(path)
        assert NEED in said
        assert NAME not in said
        assert PHONE not in said
    assert "Not before they accept Identity" in ana.see(f"{page}by-hand/")
    ana.send(f"{page}by-hand/left/", told_how="telephone", told_at=telling()["told_at"])
    assert "to_hand_over" not in now(row).flags
    accepting = telling(conflict_check="none", told_name="Mara Ilieva")
    ana.send(f"{page}told/accept/", **accepting)
    for path in (f"{page}by-hand/", f"{page}by-hand/paper/"):
        said = ana.see(path)
        assert NAME in said
        assert PHONE in said
    shown = ana.see(page)
    assert "Told by: Social worker, case worker. By telephone" in shown
    assert "Mara Ilieva" in shown
    assert "Receiver, Social worker, case worker" in shown


def test_the_sealed_file_opens_with_its_password_and_holds_what_may_be_said() -> None:
    row, ana = sent(), Desk("ana")
    page = f"/referrals/{row.reference}/by-hand/"
    found = re.search(r"data-password>([a-z0-9-]+)<", ana.client.get(f"{page}file/").content.decode())
    assert found is not None
    answer = ana.client.post(f"{page}file/fetch/", {"password": found[1]})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="referral.xlsx"'
    book = load_workbook(BytesIO(opened(answer.content, found[1])))
    cells = {str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line}
    assert NEED in cells
    assert not {NAME, PHONE} & cells
    assert NEED.encode() not in answer.content
    assert ana.client.post(f"{page}file/fetch/", {"password": "secret"}).status_code == 404


def test_what_is_missing_or_cannot_be_is_said_and_nothing_typed_is_lost() -> None:
    row, ana = sent(), Desk("ana")
    page = f"/referrals/{row.reference}/told/"
    lacking = ana.send(f"{page}decline/", 422, told_at="", reason="no_capacity")
    for words in ("Choose what the one who told it is there.", "Choose how.", "Enter the day and the time."):
        assert words in lacking
    assert re.search(r'value="no_capacity"[^>]*selected', lacking)
    assert "still to come" in ana.send(f"{page}decline/", 409, **telling(30, reason="no_capacity"))
    assert "before the referral was sent" in ana.send(f"{page}acknowledge/", 409, **telling(-30))
    assert "This answer is missing." in ana.send(f"{page}decline/", 409, **telling())
    assert now(row).state == State.SENT
    ana.send(f"{page}decline/", **telling(reason="no_capacity"))
    assert now(row).state == State.DECLINED


def test_a_taking_back_is_a_task_until_they_know() -> None:
    row, ana = sent(), Desk("ana")
    page = f"/referrals/{row.reference}/"
    ana.send(f"{page}told/acknowledge/", **telling())
    ana.send(f"{page}withdraw/", reason="consent_withdrawn", channel="person", do="all")
    shown = ana.see(page)
    assert "do not know yet that it was taken back" in shown
    assert row.reference in ana.see("/")
    refused = ana.see(f"{page}by-hand/", 409)
    assert NEED not in refused
    ana.send(f"{page}by-hand/told-back/", **telling(has_erased="yes"))
    assert (now(row).state, now(row).holder_answer) == (State.CLOSED, "erased")
    assert "not_told" not in now(row).flags


def test_nobody_else_opens_these_pages() -> None:
    row = sent()
    bea, nora = Desk("bea"), Desk("nora")
    for path in ("by-hand/", "by-hand/paper/", "told/"):
        bea.see(f"/referrals/{row.reference}/{path}", 404)
    assert NEED not in nora.see(f"/referrals/{row.reference}/by-hand/", 409)


def test_paper_and_file_ask_who_one_is_once_more() -> None:
    row, ana = sent(), Desk("ana")
    session = ana.client.session
    del session[IN_SESSION]
    session.save()
    page = f"/referrals/{row.reference}/by-hand/"
    for path in (f"{page}paper/", f"{page}file/"):
        assert "next=" in ana.client.get(path).headers["Location"]
    assert ana.client.post(f"{page}file/fetch/", {"password": "x"}).status_code == 409
    assert NEED in ana.see(page)


def test_a_chain_is_shown_nowhere_where_there_is_none() -> None:
    row, ana = sent(), Desk("ana")
    assert "The chain" not in ana.see(f"/referrals/{row.reference}/")
    assert ana.client.post(f"/referrals/{row.reference}/chain/", {"part_of": "none"}).status_code == 409
