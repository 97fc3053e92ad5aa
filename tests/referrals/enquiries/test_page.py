"""The page on which services are asked without a name."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import as_process
from tests.referrals.enquiries.desk import Desk
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE


@pytest.mark.parametrize(("together", "is_round"), [("first", True), ("each", False)])
def test_whoever_asks_several_says_whether_one_of_them_is_enough(
    envelopes: Envelopes, settings: Any, together: str, *, is_round: bool
) -> None:
    desk = Desk(envelopes)
    said = {
        "to": [str(one) for one in desk.entries], "is_child": "no", "urgency": "urgent",
        "part_of_country": "anywhere", "together": together,
    }  # fmt: skip
    settings.DEMO = True
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.post("/enquiries/ask/", said)
    assert page.status_code == 302
    assert page["Location"].startswith("/enquiries/rounds/") is is_round
    assert desk.number() == 2
