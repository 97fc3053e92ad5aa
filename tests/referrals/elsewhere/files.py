"""A node with a card, a file of Ana's that may leave, and the package of it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.exchange import own_card, peers
from safeconduct.referrals.elsewhere import actions
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.referrals.papers.desk import SHARED, a_file, in_days, written

NEEDS: dict[str, object] = {"needs": ["housing"], "wish": "Near my sister"}


@pytest.fixture
def card(settings: Any, staff: None) -> Iterator[None]:
    """The node has a card, on which both agencies stand with their keys."""
    settings.ENDPOINT, settings.COUNTRY, settings.NODE_NAME = "http://127.0.0.1:9/", "RO", "Node ro"
    peers.forget()
    with member_acts("adam"):
        own_card.publish()
    yield
    peers.forget()


@pytest.fixture
def case() -> CaseId:
    """Ana's, with what is needed to be sent."""
    made = a_file(["uk"])
    written(made, Section.NEEDS, dict(NEEDS))
    written(made, Section.SAFETY, {"level": "low", "valid_until": in_days(20), "never_countries": ["BY"]})
    return made


def given(case: CaseId, consent: UUID, chosen: list[Section] | None = None, who: str = "ana") -> bytes:
    with member_acts(who) as by:
        return actions.give_package(
            case=case, consent=consent, chosen=chosen or SHARED, by=by, at=timezone.now()
        )
