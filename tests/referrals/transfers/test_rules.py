"""On which ground something may leave the Union, asked of the pure rule with every ground and every country."""

from dataclasses import replace

import pytest

from safeconduct.referrals.moves import Event
from safeconduct.referrals.position import draft
from safeconduct.referrals.sending import may_send
from safeconduct.referrals.transfers import rules
from safeconduct.referrals.transfers.countries import lists
from safeconduct.referrals.transfers.rules import Crossing, Transfer, may_cross, may_rest_on
from safeconduct.vocabulary.codes import Sector, TransferGround
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.decisions import Allowed, Reason, Refused
from tests.referrals.stories import NOW, START, S, attempt, why
from tests.referrals.test_sending import FACTS

G = TransferGround
AGREED = Crossing(True, Sector.NGO, has_consent=True)
NOT_AGREED = Crossing(True, Sector.NGO)
SERVICE = Crossing(True, Sector.SOCIAL_SERVICES, has_consent=True)
POLICE = Crossing(True, Sector.POLICE, has_consent=True)
NOBODY = Crossing(True, Sector.NGO, is_about_nobody=True)


# --- The countries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sender", "recipient", "is_asked"), [
    ("RO", "UA", True), ("BE", "AL", True), ("SE", "XK", True), ("NO", "UA", True),
    ("RO", "US", True), ("RO", "CA", True), ("RO", "JP", True),
    ("RO", "BE", False), ("RO", "NO", False), ("RO", "GB", False), ("RO", "CH", False),
    ("UA", "RO", False), ("AL", "UA", False), ("UA", "UA", False),
])  # fmt: skip
def test_a_ground_is_asked_where_it_leaves_the_union_for_a_country_on_no_list(
    sender: str, recipient: str, is_asked: bool
) -> None:
    assert lists().asks_ground(sender, recipient) is is_asked


def test_a_country_that_nobody_listed_is_asked() -> None:
    assert lists().asks_ground("RO", "ZZ")
    assert sum(lists().asks_ground("RO", code) for code in COUNTRIES) == len(COUNTRIES) - 30 - 12


def test_the_lists_name_countries_their_source_and_that_nobody_checked_them() -> None:
    assert lists().bound | lists().adequate <= set(COUNTRIES)
    assert not lists().bound & lists().adequate
    assert lists().page.startswith("https://commission.europa.eu/")
    assert lists().read_on.year >= 2026
    assert lists().checked_by == ""


# --- The grounds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("transfer", "crossing", "lacks"), [
    (Transfer(), AGREED, rules.NOT_A_TRANSFER_GROUND),
    (Transfer("we_always_do", "1", True), AGREED, rules.NOT_A_TRANSFER_GROUND),
    (Transfer(G.CLAUSES, "SCC 12/2026", True), AGREED, None),
    (Transfer(G.CLAUSES, "", True), AGREED, rules.NUMBER_MISSING),
    (Transfer(G.CLAUSES, "Her name is Maria, she lives in the yellow house", True), AGREED, rules.NUMBER_MISSING),
    (Transfer(G.CLAUSES, "12\n13", True), AGREED, rules.NUMBER_MISSING),
    (Transfer(G.CLAUSES, "SCC 12/2026"), AGREED, rules.NOT_TOLD),
    (Transfer(G.EXPLICIT_CONSENT, "", True), AGREED, None),
    (Transfer(G.EXPLICIT_CONSENT), AGREED, rules.NOT_TOLD),
    (Transfer(G.EXPLICIT_CONSENT, "", True), NOT_AGREED, rules.CONSENT_MISSING),
    (Transfer(G.EXPLICIT_CONSENT, "", True), POLICE, rules.NOT_FOR_AUTHORITIES),
    (Transfer(G.EXPLICIT_CONSENT, "", True), SERVICE, None),
    (Transfer(G.EXPLICIT_CONSENT, "what was said, a sentence of more than forty", True), AGREED, rules.NUMBER_MISSING),
    (Transfer(G.PUBLIC_INTEREST, "Art. 12 (3)", True), AGREED, None),
    (Transfer(G.PUBLIC_INTEREST, "", True), AGREED, rules.NUMBER_MISSING),
    (Transfer(G.INSTRUMENT, "7/2024", True), SERVICE, None),
    (Transfer(G.INSTRUMENT, "7/2024", True), AGREED, rules.ONLY_FOR_PUBLIC_BODIES),
    (Transfer(G.ARRANGEMENT, "7/2024", True), POLICE, None),
    (Transfer(G.ARRANGEMENT, "7/2024", True), AGREED, rules.ONLY_FOR_PUBLIC_BODIES),
    (Transfer(G.LEGAL_CLAIMS, "", True), AGREED, None),
    (Transfer(G.LEGAL_CLAIMS), AGREED, rules.NOT_TOLD),
    (Transfer(G.VITAL_INTERESTS), NOT_AGREED, None),
    (Transfer(G.VITAL_INTERESTS), AGREED, rules.ASKED_AND_ANSWERED),
    (Transfer(G.CLAUSES, "1"), NOBODY, None),
    (Transfer(G.EXPLICIT_CONSENT, "", True), NOBODY, rules.CONSENT_MISSING),
    (Transfer(G.CLAUSES, "1", True), replace(AGREED, asks=False), rules.NOT_ASKED_HERE),
])  # fmt: skip
def test_what_each_ground_asks(transfer: Transfer, crossing: Crossing, lacks: Reason | None) -> None:
    assert may_rest_on(transfer, crossing) == (Refused(lacks) if lacks else Allowed())


@pytest.mark.parametrize(("ground", "crossing", "stops"), [
    ("", AGREED, rules.NO_GROUND),
    ("anything", AGREED, rules.NO_GROUND),
    ("", replace(AGREED, asks=False), None),
    (G.CLAUSES, AGREED, None),
    (G.EXPLICIT_CONSENT, AGREED, None),
    (G.EXPLICIT_CONSENT, NOT_AGREED, rules.CONSENT_MISSING),
    (G.VITAL_INTERESTS, NOT_AGREED, None),
    (G.VITAL_INTERESTS, AGREED, rules.ASKED_AND_ANSWERED),
])  # fmt: skip
def test_what_stands_is_asked_again_when_something_leaves(
    ground: str, crossing: Crossing, stops: Reason | None
) -> None:
    assert may_cross(ground, crossing) == (Refused(stops) if stops else Allowed())


def test_no_consent_sends_a_referral_out_of_the_union_without_a_ground() -> None:
    position = draft(START)
    sending = attempt(position, Event.SEND, S, NOW)
    assert may_send(position, sending, FACTS, now=NOW) == Allowed()
    kept_in = replace(FACTS, kept_in=rules.NO_GROUND)
    assert why(may_send(position, sending, kept_in, now=NOW)) == rules.NO_GROUND
