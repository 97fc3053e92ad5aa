"""The pages: the draft says that it would leave the Union, the ground is recorded, a slip loses nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from safeconduct.referrals.models import Referral
from safeconduct.referrals.transfers import rules
from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes
from tests.referrals.transfers.desk import Abroad
from tests.site.people import HERE


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """Signed in by one click, as in the demonstration."""
    settings.DEMO = True


def at_the_desk(envelopes: Envelopes, who: str = "ana") -> Client:
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(envelopes.members[who])}).status_code == 302
    return client


def page_of(row: Referral) -> str:
    return f"/referrals/{row.reference}/"


def sent_from(client: Client, row: Referral) -> Any:
    """The press of the draft's page as it stands now."""
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(page_of(row)).content.decode())
    return client.post(f"{page_of(row)}send/", {"capacity": "asked", "seen": seen[0]})


def test_the_draft_says_it_and_the_ground_is_recorded_there(envelopes: Envelopes) -> None:
    abroad = Abroad(envelopes)
    row = abroad.draft()
    with as_process("web"):
        ana = at_the_desk(envelopes)
        draft = ana.get(page_of(row)).content.decode()
        assert "It leaves the European Union" in draft
        assert str(rules.NO_GROUND.sentence) in draft
        stopped = sent_from(ana, row)
        assert (stopped.status_code, str(rules.NO_GROUND.sentence) in stopped.content.decode()) == (409, True)

        form = ana.get(f"{page_of(row)}transfer/").content.decode()
        assert "Ukraine stands on no list" in form
        assert "No lawyer has checked the list or this page." in form
        slip = ana.post(f"{page_of(row)}transfer/", {"ground": "clauses", "number": "SCC 12/2026"})
        assert (slip.status_code, "Tell it in their language" in slip.content.decode()) == (409, True)
        assert 'value="SCC 12/2026"' in slip.content.decode()
        given = {"ground": "clauses", "number": "SCC 12/2026", "told": "yes"}
        assert ana.post(f"{page_of(row)}transfer/", given).status_code == 302
        draft = ana.get(page_of(row)).content.decode()
        assert "SCC 12/2026" in draft
        assert str(rules.NO_GROUND.sentence) not in draft
        assert sent_from(ana, row).status_code == 302
        assert "SCC 12/2026" in ana.get(page_of(row)).content.decode()
    assert [why for why, _detail in abroad.recorded("referral:transfer_ground")] == [
        "transfer_risk_not_told",
        "",
    ]


def test_inside_the_union_nothing_is_said_of_it(envelopes: Envelopes) -> None:
    row = Abroad(envelopes, "BE").draft()
    with as_process("web"):
        ana = at_the_desk(envelopes)
        assert "leaves the European Union" not in ana.get(page_of(row)).content.decode()
        assert ana.get(f"{page_of(row)}transfer/").status_code == 404


def test_an_enquiry_asks_for_it_where_a_service_is_outside(envelopes: Envelopes) -> None:
    abroad = Abroad(envelopes)
    asked = {
        "to": str(abroad.desk.entries[0]), "is_child": "no", "urgency": "urgent", "part_of_country": "anywhere",
    }  # fmt: skip
    with as_process("web"):
        ana = at_the_desk(envelopes)
        assert "A service outside the European Union" in ana.get("/enquiries/ask/").content.decode()
        stopped = ana.post("/enquiries/ask/", asked)
        assert (stopped.status_code, str(rules.NO_GROUND_HERE.sentence) in stopped.content.decode()) == (
            409,
            True,
        )
        assert ana.post("/enquiries/ask/", {**asked, "ground": "clauses", "number": "1"}).status_code == 302
    assert abroad.posted() == ["enquired"]
