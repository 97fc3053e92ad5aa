"""Putting a conversation into a file: what is wrong stands beside what was typed."""

from typing import Any

from django.test import Client

from tests.conftest import as_process
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE

ALIAS = "Alder by the river and far behind the old mill"


def test_an_alias_that_is_too_long_is_refused_and_not_cut(envelopes: Envelopes, settings: Any) -> None:
    settings.DEMO = True
    with as_process("web"):
        ana = Client(headers=HERE)
        ana.post("/sign-in/", {"member": str(envelopes.members["ana"])})
        page = ana.post("/letters/code/", {"words": "six words", "person": "new", "pseudonym": ALIAS})
        assert page.status_code == 422
        assert "Shorten this text to 40 characters." in page.content.decode()
        assert f'value="{ALIAS}"' in page.content.decode(), "nothing that was typed is lost"
