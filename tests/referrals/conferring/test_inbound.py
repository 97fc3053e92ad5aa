"""What a peer says of a conference, over here: taken in where it fits, and refused with a code where it does not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from safeconduct.referrals.codes import moment_text
from tests.referrals.conferring.desk import change_sector
from tests.referrals.conferring.test_answering import ITEM, Asked
from tests.referrals.envelopes import Envelopes


@pytest.fixture
def asked(envelopes: Envelopes) -> Asked:
    return Asked(envelopes)


def walled(asked: Asked) -> None:
    change_sector(asked.envelopes, asked.envelopes.own, "prosecution")


def walled_there(asked: Asked) -> None:
    change_sector(asked.envelopes, asked.envelopes.other, "border_guard")


def on_a_ground(asked: Asked) -> None:
    asked.change(consent={**asked.row.consent, "ground": "vital_interest"})


def not_accepted(asked: Asked) -> None:
    asked.change(state="acknowledged")


def closed(asked: Asked) -> None:
    asked.change(state="closed", due_at=None)


def ended(asked: Asked) -> None:
    asked.change(consent={**asked.row.consent, "until": moment_text(asked.until - timedelta(days=30))})


@pytest.mark.parametrize(("what", "said"), [
    (walled, "no_conference_across_the_firewall"),
    (walled_there, "no_conference_across_the_firewall"),
    (on_a_ground, "no_conference_without_consent"),
    (not_accepted, "conference_without_acceptance"),
    (closed, "consent_ended"),
    (ended, "consent_ended"),
])  # fmt: skip
def test_nothing_is_taken_in_that_the_sender_should_not_have_sent(
    asked: Asked, what: Callable[[Asked], None], said: str
) -> None:
    what(asked)

    assert asked.hears("asked", ITEM) == said
    assert asked.kept() == (0, 0)


@pytest.mark.parametrize(("step", "text", "other", "said"), [
    ("asked", ITEM, {"section": "health"}, "text_of_a_section_not_shared"),
    ("asked", "", {}, "malformed_body"),
    ("asked", ITEM, {"until": None}, "malformed_body"),
    ("asked", ITEM, {"item": None}, "malformed_body"),
    ("decided", "The shelter.", {}, "unknown_item"),
    ("proposed", "The shelter.", {}, "not_your_side"),
    ("no_part", "", {}, "not_your_side"),
    ("met", "Come.", {"item": None}, "malformed_body"),
    ("met", "", {}, "malformed_body"),
    ("met", "", {"item": None, "came": "yes"}, "malformed_body"),
    ("settled", "", {}, "malformed_body"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    asked: Asked, step: str, text: str, other: dict[str, Any], said: str
) -> None:
    assert asked.hears(step, text, **other) == said
    assert asked.kept() == (0, 0)


def test_of_a_known_item_only_what_is_new_and_about_its_section_is_kept(asked: Asked) -> None:
    assert asked.hears("asked", ITEM) == ""
    assert asked.hears("asked", ITEM) == "already_here"
    assert asked.hears("minuted", "All agreed.", section="safety") == "malformed_body"
    assert asked.hears("decided", "The shelter.", conference=str(uuid4())) == "unknown_item"
    assert asked.hears("decided", "The shelter.") == ""
    assert asked.hears("decided", "The flat.") == "already_here"
    assert asked.kept() == (1, 1)


def test_one_referral_brings_no_endless_agenda(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    from safeconduct.referrals.inbound import conferring

    monkeypatch.setattr(conferring, "MOST_ITEMS", 1)
    assert asked.hears("asked", ITEM) == ""
    assert asked.hears("asked", ITEM, item=str(uuid4())) == "too_many_items"
