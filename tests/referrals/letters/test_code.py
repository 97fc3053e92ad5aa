"""The code that a person tells: one that opens nothing is recorded, however the page goes on."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.envelopes import Envelopes
from tests.site.people import HERE

WRONG = ["acorn amber zebra", "acorn amber zebra yellow amber acorn"]


@pytest.mark.parametrize("words", WRONG)
def test_a_code_that_opens_nothing_is_recorded_and_opens_no_file(
    envelopes: Envelopes, settings: Any, words: str
) -> None:
    settings.DEMO = True
    said = {"words": words, "person": "new", "pseudonym": "Reed"}
    with as_process("web"):
        ana = Client(headers=HERE)
        assert ana.post("/sign-in/", {"member": str(envelopes.members["ana"])}).status_code == 302
        page = ana.post("/letters/code/", said)
    assert page.status_code == 422
    assert "No conversation of your team has this code" in page.content.decode()
    assert recorded() == 1


def recorded() -> int:
    """How many wrong codes the audit knows of."""
    with briefly("owner") as owner:
        owner.execute("ALTER TABLE audit.record NO FORCE ROW LEVEL SECURITY")
        try:
            rows = owner.execute("SELECT 1 FROM audit.record WHERE action = 'letter:wrong_code'").fetchall()
        finally:
            owner.execute("ALTER TABLE audit.record FORCE ROW LEVEL SECURITY")
    return len(rows)
